"""Periods of every kind: where they begin and end, what they are compared with, how they are written and spoken of."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.month import Days, Month, Period, PeriodError
from reports.periods import Quarter, Week, Year, parse_period


def test_a_month_runs_from_midnight_to_midnight_in_shanghai():
    month = Month(2026, 12)
    assert month.start.isoformat() == "2026-12-01T00:00:00+08:00"
    assert month.end.isoformat() == "2027-01-01T00:00:00+08:00"
    assert (month.first_day, month.last_day) == (date(2026, 12, 1), date(2026, 12, 31))


def test_february_knows_leap_years():
    assert Month(2024, 2).last_day.day == 29
    assert Month(2026, 2).last_day.day == 28


def test_thirteen_months_lead_up_from_last_year():
    months = Month(2026, 3).run_up()
    assert len(months) == 13
    assert (months[0], months[-1]) == (Month(2025, 3), Month(2026, 3))


def test_a_day_lies_in_its_month_and_in_its_week():
    assert Month.of(date(2026, 10, 31)) == Month(2026, 10)
    assert Week.of(date(2027, 1, 3)) == Week(2026, 53)
    assert Week.of(date(2027, 1, 4)) == Week(2027, 1)


KINDS = (
    # written, label, days, 环比, 同比, 累计
    ("2026-10", "2026年10月", 31, "2026-09", "2025-10", "2026年1—10月"),
    ("2026-01", "2026年1月", 31, "2025-12", "2025-01", "2026年1月"),
    ("2026-Q3", "2026年第三季度", 92, "2026-Q2", "2025-Q3", "2026年1—9月"),
    ("2026-Q1", "2026年第一季度", 90, "2025-Q4", "2025-Q1", "2026年1—3月"),
    ("2026", "2026年度", 365, "2025", "2025", "2026年1—12月"),
    ("2026-W43", "2026年第43周", 7, "2026-W42", "2025-W43", "2026年1月1日至10月25日"),
    ("2026-W53", "2026年第53周", 7, "2026-W52", "2025-W52", "2027年1月1日至1月3日"),
    ("2026-W01", "2026年第1周", 7, "2025-W52", "2025-W01", "2026年1月1日至1月4日"),
    (
        "2026-09-15..2026-10-14", "2026年9月15日至10月14日", 30,
        "2026-08-16..2026-09-14", "2025-09-15..2025-10-14", "2026年1月1日至10月14日",
    ),
    (
        "2025-12-20..2026-01-10", "2025年12月20日至2026年1月10日", 22,
        "2025-11-28..2025-12-19", "2024-12-20..2025-01-10", "2026年1月1日至1月10日",
    ),
    (
        "2026-01-01..2026-06-30", "2026年1—6月", 181,
        "2025-07-01..2025-12-31", "2025-01-01..2025-06-30", "2026年1—6月",
    ),
    (
        "2024-02-29..2024-02-29", "2024年2月29日", 1,
        "2024-02-28..2024-02-28", "2023-02-28..2023-02-28", "2024年1—2月",
    ),
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind[0])
def test_each_kind_knows_its_name_length_and_bases(kind):
    written, label, days, previous, year_ago, cumulative = kind
    period = parse_period(written)
    assert (str(period), period.label, period.days) == (written, label, days)
    assert (str(period.previous), str(period.year_ago)) == (previous, year_ago)
    assert period.since_january.label == cumulative


SO_FAR = (
    # whole, counted on, as much of the base, as much of last year's
    ("2026-11", "2026-11-20", "2026-10-01..2026-10-20", "2025-11-01..2025-11-20"),
    ("2026-03", "2026-03-30", "2026-02", "2025-03-01..2025-03-30"),
    ("2026-Q4", "2026-11-20", "2026-07-01..2026-08-20", "2025-10-01..2025-11-20"),
    ("2028", "2028-11-20", "2027-01-01..2027-11-20", "2027-01-01..2027-11-20"),
    ("2026-W47", "2026-11-18", "2026-11-09..2026-11-11", "2025-11-17..2025-11-19"),
    ("2026-11-15..2026-12-14", "2026-11-20", "2026-10-16..2026-10-21", "2025-11-15..2025-11-20"),
)


@pytest.mark.parametrize("kind", SO_FAR, ids=lambda kind: kind[0])
def test_a_part_is_compared_with_parts_that_end_as_far_on(kind):
    whole, day, previous, year_ago = kind
    part = parse_period(whole).as_of(date.fromisoformat(day))
    assert (str(part.previous), str(part.year_ago)) == (previous, year_ago)
    assert "截至" in part.label and part.words.before.endswith("同期")


def test_a_period_that_is_over_is_compared_as_a_whole():
    assert Month(2026, 10).as_of(date(2026, 10, 31)) == Month(2026, 10)
    assert Month(2026, 10).as_of(date(2027, 1, 1)) == Month(2026, 10)


def test_the_year_has_one_base_and_all_others_two():
    assert [parse_period(kind[0]).has_two_bases for kind in KINDS].count(False) == 1
    assert not Year(2028).as_of(date(2028, 11, 20)).has_two_bases


def test_a_rule_is_spoken_in_the_words_of_the_period():
    rule = "年初在册、本月届满的，较上月、上年同月，月初至月末。"
    assert Month(2026, 10).spoken(rule) == rule
    assert Quarter(2026, 3).spoken(rule) == "年初在册、本季度届满的，较上季度、上年同季度，季度初至季度末。"
    assert Year(2026).spoken(rule) == "年初在册、本年度届满的，较上年度、上年度，年初至年末。"


@pytest.mark.parametrize("text", ["2026-10", "2026-1"])
def test_a_month_is_read_as_it_is_typed(text):
    assert Month.parse(text).year == 2026


NONE = (
    "", "十月", "-10", "2026-13", "2026-0", "2026-Q5", "2026-Q0", "2025-W53", "2026-W1", "0000", "2026-10-01",
    "2026-10-14..2026-09-15", "2026-02-30..2026-03-01", "２０２６-10", "2026-10-01..", "2026-10 ",
)  # fmt: skip


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_period_is_refused_with_examples_of_all_kinds(text):
    with pytest.raises(PeriodError, match=r"请写成2026-10（月）、2026-Q3（季度）.*2026-W43（周）"):
        parse_period(text)


@pytest.mark.parametrize("text", ["2026", "2026-Q3", "2026-13", "十月"])
def test_where_a_month_is_wanted_nothing_else_is_taken(text):
    with pytest.raises(PeriodError, match="请写成2026-10"):
        Month.parse(text)


days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
periods = st.one_of(
    st.builds(Month, st.integers(2020, 2035), st.integers(1, 12)),
    st.builds(Quarter, st.integers(2020, 2035), st.integers(1, 4)),
    st.builds(Year, st.integers(2020, 2035)),
    st.builds(Week.of, days),
    st.builds(lambda since, more: Days(since, since + timedelta(days=more)), days, st.integers(0, 400)),
)


@given(periods, days)
def test_any_period_is_read_as_it_was_written_and_follows_its_predecessor(period: Period, day: date):
    assert parse_period(str(period)) == period
    assert period.previous.last_day + timedelta(days=1) == period.first_day
    assert period.year_ago.last_day < period.last_day
    assert (period.months[0], period.months[-1]) == (Month.of(period.first_day), Month.of(period.last_day))
    assert (period.end - period.start).days == period.days == (period.last_day - period.first_day).days + 1
    if period.first_day <= day:
        part = period.as_of(day)
        assert part.last_day == min(day, period.last_day)
        assert part.previous.first_day == period.previous.first_day
        assert part.previous.last_day <= period.previous.last_day
        assert parse_period(str(part)).last_day == part.last_day
