from datetime import date

import pytest

from reports.month import Month


def test_a_month_runs_from_midnight_to_midnight_in_shanghai():
    month = Month(2026, 12)
    assert month.start.isoformat() == "2026-12-01T00:00:00+08:00"
    assert month.end.isoformat() == "2027-01-01T00:00:00+08:00"
    assert (month.first_day, month.last_day) == (date(2026, 12, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("month", "previous", "year_ago", "following"),
    [
        ((2026, 10), (2026, 9), (2025, 10), (2026, 11)),
        ((2026, 1), (2025, 12), (2025, 1), (2026, 2)),
        ((2026, 12), (2026, 11), (2025, 12), (2027, 1)),
    ],
)
def test_neighbours_cross_the_turn_of_the_year(month, previous, year_ago, following):
    month = Month(*month)
    assert (month.previous, month.year_ago, month.next) == (
        Month(*previous),
        Month(*year_ago),
        Month(*following),
    )


def test_february_knows_leap_years():
    assert Month(2024, 2).last_day.day == 29
    assert Month(2026, 2).last_day.day == 28


def test_thirteen_months_lead_up_from_last_year():
    months = Month(2026, 3).run_up()
    assert len(months) == 13
    assert (months[0], months[-1]) == (Month(2025, 3), Month(2026, 3))


def test_labels_are_what_an_office_writes():
    assert Month(2026, 10).label == "2026年10月"
    assert Month(2026, 10).cumulative_label == "2026年1—10月"
    assert Month(2026, 1).cumulative_label == "2026年1月"
    assert str(Month(2026, 3)) == "2026-03"


@pytest.mark.parametrize("text", ["2026-10", "2026-1"])
def test_a_month_is_read_as_it_is_typed(text):
    assert Month.parse(text).year == 2026


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-0", "十月", "2026-10-01", "-10", "２０２６-10"]
)
def test_a_month_that_does_not_exist_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="请写成2026-10这样的年月"):
        Month.parse(text)


def test_a_day_lies_in_its_month():
    assert Month.of(date(2026, 10, 31)) == Month(2026, 10)
