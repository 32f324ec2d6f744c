"""The tables that `bihuan repeats` reads: complaints, or pairs of them, with columns missing and cells in disorder."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import click

from petitions.intake.dates import read_moment
from petitions.intake.spreadsheets import RawRow, Sheet, Unreadable, read_rows
from petitions.repeats.lessons import Labelled, Message
from petitions.repeats.subject import Subject
from petitions.repeats.text import clean, clean_title

DIFFERENT, SAME = "different", "same"


@dataclass(slots=True)
class Remarks:
    """What was found wrong with rows, told on the error stream: each at once, refused ones counted."""

    refused: int = 0

    def refuse(self, row: int, what: str, english: str) -> None:
        """A row that gets no line of its own."""
        self.refused += 1
        self.note(row, what, english)

    def note(self, row: int, what: str, english: str) -> None:
        """A row that is read all the same."""
        click.echo(f"第{row}行：{what} / row {row}: {english}", err=True)


@dataclass(slots=True)
class Complaints:
    """The rows of a file of complaints, each by its number from 0 on."""

    ids: list[str] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)
    empty: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two complaints to compare, and what is known of them: the label if the table has one."""

    id: str
    a: Subject
    b: Subject
    label: str
    kind: str
    planted: bool
    numbers: tuple[str, str]
    """The numbers of both messages where the table tells them (columns a and b)."""


def complaints(file: Path, remarks: Remarks) -> Complaints:
    """All complaints of a file. A row without id is refused; one without any words is kept, and is like nothing."""
    sheet = _read(file)
    columns = _columns(sheet, ("id", "text"), ("user", "subject", "time", "district", "place"))
    table, known = Complaints(), set()
    for raw in _rows(sheet):
        told = _teller(raw, columns)
        if not (name := told("id")):
            remarks.refuse(raw.number, "没有编号（id），未处理。", "no id, passed over.")
            continue
        if name in known:
            remarks.note(
                raw.number,
                f"编号{name}在前面已出现，仍单独处理。",
                "id seen before; kept as a row of its own.",
            )
        known.add(name)
        subject = _subject(told, "", raw.number, remarks)
        if not subject.text and not subject.title:
            remarks.note(raw.number, "没有内容，不与其他行比较。", "no words, compared with nothing.")
            table.empty.add(len(table.ids))
        table.ids.append(name)
        table.subjects.append(subject)
    return table


def pairs(file: Path, remarks: Remarks, labelled: bool = False) -> Iterator[Pair]:
    """All pairs of a file, one by one. A pair without a name is refused; one without words is judged, and told."""
    sheet = _read(file)
    needed = ("pair", "text_a", "text_b", *(("label",) if labelled else ()))
    sides = [f"{name}_{side}" for side in "ab" for name in ("subject", "time", "user", "district", "place")]
    columns = _columns(sheet, needed, (*sides, "a", "b", "label", "kind", "planted"))
    for raw in _rows(sheet):
        told = _teller(raw, columns)
        if not (name := told("pair")):
            remarks.refuse(raw.number, "没有编号（pair），未处理。", "no pair, passed over.")
            continue
        if not (told("text_a") or told("subject_a")) or not (told("text_b") or told("subject_b")):
            remarks.note(
                raw.number, "一侧没有内容，判断不可靠。", "one side has no words; hardly to be judged."
            )
        yield Pair(
            id=name,
            a=_subject(told, "_a", raw.number, remarks),
            b=_subject(told, "_b", raw.number, remarks),
            label=told("label").lower(),
            kind=told("kind"),
            planted=told("planted").lower() in {"true", "1", "是"},
            numbers=(told("a") or f"{name} a", told("b") or f"{name} b"),
        )


def _read(file: Path) -> Sheet:
    try:
        return read_rows(file)
    except Unreadable as error:
        raise click.UsageError(f"{error} / {file.name} cannot be read as a table.") from error


def _rows(sheet: Sheet) -> Iterator[RawRow]:
    """The rows; a fault further down in the file is told like one at its head."""
    try:
        yield from sheet.rows
    except Unreadable as error:
        raise click.UsageError(f"{error} / the table is broken there.") from error


def _columns(sheet: Sheet, needed: tuple[str, ...], others: tuple[str, ...]) -> Mapping[str, str]:
    """The header of each column by its name in lower case; a needed one that is missing is wrong usage."""
    exact = {header.lower(): header for header in reversed(sheet.headers)}
    if missing := [name for name in needed if name not in exact]:
        raise click.UsageError(
            f"表中缺少列：{'、'.join(missing)}。表中各列为：{'、'.join(sheet.headers)}。请修改列名后再试。"
            f" / columns missing: {', '.join(missing)}."
        )
    return {name: exact[name] for name in (*needed, *others) if name in exact}


def _teller(raw: RawRow, columns: Mapping[str, str]) -> Callable[[str], str]:
    def told(name: str) -> str:
        return str(raw.cells.get(columns.get(name, ""), ""))

    return told


def _subject(told: Callable[[str], str], side: str, row: int, remarks: Remarks) -> Subject:
    return Subject(
        text=clean(told(f"text{side}")),
        title=clean_title(told(f"subject{side}")),
        place=clean_title(told(f"place{side}")),
        phones=frozenset({user}) if (user := told(f"user{side}").strip()) else frozenset(),
        district=told(f"district{side}").strip(),
        received_at=_moment(told(f"time{side}"), row, remarks),
    )


def _moment(written: str, row: int, remarks: Remarks) -> datetime | None:
    if not written.strip():
        return None
    moment = read_moment(written)
    if moment is None:
        remarks.note(
            row, f"时间“{written[:20]}”无法识别，按未填处理。", "time not understood; taken as missing."
        )
    return moment


def labelled(file: Path, remarks: Remarks) -> list[Labelled]:
    """The pairs that are labelled same or different; a pair whose messages have no numbers goes by its own name."""
    known = []
    for pair in pairs(file, remarks, labelled=True):
        if pair.label in {SAME, DIFFERENT}:
            subjects, same = (pair.a, pair.b), pair.label == SAME
            known.append(Labelled(pair.id, pair.numbers, subjects, same, pair.kind, pair.planted))
    return known


def messages(file: Path, remarks: Remarks) -> dict[str, Message]:
    """The messages of a register by their numbers, with the matter that each was labelled with, if any."""
    sheet = _read(file)
    columns = _columns(sheet, ("id", "text"), ("user", "subject", "time", "matter"))
    found = {}
    for raw in _rows(sheet):
        told = _teller(raw, columns)
        found[told("id")] = Message(_subject(told, "", raw.number, remarks), told("matter"))
    return found
