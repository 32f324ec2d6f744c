"""The database itself keeps an issued bulletin as it is, numbers without gaps, and two people apart."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from tests.support.databases import Database
from tests.support.rows import GENESIS, put, put_issued_bulletin, put_office, refused, run


@pytest.fixture
def open_office(database: Database) -> Iterator[Connection]:
    """An open transaction on an office without cases."""
    with database.engine.begin() as connection:
        put_office(connection)
        yield connection


def put_checked(connection: Connection, number: int, period: str) -> None:
    put(connection, "bulletin", id=number, period=period, state="draft", version=1, drafted_by=1)
    run(connection, f"UPDATE bulletin SET state = 'checked', checked_by = 3 WHERE id = {number}")


def issue(bulletin: int, **changed: str) -> str:
    values = {
        "state": "'issued'", "issued_by": "3", "issued_on": "'2026-11-02'", "letterhead": "'{}'", "year": "2026",
    } | changed  # fmt: skip
    return f"UPDATE bulletin SET {', '.join(f'{k} = {v}' for k, v in values.items())} WHERE id = {bulletin}"


CHANGES = (
    "facts = '{}'",
    "prose = 'x'",
    "number = 2",
    "state = 'draft'",
    "issued_on = '2026-12-01'",
    "version = 9",
)


def test_an_issued_bulletin_is_neither_changed_nor_deleted(open_office: Connection) -> None:
    put_issued_bulletin(open_office)
    for change in CHANGES:
        with refused(open_office, "rail:issued-fixed bulletin"):
            run(open_office, f"UPDATE bulletin SET {change}")
    with refused(open_office, "rail:kept bulletin"):
        run(open_office, "DELETE FROM bulletin")
    for table, change in (("bulletin_print", "digest = 'y'"), ("bulletin_event", "payload = 'y'")):
        with refused(open_office, f"rail:append-only {table}"):
            run(open_office, f"UPDATE {table} SET {change}")
        with refused(open_office, f"rail:append-only {table}"):
            run(open_office, f"DELETE FROM {table}")


def test_nothing_is_printed_for_a_bulletin_that_is_issued_or_not_checked(open_office: Connection) -> None:
    put_issued_bulletin(open_office)
    put(open_office, "bulletin", id=2, period="2026-10", state="draft", version=1, drafted_by=1)
    with refused(open_office, "rail:not-checked bulletin_print"):
        put(open_office, "bulletin_print", bulletin_id=2, edition="public")
    put_checked(open_office, 3, "2026-11")
    put(open_office, "bulletin_print", bulletin_id=3, edition="public")


def test_a_bulletin_begins_as_a_draft_and_is_not_issued_unchecked(open_office: Connection) -> None:
    with refused(open_office, "rail:begins-as-draft bulletin"):
        put(open_office, "bulletin", id=1, period="2026-10", state="issued", version=1, drafted_by=1)
    put(open_office, "bulletin", id=1, period="2026-10", state="draft", version=1, drafted_by=1)
    with refused(open_office, "rail:not-checked bulletin"):
        run(open_office, issue(1, number="1", checked_by="3"))


def test_whoever_wrote_is_not_the_one_who_checked(open_office: Connection) -> None:
    put(open_office, "bulletin", id=1, period="2026-10", state="draft", version=1, drafted_by=1)
    links = {"previous_hash": GENESIS, "hash": "h", "source": "undrafted", "target": "draft"}
    put(open_office, "bulletin_event", bulletin_id=1, seq=1, verb="draft", actor_id=1, **links)
    for checker in ("1", "NULL"):
        with refused(open_office, "rail:one-person bulletin"):
            run(open_office, f"UPDATE bulletin SET state = 'checked', checked_by = {checker}")


def test_what_was_checked_is_what_is_issued(open_office: Connection) -> None:
    put_checked(open_office, 1, "2026-10")
    for edition in ("internal", "public"):
        put(open_office, "bulletin_print", bulletin_id=1, edition=edition)
    with refused(open_office, "rail:checked-fixed bulletin"):
        run(open_office, issue(1, number="1", facts="'other'"))
    run(open_office, "UPDATE bulletin SET state = 'draft', facts = 'other', checked_by = NULL")


def test_numbers_have_no_gap_and_both_editions_are_printed(open_office: Connection) -> None:
    put_issued_bulletin(open_office)
    put_checked(open_office, 2, "2026-10")
    put(open_office, "bulletin_print", bulletin_id=2, edition="public")
    with refused(open_office, "rail:prints-missing bulletin"):
        run(open_office, issue(2, number="2"))
    put(open_office, "bulletin_print", bulletin_id=2, edition="internal")
    for number in ("1", "3", "NULL"):
        with pytest.raises(Exception, match=r"number-gap|complete_if_issued"), open_office.begin_nested():
            run(open_office, issue(2, number=number))
    run(open_office, issue(2, number="2"))


def test_events_of_a_bulletin_are_chained(open_office: Connection) -> None:
    put_issued_bulletin(open_office)
    links = {"bulletin_id": 1, "verb": "issue", "actor_id": 3, "source": "checked", "target": "issued"}
    with refused(open_office, "rail:seq-gap bulletin_event"):
        put(open_office, "bulletin_event", seq=3, previous_hash="hash-of-1", **links)
    with refused(open_office, "rail:hash-mismatch bulletin_event"):
        put(open_office, "bulletin_event", seq=2, previous_hash="other", **links)
    put(open_office, "bulletin_event", seq=2, previous_hash="hash-of-1", **links)
