"""The rails of the record bite: what the desk would never do, the database refuses to raw SQL too, by name."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from migrations.foundation import rails
from migrations.rail import Rail
from tests.support.databases import Database
from tests.support.rows import (
    DAY,
    GENESIS,
    put,
    put_case,
    put_event,
    put_something_everywhere,
    refused,
    run,
    verdict,
)

# --- append-only and kept ---------------------------------------------------------------------------

APPEND_ONLY = {
    "case_event": "payload = 'y'",
    "day_seal": "root = 'y'",
    "identity_look": "reason = 'y'",
    "office_event": "detail = 'y'",
    "term_move": "cause = 'y'",
    "review": "opinion = 'y'",
    "plan_signature": "opinion = 'y'",
    "strike_off_signature": "opinion = 'y'",
}
KEPT = ("petition_case", "petitioner", "paper", "ownership")


@pytest.fixture
def full(database: Database) -> Iterator[Connection]:
    """An open transaction on a database with a row in every table."""
    with database.engine.begin() as connection:
        put_something_everywhere(connection)
        yield connection


def test_a_record_is_neither_changed_nor_deleted(full: Connection) -> None:
    for table, change in APPEND_ONLY.items():
        with refused(full, f"rail:append-only {table}"):
            run(full, f"UPDATE {table} SET {change}")
        with refused(full, f"rail:append-only {table}"):
            run(full, f"DELETE FROM {table}")


def test_what_is_kept_may_change_but_not_go(full: Connection) -> None:
    for table in KEPT:
        with refused(full, f"rail:kept {table}"):
            run(full, f"DELETE FROM {table}")
    run(full, "UPDATE petition_case SET title = 'y'")
    run(full, "UPDATE petitioner SET phone_hash = 'y'")
    run(full, "UPDATE paper SET event_seq = 2")


@pytest.fixture
def unguarded(sqlite_database: Database) -> Iterator[Connection]:
    """A full SQLite database as another program would open it: only what stands in the file protects it."""
    with sqlite_database.engine.begin() as connection:
        put_something_everywhere(connection)
        run(connection, "PRAGMA recursive_triggers=OFF")
        yield connection
        run(connection, "PRAGMA recursive_triggers=ON")


def test_no_row_is_replaced_on_sqlite(unguarded: Connection) -> None:
    """INSERT OR REPLACE deletes the row in its way without firing a trigger for DELETE."""
    for table in (*APPEND_ONLY, *KEPT):
        with pytest.raises(IntegrityError) as refusal, unguarded.begin_nested():
            run(unguarded, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
        assert verdict(refusal).startswith("rail:")


def test_a_well_chained_event_does_not_replace_another_on_sqlite(unguarded: Connection) -> None:
    columns = "case_id, at, verb, source, target, actor_id, payload, algorithm"
    with refused(unguarded, "rail:append-only case_event"):
        run(
            unguarded,
            f"INSERT OR REPLACE INTO case_event (id, seq, day, previous_hash, hash, {columns}) "
            f"SELECT id, 2, '2026-11-03', hash, 'y', {columns} FROM case_event",
        )


def test_a_case_does_not_make_way_for_anothers_number_on_sqlite(sqlite_database: Database) -> None:
    with sqlite_database.engine.begin() as connection:
        put_something_everywhere(connection)
        taken = "UPDATE OR REPLACE petition_case SET case_no = 'HJ20261102-000001' WHERE id = 2"
        with refused(connection, "rail:kept petition_case"):
            run(connection, taken)


@pytest.mark.postgres
def test_nothing_is_truncated_on_postgresql(postgres_database: Database) -> None:
    with postgres_database.engine.begin() as connection:
        for table in APPEND_ONLY:
            with refused(connection, f"rail:append-only {table}"):
                run(connection, f"TRUNCATE {table} CASCADE")
        for table in KEPT:
            with refused(connection, f"rail:kept {table}"):
                run(connection, f"TRUNCATE ONLY {table} CASCADE")


def test_the_lists_above_are_the_rails_that_are_laid() -> None:
    laid = {rail.name for rail in rails.RECORDS}
    named = {f"rail_{table}_append_only" for table in APPEND_ONLY} | {f"rail_{table}_kept" for table in KEPT}
    assert laid == named


# --- the chain --------------------------------------------------------------------------------------


def test_events_follow_one_another(raw_office: Connection) -> None:
    put_event(raw_office, seq=1)
    put_event(raw_office, seq=2)
    put_case(raw_office, 2)
    put_event(raw_office, case=2, seq=1)
    put_event(raw_office, seq=3)


@pytest.mark.parametrize("seq", [1, 2, 4, 9])
def test_an_event_comes_right_after_the_last(raw_office: Connection, seq: int) -> None:
    put_event(raw_office, seq=1)
    put_event(raw_office, seq=2)
    with refused(raw_office, "rail:seq-gap case_event"):
        put_event(raw_office, seq=seq)


def test_the_first_event_is_number_one_and_names_the_genesis(raw_office: Connection) -> None:
    with refused(raw_office, "rail:seq-gap case_event"):
        put_event(raw_office, seq=2)
    with refused(raw_office, "rail:hash-mismatch case_event"):
        put_event(raw_office, seq=1, previous_hash="f" * 64)


def test_an_event_names_the_hash_of_the_one_before_in_its_own_case(raw_office: Connection) -> None:
    put_event(raw_office, seq=1)
    put_case(raw_office, 2)
    put_event(raw_office, case=2, seq=1, hash="of-another-case")
    for wrong in ("of-another-case", GENESIS, "hash-of-2"):
        with refused(raw_office, "rail:hash-mismatch case_event"):
            put_event(raw_office, seq=2, previous_hash=wrong)


def test_a_sealed_day_takes_no_more_events(raw_office: Connection) -> None:
    put_event(raw_office, seq=1)
    put(raw_office, "day_seal", day=DAY, events=1, previous_hash=GENESIS)
    for sealed in (DAY, DAY - timedelta(days=1)):
        with refused(raw_office, "rail:day-sealed case_event"):
            put_event(raw_office, seq=2, day=sealed)
    put_event(raw_office, seq=2, day=DAY + timedelta(days=1))


def test_days_are_sealed_forwards(raw_office: Connection) -> None:
    put(raw_office, "day_seal", day=DAY, events=0, hash="first", previous_hash=GENESIS)
    for day in (DAY, DAY - timedelta(days=1)):
        with refused(raw_office, "rail:day-order day_seal"):
            put(raw_office, "day_seal", day=day, events=0, hash="second", previous_hash="first")
    put(raw_office, "day_seal", day=DAY + timedelta(days=3), events=0, hash="second", previous_hash="first")


def test_a_seal_is_chained_to_the_seal_before(raw_office: Connection) -> None:
    with refused(raw_office, "rail:hash-mismatch day_seal"):
        put(raw_office, "day_seal", day=DAY, events=0, previous_hash="f" * 64)
    put(raw_office, "day_seal", day=DAY, events=0, hash="first", previous_hash=GENESIS)
    with refused(raw_office, "rail:hash-mismatch day_seal"):
        put(raw_office, "day_seal", day=DAY + timedelta(days=1), events=0, previous_hash=GENESIS)


def test_a_seal_leaves_no_event_out(raw_office: Connection) -> None:
    """Neither of its own day, nor of a day before that no seal covers."""
    put_event(raw_office, seq=1)
    put_event(raw_office, seq=2, day=DAY + timedelta(days=1))
    for day, events in ((DAY, 0), (DAY, 2), (DAY + timedelta(days=1), 1)):
        with refused(raw_office, "rail:events-left-out day_seal"):
            put(raw_office, "day_seal", day=day, events=events, previous_hash=GENESIS)
    put(raw_office, "day_seal", day=DAY, events=1, hash="first", previous_hash=GENESIS)
    put(raw_office, "day_seal", day=DAY + timedelta(days=1), events=1, previous_hash="first")


# --- what they cost ---------------------------------------------------------------------------------


def conditions(rail: Rail) -> list[str]:
    """What a rail asks, as SELECTs: ``NEW.x`` and ``OLD.x`` become parameters."""
    (statement,) = rail.sqlite
    asked = re.findall(r"WHERE (.*?);(?= SELECT RAISE| END)", statement)
    return [re.sub(r"\b(?:NEW|OLD)\.(\w+)", r":\1", condition) for condition in asked]


def test_rails_find_what_they_ask_by_index(sqlite_database: Database) -> None:
    asked = [question for rail in rails.RAILS[len(rails.RECORDS) :] for question in conditions(rail)]
    assert len(asked) == 18
    with sqlite_database.engine.connect() as connection:
        for question in asked:
            parameters = dict.fromkeys(re.findall(r":(\w+)", question), 1)
            plan = connection.execute(text(f"EXPLAIN QUERY PLAN SELECT 1 WHERE {question}"), parameters)
            steps = [row[-1] for row in plan]
            assert not [step for step in steps if step.startswith("SCAN ") and "CONSTANT" not in step], (
                question
            )
