"""The figures for machines: one long list (CSV), one number a line.

One list rather than a file for each table: it has one shape for ever, whatever tables are added, and lists of several
months are joined by writing one after the other.
"""

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from io import StringIO

from reports.exports.sheets import Number, Rate, Sheet, Value
from reports.exports.text import guarded, plain
from reports.month import Period

HEADS = ("期间", "统计截至", "版本", "表", "项目", "列", "数值", "类别")
NAMES = " / "


def tidy(sheets: Sequence[Sheet], period: Period, counted_on: date, edition: str) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it. A rate is a share of 1 with all its digits."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADS)
    for sheet in sheets:
        for item, head, number, unit in _numbers(sheet):
            told = (str(period), counted_on.isoformat(), edition, sheet.name, item, head)
            writer.writerow((*(guarded(plain(text)) for text in told), number, unit))
    return out.getvalue().encode("utf-8-sig")


def _numbers(sheet: Sheet) -> Iterator[tuple[str, str, str, str]]:
    """The item, the column, the number and what it is measured in; the words of a table are no numbers."""
    for row in sheet.rows:
        item = NAMES.join(str(value) for value in row[: sheet.keys])
        for head, value in zip(sheet.heads[sheet.keys :], row[sheet.keys :], strict=True):
            if written := _written(value):
                yield item, head, *written


def _written(value: Value) -> tuple[str, str] | None:
    match value:
        case Rate(exact):
            return _exact(exact), "比率"
        case Number(exact):
            return _exact(exact), "数值"
        case int():
            return str(value), "计数"
        case date():
            return value.isoformat(), "日期"
        case _:
            return None


def _exact(value: Fraction) -> str:
    return repr(value.numerator / value.denominator)
