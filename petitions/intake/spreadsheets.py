"""Tables as they come in: CSV in any usual encoding, workbooks, HTML called .xls, JSON posts.

What a file is, is told by its first bytes and not by its name. Cells come out as text, dates as dates; numbers lose
the .0 that spreadsheets give them. Rows without a single filled cell are passed over, but counted, so that a row's
number is the one that the operator sees in the file.
"""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from lxml import etree, html
from python_calamine import CalamineError, CalamineWorkbook

Cell = str | date | datetime
_HEADER_WITHIN = 20
_ENCODINGS = ("utf-8", "gb18030")
_DELIMITERS = ",\t;|"
_UNSEEN = re.compile(r"<(?:style|script)\b.*?</(?:style|script)\s*>", re.IGNORECASE | re.DOTALL)
_NUMERIC = re.compile(r"[\d.,%-]+")


class Unreadable(ValueError):  # noqa: N818 - it is a finding about the file
    """The file is no table; the message says what to do."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as it stands in the file: its number there and its filled cells by header."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The headers of a table, and its rows, which can be gone through more than once."""

    name: str
    headers: tuple[str, ...]
    open: Callable[[], Iterator[RawRow]]

    @property
    def rows(self) -> Iterator[RawRow]:
        """The rows from the first on."""
        return self.open()

    def samples(self, count: int = 50) -> list[RawRow]:
        """The first rows, for proposing a mapping."""
        return list(islice(self.rows, count))


Grid = Callable[[], Iterable[Sequence[object]]]
"""Gives all rows of a table from the first on, each time it is called."""


def read_rows(source: Path | bytes, name: str = "") -> Sheet:
    """Read a table from a file or from what was uploaded; ``name`` is only for messages."""
    content = source.read_bytes() if isinstance(source, Path) else source
    name = name or (source.name if isinstance(source, Path) else "上传的文件")
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start:
        raise Unreadable(f"{name}是空文件。请检查导出是否成功。")
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return _sheet(name, _workbook_grid(content, name))
    if start.startswith((b"[", b"{")):
        return _json_sheet(name, _text(content, name))
    if start.startswith(b"<"):
        return _sheet(name, _html_grid(_text(content, name), name))
    return _sheet(name, _csv_grid(_text(content, name), name))


def _text(content: bytes, name: str) -> str:
    """Decode by byte order mark, else by the first usual encoding that fits all of it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding).removeprefix("\ufeff").replace("\x00", "")
        except UnicodeDecodeError:
            continue
    raise Unreadable(f"{name}的文字编码无法识别。请在表格软件中另存为UTF-8编码的CSV或xlsx文件后再导入。")


def _csv_grid(text: str, name: str) -> Grid:
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)

    def rows() -> Iterator[list[str]]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            yield from reader
        except csv.Error as error:
            raise Unreadable(
                f"{name}第{reader.line_num}行附近无法读取，多半是引号不成对。请检查后再导入。"
            ) from error

    return rows


def _workbook_grid(content: bytes, name: str) -> Grid:
    """The first sheet that has more than a header."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [workbook.get_sheet_by_index(index) for index in range(len(workbook.sheet_names))]
    except CalamineError as error:
        raise Unreadable(
            f"{name}无法作为工作簿打开，文件可能损坏或加了密码。请另存为xlsx文件后再导入。"
        ) from error
    for sheet in sheets:
        if sheet.height > 1:
            return sheet.iter_rows
    raise Unreadable(f"{name}中没有数据。请确认数据所在的工作表已保存。")


def _html_grid(text: str, name: str) -> Grid:
    """The longest table of the page, of which a style sheet closed by the wrong tag must not swallow the rest."""
    try:
        page = html.document_fromstring(_UNSEEN.sub("", text))
    except etree.ParserError as error:
        raise Unreadable(f"{name}里没有表格。请确认导出的是数据页面。") from error
    tables = [table.xpath("./tr|./thead/tr|./tbody/tr|./tfoot/tr") for table in page.iter("table")]
    longest: list[Any] = max(tables, key=len, default=[])
    if not longest:
        raise Unreadable(f"{name}里没有表格。请确认导出的是数据页面。")
    rows = [[cell.text_content() for cell in row.xpath("./td|./th")] for row in longest]
    return lambda: rows


def _json_sheet(name: str, text: str) -> Sheet:
    """A list of objects, bare or as the one list inside an object. The headers are all keys that occur."""
    try:
        posts = _posts(json.loads(text))
    except json.JSONDecodeError as error:
        raise Unreadable(f"{name}第{error.lineno}行不是完整的JSON。请重新导出后再导入。") from error
    if not posts:
        raise Unreadable(f"{name}里没有留言列表。应为JSON对象的数组。")
    headers = tuple(dict.fromkeys(key for post in posts for key in post))
    rows = [
        RawRow(number, {key: cell for key, value in post.items() if (cell := _cell(value))})
        for number, post in enumerate(posts, 1)
    ]
    return Sheet(name, headers, lambda: (row for row in rows if row.cells))


def _posts(value: object) -> list[dict[str, object]]:
    if isinstance(value, dict):
        return next((found for inner in value.values() if (found := _posts(inner))), [])
    if isinstance(value, list):
        return [post for post in value if isinstance(post, dict)]
    return []


def _sheet(name: str, grid: Grid) -> Sheet:
    """Find the header row; the rows after it are the data."""
    head = [[_cell(value) for value in row] for row in islice(grid(), _HEADER_WITHIN)]
    place = _header_place(head)
    if place is None:
        raise Unreadable(f"{name}的前{_HEADER_WITHIN}行里没有表头。请在数据上方保留一行列名。")
    headers = _headers(head[place])

    def rows() -> Iterator[RawRow]:
        for number, row in enumerate(grid(), 1):
            if number <= place + 1:
                continue
            cells = {
                header: cell for header, value in zip(headers, row, strict=False) if (cell := _cell(value))
            }
            if cells:
                yield RawRow(number, cells)

    return Sheet(name, headers, rows)


def _header_place(head: Sequence[Sequence[Cell]]) -> int | None:
    """The first row of words at least half as wide as the widest: a title above it is narrower."""
    filled = [[cell for cell in row if cell] for row in head]
    widest = max(map(len, filled), default=0)
    for place, row in enumerate(filled):
        words = [cell for cell in row if isinstance(cell, str) and not _NUMERIC.fullmatch(cell)]
        if row and 2 * len(row) >= widest and 2 * len(words) > len(row):
            return place
    return None


def _headers(row: Sequence[Cell]) -> tuple[str, ...]:
    """Headers on one line, each only once: a nameless column gets its place, a second 序号 becomes 序号(2)."""
    seen: Counter[str] = Counter()
    headers = []
    for place, cell in enumerate(row, 1):
        header = "".join(str(cell).split()) or f"第{place}列"
        seen[header] += 1
        headers.append(header if seen[header] == 1 else f"{header}({seen[header]})")
    return tuple(headers)


def _cell(value: object) -> Cell:
    """A cell as text or date; ``0.0`` of a spreadsheet is ``0``, nothing and an empty note are empty."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value).replace("\u00a0", " ").strip()
