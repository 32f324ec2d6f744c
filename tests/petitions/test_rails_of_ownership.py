"""The rails of dual ownership (双包案) bite: owners, appointments and signatures, against raw SQL."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection

from migrations.foundation import rails
from tests.support.rows import (
    LATER,
    NOON,
    put,
    put_case,
    put_owners,
    refused,
    run,
)
from workflow.states import BEYOND_TRANSFER, State
from workflow.vocabulary import Level

# --- dual ownership ---------------------------------------------------------------------------------


def enter(connection: Connection, state: State) -> None:
    """Move case 1."""
    run(connection, "UPDATE petition_case SET state = :state WHERE id = 1", state=state.value)


@pytest.fixture
def dual(raw_office: Connection) -> Connection:
    """The accepted case is under dual ownership, and nobody owns it yet."""
    run(raw_office, "UPDATE petition_case SET dual_required = true")
    return raw_office


def test_the_rails_know_the_states_beyond_transfer() -> None:
    assert set(rails.BEYOND_TRANSFER.replace("'", "").split(", ")) == {
        state.value for state in BEYOND_TRANSFER
    }


@pytest.mark.parametrize("missing", [*Level, None])
def test_a_dual_case_leaves_only_with_both_owners(dual: Connection, missing: Level | None) -> None:
    for level, officer in ((Level.CITY, 1), (Level.SUB, 2)):
        if missing not in (level, None):
            put(dual, "ownership", case_id=1, level=level, officer_id=officer, from_at=NOON)
    for state in sorted(BEYOND_TRANSFER):
        with refused(dual, "rail:owners-missing petition_case"):
            enter(dual, state)


def test_a_dual_case_with_both_owners_goes_its_way(dual: Connection) -> None:
    put_owners(dual)
    enter(dual, State.DISPATCHED)
    run(dual, "UPDATE ownership SET to_at = :at", at=LATER)
    enter(dual, State.INVESTIGATING)
    enter(dual, State.REPLIED)


def test_former_owners_do_not_count(dual: Connection) -> None:
    put_owners(dual, to_at=LATER)
    with refused(dual, "rail:owners-missing petition_case"):
        enter(dual, State.DISPATCHED)


def test_owners_of_another_case_do_not_count(dual: Connection) -> None:
    put_case(dual, 2)
    put_owners(dual, case=2)
    with refused(dual, "rail:owners-missing petition_case"):
        enter(dual, State.DISPATCHED)


def test_a_dual_case_is_not_put_in_beyond_transfer(dual: Connection) -> None:
    with refused(dual, "rail:owners-missing petition_case"):
        put_case(dual, 2, state="dispatched", dual_required=True)


def test_a_case_that_needs_no_owners_goes_without(raw_office: Connection) -> None:
    enter(raw_office, State.DISPATCHED)
    enter(raw_office, State.CLOSED)
    put_case(raw_office, 2, state="dispatched")


def test_a_dual_case_is_closed_only_when_both_have_signed(dual: Connection) -> None:
    put_owners(dual)
    enter(dual, State.REPLIED)
    with refused(dual, "rail:strike-off-unsigned petition_case"):
        enter(dual, State.CLOSED)
    put(dual, "strike_off_signature", case_id=1, round=1, level="sub", officer_id=2)
    with refused(dual, "rail:strike-off-unsigned petition_case"):
        enter(dual, State.CLOSED)
    put(dual, "strike_off_signature", case_id=1, round=1, level="city", officer_id=1)
    enter(dual, State.CLOSED)


def test_signatures_of_an_earlier_round_do_not_close(dual: Connection) -> None:
    put_owners(dual)
    put(dual, "strike_off_signature", case_id=1, round=1, level="sub", officer_id=2)
    put(dual, "strike_off_signature", case_id=1, round=1, level="city", officer_id=1)
    run(dual, "UPDATE petition_case SET round = 2")
    with refused(dual, "rail:strike-off-unsigned petition_case"):
        enter(dual, State.CLOSED)


def test_a_dual_case_is_not_put_in_as_closed(dual: Connection) -> None:
    with refused(dual, "rail:strike-off-unsigned petition_case"):
        put_case(dual, 2, state="closed", dual_required=True)


# --- ownership over time ----------------------------------------------------------------------------


def own(connection: Connection, start: int, end: int | None, officer: int = 2, level: str = "sub") -> None:
    """An interval of case 1, in days after ``NOON``."""
    put(
        connection,
        "ownership",
        case_id=1,
        level=level,
        officer_id=officer,
        from_at=NOON + timedelta(days=start),
        to_at=None if end is None else NOON + timedelta(days=end),
    )


@pytest.mark.parametrize(("start", "end"), [(0, 2), (2, 4), (1, 3), (2, 3), (3, 9), (0, None), (8, 11)])
def test_two_officers_never_own_a_case_at_one_level_at_once(
    raw_office: Connection, start: int, end: int | None
) -> None:
    own(raw_office, 1, 4)
    own(raw_office, 10, None)
    with refused(raw_office, "rail:ownership-overlap ownership"):
        own(raw_office, start, end, officer=4)


def test_owners_follow_one_another_and_the_levels_do_not_meet(raw_office: Connection) -> None:
    own(raw_office, 1, 4)
    own(raw_office, 4, 6, officer=4)
    own(raw_office, 0, 1, officer=4)
    own(raw_office, 6, None)
    own(raw_office, 2, None, officer=1, level="city")


def test_an_appointment_is_ended_once_and_not_rewritten(raw_office: Connection) -> None:
    put_owners(raw_office)
    changes = (
        ["case_id = 2", "officer_id = 4", "from_at = to_at", "reason = 'y'", "appointed_by = 4", "id = 99"]
        + ["to_at = NULL"]
        + [f"to_at = '2026-11-09 00:00:00.000000', {change}" for change in ("reason = 'y'", "officer_id = 4")]
    )
    put_case(raw_office, 2)
    for change in changes:
        with refused(raw_office, "rail:ownership-fixed ownership"):
            run(raw_office, f"UPDATE ownership SET {change} WHERE level = 'sub'")
    run(raw_office, "UPDATE ownership SET to_at = :at WHERE level = 'sub'", at=LATER)
    for again in (NOON, LATER, None):
        with refused(raw_office, "rail:ownership-fixed ownership"):
            run(raw_office, "UPDATE ownership SET to_at = :at WHERE level = 'sub'", at=again)


def test_an_accused_officer_owns_nothing_of_the_case(raw_office: Connection) -> None:
    put(raw_office, "case_accused", case_id=1, officer_id=2)
    with refused(raw_office, "rail:recusal ownership"):
        own(raw_office, 0, None)
    own(raw_office, 0, None, officer=4)
    put_case(raw_office, 2)
    put_owners(raw_office, case=2)


def test_an_owner_steps_down_before_being_named_as_accused(raw_office: Connection) -> None:
    put_owners(raw_office)
    put(raw_office, "case_accused", case_id=1, officer_id=4)
    with refused(raw_office, "rail:recusal case_accused"):
        put(raw_office, "case_accused", case_id=1, officer_id=2)
    with refused(raw_office, "rail:recusal case_accused"):
        run(raw_office, "UPDATE case_accused SET officer_id = 2")
    run(raw_office, "UPDATE ownership SET to_at = :at WHERE level = 'sub'", at=LATER)
    put(raw_office, "case_accused", case_id=1, officer_id=2)


# --- signatures -------------------------------------------------------------------------------------


def test_the_city_owner_signs_the_strike_off_last(raw_office: Connection) -> None:
    put_owners(raw_office)
    with refused(raw_office, "rail:city-signs-last strike_off_signature"):
        put(raw_office, "strike_off_signature", case_id=1, round=1, level="city", officer_id=1)
    put(raw_office, "strike_off_signature", case_id=1, round=1, level="sub", officer_id=2)
    with refused(raw_office, "rail:city-signs-last strike_off_signature"):
        put(raw_office, "strike_off_signature", case_id=1, round=2, level="city", officer_id=1)
    put(raw_office, "strike_off_signature", case_id=1, round=1, level="city", officer_id=1)


@pytest.mark.parametrize(("level", "officer"), [("sub", 4), ("sub", 1), ("city", 2), ("city", 3)])
def test_only_the_owner_of_the_level_signs(raw_office: Connection, level: str, officer: int) -> None:
    put_owners(raw_office)
    put(raw_office, "plan", id=1, case_id=1, version=1)
    with refused(raw_office, "rail:not-the-owner strike_off_signature"):
        put(raw_office, "strike_off_signature", case_id=1, round=1, level=level, officer_id=officer)
    with refused(raw_office, "rail:not-the-owner plan_signature"):
        put(raw_office, "plan_signature", plan_id=1, level=level, officer_id=officer)


def test_a_former_owner_signs_no_more(raw_office: Connection) -> None:
    put_owners(raw_office, to_at=LATER)
    put(raw_office, "plan", id=1, case_id=1, version=1)
    with refused(raw_office, "rail:not-the-owner strike_off_signature"):
        put(raw_office, "strike_off_signature", case_id=1, round=1, level="sub", officer_id=2)
    with refused(raw_office, "rail:not-the-owner plan_signature"):
        put(raw_office, "plan_signature", plan_id=1, level="sub", officer_id=2)


def test_both_owners_sign_the_plan_in_any_order(raw_office: Connection) -> None:
    put_owners(raw_office)
    put(raw_office, "plan", id=1, case_id=1, version=1)
    put(raw_office, "plan_signature", plan_id=1, level="city", officer_id=1)
    put(raw_office, "plan_signature", plan_id=1, level="sub", officer_id=2)
