"""What the tables of revision 0001 are made of. Frozen: nothing here follows the models when they change."""

from sqlalchemy import CheckConstraint, DateTime, Index, MetaData, text

TABLES = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

INSTANT = DateTime(timezone=True)


def words(members: str) -> tuple[str, ...]:
    """The members of a closed list, parted by blanks."""
    return tuple(members.split())


def quoted(members: tuple[str, ...]) -> str:
    """Members as an SQL list: ``'a', 'b'``."""
    return ", ".join(f"'{member}'" for member in members)


def known(column: str, members: tuple[str, ...]) -> CheckConstraint:
    """The CHECK of a closed list."""
    return CheckConstraint(f"{column} IN ({quoted(members)})", name=f"{column}_known")


def partial(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index over the rows that a condition leaves, the same on both databases."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))
