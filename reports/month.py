"""The calendar month that a bulletin reports on."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from workflow.calendar import SHANGHAI


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month in Asia/Shanghai: from its first midnight to the first midnight of the next."""

    year: int
    number: int

    def __post_init__(self) -> None:
        """Refuse a thirteenth month."""
        if not (1 <= self.number <= 12 and 1 <= self.year <= 9998):
            raise ValueError(f"没有{self.year}年{self.number}月。请写成2026-10这样的年月。")

    @classmethod
    def parse(cls, text: str) -> Self:
        """``2026-10`` → October 2026."""
        year, dash, number = text.partition("-")
        if not (dash and year.isascii() and year.isdigit() and number.isascii() and number.isdigit()):
            raise ValueError(f"看不懂月份“{text}”。请写成2026-10这样的年月。")
        return cls(int(year), int(number))

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
        return self.next.first_day - timedelta(days=1)

    @property
    def start(self) -> datetime:
        """The first instant."""
        return datetime(self.year, self.number, 1, tzinfo=SHANGHAI)

    @property
    def end(self) -> datetime:
        """The first instant that no longer belongs to the month."""
        return self.next.start

    @property
    def next(self) -> Self:
        """The month after."""
        return self.shifted(1)

    @property
    def previous(self) -> Self:
        """The month before, for 环比."""
        return self.shifted(-1)

    @property
    def year_ago(self) -> Self:
        """The same month of the year before, for 同比."""
        return self.shifted(-12)

    @property
    def label(self) -> str:
        """``2026年10月``."""
        return f"{self.year}年{self.number}月"

    @property
    def cumulative_label(self) -> str:
        """``2026年1—10月``, for figures since the beginning of the year."""
        return f"{self.year}年1—{self.number}月" if self.number > 1 else self.label

    def shifted(self, months: int) -> Self:
        """The month so many months later."""
        years, index = divmod(self.year * 12 + self.number - 1 + months, 12)
        return type(self)(years, index + 1)

    def run_up(self, months: int = 13) -> tuple[Self, ...]:
        """The last ``months`` months, this one included; thirteen show the same month of last year too."""
        return tuple(self.shifted(back) for back in range(1 - months, 1))

    def __str__(self) -> str:
        """``2026-10``, as commands and file names write it."""
        return f"{self.year}-{self.number:02d}"
