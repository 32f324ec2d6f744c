"""The rows that a command wrote, and the same rows written again for another case: raw, and by plain SQLAlchemy."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection as Raw
from typing import Any

from sqlalchemy import Engine, event, inspect, text
from sqlalchemy.orm import Session, sessionmaker

from petitions.db import Base
from petitions.models import (
    Case,
    CaseEvent,
    CaseFlag,
    CaseType,
    OutboxMessage,
    Petitioner,
    RepeatLink,
    TermRun,
)

MODELS: tuple[type[Base], ...] = (
    Case,
    Petitioner,
    CaseType,
    CaseFlag,
    RepeatLink,
    TermRun,
    OutboxMessage,
    CaseEvent,
)
"""What an intake writes besides the index, in the order of the foreign keys."""


@dataclass(frozen=True, slots=True)
class Written:
    """All rows of one intake, as objects hold them and as the file holds them."""

    case_id: int
    case_no: str
    rows: tuple[tuple[type[Base], dict[str, Any]], ...]
    raw: tuple[tuple[str, dict[str, Any]], ...]
    grams: str


def written_by_intake(session: Session, case_id: int, grams: str) -> Written:
    """Read back what the registration of a case wrote."""
    rows, raw = [], []
    driver: Raw = session.connection().connection.driver_connection  # type: ignore[assignment]
    for model in MODELS:
        key = "id" if model is Case else "case_id"
        columns = [column.key for column in inspect(model).column_attrs]
        for found in session.query(model).where(getattr(model, key) == case_id):
            rows.append((model, {name: getattr(found, name) for name in columns}))
        name = model.__tablename__
        cursor = driver.execute(f"SELECT * FROM {name} WHERE {key} = ?", (case_id,))
        names = [column[0] for column in cursor.description]
        raw += [(name, dict(zip(names, values, strict=True))) for values in cursor]
    return Written(case_id, rows[0][1]["case_no"], tuple(rows), tuple(raw), grams)


def renumbered(row: Mapping[str, Any], is_case: bool, was: Written, number: int) -> dict[str, Any]:
    """A row of one case as a row of another: another number, and no key that the database gives itself."""
    new = {name: value for name, value in row.items() if is_case or name != "id"}
    new["id" if is_case else "case_id"] = number
    for name in ("case_no", "send_key"):
        if name in new:
            new[name] = new[name].replace(was.case_no, f"COPY-{number}")
    return new


def write_raw(connection: Raw, rows: Sequence[tuple[str, tuple[Any, ...]]], number: int, grams: str) -> None:
    """The rows by hand-written INSERTs, in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    for statement, values in rows:
        connection.execute(statement, values)
    connection.execute(
        "INSERT INTO case_gram (gram, case_id) SELECT value, ? FROM json_each(?)", (number, grams)
    )
    connection.execute("COMMIT")


def raw_inserts(was: Written, number: int) -> list[tuple[str, tuple[Any, ...]]]:
    """The INSERTs that write the same rows for another case."""
    made = []
    for table, row in was.raw:
        new = renumbered(row, table == Case.__tablename__, was, number)
        marks = ", ".join("?" * len(new))
        made.append((f"INSERT INTO {table} ({', '.join(new)}) VALUES ({marks})", tuple(new.values())))
    return made


def write_objects(
    sessions: sessionmaker[Session],
    rows: Sequence[tuple[type[Base], dict[str, Any]]],
    number: int,
    grams: str,
) -> None:
    """The rows as SQLAlchemy objects in a session, with one commit: how it is done without a desk."""
    with sessions.begin() as session:
        session.add_all([model(**row) for model, row in rows if model is Case])
        session.flush()
        session.add_all([model(**row) for model, row in rows if model is not Case])
        session.execute(INSERT_GRAMS, {"number": number, "grams": grams})


INSERT_GRAMS = text("INSERT INTO case_gram (gram, case_id) SELECT value, :number FROM json_each(:grams)")


def object_rows(was: Written, number: int) -> list[tuple[type[Base], dict[str, Any]]]:
    """The rows for the same case under another number, as objects take them."""
    return [(model, renumbered(row, model is Case, was, number)) for model, row in was.rows]


class Tally:
    """Counts an engine's statements and commits; the BEGIN of a transaction is not counted."""

    def __init__(self, engine: Engine) -> None:
        self.statements = self.commits = 0
        event.listen(engine, "before_cursor_execute", self._statement)
        event.listen(engine, "commit", self._commit)

    def _statement(self, connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        self.statements += not statement.startswith("BEGIN")

    def _commit(self, connection: Any) -> None:
        self.commits += 1

    def take(self) -> tuple[int, int]:
        """Statements and commits since it was last asked."""
        counted = self.statements, self.commits
        self.statements = self.commits = 0
        return counted


def raw_connection(path: Path) -> Raw:
    """The same file past SQLAlchemy, as durable as the program has it."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",
        "cache_size=-65536",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection
