"""The tables as a workbook (.xlsx): counts and rates as numbers, days as days, words as words and never as formulas.

Printed from the same sheets as the list for machines. The file's dates are the paper's, so that the same facts give the
same bytes.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from fractions import Fraction
from io import BytesIO
from typing import Any

from reports.exports.sheets import Number, Rate, Sheet, Value
from reports.exports.text import plain
from reports.typesetting import width

WIDEST = 60
NARROWEST = 8


def workbook(title: str, sheets: Sequence[Sheet], issued_on: date, author: str = "") -> bytes:
    """One worksheet a table, heads fixed and filterable; the title is the file's, and says period and edition."""
    from xlsxwriter import Workbook  # loaded with the first workbook

    out = BytesIO()
    # Nothing typed becomes a formula or a link, whatever it begins with.
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, {**safe, "in_memory": True})
    made = datetime.combine(issued_on, time.min, UTC).replace(tzinfo=None)
    book.set_properties({"title": title, "author": author, "created": made})
    formats = _formats(book)
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name[:31]), title, sheet, formats)
    book.close()
    return out.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    edge = {"border": 1, "valign": "vcenter", "font_name": "宋体", "font_size": 11}
    return {
        "title": book.add_format({"bold": True, "font_name": "黑体", "font_size": 14}),
        "note": book.add_format({"font_name": "仿宋", "font_size": 10}),
        "head": book.add_format({**edge, "font_name": "黑体", "align": "center", "text_wrap": True}),
        "text": book.add_format({**edge, "text_wrap": True}),
        "count": book.add_format({**edge, "num_format": "#,##0"}),
        "rate": book.add_format({**edge, "num_format": "0.00%"}),
        "number": book.add_format({**edge, "num_format": "0.00"}),
        "day": book.add_format({**edge, "num_format": "yyyy-mm-dd", "align": "center"}),
        "dash": book.add_format({**edge, "align": "right"}),
    }


def _write(page: Any, title: str, sheet: Sheet, formats: dict[str, Any]) -> None:
    """Title, heads, rows, note; heads are repeated on each printed page."""
    page.write_string(0, 0, plain(f"{title}　{sheet.name}"), formats["title"])
    for column, head in enumerate(sheet.heads):
        page.write_string(1, column, plain(head), formats["head"])
        page.set_column(column, column, _width(sheet, column))
    for row, values in enumerate(sheet.rows, start=2):
        for column, value in enumerate(values):
            _cell(page, row, column, value, formats)
    if sheet.note:
        page.write_string(2 + len(sheet.rows), 0, plain(f"注：{sheet.note}"), formats["note"])
    page.freeze_panes(2, min(sheet.keys, 1))
    page.autofilter(1, 0, 1 + len(sheet.rows), len(sheet.heads) - 1)
    page.repeat_rows(0, 1)
    page.set_paper(9)
    page.set_landscape() if len(sheet.heads) > 6 else page.set_portrait()
    page.fit_to_pages(1, 0)


def _cell(page: Any, row: int, column: int, value: Value, formats: dict[str, Any]) -> None:
    match value:
        case None:
            page.write_string(row, column, "—", formats["dash"])
        case Rate(exact):
            page.write_number(row, column, _float(exact), formats["rate"])
        case Number(exact):
            page.write_number(row, column, _float(exact), formats["number"])
        case int():
            page.write_number(row, column, value, formats["count"])
        case date():
            page.write_datetime(row, column, value, formats["day"])
        case _:
            page.write_string(row, column, plain(value), formats["text"])


def _float(exact: Fraction) -> float:
    return exact.numerator / exact.denominator


def _width(sheet: Sheet, column: int) -> float:
    """As wide as its longest entry, within reason; a Chinese character takes two columns of digits."""
    longest = max([width(sheet.heads[column]), *(width(_shown(row[column])) for row in sheet.rows)])
    return min(max(2 * longest + 2, NARROWEST), WIDEST)


def _shown(value: Value) -> str:
    return value if isinstance(value, str) else "0000000000"
