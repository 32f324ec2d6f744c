"""Warning levels by share of the limit used."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.calendar import SHANGHAI
from workflow.phases import Phase, Thresholds, phase, remaining

START = datetime(2026, 3, 1, tzinfo=SHANGHAI)
DUE_AT = START + timedelta(days=100)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, Phase.NORMAL),
        (49.99, Phase.NORMAL),
        (50, Phase.NOTICE),
        (74.99, Phase.NOTICE),
        (75, Phase.WARNING),
        (84.99, Phase.WARNING),
        (85, Phase.SEVERE),
        (100, Phase.SEVERE),
        (101, Phase.OVERDUE),
    ],
)
def test_the_phase_follows_the_share_of_the_limit(days: float, expected: Phase) -> None:
    assert phase(START, DUE_AT, START + timedelta(days=days)) is expected


def test_the_last_second_of_the_due_day_is_still_in_time() -> None:
    due_at = datetime(2026, 12, 7, 23, 59, 59, tzinfo=SHANGHAI)
    assert phase(START, due_at, due_at + timedelta(milliseconds=999)) is Phase.SEVERE
    assert phase(START, due_at, due_at + timedelta(seconds=1)) is Phase.OVERDUE


def test_a_bureau_may_set_its_own_thresholds() -> None:
    early = Thresholds(notice=20, warning=40, severe=60)
    assert phase(START, DUE_AT, START + timedelta(days=45), early) is Phase.WARNING


@pytest.mark.parametrize("thresholds", [(50, 50, 85), (0, 75, 85), (50, 75, 100)])
def test_thresholds_out_of_order_are_refused(thresholds: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="依次递增"):
        Thresholds(*thresholds)


def test_days_remaining_are_none_on_the_due_day_and_negative_after_it() -> None:
    due = date(2026, 12, 7)
    assert [remaining(due, date(2026, 12, day)) for day in (5, 7, 9)] == [2, 0, -2]


@given(first=st.integers(0, 200), more=st.integers(0, 200))
def test_a_phase_never_goes_back(first: int, more: int) -> None:
    order = list(Phase)
    now = phase(START, DUE_AT, START + timedelta(days=first))
    later = phase(START, DUE_AT, START + timedelta(days=first + more))
    assert order.index(now) <= order.index(later)
