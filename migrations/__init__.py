"""The numbered steps by which the database grew.

``ensure_current`` is what a starting program calls: one query when nothing is to be done, and alembic is imported
only when something is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, MetaData, inspect
from sqlalchemy.exc import OperationalError, ProgrammingError

if TYPE_CHECKING:
    from alembic.config import Config

HERE = Path(__file__).parent
HEAD = (HERE / "HEAD").read_text(encoding="ascii").strip()
LOCK = 20180501
"""Key of the PostgreSQL advisory lock that makes migrating programs take turns."""


class NewerDatabaseError(RuntimeError):
    """The database was made by a newer program than this one."""

    def __init__(self, stored: str) -> None:
        super().__init__(
            f"数据库版本 {stored} 高于本程序支持的版本 {HEAD}。请改用与数据库相配的新版程序，或恢复升级前的备份。"
        )


def current(engine: Engine) -> str | None:
    """The revision the database stands at; ``None`` when it is empty."""
    with engine.connect().execution_options(reading=True) as connection:
        try:
            stored: str | None = connection.exec_driver_sql(
                "SELECT version_num FROM alembic_version"
            ).scalar()
        except (OperationalError, ProgrammingError):
            connection.rollback()
            if inspect(connection).has_table("alembic_version"):
                raise
            return None
    return stored


def ensure_current(engine: Engine) -> bool:
    """Bring the database to this program's revision; tell whether anything was to be done."""
    stored = current(engine)
    if stored == HEAD:
        return False
    if stored is not None and stored > HEAD:
        raise NewerDatabaseError(stored)
    upgrade(engine)
    return True


def upgrade(engine: Engine, to: str = "head") -> None:
    """Take the steps up to a revision, all in one transaction."""
    from alembic import command

    with _prepared(engine) as config:
        command.upgrade(config, to)


def downgrade(engine: Engine, to: str) -> None:
    """Take the steps back down to a revision; ``base`` empties the database."""
    from alembic import command

    with _prepared(engine) as config:
        command.downgrade(config, to)


def revise(engine: Engine, subject: str, models: MetaData) -> Path:
    """Write the next step from what differs between the models and a database at head; move ``HEAD`` to it."""
    from alembic import command
    from alembic.script import Script

    number = f"{int(HEAD) + 1:04d}"
    with _prepared(engine, metadata=models) as config:
        script = command.revision(config, subject, autogenerate=True, rev_id=number)
    (HERE / "HEAD").write_text(f"{number}\n", encoding="ascii")
    assert isinstance(script, Script)
    return Path(script.path)


@contextmanager
def _prepared(engine: Engine, **attributes: Any) -> "Iterator[Config]":
    from alembic.config import Config

    config = Config(attributes=attributes)
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    with engine.connect() as connection, _tables_may_be_remade(connection):
        config.attributes["connection"] = connection
        yield config


@contextmanager
def _tables_may_be_remade(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew; while the old one is dropped, foreign keys must not bite."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        broken = driver.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"rows without their parent after the migration: {broken[:5]}")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")
