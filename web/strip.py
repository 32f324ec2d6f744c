"""A strip of time: one dot for each case on its day of receipt, stacked where days coincide, coloured by stage."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from petitions.queries.incident import IncidentCase
from workflow.calendar import local_day
from workflow.states import Stage

COLUMNS = 60
"""Days nearer to each other than a dot is wide share a column."""
DOT = 16
"""Width of a column and height of a row, in the units of the drawing."""
FOOT = 26
"""Room below the line for the days."""
TICKS = 5
"""So many days are written below the line."""

COLOURS = {Stage.RECEIVE: "grey", Stage.TRANSFER: "blue", Stage.SUPERVISE: "amber", Stage.FEEDBACK: "green"}


@dataclass(frozen=True, slots=True)
class Dot:
    """One case."""

    x: float
    y: float
    colour: str
    case: IncidentCase


@dataclass(frozen=True, slots=True)
class Day:
    """What came in on one day: the same as the dots tell, for the table."""

    day: date
    cases: tuple[IncidentCase, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """A drawing with its words."""

    width: int
    height: int
    line: int
    dots: tuple[Dot, ...]
    ticks: tuple[tuple[float, date], ...]
    stages: tuple[tuple[Stage, str, int], ...]
    """Each stage that occurs with its colour and how many cases stand there."""
    days: tuple[Day, ...]


def strip(cases: Sequence[IncidentCase]) -> Strip:
    """The strip of some cases, given in the order of receipt."""
    days = [local_day(case.received_at) for case in cases]
    first, span = days[0], (days[-1] - days[0]).days
    columns = [_column(day, first, span) for day in days]
    tallest = max(Counter(columns).values())
    line = tallest * DOT + DOT // 2
    standing: Counter[int] = Counter()
    dots = []
    for case, column in zip(cases, columns, strict=True):
        y = line - DOT // 2 - standing[column] * DOT
        dots.append(Dot(_x(column), y, COLOURS[case.state.stage], case))
        standing[column] += 1
    stages = Counter(case.state.stage for case in cases)
    return Strip(
        width=COLUMNS * DOT,
        height=line + FOOT,
        line=line,
        dots=tuple(dots),
        ticks=_ticks(first, span),
        stages=tuple((stage, COLOURS[stage], stages[stage]) for stage in Stage if stages[stage]),
        days=tuple(
            Day(day, tuple(case for case, its in zip(cases, days, strict=True) if its == day))
            for day in dict.fromkeys(days)
        ),
    )


def _column(day: date, first: date, span: int) -> int:
    return round((day - first).days / span * (COLUMNS - 1)) if span else COLUMNS // 2


def _x(column: int) -> float:
    return column * DOT + DOT / 2


def _ticks(first: date, span: int) -> tuple[tuple[float, date], ...]:
    """The first day, the last one, and some between."""
    offsets = sorted({round(span * part / (TICKS - 1)) for part in range(TICKS)})
    days = [first + timedelta(days=offset) for offset in offsets]
    return tuple((_x(_column(day, first, span)), day) for day in days)
