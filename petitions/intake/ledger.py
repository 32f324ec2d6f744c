"""Rows of an old register (台账) with their history: what each tells, in order, or why it cannot be believed.

A row is taken whole or not at all: half a history would give false figures. What is merely odd is a remark.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import TypeVar

from petitions.intake.dates import read_moment
from petitions.intake.ledger_words import (
    LEDGER_HEADERS,
    NEEDED,
    NOTHING,
    RATING_WORDS,
    TRUTH_WORDS,
    UNRATED,
    WAY_WORDS,
    Column,
)
from petitions.intake.mapping import UnknownColumn
from petitions.intake.rows import RowProblem
from petitions.intake.spreadsheets import Cell, RawRow, Sheet
from petitions.intake.wording import CHANNEL_WORDS, TYPE_WORDS
from petitions.repeats.text import clean, fold
from workflow.calendar import SHANGHAI, local_day
from workflow.needs import ReplyWay
from workflow.vocabulary import Channel, Labelled, PollutionSubtype, PollutionType, Satisfaction, Truth

Coded = TypeVar("Coded", bound=Labelled)

Kind = tuple[PollutionType, PollutionSubtype | None]

LONGEST_NUMBER = 60
EARLIEST = 1990
_SEPARATORS = re.compile(r"[|/;；,，、\s]+")
_HANDLING = (Column.ACCEPTED, Column.FOUND, Column.REPLIED, Column.CLOSED)
"""The dates of a matter that was accepted, in the order in which they follow each other."""


@dataclass(frozen=True, slots=True)
class Past:
    """One row of a ledger: the matter, and when what became of it."""

    row: int
    number: str
    channel: Channel
    received: datetime
    content: str
    types: tuple[Kind, ...]
    accepted: datetime | None = None
    refused: datetime | None = None
    reason: str = ""
    unit: str = ""
    found: datetime | None = None
    truth: Truth | None = None
    replied: datetime | None = None
    way: ReplyWay | None = None
    closed: datetime | None = None
    rating: Satisfaction | None = None
    respondent: str = ""
    contact: str = ""
    place: str = ""
    name: str = ""
    earlier: str = ""
    remarks: tuple[RowProblem, ...] = ()

    @property
    def ended(self) -> bool:
        """Whether the office owes this matter nothing more."""
        return self.refused is not None or self.closed is not None

    @property
    def settled(self) -> datetime | None:
        """When the petitioner had his answer."""
        return self.refused or self.replied or self.closed


def ledger_columns(headers: Sequence[str], named: Mapping[Column, str] | None = None) -> dict[Column, str]:
    """The column of each thing; ``named`` are those that the operator names, or silences with an empty text."""
    named = named or {}
    if unknown := [header for header in named.values() if header and header not in headers]:
        raise UnknownColumn(f"表中没有“{'”“'.join(unknown)}”列。表中各列为：{'、'.join(headers)}。")
    columns = {column: header for column, header in named.items() if header}
    free = [header for header in headers if header not in columns.values()]
    for column, synonyms in LEDGER_HEADERS.items():
        wanted = [fold(word) for word in synonyms.split()]
        found = [header for word in wanted for header in free if fold(header) == word]
        if column not in named and found:
            columns[column] = found[0]
            free.remove(found[0])
    if missing := [column.label for column in NEEDED if column not in columns]:
        raise UnknownColumn(
            f"台账缺少{'、'.join(missing)}列。表中各列为：{'、'.join(headers)}。请补上，或用 --map 项=列名 指明。"
        )
    return columns


def read_ledger(
    sheet: Sheet, columns: Mapping[Column, str], now: datetime, units: frozenset[str]
) -> tuple[list[Past], list[RowProblem]]:
    """Every row that can be believed, by time of receipt, and the problems of the others.

    ``units`` are the folded names of units that exist. Whether 重复于 names a known matter is told later.
    """
    rows: list[Past] = []
    problems: list[RowProblem] = []
    first: dict[str, int] = {}
    for raw in sheet.rows:
        read = _Row(columns, raw, now, units)
        past = read.past()
        if past is not None and (earlier := first.setdefault(past.number, raw.number)) != raw.number:
            read.refuse(Column.NUMBER, f"与第{earlier}行的编号相同。", "请核对编号，只保留一行。")
            past = None
        if past is None:
            problems += read.problems
        else:
            rows.append(past)
    return _in_order(rows), problems


def _in_order(rows: Iterable[Past]) -> list[Past]:
    """By time of receipt; of one moment, originals before what repeats them.

    A repeat of which only the day is known came after its original of that day, whatever hour that one names.
    """
    by_number = {one.number: one for one in rows}
    for number, one in by_number.items():
        original = by_number.get(one.earlier)
        if original and one.received.time() == time() and _same_day(one.received, original.received):
            by_number[number] = _not_before(one, original.received)

    def steps(one: Past) -> int:
        """How many originals of the same moment stand before it; a ring of them ends where it began."""
        seen = {one.number}
        while (original := by_number.get(one.earlier)) and original.received == one.received:
            if original.number in seen:
                break
            seen.add(original.number)
            one = original
        return len(seen)

    return sorted(by_number.values(), key=lambda one: (one.received, steps(one), one.row))


def _same_day(one: datetime, other: datetime) -> bool:
    return local_day(one) == local_day(other)


def _not_before(one: Past, moment: datetime) -> Past:
    """The row with all its times at ``moment`` or later."""
    told = {
        name: getattr(one, name) for name in ("received", "accepted", "refused", "found", "replied", "closed")
    }
    return replace(one, **{name: max(at, moment) for name, at in told.items() if at is not None})


def unknown_originals(
    rows: Iterable[Past], columns: Mapping[Column, str], known: Mapping[str, datetime]
) -> Iterator[RowProblem]:
    """The rows whose 重复于 leads nowhere. ``known`` is when the matters that may be named were received.

    ``rows`` stand in order of receipt: a row that is left out here is no original for a later one.
    """
    received = dict(known)
    for one in rows:
        if (fault := _fault_of_original(one, received)) is None:
            received[one.number] = one.received
        else:
            column = columns.get(Column.EARLIER, Column.EARLIER.label)
            yield RowProblem(one.row, column, fault, "请核对原件编号；不是重复件的，请清空这一格。")


def _fault_of_original(one: Past, received: Mapping[str, datetime]) -> str | None:
    if not one.earlier:
        return None
    if one.earlier == one.number:
        return "原件编号就是本件。"
    if one.earlier not in received:
        return f"没有编号为“{one.earlier}”、可以导入且更早收到的件。"
    return None if received[one.earlier] <= one.received else f"原件“{one.earlier}”比本件晚收到。"


def known_words(words: Mapping[Coded, str]) -> dict[str, Coded]:
    """A closed list by everything that it is called."""
    return {
        fold(word): coded
        for coded, listed in words.items()
        for word in (*listed.split(), str(coded), coded.label)
    }


_CHANNELS = known_words(CHANNEL_WORDS)
_TYPES = known_words(TYPE_WORDS)
_SUBTYPES = {fold(one.label): one for one in PollutionSubtype}
_TRUTHS = known_words(TRUTH_WORDS)
_RATINGS = known_words(RATING_WORDS)
_WAYS = known_words(WAY_WORDS)
_NOTHING = frozenset(NOTHING.split())
_UNRATED = frozenset(UNRATED.split())


@dataclass(slots=True)
class _Row:
    """One row while it is read, and what was found wrong or odd in it."""

    columns: Mapping[Column, str]
    raw: RawRow
    now: datetime
    units: frozenset[str]
    problems: list[RowProblem] = field(default_factory=list)
    remarks: list[RowProblem] = field(default_factory=list)

    def past(self) -> Past | None:
        """The row, if nothing is wrong with it."""
        number, content, types = self._number(), self._content(), self._types()
        channel = self._coded(Column.CHANNEL, _CHANNELS)
        if channel is None and not self.text(Column.CHANNEL):
            self.refuse(Column.CHANNEL, "没有写明来源渠道。", "请补上；确实不明的，写“其他”。")
        unit = self._unit()
        times = self._times()
        truth, way = self._coded(Column.TRUTH, _TRUTHS), self._coded(Column.WAY, _WAYS)
        rating = self._coded(Column.RATING, _RATINGS, _UNRATED)
        self._agree(times, truth, way, rating)
        if self.problems or channel is None or Column.RECEIVED not in times:
            return None
        return Past(
            row=self.raw.number,
            number=number,
            channel=channel,
            received=times[Column.RECEIVED],
            content=content,
            types=types,
            accepted=times.get(Column.ACCEPTED),
            refused=times.get(Column.REFUSED),
            reason=self.text(Column.REASON),
            unit=unit,
            found=times.get(Column.FOUND),
            truth=truth,
            replied=times.get(Column.REPLIED),
            way=way,
            closed=times.get(Column.CLOSED),
            rating=rating,
            respondent=self.told(Column.RESPONDENT),
            contact=self.told(Column.CONTACT),
            place=self.told(Column.PLACE),
            name=self.told(Column.NAME),
            earlier=self.told(Column.EARLIER),
            remarks=tuple(self.remarks),
        )

    # --- cells --------------------------------------------------------------------------------------

    def cell(self, column: Column) -> Cell:
        header = self.columns.get(column)
        return self.raw.cells.get(header, "") if header else ""

    def text(self, column: Column) -> str:
        cell = self.cell(column)
        return clean(cell).replace("\n", " ").strip() if isinstance(cell, str) else cell.isoformat()

    def told(self, column: Column) -> str:
        """The text, unless it only says that there is nothing to say."""
        text = self.text(column)
        return "" if text.lower() in _NOTHING else text

    def refuse(self, column: Column, reason: str, advice: str) -> None:
        self.problems.append(self._problem(column, reason, advice))

    def remark(self, column: Column, reason: str, advice: str) -> None:
        self.remarks.append(self._problem(column, reason, advice))

    def _problem(self, column: Column, reason: str, advice: str) -> RowProblem:
        return RowProblem(self.raw.number, self.columns.get(column, column.label), reason, advice)

    # --- what they tell -----------------------------------------------------------------------------

    def _number(self) -> str:
        number = self.text(Column.NUMBER)
        if not number:
            self.refuse(Column.NUMBER, "没有编号。", "请补上编号：再次导入时凭它识别同一件。")
        elif len(number) > LONGEST_NUMBER:
            self.refuse(Column.NUMBER, f"编号超过{LONGEST_NUMBER}个字。", "请核对这一格是否为编号。")
        return number

    def _content(self) -> str:
        cell = self.cell(Column.CONTENT)
        content = clean(cell).strip() if isinstance(cell, str) else cell.isoformat()
        if not content:
            self.refuse(Column.CONTENT, "内容为空。", "请补上反映的内容。")
        return content

    def _coded(
        self, column: Column, words: Mapping[str, Coded], silent: frozenset[str] = frozenset()
    ) -> Coded | None:
        told = self.told(column)
        if not told or told in silent:
            return None
        if (known := words.get(fold(told))) is None:
            labels = "、".join(dict.fromkeys(one.label for one in words.values()))
            self.refuse(column, f"“{told}”不能识别。", f"可写：{labels}。")
        return known

    def _types(self) -> tuple[Kind, ...]:
        """The types in the order of the cell; a sub-type tells its type."""
        found: dict[PollutionType, PollutionSubtype | None] = {}
        for word in filter(None, _SEPARATORS.split(self.told(Column.TYPES))):
            subtype = _SUBTYPES.get(fold(word))
            kind = subtype.type if subtype else _TYPES.get(fold(word))
            if kind is None:
                labels = "、".join(one.label for one in PollutionType)
                self.refuse(
                    Column.TYPES, f"“{word}”不是本系统的污染类型。", f"可写：{labels}，多个用顿号隔开。"
                )
            else:
                found[kind] = found.get(kind) or subtype
        if not found and not self.told(Column.TYPES):
            self.remark(Column.TYPES, "没有写明污染类型，按“其他”导入。", "如有原始记录，请补上后再导入。")
            found[PollutionType.OTHER] = None
        return tuple(found.items())

    def _unit(self) -> str:
        told = self.told(Column.UNIT)
        if told and fold(told) not in self.units:
            self.refuse(
                Column.UNIT, f"没有名为“{told}”的单位。", "请改为本系统中的单位名称，或先建立该单位。"
            )
        return told

    # --- dates --------------------------------------------------------------------------------------

    def _times(self) -> dict[Column, datetime]:
        """The dates of the row, each not before the one before it; a day without an hour follows what it must."""
        times: dict[Column, datetime] = {}
        last: Column | None = None
        for column in (Column.RECEIVED, Column.REFUSED, *_HANDLING):
            moment = self._moment(column)
            if moment is None:
                continue
            if last is not None:
                if moment.time() == time() and _same_day(moment, times[last]):
                    moment = times[last]
                if moment < times[last]:
                    self._out_of_order(column, moment, last, times[last])
            times[column] = moment
            if column is not Column.REFUSED:  # a row that is refused and handled is told so, not its order
                last = column
        if Column.RECEIVED not in times and not self.problems:
            self.refuse(Column.RECEIVED, "没有写明收到时间。", "请补上：各项期限都由它起算。")
        return times

    def _out_of_order(self, column: Column, moment: datetime, last: Column, before: datetime) -> None:
        reason = f"{column.label}{moment:%Y-%m-%d %H:%M}早于{last.label}{before:%Y-%m-%d %H:%M}。"
        self.refuse(column, reason, "请核对两个时间。")

    def _moment(self, column: Column) -> datetime | None:
        cell = self.cell(column)
        if not cell or (isinstance(cell, str) and cell.strip().lower() in _NOTHING):
            return None
        moment = read_moment(cell)
        if moment is None:
            self.refuse(column, f"“{cell}”不是可识别的时间。", "请改成2026-11-22 09:30这样的写法。")
            return None
        moment = moment.astimezone(SHANGHAI)
        if moment > self.now:
            self.refuse(column, f"时间{moment:%Y-%m-%d %H:%M}在将来。", "请核对年份和月日的顺序。")
        elif moment.year < EARLIEST:
            self.refuse(column, f"时间{moment:%Y-%m-%d}早于{EARLIEST}年。", "请核对年份。")
        return moment

    def _agree(
        self,
        times: Mapping[Column, datetime],
        truth: Truth | None,
        way: ReplyWay | None,
        rating: Satisfaction | None,
    ) -> None:
        """What the row tells must go together."""
        later = [column for column in _HANDLING[1:] if column in times]
        if Column.REFUSED in times and Column.ACCEPTED in times:
            self.refuse(Column.REFUSED, "既写了受理时间，又写了不予受理时间。", "请核对，只保留一个。")
        elif later and Column.ACCEPTED not in times:
            said = "不予受理" if Column.REFUSED in times else "没有受理时间"
            self.refuse(later[0], f"{said}，却写了{later[0].label}。", "请核对受理时间。")
        if Column.REFUSED in times and not self.told(Column.REASON):
            self.refuse(Column.REASON, "没有写明不予受理的原因。", "请补上。")
        if truth is not None and Column.FOUND not in times:
            self.refuse(Column.FOUND, "写了属实情况，没有调查完成时间。", "请补上。")
        if truth is None and Column.FOUND in times and not self.told(Column.TRUTH):
            self.remark(Column.TRUTH, "有调查完成时间，没有结论，不计入查处。", "如有结论，请补上后再导入。")
        if Column.REPLIED in times and way is None and not self.told(Column.WAY):
            self.refuse(Column.WAY, "写了答复时间，没有答复方式。", "请补上：答复须同时记录时间和方式。")
        if rating is not None and Column.REPLIED not in times:
            self.refuse(Column.RATING, "写了满意度，没有答复时间。", "请核对答复时间。")
        if Column.CLOSED in times and Column.REPLIED not in times and self.told(Column.CONTACT):
            self.remark(Column.REPLIED, "已办结而没有答复时间，按未答复统计。", "如已答复，请补上后再导入。")
