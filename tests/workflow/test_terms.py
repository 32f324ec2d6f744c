"""Terms and limits: the keys, hand-counted examples, and what must hold of every limit and its proof."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.calendar import SHANGHAI, DayClass, Notice, WorkCalendar, load_packaged
from workflow.rules import rule_set_for
from workflow.terms import (
    Anchor,
    Limit,
    Standing,
    Term,
    TermRule,
    Unit,
    extended,
    limit,
    months_after,
    reprojected,
)

KEYS_OF_THE_TABLE = {
    "accept.notify",
    "objection.superior",
    "crossarea.platform",
    "handle.A",
    "handle.B",
    "handle.C",
    "review.request",
    "review.decide",
    "rereview.request",
    "rereview.decide",
    "exposure.nonperformance",
    "reconsider.request",
    "reconsider.sue",
    "inspect.central",
    "inspect.prov",
    "order12345",
    "spotcheck.textfix",
    "emergency.report",
    "emergency.report.major",
    "criminal.decide",
    "criminal.handover",
    "penalty.decide",
    "publish",
    "log.retention",
    "pia.retention",
}

RULES = rule_set_for(date(2026, 11, 22))


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


def run(
    length: int, unit: Unit, start: datetime, roll: bool = False, calendar: WorkCalendar | None = None
) -> Limit:
    rule = TermRule(Term.HANDLE_A, length, unit, Anchor.RECEIVED, "内部时限（可设置）", Standing.INTERNAL)
    return limit(rule, start, calendar or load_packaged(), rule_set=RULES, roll_to_workday=roll)


def test_every_key_of_the_deadline_table_is_a_term() -> None:
    assert {term.value for term in Term} >= KEYS_OF_THE_TABLE


def test_every_term_is_labelled_apart() -> None:
    assert len({term.label for term in Term}) == len(Term)


def test_fifteen_days_begin_on_the_day_after_receipt() -> None:
    notice = run(15, Unit.DAY, at(2026, 11, 22, 9))
    assert (notice.start, notice.due) == (date(2026, 11, 22), date(2026, 12, 7))
    assert notice.due_at == at(2026, 12, 7, 23, 59) + timedelta(seconds=59)
    assert not notice.provisional


def test_an_evening_call_in_utc_is_received_on_the_next_shanghai_day() -> None:
    assert run(15, Unit.DAY, datetime(2026, 11, 22, 16, 30, tzinfo=UTC)).due == date(2026, 12, 8)


def test_sixty_days_that_end_on_a_sunday_stay_there_and_say_so(calendar: WorkCalendar) -> None:
    handling = run(60, Unit.DAY, at(2026, 11, 25))
    assert handling.due == date(2027, 1, 24)
    assert not handling.moved_by_setting
    assert "2027-01-24是周末，本地未设置顺延，仍以当日为期满日" in handling.note(calendar)
    assert "仍以当日为期满日" in handling.proof(calendar)[-1].note


def test_by_setting_a_last_day_off_moves_to_the_next_working_day(calendar: WorkCalendar) -> None:
    handling = run(60, Unit.DAY, at(2026, 8, 4), roll=True)  # ends on 3 October, in the National Day break
    assert handling.due == date(2026, 10, 8)
    assert handling.moved_by_setting
    assert "2026-10-03是法定节假日，按本地设置顺延至2026-10-08" in handling.note(calendar)
    last_counted, *moved = handling.proof(calendar)[-6:]
    assert (last_counted.n, last_counted.counted) == (60, True)
    assert [(row.n, row.counted) for row in moved] == [(60, False)] * 5


def test_a_makeup_saturday_is_no_day_off() -> None:
    assert run(1, Unit.DAY, at(2026, 10, 9), roll=True).due == date(2026, 10, 10)


def test_a_limit_that_touches_an_unpublished_year_is_provisional(calendar: WorkCalendar) -> None:
    handling = run(60, Unit.DAY, at(2026, 11, 22))
    assert handling.provisional
    assert "为暂定" in handling.note(calendar)


def test_a_loaded_notice_moves_the_limit_and_settles_it(calendar: WorkCalendar, notice_2027: Notice) -> None:
    """By the made-up notice 31 Dec. to 2 Jan. are off and Sunday the 3rd is worked."""
    before = run(5, Unit.WORKDAY, at(2026, 12, 28))
    assert (before.due, before.provisional) == (date(2027, 1, 4), True)
    after = reprojected(before, calendar.with_notice(notice_2027))
    assert (after.due, after.provisional) == (date(2027, 1, 5), False)
    assert after.calendar_version != before.calendar_version
    assert after.note(calendar.with_notice(notice_2027)) == ""


def test_two_months_end_on_the_same_number_or_on_the_last_day_of_the_month() -> None:
    assert run(2, Unit.MONTH, at(2026, 11, 22)).due == date(2027, 1, 22)
    assert run(2, Unit.MONTH, at(2026, 12, 31)).due == date(2027, 2, 28)
    assert run(2, Unit.MONTH, at(2027, 12, 31)).due == date(2028, 2, 29)
    assert run(6, Unit.MONTH, at(2026, 8, 31)).due == date(2027, 2, 28)


def test_hours_run_from_the_instant_over_nights_and_days_off(calendar: WorkCalendar) -> None:
    report = run(4, Unit.HOUR, at(2026, 10, 1, 22, 30), roll=True)
    assert report.due_at == at(2026, 10, 2, 2, 30)
    assert not report.provisional
    assert report.note(calendar) == ""
    assert [row.counted for row in report.proof(calendar)] == [False, False]
    assert "自22:30起连续计算4小时" in report.proof(calendar)[0].note


def test_hours_are_told_by_the_shanghai_clock() -> None:
    report = run(4, Unit.HOUR, datetime(2026, 10, 1, 14, 30, tzinfo=UTC))
    assert (report.started_at.hour, report.due_at.isoformat()) == (22, "2026-10-02T02:30:00+08:00")


@pytest.mark.parametrize("unit", Unit)
def test_an_instant_without_a_zone_starts_nothing(unit: Unit) -> None:
    with pytest.raises(ValueError, match="time zone"):
        run(4, unit, datetime(2026, 10, 1, 22, 30))  # noqa: DTZ001


def test_an_extension_goes_on_where_the_limit_would_have_ended(calendar: WorkCalendar) -> None:
    longer = extended(run(60, Unit.DAY, at(2026, 3, 2)), 30, calendar)
    assert longer.due == date(2026, 5, 31)
    assert (longer.length, longer.extended_by) == (90, 30)
    assert longer.note(calendar).startswith("已延长30日。")
    assert longer.proof(calendar)[-1].n == 90


def test_an_extension_forgets_the_move_of_the_shorter_limit(calendar: WorkCalendar) -> None:
    moved = run(60, Unit.DAY, at(2026, 8, 4), roll=True)
    longer = extended(moved, 30, calendar)
    assert longer.due == date(2026, 11, 2)
    assert not longer.moved_by_setting


@pytest.mark.parametrize(("unit", "days"), [(Unit.HOUR, 1), (Unit.MONTH, 1), (Unit.DAY, 0)])
def test_only_days_are_extended_and_by_one_at_least(calendar: WorkCalendar, unit: Unit, days: int) -> None:
    with pytest.raises(ValueError, match="cannot extend"):
        extended(run(2, unit, at(2026, 3, 2)), days, calendar)


def test_a_limit_names_the_versions_it_was_computed_under(calendar: WorkCalendar) -> None:
    notice = run(15, Unit.DAY, at(2026, 11, 22))
    assert notice.rule_set == "RS-3"
    assert notice.rule_set_version == RULES.version
    assert notice.calendar_version == calendar.version


def test_the_proof_of_five_working_days_over_the_national_day_break(calendar: WorkCalendar) -> None:
    proof = run(5, Unit.WORKDAY, at(2026, 9, 24)).proof(calendar)
    assert [(row.day, row.n) for row in proof if row.counted] == [
        (date(2026, 9, 28), 1),
        (date(2026, 9, 29), 2),
        (date(2026, 9, 30), 3),
        (date(2026, 10, 8), 4),
        (date(2026, 10, 9), 5),
    ]
    assert proof[0].note == "当日不计入，自次日起算"
    assert proof[-1].note == "期满日，至23:59:59止"
    assert {row.day_class for row in proof if not row.counted} == {DayClass.WORKDAY, DayClass.HOLIDAY}


INSTANTS = st.datetimes(datetime(2010, 1, 1), datetime(2026, 12, 31), timezones=st.just(SHANGHAI))  # noqa: DTZ001
COUNTED = st.sampled_from([Unit.DAY, Unit.WORKDAY])


@given(start=INSTANTS, length=st.integers(1, 90), unit=COUNTED, roll=st.booleans())
def test_the_proof_counts_exactly_the_length(start: datetime, length: int, unit: Unit, roll: bool) -> None:
    found = run(length, unit, start, roll)
    proof = found.proof(load_packaged())
    assert sum(row.counted for row in proof) == length == proof[-1].n
    assert not proof[0].counted
    assert [row.day for row in proof] == [found.start + timedelta(days=n) for n in range(len(proof))]
    assert proof[-1].day == found.due


@given(start=INSTANTS, length=st.integers(1, 90))
def test_rolling_never_shortens_and_ends_on_a_working_day(start: datetime, length: int) -> None:
    calendar = load_packaged()
    stays, rolls = run(length, Unit.DAY, start), run(length, Unit.DAY, start, roll=True)
    assert stays.due == stays.start + timedelta(days=length) <= rolls.due
    assert calendar.is_workday(rolls.due)
    assert rolls.moved_by_setting == (rolls.due != stays.due) == (not calendar.is_workday(stays.due))


@given(start=INSTANTS, length=st.integers(1, 90), unit=COUNTED, later=st.integers(0, 30))
def test_what_starts_later_is_never_due_earlier(start: datetime, length: int, unit: Unit, later: int) -> None:
    assert run(length, unit, start).due_at <= run(length, unit, start + timedelta(days=later)).due_at


@given(start=INSTANTS, length=st.integers(1, 90), unit=COUNTED, roll=st.booleans())
def test_projecting_again_under_the_same_calendar_changes_nothing(
    start: datetime, length: int, unit: Unit, roll: bool
) -> None:
    found = run(length, unit, start, roll)
    assert reprojected(found, load_packaged()) == found


@given(day=st.dates(date(2010, 1, 1), date(2040, 1, 1)), months=st.integers(1, 48))
def test_months_end_on_the_same_number_unless_the_month_is_shorter(day: date, months: int) -> None:
    due = months_after(day, months)
    assert (due.year * 12 + due.month) - (day.year * 12 + day.month) == months
    assert due.day == day.day or (due.day < day.day and (due + timedelta(days=1)).day == 1)
