"""The calendar against two independent libraries, the hand-counted examples, and what must hold of every count."""

import json
from datetime import UTC, date, datetime, timedelta
from importlib import resources

import chinese_calendar
import holidays
import pytest
from chinese_calendar import constants
from hypothesis import given
from hypothesis import strategies as st

from workflow.calendar import (
    SHANGHAI,
    DayClass,
    Notice,
    NoticeError,
    WorkCalendar,
    days_between,
    load_packaged,
    local_day,
    parse_notice,
)

YEARS = range(2010, 2027)
DAYS = st.dates(date(2010, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize("year", YEARS)
def test_every_day_of_the_year_agrees_with_both_libraries(calendar: WorkCalendar, year: int) -> None:
    china = holidays.country_holidays("CN", years=range(year - 1, year + 2))
    for day in days_between(date(year, 1, 1), date(year, 12, 31)):
        worked = calendar.is_workday(day)
        assert worked == chinese_calendar.is_workday(day), day
        assert worked == china.is_working_day(day), day


def test_the_makeup_days_are_exactly_those_of_the_library(calendar: WorkCalendar) -> None:
    ours = {
        d
        for d in days_between(date(2010, 1, 1), date(2026, 12, 31))
        if calendar.classify(d) is DayClass.MAKEUP
    }
    assert ours == {day for day in constants.workdays if day.year in YEARS}


def test_a_weekday_off_is_a_holiday_and_no_weekend(calendar: WorkCalendar) -> None:
    for day in days_between(date(2010, 1, 1), date(2026, 12, 31)):
        if day.weekday() < 5 and not calendar.is_workday(day):
            assert calendar.classify(day) is DayClass.HOLIDAY
            assert day in constants.holidays


def test_each_packaged_year_has_one_file_with_its_number() -> None:
    files = [file for file in resources.files("workflow.notices").iterdir() if file.name.endswith(".json")]
    assert sorted(file.name for file in files) == [f"{year}.json" for year in YEARS]
    for file in files:
        notice = json.loads(file.read_text(encoding="utf-8"))
        assert f"{notice['year']}.json" == file.name
        assert notice["number"].startswith(f"国办发明电〔{notice['year'] - 1}〕")


def test_the_spring_festival_of_2020_lasted_until_the_second_of_february(calendar: WorkCalendar) -> None:
    assert calendar.classify(date(2020, 1, 31)) is DayClass.HOLIDAY
    assert calendar.classify(date(2020, 2, 1)) is DayClass.HOLIDAY  # a make-up day before the extension
    assert calendar.classify(date(2020, 2, 2)) is DayClass.HOLIDAY
    assert calendar.classify(date(2020, 2, 3)) is DayClass.WORKDAY
    assert calendar.notices[2020].amended_by == ("国办发明电〔2020〕1号",)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2011, 12, 31), DayClass.MAKEUP),
        (date(2018, 12, 29), DayClass.MAKEUP),
        (date(2018, 12, 31), DayClass.HOLIDAY),
        (date(2022, 12, 31), DayClass.HOLIDAY),
    ],
)
def test_a_notice_classes_the_last_days_of_the_year_before(
    calendar: WorkCalendar, day: date, expected: DayClass
) -> None:
    assert calendar.classify(day) is expected
    notice = calendar.notice_for(day)
    assert notice is not None
    assert notice.year == day.year + 1


def test_any_other_day_is_classed_by_its_own_years_notice(calendar: WorkCalendar) -> None:
    notice = calendar.notice_for(date(2018, 12, 28))
    assert notice is not None
    assert notice.year == 2018


def test_the_national_day_break_of_2026_is_counted_over(calendar: WorkCalendar) -> None:
    """24 Sept. is day zero; 25–27 Mid-Autumn, 28–30 are 1–3, 1–7 Oct. off, 8 and 9 Oct. are 4 and 5."""
    assert calendar.add_workdays(date(2026, 9, 24), 5) == date(2026, 10, 9)
    assert calendar.add_workdays(date(2026, 10, 8), 2) == date(2026, 10, 10)  # a Saturday, worked


def test_zero_working_days_are_no_count(calendar: WorkCalendar) -> None:
    with pytest.raises(ValueError, match="from one"):
        calendar.add_workdays(date(2026, 9, 24), 0)


def test_the_day_is_the_day_in_shanghai() -> None:
    assert local_day(datetime(2026, 11, 22, 16, 30, tzinfo=UTC)) == date(2026, 11, 23)
    assert local_day(datetime(2026, 11, 22, 23, 59, 59, tzinfo=SHANGHAI)) == date(2026, 11, 22)


def test_an_instant_without_a_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2026, 11, 22))  # noqa: DTZ001


def test_a_year_without_a_notice_is_guessed_from_its_weekends(calendar: WorkCalendar) -> None:
    assert not calendar.is_published(2027)
    assert calendar.classify(date(2027, 10, 1)) is DayClass.WORKDAY
    assert calendar.classify(date(2027, 10, 2)) is DayClass.WEEKEND
    assert calendar.notice_for(date(2027, 10, 1)) is None


def test_the_days_before_new_year_wait_for_next_years_notice(
    calendar: WorkCalendar, notice_2027: Notice
) -> None:
    day = date(2026, 12, 28)
    assert calendar.is_settled(day, day)
    assert not calendar.is_settled(day, day + timedelta(days=1))
    assert calendar.with_notice(notice_2027).is_settled(day, date(2027, 12, 28))


def test_a_new_notice_makes_a_new_calendar_with_a_new_version(
    calendar: WorkCalendar, notice_2027: Notice
) -> None:
    later = calendar.with_notice(notice_2027)
    assert later.is_published(2027)
    assert later.version != calendar.version
    assert later.classify(date(2026, 12, 31)) is DayClass.HOLIDAY
    assert calendar.classify(date(2026, 12, 31)) is DayClass.WORKDAY


def test_a_notice_replaces_the_one_of_its_year(calendar: WorkCalendar, notice_2027: Notice) -> None:
    once = calendar.with_notice(notice_2027)
    amended = Notice(2027, None, notice_2027.holidays[:1], ())
    twice = once.with_notice(amended)
    assert twice.classify(date(2027, 2, 5)) is DayClass.WORKDAY
    assert twice.with_notice(notice_2027).version == once.version


GOOD = {"year": 2027, "holidays": [{"name": "元旦", "from": "2027-01-01", "to": "2027-01-03"}]}


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{", "不是有效的 JSON：第1行"),
        ("[]", "JSON 对象"),
        ({**GOOD, "year": "2027"}, "年份"),
        ({**GOOD, "holiday": []}, "不认识的字段：holiday"),
        ({**GOOD, "number": 7}, "文号"),
        ({"year": 2027}, "没有列出任何假期"),
        ({**GOOD, "holidays": {}}, "应是一个列表"),
        ({**GOOD, "holidays": [{"name": "元旦", "from": "2027-01-01"}]}, "结束日期"),
        ({**GOOD, "holidays": [{"name": "元旦", "from": "2027-01-03", "to": "2027-01-01"}]}, "早于开始日期"),
        ({**GOOD, "holidays": [{"name": " ", "from": "2027-01-01", "to": "2027-01-01"}]}, "没有名称"),
        ({**GOOD, "makeup_days": ["2027-2-6"]}, "2027-2-6”无效"),
        ({**GOOD, "makeup_days": ["2027-01-05"]}, "本来就上班"),
        ({**GOOD, "makeup_days": ["2027-01-02"]}, "出现了两次"),
        ({**GOOD, "makeup_days": ["2028-01-08"]}, "不属于2027年"),
    ],
)
def test_a_faulty_notice_is_refused_with_what_to_mend(source: str | dict[str, object], message: str) -> None:
    with pytest.raises(NoticeError, match=message):
        parse_notice(source)


@given(start=DAYS, n=st.integers(1, 60))
def test_adding_working_days_lands_on_the_nth_of_them(start: date, n: int) -> None:
    calendar = load_packaged()
    due = calendar.add_workdays(start, n)
    assert calendar.is_workday(due)
    assert sum(calendar.is_workday(day) for day in days_between(start, due) if day != start) == n


@given(start=DAYS, n=st.integers(1, 30), more=st.integers(1, 30))
def test_adding_is_the_same_in_one_step_or_two(start: date, n: int, more: int) -> None:
    calendar = load_packaged()
    assert calendar.add_workdays(start, n + more) == calendar.add_workdays(
        calendar.add_workdays(start, n), more
    )


@given(start=DAYS, later=st.integers(0, 30), n=st.integers(1, 30))
def test_a_later_start_is_never_due_earlier(start: date, later: int, n: int) -> None:
    calendar = load_packaged()
    assert calendar.add_workdays(start, n) <= calendar.add_workdays(start + timedelta(days=later), n)
