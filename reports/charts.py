"""Charts of the bulletin: one Vega-Lite spec each, drawn as SVG for the paper and alive on the screen.

They are made for a black-and-white copier: black, white and one grey, every value written beside its mark. Type is
named (FandolHei) and packed, because an SVG without a font name is printed in whatever the machine finds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reports.fonts import FOLDER, HEI, RARE
from reports.month import Month
from reports.numbers import count
from reports.typesetting import printable, width

Spec = Mapping[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
VERSION = "6.4"
WIDTH = 590  # CSS pixels: the type area of 156 mm
ROW, LINE_HEIGHT = 26, 150
TEXT, GAP = 13, 6
INK, GREY = "#222222", "#8c8c8c"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its name, its length, and what is written at its end; ``hollow`` for a value that is not judged."""

    label: str
    value: float
    text: str
    hollow: bool = False


def horizontal_bars(bars: Sequence[Bar]) -> Spec:
    """Bars from left to right in the given order, each with its value at its end."""
    rows = [
        {"label": printable(bar.label), "value": bar.value, "text": bar.text, "hollow": bar.hollow}
        for bar in bars
    ]
    axis = {"domainColor": INK, "ticks": False, "labelLimit": WIDTH / 2, "labelPadding": GAP}
    encoding = {
        "y": {"field": "label", "type": "nominal", "sort": None, "title": None, "axis": axis},
        "x": {"field": "value", "type": "quantitative", "axis": None, "scale": {"domain": [0, _reach(bars)]}},
    }
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "bar", "height": 15, "stroke": INK, "strokeWidth": 1},
            "encoding": {"fill": {"condition": {"test": "datum.hollow", "value": "white"}, "value": GREY}},
        },
        {
            "mark": {"type": "text", "align": "left", "dx": GAP, "baseline": "middle"},
            "encoding": {"text": {"field": "text"}},
        },
    ]
    return _chart(rows, {"step": ROW}, encoding, layers)


def _reach(bars: Sequence[Bar]) -> float:
    """The value at the right edge: the longest bar must leave room for the longest text."""
    longest = max((bar.value for bar in bars), default=0) or 1
    names, texts = (
        max((width(word) for word in words), default=0) for words in zip(*_words(bars), strict=True)
    )
    plot = WIDTH - min(names * TEXT, WIDTH / 2) - GAP
    return longest * plot / max(plot - texts * TEXT - 2 * GAP, plot / 4)


def _words(bars: Sequence[Bar]) -> list[tuple[str, str]]:
    return [(bar.label, bar.text) for bar in bars] or [("", "")]


def monthly_line(points: Sequence[tuple[Month, int]]) -> Spec:
    """A line over the months; the first and the last point are filled, being the ones that are compared."""
    rows = [
        {
            "at": str(month),
            "month": f"{month.number}月",
            "year": f"{month.year}年" if index == 0 or month.number == 1 else "",
            "value": value,
            "text": count(value),
            "end": index in (0, len(points) - 1),
        }
        for index, (month, value) in enumerate(points)
    ]
    top = max((value for _, value in points), default=0) or 1
    axis = {"labels": False, "domainColor": INK, "ticks": False}
    encoding = {
        "x": {"field": "at", "type": "ordinal", "title": None, "axis": axis},
        "y": {"field": "value", "type": "quantitative", "axis": None, "scale": {"domain": [0, top * 1.15]}},
    }
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "line", "color": INK, "strokeWidth": 1.5}},
        {
            "mark": {"type": "point", "size": 46, "opacity": 1, "stroke": INK, "strokeWidth": 1.5},
            "encoding": {"fill": {"condition": {"test": "datum.end", "value": INK}, "value": "white"}},
        },
        {"mark": {"type": "text", "dy": -13}, "encoding": {"text": {"field": "text"}}},
        _below(LINE_HEIGHT + 16, "month"),
        _below(LINE_HEIGHT + 33, "year"),
    ]
    return _chart(rows, LINE_HEIGHT, encoding, layers)


def _below(y: int, field: str) -> dict[str, Any]:
    """Words under the axis. An axis label of two lines would not be centred in the paper."""
    return {"mark": {"type": "text"}, "encoding": {"y": {"value": y}, "text": {"field": field}}}


def _chart(
    rows: list[dict[str, Any]], height: Any, encoding: dict[str, Any], layers: list[dict[str, Any]]
) -> Spec:
    return {
        "$schema": SCHEMA,
        "width": WIDTH,
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": {"left": 0, "right": 0, "top": 4, "bottom": 4},
        "data": {"values": rows},
        "encoding": encoding,
        "layer": layers,
        "config": {
            "font": f"{HEI.family},{RARE.family}",
            "background": "white",
            "view": {"stroke": None},
            "axis": {"labelFontSize": TEXT, "labelColor": INK, "grid": False},
            "text": {"fontSize": TEXT, "color": INK},
        },
    }


def svg(spec: Spec) -> str:
    """Draw a spec. The library, which takes a second to load, is loaded with the first chart."""
    return str(_converter().vegalite_to_svg(dict(spec), vl_version=VERSION))


@lru_cache(maxsize=1)
def _converter() -> Any:
    import vl_convert

    vl_convert.register_font_directory(str(FOLDER))
    return vl_convert


def bars_in_words(bars: Sequence[Bar]) -> str:
    """The alternative text of bars: what a reader who cannot see them is told."""
    return "；".join(f"{bar.label}{bar.text}" for bar in bars) + "。"


def line_in_words(points: Sequence[tuple[Month, int]]) -> str:
    """The alternative text of a monthly line."""
    return "；".join(f"{month.label}{count(value)}件" for month, value in points) + "。"
