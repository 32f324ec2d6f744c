"""Rows of a foreign table read as register entries, or refused with the row's number, the column and what to do.

What a case cannot do without is refused; what is merely odd is kept as a remark and does not hold the row up.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TypeVar

from petitions.intake.dates import read_moment
from petitions.intake.mapping import ColumnMapping
from petitions.intake.spreadsheets import Cell, RawRow, Sheet
from petitions.intake.wording import CHANNEL_WORDS, TYPE_WORDS, Target
from petitions.repeats.text import BREAK, clean, clean_title, fold
from workflow.vocabulary import Channel, Labelled, PollutionType

Coded = TypeVar("Coded", bound=Labelled)

LEAST_CHARACTERS = 5
LONGEST_TITLE = 40
_EARLIEST = 1990
_LONGEST_KEY = 80
_DIGEST = 40
_SEPARATORS = re.compile(r"[|/;；,，、和\s]+")
_BRACKET = re.compile(r"[(（][^)）]*[)）]")
_CLAUSE = re.compile(r"[。！？；!?;\n]")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row, or something in it, was not taken: its number in the file, the column, the reason, the advice."""

    row: int
    column: str
    reason: str
    advice: str

    @property
    def sentence(self) -> str:
        """The line of the import report."""
        return f"第{self.row}行“{self.column}”：{self.reason}{self.advice}"


@dataclass(frozen=True, slots=True)
class Parsed:
    """A row that can become a case. ``number`` is its number in the file, ``origin_no`` that of its source."""

    number: int
    source_key: str
    origin_no: str
    title: str
    content: str
    received_at: datetime
    district: str = ""
    place: str = ""
    name: str = ""
    phone: str = ""
    address: str = ""
    respondent: str = ""
    claim: str = ""
    types: tuple[PollutionType, ...] = ()
    channel: Channel | None = None
    remarks: tuple[RowProblem, ...] = ()


def parse_row(
    mapping: ColumnMapping, raw: RawRow, now: datetime, *, unique: bool = True
) -> Parsed | tuple[RowProblem, ...]:
    """Read one row. ``now`` is the moment of the import; ``unique`` tells that no other row has its number."""
    row = _Row(mapping, raw)
    title, content = _words(row)
    told_at = _moment(row, now)
    types, channel = _types(row), _channel(row)
    if row.problems:
        return tuple(row.problems)
    origin_no = row.text(Target.NUMBER)
    told = (origin_no, fold(title), fold(content), told_at.isoformat() if told_at else "")
    return Parsed(
        number=raw.number,
        source_key=source_key(mapping.source, told, by_number=unique),
        origin_no=origin_no,
        title=title,
        content=content,
        received_at=told_at or now,
        district=row.text(Target.DISTRICT),
        place=row.text(Target.PLACE),
        name=row.text(Target.NAME),
        phone=row.text(Target.PHONE),
        address=row.text(Target.ADDRESS),
        respondent=row.text(Target.RESPONDENT),
        claim=row.text(Target.CLAIM),
        types=types,
        channel=channel,
        remarks=tuple(row.remarks),
    )


def plan_import(sheet: Sheet, mapping: ColumnMapping, now: datetime) -> Iterator[Parsed | RowProblem]:
    """Every row of the table as an entry or as its problems, in order; writing them is a loop over this.

    The table is gone through twice: a number that stands in two rows is no row's identity.
    """
    numbers = Counter(_text(mapping.cell(raw, Target.NUMBER)) for raw in sheet.rows)
    first: dict[str, int] = {}
    for raw in sheet.rows:
        unique = numbers[_text(mapping.cell(raw, Target.NUMBER))] == 1
        parsed = parse_row(mapping, raw, now, unique=unique)
        if isinstance(parsed, tuple):
            yield from parsed
        elif (earlier := first.setdefault(parsed.source_key, raw.number)) != raw.number:
            column = mapping.columns.get(Target.NUMBER) or mapping.columns.get(Target.CONTENT, "")
            yield RowProblem(raw.number, column, f"与第{earlier}行完全相同。", "无需处理，只导入前一行。")
        else:
            yield parsed


def source_key(source: str, told: tuple[str, ...], *, by_number: bool) -> str:
    """What a second import of the same row is known by.

    A number is the row's identity only where it is unique and the system that gave it is named; otherwise what the
    row tells belongs to it, so that no complaint is taken for another's.
    """
    key = f"{source}#{told[0]}"
    if by_number and source and told[0] and len(key) <= _LONGEST_KEY:
        return key
    digest = sha256("\x1f".join(told).encode()).hexdigest()[:_DIGEST]
    return f"{source}#{digest}"


class _Row:
    """A row, its mapping, and what was found wrong or odd in it so far."""

    def __init__(self, mapping: ColumnMapping, raw: RawRow) -> None:
        self._mapping = mapping
        self._raw = raw
        self.problems: list[RowProblem] = []
        self.remarks: list[RowProblem] = []

    def cell(self, target: Target) -> Cell:
        return self._mapping.cell(self._raw, target)

    def text(self, target: Target) -> str:
        return _text(self.cell(target))

    def refuse(self, target: Target, reason: str, advice: str) -> None:
        self.problems.append(self._problem(target, reason, advice))

    def remark(self, target: Target, reason: str, advice: str) -> None:
        self.remarks.append(self._problem(target, reason, advice))

    def _problem(self, target: Target, reason: str, advice: str) -> RowProblem:
        return RowProblem(self._raw.number, self._mapping.columns.get(target, target.label), reason, advice)


def _text(cell: Cell) -> str:
    """A cell on one line."""
    return clean(cell).replace("\n", " ") if isinstance(cell, str) else cell.isoformat()


def _words(row: _Row) -> tuple[str, str]:
    """Title and content; a content that is missing is taken from the title, a title from the first clause."""
    cell = row.cell(Target.CONTENT)
    content = clean(cell) if isinstance(cell, str) else ""
    title = clean_title(row.text(Target.TITLE))
    if not content and title:
        content = title
        row.remark(Target.CONTENT, "内容为空，以主题代替。", "请在受理时补记内容。")
    length = len(fold(content).replace(BREAK, ""))
    if not length:
        row.refuse(Target.CONTENT, "内容为空。", "请补上反映的内容后再导入这一行。")
    elif length < LEAST_CHARACTERS:
        row.refuse(Target.CONTENT, f"内容只有{length}个字，看不出反映的事项。", "请补充内容后再导入这一行。")
    return title or title_from(content), content


def title_from(content: str) -> str:
    """A title from the first clause that says something."""
    clauses = (clause.strip(" ，,、：:") for clause in _CLAUSE.split(content))
    first = next((clause for clause in clauses if len(fold(clause)) >= LEAST_CHARACTERS), content.strip())
    return first if len(first) <= LONGEST_TITLE else first[: LONGEST_TITLE - 1] + "…"


def _moment(row: _Row, now: datetime) -> datetime | None:
    """When the matter was received, or ``None`` where the table does not say: then it is received by the import."""
    cell = row.cell(Target.RECEIVED_AT)
    if not cell:
        row.remark(Target.RECEIVED_AT, "没有写明时间，按导入时间登记。", "如有原始时间，请补上后再导入。")
        return None
    moment = read_moment(cell)
    if moment is None:
        row.refuse(Target.RECEIVED_AT, f"“{cell}”不是可识别的时间。", "请改成2026-11-22 09:30这样的写法。")
    elif moment > now:
        row.refuse(Target.RECEIVED_AT, f"时间{moment:%Y-%m-%d %H:%M}在将来。", "请核对年份和月日的顺序。")
    elif moment.year < _EARLIEST:
        row.refuse(Target.RECEIVED_AT, f"时间{moment:%Y-%m-%d}早于{_EARLIEST}年。", "请核对年份。")
    return moment


def _types(row: _Row) -> tuple[PollutionType, ...]:
    """Pollution types, the main one first; words that name none are remarked on."""
    found: dict[PollutionType, None] = {}
    for target in (Target.MAIN_TYPE, Target.TYPES):
        written = clean(_BRACKET.sub("", row.text(target)))
        for word in filter(None, _SEPARATORS.split(written)):
            if (known := _TYPES.get(fold(word))) is not None:
                found[known] = None
            else:
                row.remark(target, f"“{word}”不是本系统的污染类型。", "受理时请选定污染类型。")
    return tuple(found)


def _channel(row: _Row) -> Channel | None:
    written = row.text(Target.CHANNEL)
    channel = _CHANNELS.get(fold(written))
    if written and channel is None:
        row.remark(Target.CHANNEL, f"“{written}”不是本系统的信访渠道。", "受理时请选定渠道。")
    return channel


def _by_word(words: Mapping[Coded, str]) -> dict[str, Coded]:
    return {
        fold(word): coded
        for coded, listed in words.items()
        for word in (*listed.split(), str(coded), coded.label)
    }


_TYPES = _by_word(TYPE_WORDS)
_CHANNELS = _by_word(CHANNEL_WORDS)
