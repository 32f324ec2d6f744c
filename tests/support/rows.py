"""Rows by raw SQL, past the desk: what a test of the database itself needs.

``put`` fills the columns that a table demands and the test does not care for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Connection, Date, Enum, Float, LargeBinary, String, Table, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.types import JSON, Integer

from petitions.db import Base, Instant
from petitions.models import Case

assert Case.metadata is Base.metadata

NOON = datetime(2026, 11, 2, 4, tzinfo=UTC)
LATER = NOON + timedelta(days=1)
DAY = date(2026, 11, 2)
GENESIS = "0" * 64


def put(connection: Connection, name: str, **given: Any) -> int:
    """Insert one row; return the first column of its key, where that is a number."""
    table = Base.metadata.tables[name]
    lacking = (column for column in table.columns if column.name not in given and _demanded(column, table))
    values = {column.name: plain(column) for column in lacking} | given
    key = connection.execute(table.insert().values(**values)).inserted_primary_key
    return key[0] if key and isinstance(key[0], int) else 0


def _demanded(column: Column[Any], table: Table) -> bool:
    own_number = column is table.autoincrement_column
    return not (column.nullable or column.default is not None or own_number)


def plain(column: Column[Any]) -> Any:
    """Some value that the column takes."""
    kind = column.type
    if isinstance(kind, Enum):
        assert kind.enum_class is not None
        return next(iter(kind.enum_class))
    for known, value in _PLAIN:
        if isinstance(kind, known):
            return value
    raise TypeError(f"no plain value for {column}")


_PLAIN: tuple[tuple[type[Any], object], ...] = (
    (Instant, NOON),
    (Date, DAY),
    (Boolean, False),
    (Integer, 1),
    (Float, 0.5),
    (LargeBinary, b"sealed"),
    (JSON, ["x"]),
    (String, "x"),
)


def put_office(connection: Connection) -> None:
    """A bureau with two units; officers 1 and 3 at the city's level, 2 and 4 at the sub-bureau's."""
    put(connection, "unit", id=1, code="bureau", kind="bureau")
    put(connection, "unit", id=2, code="sub", kind="sub_bureau", parent_id=1)
    for number, level in ((1, "city"), (2, "sub"), (3, "city"), (4, "sub")):
        put(
            connection, "officer", id=number, username=f"officer{number}", level=level, unit_id=number % 2 + 1
        )


def put_case(connection: Connection, number: int = 1, **given: Any) -> int:
    """A case; ``accepted`` unless the test says otherwise."""
    moments = {
        "registered_at": NOON,
        "accepted_at": NOON,
        "closed_at": NOON,
        "replied_at": NOON,
        "track": "A",
    }
    standing = {"case_no": f"HJ20261102-{number:06d}", "state": "accepted", "version": 1, "month": "2026-11"}
    return put(connection, "petition_case", id=number, **{**moments, **standing, **given})


def put_owners(connection: Connection, case: int = 1, city: int = 1, sub: int = 2, **given: Any) -> None:
    """Both owners of a case, from ``NOON`` on."""
    for level, officer in (("city", city), ("sub", sub)):
        put(
            connection,
            "ownership",
            **{"case_id": case, "level": level, "officer_id": officer, "from_at": NOON, **given},
        )


def put_event(connection: Connection, case: int = 1, seq: int = 1, **given: Any) -> int:
    """An event with hash ``hash-of-<seq>``, chained to the one before it."""
    previous = GENESIS if seq == 1 else f"hash-of-{seq - 1}"
    links = {"previous_hash": previous, "hash": f"hash-of-{seq}", "at": NOON, "day": DAY}
    return put(connection, "case_event", **{"case_id": case, "seq": seq, "actor_id": 1, **links, **given})


def put_something_everywhere(connection: Connection) -> None:
    """At least one row in every table, all constraints and rails satisfied."""
    put_office(connection)
    put_case(connection, 1, state="draft")
    put_case(connection, 2, master_id=1)
    put_event(connection)
    put_owners(connection)
    put(connection, "day_seal", day=DAY, events=1, previous_hash=GENESIS)
    put(connection, "strike_off_signature", case_id=1, round=1, level="sub", officer_id=2)
    put(connection, "case_accused", case_id=1, officer_id=3)
    put(connection, "plan", id=1, case_id=1, version=1)
    put(connection, "plan_signature", plan_id=1, level="sub", officer_id=2)
    put(connection, "proposal", case_id=1, ground="x", department="x")
    put(connection, "repeat_link", case_id=2, earlier_id=1)
    put(connection, "supervision", case_id=1, answer="x", lifted_at=LATER)
    put_issued_bulletin(connection)
    for name in Base.metadata.tables:
        if not connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one():
            put(connection, name)


def put_issued_bulletin(connection: Connection, number: int = 1, period: str = "2026-09") -> None:
    """A bulletin with both its prints, drafted by officer 1 and checked by officer 3."""
    put(connection, "bulletin", id=number, period=period, state="draft", version=1, drafted_by=1)
    links = {
        "seq": 1,
        "previous_hash": GENESIS,
        "hash": "hash-of-1",
        "source": "undrafted",
        "target": "draft",
    }
    put(connection, "bulletin_event", bulletin_id=number, verb="draft", actor_id=1, **links)
    run(connection, f"UPDATE bulletin SET state = 'checked', checked_by = 3 WHERE id = {number}")
    for edition in ("internal", "public"):
        put(connection, "bulletin_print", bulletin_id=number, edition=edition)
    issue = "state = 'issued', issued_by = 3, issued_on = '2026-11-02', letterhead = '{}', year = 2026"
    run(connection, f"UPDATE bulletin SET {issue}, number = {number} WHERE id = {number}")


def run(connection: Connection, statement: str, **given: Any) -> None:
    """Raw SQL."""
    connection.execute(text(statement), given)


def verdict(refusal: pytest.ExceptionInfo[IntegrityError]) -> str:
    """The first line of what the database said."""
    return str(refusal.value.orig).splitlines()[0]


@contextmanager
def refused(connection: Connection, message: str) -> Iterator[None]:
    """The statement in the block is refused by this rail, and the transaction lives on."""
    with pytest.raises(IntegrityError) as refusal, connection.begin_nested():
        yield
    assert verdict(refusal) == message
