"""Every kind of period, and how each is written.

``2026-10`` a month, ``2026-Q3`` a quarter, ``2026`` a year, ``2026-W43`` a week, ``2026-09-15..2026-10-14`` any days.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from reports.month import EXAMPLES, ONE_DAY, WRITTEN, Days, Month, Period, PeriodError, Words

QUARTERS = "一二三四"


@dataclass(frozen=True, slots=True, order=True)
class Quarter(Period):
    """A quarter of a calendar year."""

    year: int
    number: int

    words: ClassVar[Words] = Words("本季度", "上季度", "上年同季度", "季度初", "季度末")

    def __post_init__(self) -> None:
        """Refuse a fifth quarter."""
        if not (1 <= self.number <= 4 and 1 <= self.year <= 9998):
            raise PeriodError(f"没有{self.year}年第{self.number}季度。{EXAMPLES}")

    @property
    def first_day(self) -> date:
        """The first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        """The last day."""
        return Month(self.year, 3 * self.number).last_day

    @property
    def previous(self) -> Self:
        """The quarter before."""
        years, index = divmod(self.year * 4 + self.number - 2, 4)
        return type(self)(years, index + 1)

    @property
    def year_ago(self) -> Self:
        """The same quarter of the year before."""
        return type(self)(self.year - 1, self.number)

    @property
    def label(self) -> str:
        """``2026年第三季度``."""
        return f"{self.year}年第{QUARTERS[self.number - 1]}季度"

    def __str__(self) -> str:
        """``2026-Q3``."""
        return f"{self.year}-Q{self.number}"


@dataclass(frozen=True, slots=True, order=True)
class Year(Period):
    """A calendar year; 环比 and 同比 are the same for it."""

    year: int

    words: ClassVar[Words] = Words("本年度", "上年度", "上年度", "年初", "年末")

    def __post_init__(self) -> None:
        """Refuse years that no calendar has."""
        if not 1 <= self.year <= 9998:
            raise PeriodError(f"没有{self.year}年。{EXAMPLES}")

    @property
    def first_day(self) -> date:
        """The first of January."""
        return date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        """The thirty-first of December."""
        return date(self.year, 12, 31)

    @property
    def previous(self) -> Self:
        """The year before."""
        return type(self)(self.year - 1)

    @property
    def year_ago(self) -> Self:
        """The year before."""
        return self.previous

    @property
    def label(self) -> str:
        """``2026年度``."""
        return f"{self.year}年度"

    def __str__(self) -> str:
        """``2026``."""
        return f"{self.year:04d}"


@dataclass(frozen=True, slots=True, order=True)
class Week(Period):
    """A week from Monday to Sunday, numbered as ISO 8601 (GB/T 7408) does."""

    year: int
    number: int

    words: ClassVar[Words] = Words("本周", "上周", "上年同周", "周初", "本周末")

    def __post_init__(self) -> None:
        """Refuse a week that the year does not have."""
        try:
            date.fromisocalendar(self.year, self.number, 1)
        except ValueError as error:
            raise PeriodError(f"没有{self.year}年第{self.number}周。{EXAMPLES}") from error

    @classmethod
    def of(cls, day: date) -> Self:
        """The week in which a day lies."""
        return cls(*day.isocalendar()[:2])

    @property
    def first_day(self) -> date:
        """Its Monday."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        """Its Sunday."""
        return date.fromisocalendar(self.year, self.number, 7)

    @property
    def previous(self) -> Self:
        """The week before."""
        return self.of(self.first_day - ONE_DAY)

    @property
    def year_ago(self) -> Self:
        """The week of the same number; the last one where the year before has no fifty-third."""
        last = date(self.year - 1, 12, 28).isocalendar().week
        return type(self)(self.year - 1, min(self.number, last))

    @property
    def label(self) -> str:
        """``2026年第43周``."""
        return f"{self.year}年第{self.number}周"

    def __str__(self) -> str:
        """``2026-W43``."""
        return f"{self.year}-W{self.number:02d}"


_DAY = r"(\d{4}-\d{2}-\d{2})"
_KINDS: tuple[tuple[str, Callable[..., Period]], ...] = (
    (WRITTEN, lambda year, number: Month(int(year), int(number))),
    (r"(\d{4})-Q(\d)", lambda year, number: Quarter(int(year), int(number))),
    (r"(\d{4})", lambda year: Year(int(year))),
    (r"(\d{4})-W(\d{2})", lambda year, number: Week(int(year), int(number))),
    (rf"{_DAY}\.\.{_DAY}", lambda since, until: Days(date.fromisoformat(since), date.fromisoformat(until))),
)
"""How each kind is written, and made from its parts."""


def parse_period(text: str) -> Period:
    """A period of whatever kind, as commands, addresses and file names write it."""
    for pattern, made in _KINDS:
        if found := re.fullmatch(pattern, text, re.ASCII):
            try:
                return made(*found.groups())
            except ValueError as error:
                raise PeriodError(f"没有“{text}”这样的期间。{EXAMPLES}") from error
    raise PeriodError(f"看不懂期间“{text}”。{EXAMPLES}")
