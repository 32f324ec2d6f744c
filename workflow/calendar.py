"""The office's calendar: which days are worked, and how working days are counted.

Counting, defined once for the whole program. The day of the event is *day zero* and is not counted; the
count begins on the day after and its last day belongs to the term, until 23:59:59 in Shanghai. 日 is a
natural day, 工作日 a working day and always said so. (山东省信访事项复查复核工作规则（试行）第14、44条,
taken as the default.)

A working day is a Monday to Friday that no notice takes off, or a weekend day that a notice puts on
(调休上班). A year whose notice is not loaded is guessed from its weekends, and whatever touches it is
provisional.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from hashlib import sha256
from importlib import resources
from zoneinfo import ZoneInfo

from workflow.vocabulary import Labelled

SHANGHAI = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)
SATURDAY = 5
YEAR_END = (12, 29)  # the farthest that a notice has reached back into the year before (2008's and 2019's)


def in_shanghai(instant: datetime) -> datetime:
    """The instant by the office's clock."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return instant.astimezone(SHANGHAI)


def local_day(instant: datetime) -> date:
    """The calendar day of an instant, in Shanghai."""
    return in_shanghai(instant).date()


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from first to last, both included."""
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


class DayClass(Labelled):
    """What a day is to the office."""

    WORKDAY = "workday", "工作日"
    WEEKEND = "weekend", "周末"
    HOLIDAY = "holiday", "法定节假日"
    MAKEUP = "makeup", "调休上班"

    @property
    def is_worked(self) -> bool:
        return self in {DayClass.WORKDAY, DayClass.MAKEUP}


class NoticeError(ValueError):
    """A notice that cannot be taken over; the message tells the administrator what to mend."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """One break of a notice, first and last day included."""

    name: str
    first: date
    last: date

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise NoticeError("有一个假期没有名称（name）。")
        if self.last < self.first:
            raise NoticeError(f"“{self.name}”的结束日期 {self.last} 早于开始日期 {self.first}。")

    def __iter__(self) -> Iterator[date]:
        return days_between(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Notice:
    """A year's holiday notice (部分节假日安排的通知). It may class the last days of the year before."""

    year: int
    number: str | None
    holidays: tuple[Holiday, ...]
    makeup_days: tuple[date, ...]
    amended_by: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.holidays:
            raise NoticeError(f"{self.year}年的通知没有列出任何假期（holidays）。")
        said = [*(day for holiday in self.holidays for day in holiday), *self.makeup_days]
        for day, times in Counter(said).items():
            if day.year != self.year and (day.year, day.month) != (self.year - 1, 12):
                raise NoticeError(f"{day} 不属于{self.year}年（上一年只允许12月的日期）。")
            if times > 1:
                raise NoticeError(f"{day} 在通知里出现了两次，请只保留一处。")
        for day in self.makeup_days:
            if day.weekday() < SATURDAY:
                raise NoticeError(f"{day} 是星期一至星期五，本来就上班，不能列为调休上班日。")

    def classes(self) -> dict[date, DayClass]:
        """The days that this notice speaks of."""
        off = {day: DayClass.HOLIDAY for holiday in self.holidays for day in holiday}
        return off | dict.fromkeys(self.makeup_days, DayClass.MAKEUP)


class WorkCalendar:
    """The loaded notices as one calendar; never changed, only replaced (``with_notice``)."""

    __slots__ = ("_classes", "notices", "version")

    def __init__(self, notices: Iterable[Notice]) -> None:
        by_year = {notice.year: notice for notice in notices}
        self.notices: Mapping[int, Notice] = dict(sorted(by_year.items()))
        self._classes = {day: kind for n in self.notices.values() for day, kind in n.classes().items()}
        content = [(year, n.number, sorted(n.classes().items())) for year, n in self.notices.items()]
        self.version = sha256(json.dumps(content, default=str).encode()).hexdigest()[:12]

    def classify(self, day: date) -> DayClass:
        """What the notices say of the day; what they do not mention is a weekend or a working day."""
        usual = DayClass.WEEKEND if day.weekday() >= SATURDAY else DayClass.WORKDAY
        return self._classes.get(day, usual)

    def is_workday(self, day: date) -> bool:
        return self.classify(day).is_worked

    def is_published(self, year: int) -> bool:
        """Whether the year's notice is loaded."""
        return year in self.notices

    def is_settled(self, first: date, last: date) -> bool:
        """Whether no notice still to come can class a day of the span otherwise.

        The last days of December belong to next year's New Year break too, so they wait for its notice.
        """
        reach = last.year + 1 if (last.month, last.day) >= YEAR_END else last.year
        return all(self.is_published(year) for year in range(first.year, reach + 1))

    def notice_for(self, day: date) -> Notice | None:
        """The notice that classes the day, or else its year's."""
        following = self.notices.get(day.year + 1)
        if following is not None and day in following.classes():
            return following
        return self.notices.get(day.year)

    def add_workdays(self, start: date, n: int) -> date:
        """The n-th working day after the start; the start itself is day zero and not counted."""
        if n < 1:
            raise ValueError("working days are counted from one")
        day = start
        for _ in range(n):
            day = self.workday_from(day + ONE_DAY)
        return day

    def workday_from(self, day: date) -> date:
        """The day itself if it is worked, else the next that is."""
        while not self.is_workday(day):
            day += ONE_DAY
        return day

    def with_notice(self, notice: Notice) -> "WorkCalendar":
        """This calendar with the notice added, in place of one for the same year."""
        return WorkCalendar([*self.notices.values(), notice])


@cache
def load_packaged() -> WorkCalendar:
    """The calendar of the notices that come with the program."""
    files = resources.files("workflow.notices").iterdir()
    return WorkCalendar(
        parse_notice(file.read_text(encoding="utf-8")) for file in files if file.name.endswith(".json")
    )


def parse_notice(source: str | Mapping[str, object]) -> Notice:
    """Read a notice file (its fields: ``workflow/notices/__init__.py``); NoticeError says what to mend."""
    fields = _object(source)
    if unknown := set(fields) - {"year", "number", "amended_by", "holidays", "makeup_days"}:
        raise NoticeError(f"不认识的字段：{'、'.join(sorted(unknown))}。")
    year = fields.get("year")
    if not isinstance(year, int) or not 2000 <= year <= 2100:
        raise NoticeError("年份（year）应是四位数字，例如 2027。")
    number = fields.get("number")
    if number is not None and not isinstance(number, str):
        raise NoticeError("文号（number）应是文字；不知道文号时写 null。")
    return Notice(
        year=year,
        number=number,
        holidays=tuple(_holiday(entry) for entry in _list(fields, "holidays")),
        makeup_days=tuple(_day(entry, "调休上班日（makeup_days）") for entry in _list(fields, "makeup_days")),
        amended_by=tuple(str(entry) for entry in _list(fields, "amended_by")),
    )


def _object(source: str | Mapping[str, object]) -> Mapping[str, object]:
    if not isinstance(source, str):
        return source
    try:
        loaded: object = json.loads(source)
    except json.JSONDecodeError as error:
        raise NoticeError(f"不是有效的 JSON：第{error.lineno}行第{error.colno}列附近有误。") from None
    if not isinstance(loaded, dict):
        raise NoticeError("放假通知应是一个 JSON 对象，即以 { 开头、以 } 结尾。")
    return loaded


def _list(fields: Mapping[str, object], key: str) -> list[object]:
    value = fields.get(key, [])
    if not isinstance(value, list):
        raise NoticeError(f"{key} 应是一个列表，即写在 [ ] 之中。")
    return value


def _holiday(entry: object) -> Holiday:
    if not isinstance(entry, dict) or set(entry) != {"name", "from", "to"}:
        raise NoticeError("每个假期应写明 name（名称）、from（开始日期）和 to（结束日期）。")
    name = str(entry["name"])
    return Holiday(name, _day(entry["from"], f"“{name}”的开始日期"), _day(entry["to"], f"“{name}”的结束日期"))


def _day(value: object, what: str) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise NoticeError(f"{what}“{value}”无效，应写成 2027-01-01 的样子。") from None
