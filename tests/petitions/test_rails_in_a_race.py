"""The rails hold between two transactions that do not see each other: SQLite has one writer, PostgreSQL locks."""

import threading
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from tests.support.databases import Database
from tests.support.rows import (
    DAY,
    GENESIS,
    LATER,
    NOON,
    put,
    put_case,
    put_event,
    put_office,
    put_owners,
)


def meanwhile(engine: Engine, first: tuple[str, dict[str, Any]], second: tuple[str, dict[str, Any]]) -> str:
    """Two transactions whose rows only clash together: the second begins before the first has committed.

    Returns what the database said to the second one.
    """
    said: list[str] = []

    def follow() -> None:
        try:
            with engine.begin() as connection:
                put(connection, second[0], **second[1])
            said.append("nothing")
        except IntegrityError as refusal:
            said.append(str(refusal.orig).splitlines()[0])

    with engine.begin() as connection:
        put(connection, first[0], **first[1])
        follower = threading.Thread(target=follow)
        follower.start()
        follower.join(0.3)
        assert follower.is_alive(), "the second did not wait for the first"
    follower.join(10)
    (answer,) = said
    return answer


@pytest.fixture
def settled(postgres_database: Database) -> Engine:
    """An office with one case, committed."""
    with postgres_database.engine.begin() as connection:
        put_office(connection)
        put_case(connection)
    return postgres_database.engine


@pytest.mark.postgres
def test_appointing_waits_for_whoever_is_naming_the_accused(settled: Engine) -> None:
    accused = ("case_accused", {"case_id": 1, "officer_id": 2})
    owner = ("ownership", {"case_id": 1, "level": "sub", "officer_id": 2, "from_at": NOON})
    assert meanwhile(settled, accused, owner) == "rail:recusal ownership"


@pytest.mark.postgres
def test_appointing_waits_for_another_appointment_of_the_same_time(settled: Engine) -> None:
    past = {"case_id": 1, "level": "sub", "from_at": NOON, "to_at": LATER}
    first = ("ownership", {**past, "officer_id": 2})
    second = ("ownership", {**past, "officer_id": 4})
    assert meanwhile(settled, first, second) == "rail:ownership-overlap ownership"


@pytest.mark.postgres
def test_sealing_waits_for_an_event_that_is_being_written(settled: Engine) -> None:
    event = {"case_id": 1, "seq": 1, "actor_id": 1, "day": DAY, "previous_hash": GENESIS}
    seal = {"day": DAY, "events": 0, "previous_hash": GENESIS}
    assert meanwhile(settled, ("case_event", event), ("day_seal", seal)) == "rail:events-left-out day_seal"


@pytest.mark.postgres
def test_writing_an_event_waits_for_a_seal_that_is_being_set(settled: Engine) -> None:
    event = {"case_id": 1, "seq": 1, "actor_id": 1, "day": DAY, "previous_hash": GENESIS}
    seal = {"day": DAY, "events": 0, "previous_hash": GENESIS}
    assert meanwhile(settled, ("day_seal", seal), ("case_event", event)) == "rail:day-sealed case_event"


@pytest.mark.postgres
def test_writers_of_different_cases_do_not_wait_for_each_other(settled: Engine) -> None:
    with settled.begin() as connection:
        put_case(connection, 2)
    with settled.begin() as one, settled.begin() as other:
        other.execute(text("SET LOCAL lock_timeout = '2s'"))
        for case, connection in ((1, one), (2, other)):
            put_owners(connection, case=case)
            put_event(connection, case=case)
            put(connection, "strike_off_signature", case_id=case, round=1, level="sub", officer_id=2)
