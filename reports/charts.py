"""Charts of the bulletin: plain values, drawn as SVG for the paper and, the same drawing, alive on the screen.

They are made for a black-and-white copier: black, white and grey, every value written beside its mark. Type is named
(FandolHei) and packed, because an SVG without a font name is printed in whatever the machine finds. The drawing knows
three forms and no more, and is made here rather than by a library: see decision 0003.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from markupsafe import escape

from reports.fonts import HEI, RARE
from reports.month import Month
from reports.numbers import count
from reports.typesetting import printable, width

WIDTH = 590  # CSS pixels: the type area of 156 mm
ROW, BAR, LINE_HEIGHT = 26, 15, 150
ABOVE = 24  # kept free above the highest mark, for what is written there
TEXT, SMALL, GAP = 13, 10, 6
MIDDLE = 0.36  # of the type size: from the middle of a character down to its baseline
INK, GREY = "#222222", "#8c8c8c"
SHADES = ("#ffffff", "#d9d9d9", "#b0b0b0", "#7a7a7a", "#222222")
TYPE = f"{HEI.family},{RARE.family}"


class Form(StrEnum):
    """How marks stand: bars from left to right, a line over months, columns in an order."""

    BARS = "bars"
    LINE = "line"
    COLUMNS = "columns"


@dataclass(frozen=True, slots=True)
class Bar:
    """A mark: its name, its value, and what is written beside it; ``hollow`` for a value that is not judged."""

    label: str
    value: float
    text: str
    hollow: bool = False
    year: str = ""
    """What stands under the name where a year begins."""
    in_full: str = ""
    """The name where it stands alone, if that is another."""

    @property
    def name(self) -> str:
        """The name where it stands alone."""
        return self.in_full or self.label


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: the form and its marks, in their order."""

    form: Form
    marks: tuple[Bar, ...]


def horizontal_bars(bars: Sequence[Bar]) -> Chart:
    """Bars from left to right in the given order, each with its value at its end."""
    return Chart(Form.BARS, tuple(bars))


def monthly_line(points: Sequence[tuple[Month, int]]) -> Chart:
    """A line over the months; the first and the last point are filled, being the ones that are compared."""
    return Chart(
        Form.LINE, tuple(_of_month(month, value, index) for index, (month, value) in enumerate(points))
    )


def _of_month(month: Month, value: int, index: int) -> Bar:
    year = f"{month.year}年" if index == 0 or month.number == 1 else ""
    return Bar(f"{month.number}月", value, count(value), year=year, in_full=month.label)


def columns(bars: Sequence[Bar]) -> Chart:
    """Columns in an order that means something, such as the age of a backlog: the further, the darker."""
    return Chart(Form.COLUMNS, tuple(bars))


def bars_in_words(bars: Sequence[Bar]) -> str:
    """The alternative text of bars: what a reader who cannot see them is told."""
    return "；".join(f"{bar.label}{bar.text}" for bar in bars) + "。"


def line_in_words(points: Sequence[tuple[Month, int]]) -> str:
    """The alternative text of a monthly line."""
    return "；".join(f"{month.label}{count(value)}件" for month, value in points) + "。"


# --- drawing --------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def svg(chart: Chart) -> str:
    """The drawing for the paper."""
    return _drawn(chart, "")


@lru_cache(maxsize=64)
def live(chart: Chart, title: str) -> str:
    """The same drawing for the screen: each mark can be pointed at and reached by keyboard, and tells itself.

    ``chart.js`` moves between the marks by the arrow keys and shows their words; without it the browser's own tips do.
    """
    return _drawn(chart, f' class="chart-{chart.form.value}" role="list" aria-label="{escape(title)}"')


def _drawn(chart: Chart, attributes: str) -> str:
    draw = {Form.BARS: _bars, Form.LINE: _line, Form.COLUMNS: _columns}[chart.form]
    height, frame, marks = draw(chart.marks)
    if attributes:
        reaches = (_reach(chart, index, height) for index in range(len(chart.marks)))
        marks = list(map(_group, marks, chart.marks, reaches, range(len(chart.marks))))
        frame = f'<g aria-hidden="true">{frame}</g>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="{TYPE}" font-size="{TEXT}" fill="{INK}"{attributes}>{frame}{"".join(marks)}</svg>'
    )


Drawing = tuple[int, str, list[str]]
"""The height, what belongs to no mark, and each mark."""


def _reach(chart: Chart, index: int, height: int) -> str:
    """Where a pointer touches a mark: its whole row or column, for a line is hard to hit."""
    if chart.form is Form.BARS:
        place = f'x="0" y="{4 + ROW * index}" width="{WIDTH}" height="{ROW}"'
    else:
        step = WIDTH / len(chart.marks)
        place = f'x="{round(step * index, 1)}" y="0" width="{round(step, 1)}" height="{height}"'
    return f'<rect class="reach" {place} fill="none" pointer-events="all"/>'


def _group(drawing: str, bar: Bar, reach: str, index: int) -> str:
    words = escape(f"{bar.name}：{bar.text}")
    focus = f'tabindex="{-1 if index else 0}" role="listitem" aria-label="{words}"'
    return (
        f'<g class="mark{" hollow" if bar.hollow else ""}" {focus}><title>{words}</title>{reach}{drawing}</g>'
    )


def _bars(bars: Sequence[Bar]) -> Drawing:
    """Names to the right of their column, an upright axis, bars with their values behind them."""
    names = min(max((width(bar.label) for bar in bars), default=0) * TEXT, WIDTH / 2)
    axis = round(names + GAP, 1)
    longest = max((bar.value for bar in bars), default=0) or 1
    room = WIDTH - axis - max((width(bar.text) for bar in bars), default=0) * TEXT - 2 * GAP
    scale = max(room, (WIDTH - axis) / 4) / longest
    height, marks = ROW * max(len(bars), 1) + 8, []
    for index, bar in enumerate(bars):
        middle = 4 + ROW * index + ROW / 2
        long = round(bar.value * scale, 1)
        drawing = _text(axis - GAP, middle, _shortened(bar.label), "end")
        drawing += _box(axis, middle - BAR / 2, long, BAR, "#ffffff" if bar.hollow else GREY)
        marks.append(drawing + _text(axis + long + GAP, middle, bar.text, "start"))
    return height, _rule(axis, 4, axis, height - 4), marks


def _shortened(name: str) -> str:
    """A name that would fill more than half of the chart loses its middle; the table beside has it whole."""
    most = int(WIDTH / 2 / TEXT)
    return name if width(name) <= most else f"{name[: most // 2]}…{name[-(most // 2 - 1) :]}"


def _line(points: Sequence[Bar]) -> Drawing:
    """Points on a line, values above them and, in a hollow of the line, below; months and years under the axis."""
    step = WIDTH / max(len(points), 1)
    top = max((point.value for point in points), default=0) or 1
    places = [
        (round(step * (index + 0.5), 1), round(ABOVE + (LINE_HEIGHT - ABOVE) * (1 - point.value / top), 1))
        for index, point in enumerate(points)
    ]
    size = min(TEXT, step / max((width(point.text) for point in points), default=1))
    path, marks = " ".join(f"{x},{y}" for x, y in places), []
    for index, (point, (x, y)) in enumerate(zip(points, places, strict=True)):
        fill = INK if index in (0, len(points) - 1) else "#ffffff"
        drawing = f'<circle cx="{x}" cy="{y}" r="3.8" fill="{fill}" stroke="{INK}" stroke-width="1.5"/>'
        drawing += _text(x, y + _aside(places, index), point.text, "middle", size)
        drawing += _text(x, LINE_HEIGHT + 14, point.label, "middle")
        marks.append(drawing + (_text(x, LINE_HEIGHT + 31, point.year, "middle") if point.year else ""))
    axis = _rule(0, LINE_HEIGHT, WIDTH, LINE_HEIGHT)
    line = f'<polyline points="{path}" fill="none" stroke="{INK}" stroke-width="1.5"/>'
    return LINE_HEIGHT + 42, axis + line, marks


def _aside(places: Sequence[tuple[float, float]], index: int) -> float:
    """How far below (or, negative, above) its point a value stands: where the line leaves it less steeply.

    Close to the axis always above.
    """
    here = places[index][1]
    near = [places[at][1] - here for at in (index - 1, index + 1) if 0 <= at < len(places)]
    rises, falls = max((-step for step in near), default=0), max(near, default=0)
    return 12 if rises > max(falls, 4) and here + 19 < LINE_HEIGHT else -12


def _columns(bars: Sequence[Bar]) -> Drawing:
    """Columns on an axis, values above, names below."""
    step = WIDTH / max(len(bars), 1)
    top = max((bar.value for bar in bars), default=0) or 1
    size = max(SMALL, min(TEXT, step / max((width(bar.label) for bar in bars), default=1)))
    wide, marks = min(step * 0.5, 60), []
    for index, bar in enumerate(bars):
        middle = step * (index + 0.5)
        high = round((LINE_HEIGHT - ABOVE) * bar.value / top, 1)
        drawing = _box(middle - wide / 2, LINE_HEIGHT - high, wide, high, _shade(index, len(bars)))
        drawing += _text(middle, LINE_HEIGHT - high - 10, bar.text, "middle")
        marks.append(drawing + _text(middle, LINE_HEIGHT + 14, bar.label, "middle", size))
    return LINE_HEIGHT + 26, _rule(0, LINE_HEIGHT, WIDTH, LINE_HEIGHT), marks


def _shade(index: int, of: int) -> str:
    return SHADES[round(index * (len(SHADES) - 1) / max(of - 1, 1))]


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{INK}"/>'


def _box(x: float, y: float, wide: float, high: float, fill: str) -> str:
    place = f'x="{round(x, 1)}" y="{round(y, 1)}" width="{round(wide, 1)}" height="{round(high, 1)}"'
    return f'<rect {place} fill="{fill}" stroke="{INK}"/>'


def _text(x: float, middle: float, text: str, anchor: str, size: float = TEXT) -> str:
    """Text whose characters stand in the middle of a height."""
    own_size = "" if size == TEXT else f' font-size="{round(size, 1)}"'
    place = f'x="{round(x, 1)}" y="{round(middle + MIDDLE * size, 1)}" text-anchor="{anchor}"{own_size}'
    return f"<text {place}>{escape(printable(text))}</text>"
