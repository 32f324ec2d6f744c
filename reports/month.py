"""A period that is reported on: what it is compared with, and in what words the office speaks of it.

环比 compares with the period before, 同比 with the same of the year before, 累计 counts since the first of January. Here
are the month, any days from … to, and the part of a period that is over; ``reports.periods`` has the other kinds.
"""

import re
from abc import ABC, abstractmethod
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import ClassVar, Self

from workflow.calendar import SHANGHAI

ONE_DAY = timedelta(days=1)
EXAMPLES = "请写成2026-10（月）、2026-Q3（季度）、2026（年）、2026-W43（周）或2026-09-15..2026-10-14（起止日期）这样的期间。"
WRITTEN = r"(\d{4})-(\d{1,2})"
"""A month as it is written."""


class PeriodError(ValueError):
    """Something typed that is no period; the message says how one is written."""


@dataclass(frozen=True, slots=True)
class Words:
    """How a period of one kind is spoken of: 本月, 上月, 上年同月, 月初, 月末."""

    this: str
    before: str
    year_ago: str
    opening: str
    closing: str


class Period(ABC):
    """A stretch of whole days in Asia/Shanghai. ``periods.parse_period`` reads what ``str`` writes, for ever."""

    __slots__ = ()
    words: ClassVar[Words]

    @property
    @abstractmethod
    def first_day(self) -> date:
        """The first day."""

    @property
    @abstractmethod
    def last_day(self) -> date:
        """The last day."""

    @property
    @abstractmethod
    def label(self) -> str:
        """As the office writes it: ``2026年10月``."""

    @property
    @abstractmethod
    def previous(self) -> "Period":
        """The one before, for 环比."""

    @property
    @abstractmethod
    def year_ago(self) -> "Period":
        """The same of the year before, for 同比."""

    @property
    def start(self) -> datetime:
        """The first instant."""
        return datetime.combine(self.first_day, time.min, SHANGHAI)

    @property
    def end(self) -> datetime:
        """The first instant that no longer belongs to it."""
        return datetime.combine(self.last_day + ONE_DAY, time.min, SHANGHAI)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last_day - self.first_day).days + 1

    @property
    def months(self) -> tuple["Month", ...]:
        """The months that it touches."""
        last = Month.of(self.last_day)
        apart = (last.year - self.first_day.year) * 12 + last.number - self.first_day.month
        return last.run_up(apart + 1)

    @property
    def is_whole_months(self) -> bool:
        """Whether it begins with a month and ends with one."""
        return self.first_day.day == 1 and (self.last_day + ONE_DAY).day == 1

    @property
    def since_january(self) -> "Period":
        """From the first of January to its last day, for 累计."""
        return Days(date(self.last_day.year, 1, 1), self.last_day)

    @property
    def begins_the_year(self) -> bool:
        """Whether 累计 would only say the same again."""
        return (self.first_day.month, self.first_day.day) == (1, 1)

    @property
    def has_two_bases(self) -> bool:
        """Whether 环比 and 同比 are two comparisons. Those of a year are one."""
        return self.previous != self.year_ago

    def as_of(self, day: date) -> "Period":
        """As much of it as is over at the end of ``day``: compared with as many days of its bases."""
        return self if day >= self.last_day else SoFar(self, day)

    def spoken(self, text: str) -> str:
        """A sentence that speaks of a month, in the words of this period."""
        words, month = self.words, Month.words
        for said, own in (
            (month.year_ago, words.year_ago),
            (month.this, words.this),
            (month.before, words.before),
            (month.opening, words.opening),
            (month.closing, words.closing),
        ):
            text = text.replace(said, own)
        return text


@dataclass(frozen=True, slots=True, order=True)
class Month(Period):
    """A calendar month."""

    year: int
    number: int

    words: ClassVar[Words] = Words("本月", "上月", "上年同月", "月初", "月末")

    def __post_init__(self) -> None:
        """Refuse a thirteenth month."""
        if not (1 <= self.number <= 12 and 1 <= self.year <= 9998):
            raise PeriodError(f"没有{self.year}年{self.number}月。{EXAMPLES}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """``2026-10`` → October 2026, and nothing but a month."""
        found = re.fullmatch(WRITTEN, text, re.ASCII)
        if not found:
            raise PeriodError(f"看不懂月份“{text}”。{EXAMPLES}")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, moment: date) -> Self:
        """The month in which a day lies."""
        return cls(moment.year, moment.month)

    @property
    def first_day(self) -> date:
        """The first day."""
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        """The last day."""
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def next(self) -> Self:
        """The month after."""
        return self.shifted(1)

    @property
    def previous(self) -> Self:
        """The month before."""
        return self.shifted(-1)

    @property
    def year_ago(self) -> Self:
        """The same month of the year before."""
        return self.shifted(-12)

    @property
    def label(self) -> str:
        """``2026年10月``."""
        return f"{self.year}年{self.number}月"

    def shifted(self, months: int) -> Self:
        """The month so many months later."""
        years, index = divmod(self.year * 12 + self.number - 1 + months, 12)
        return type(self)(years, index + 1)

    def run_up(self, months: int = 13) -> tuple[Self, ...]:
        """The last ``months`` months, this one included; thirteen show the same month of last year too."""
        return tuple(self.shifted(back) for back in range(1 - months, 1))

    def __str__(self) -> str:
        """``2026-10``."""
        return f"{self.year}-{self.number:02d}"


@dataclass(frozen=True, slots=True, order=True)
class Days(Period):
    """Any days, both ends included; compared with as many days before, or with as many months if it is made of them."""

    since: date
    until: date

    words: ClassVar[Words] = Words("本期", "上期", "上年同期", "期初", "期末")

    def __post_init__(self) -> None:
        """Refuse an end before the beginning."""
        if self.until < self.since:
            raise PeriodError(f"{self.until}早于{self.since}，止日应在起日之后。{EXAMPLES}")

    @property
    def first_day(self) -> date:
        """The first day."""
        return self.since

    @property
    def last_day(self) -> date:
        """The last day."""
        return self.until

    @property
    def previous(self) -> Self:
        """As many months or days directly before."""
        until = self.since - ONE_DAY
        if self.is_whole_months:
            return type(self)(Month.of(self.since).shifted(-len(self.months)).first_day, until)
        return type(self)(self.since - timedelta(days=self.days), until)

    @property
    def year_ago(self) -> Self:
        """The same dates of the year before; the end of February stays the end of February."""
        if self.is_whole_months:
            first, last = (Month.of(day).year_ago for day in (self.since, self.until))
            return type(self)(first.first_day, last.last_day)
        return type(self)(*(_in_month(Month.of(day).year_ago, day.day) for day in (self.since, self.until)))

    @property
    def label(self) -> str:
        """``2026年9月15日至10月14日``, ``2026年1—9月`` where it is made of months."""
        since, until = self.since, self.until
        same_year = since.year == until.year
        if self.is_whole_months and same_year:
            last = f"—{until.month}" if until.month != since.month else ""
            return f"{since.year}年{since.month}{last}月"
        if since == until:
            return f"{since.year}年{since.month}月{since.day}日"
        end = f"{until.month}月{until.day}日"
        return f"{since.year}年{since.month}月{since.day}日至{'' if same_year else f'{until.year}年'}{end}"

    def __str__(self) -> str:
        """``2026-09-15..2026-10-14``."""
        return f"{self.since}..{self.until}"


@dataclass(frozen=True, slots=True)
class SoFar(Period):
    """A running period up to a day. Its bases end as far on, since a part is not compared with a whole."""

    whole: Period
    until: date

    @property
    def words(self) -> Words:  # type: ignore[override]
        """Those of the whole period; its bases are 同期 of theirs."""
        own = self.whole.words
        return Words(own.this, f"{own.before}同期", "上年同期", own.opening, "统计截止日")

    @property
    def first_day(self) -> date:
        """The first day."""
        return self.whole.first_day

    @property
    def last_day(self) -> date:
        """The last day counted."""
        return self.until

    @property
    def previous(self) -> Period:
        """As much of the period before."""
        return self._as_far(self.whole.previous)

    @property
    def year_ago(self) -> Period:
        """As much of the same period last year."""
        return self._as_far(self.whole.year_ago)

    def _as_far(self, base: Period) -> Period:
        """Up to the same day of the same month of it; up to the same number of days where it has no months."""
        if not self.whole.is_whole_months:
            return base.as_of(base.first_day + (self.until - self.first_day))
        months = len(self.months) - 1
        return base.as_of(_in_month(Month.of(base.first_day).shifted(months), self.until.day))

    @property
    def label(self) -> str:
        """``2026年11月（截至11月20日）``."""
        return f"{self.whole.label}（截至{self.until.month}月{self.until.day}日）"

    def __str__(self) -> str:
        """The days that it has so far."""
        return f"{self.first_day}..{self.until}"


def _in_month(month: Month, day: int) -> date:
    return date(month.year, month.number, min(day, month.last_day.day))
