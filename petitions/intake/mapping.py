"""Which column of a table tells what.

The mapping is proposed from the headers by synonyms and, failing these, from what stands in the columns; the operator
may name any column otherwise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from petitions.intake.dates import read_moment
from petitions.intake.spreadsheets import Cell, RawRow
from petitions.intake.wording import HEADERS, Target
from petitions.repeats.text import fold

_LIKELY = 0.8
_RUNNING_TEXT = 15


class UnknownColumn(ValueError):  # noqa: N818 - it is a finding about what was asked for
    """A column was named that the table or the register does not have; the message lists those there are."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """The header for each thing that the table tells.

    ``source`` names the system the table comes from. With it a row's number alone is the row's identity; without it
    the content belongs to it too, since two systems may both have a number 1001.
    """

    columns: Mapping[Target, str]
    source: str = ""

    def cell(self, raw: RawRow, target: Target) -> Cell:
        """What a row tells of a target; empty if nothing."""
        header = self.columns.get(target)
        return raw.cells.get(header, "") if header else ""

    @property
    def missing(self) -> tuple[Target, ...]:
        """What a table must tell and this one does not: the content, or at least a title."""
        return () if {Target.CONTENT, Target.TITLE} & self.columns.keys() else (Target.CONTENT,)


def propose_mapping(
    headers: Sequence[str],
    samples: Sequence[RawRow],
    named: Mapping[Target, str] | None = None,
    source: str = "",
) -> ColumnMapping:
    """The likely column of each target; ``named`` are those that the operator names, or silences with ``""``."""
    named = named or {}
    if unknown := [header for header in named.values() if header and header not in headers]:
        raise UnknownColumn(f"表中没有“{'”“'.join(unknown)}”列。表中各列为：{'、'.join(headers)}。")
    columns = {target: header for target, header in named.items() if header}
    free = [header for header in headers if header not in columns.values()]
    for target, synonyms in HEADERS.items():
        if target in named:
            continue
        header = next((h for word in synonyms.split() for h in free if _same(h, word)), None)
        if header:
            columns[target] = header
            free.remove(header)
    _from_contents(columns, free, samples, named)
    return ColumnMapping(columns, source)


def _same(header: str, synonym: str) -> bool:
    return fold(header) == fold(synonym)


def _from_contents(
    columns: dict[Target, str], free: list[str], samples: Sequence[RawRow], named: Mapping[Target, str]
) -> None:
    """Where no header told it: the column of dates is the time, the one with the longest texts the content."""
    if Target.RECEIVED_AT not in columns and Target.RECEIVED_AT not in named:
        dated = max(free, key=lambda header: _dated(header, samples), default="")
        if dated and _dated(dated, samples) >= _LIKELY:
            columns[Target.RECEIVED_AT] = dated
            free.remove(dated)
    if Target.CONTENT not in columns and Target.CONTENT not in named:
        longest = max(free, key=lambda header: _length(header, samples), default="")
        if longest and _length(longest, samples) >= _RUNNING_TEXT:
            columns[Target.CONTENT] = longest
            free.remove(longest)


def _told(header: str, samples: Sequence[RawRow]) -> list[Cell]:
    return [row.cells[header] for row in samples if header in row.cells]


def _dated(header: str, samples: Sequence[RawRow]) -> float:
    told = [cell for cell in _told(header, samples) if not (isinstance(cell, str) and cell.isdigit())]
    return mean(read_moment(cell) is not None for cell in told) if told else 0.0


def _length(header: str, samples: Sequence[RawRow]) -> float:
    told = [cell for cell in _told(header, samples) if isinstance(cell, str)]
    return mean(len(cell) for cell in told) if told else 0.0
