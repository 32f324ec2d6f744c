"""The database: one base, one naming convention, one way to open SQLite and PostgreSQL.

Times are aware and in UTC (``Instant``); closed lists are stored by value under a named CHECK (``coded``).
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    Insert,
    MetaData,
    Table,
    TypeDecorator,
    create_engine,
    event,
    insert,
)
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name from the first migration on, so that a refusal can be read and a change written."""


class Base(DeclarativeBase):
    """Parent of all models."""

    metadata = MetaData(naming_convention=NAMING)


class Instant(TypeDecorator[datetime]):
    """A moment in time: aware in Python, UTC in the database. SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def coded(members: type[StrEnum], name: str) -> Enum:
    """A column type for a closed list: text, stored by value, guarded by the CHECK ``ck_<table>_<name>_known``."""

    def values(listed: type[StrEnum]) -> Sequence[str]:
        return [member.value for member in listed]

    return Enum(
        members,
        name=f"{name}_known",
        native_enum=False,
        create_constraint=True,
        values_callable=values,
        length=max(len(member.value) for member in members) + 8,
        validate_strings=True,
    )


def listed(members: Sequence[StrEnum] | frozenset[Any]) -> str:
    """Members as an SQL list, in a stable order: ``'a', 'b'``."""
    return ", ".join(f"'{value}'" for value in sorted(str(member.value) for member in members))


@cache
def rows_into(model: type[Base]) -> Insert:
    """An INSERT of plain rows, past the unit of work: for what is written once and never read back as objects."""
    return insert(cast(Table, model.__table__))


def make_engine(url: str, *, pool_size: int = 8) -> Engine:
    """An engine for ``sqlite:///…`` or ``postgresql://…``, with durable commits on both."""
    if url.startswith("sqlite"):
        engine = create_engine(url, connect_args={"timeout": 30, "check_same_thread": False})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate)
        return engine
    return create_engine(url, pool_size=pool_size, pool_pre_ping=True)


def _prepare_sqlite(connection: Any, record: ConnectionPoolEntry) -> None:
    """WAL for readers beside the writer; FULL so that an answered command survives the plug being pulled.

    Recursive triggers, because a row that makes way for OR REPLACE is otherwise deleted behind the rails' back.
    """
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA recursive_triggers=ON")
    cursor.execute("PRAGMA busy_timeout=30000")
    cursor.execute("PRAGMA cache_size=-65536")
    cursor.close()


def _begin_immediate(connection: Any) -> None:
    """Take the write lock first: a read that later writes would otherwise fail when another wrote in between."""
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def make_sessions(engine: Engine) -> sessionmaker[Session]:
    """Sessions whose objects stay readable after the commit."""
    return sessionmaker(engine, expire_on_commit=False)


def learn_statistics(connection: Connection) -> None:
    """Let SQLite look at a few hundred entries of each index, so that it chooses well among them.

    Without it a month's figures took twice as long. It takes milliseconds; PostgreSQL does this by itself.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA analysis_limit=400")
        connection.exec_driver_sql("ANALYZE")
