"""更正: the register entry as it stands, to be put right where it is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from petitions.queries import pickers
from petitions.queries.entry_labels import EntryColumn
from web.forms.fields import LONGEST_TEXT, Field, Option, Place, Typed, Unreadable
from web.i18n import label
from workflow.needs import Need
from workflow.vocabulary import Industry

MOST_PEOPLE = 100_000

LENGTHS: Mapping[EntryColumn, int] = {
    EntryColumn.TITLE: 120,
    EntryColumn.CONTENT: LONGEST_TEXT,
    EntryColumn.CLAIM: 200,
    EntryColumn.OCCURRED: 120,
    EntryColumn.PLACE: 200,
    EntryColumn.RESPONDENT: 120,
    EntryColumn.ORIGIN: 60,
    EntryColumn.GRID: 60,
    EntryColumn.ENTERPRISE: 120,
}
BOXES = frozenset({EntryColumn.WRITTEN_REPLY, EntryColumn.DISCLOSURE})
FILED = frozenset({EntryColumn.DISTRICT, EntryColumn.GRID, EntryColumn.ENTERPRISE})
"""Columns that hold the number of something on file."""

CONTROLS: Mapping[EntryColumn, str] = {
    EntryColumn.CONTENT: "text",
    EntryColumn.PEOPLE: "number",
    EntryColumn.DISTRICT: "select",
    EntryColumn.INDUSTRY: "select",
    EntryColumn.WRITTEN_REPLY: "yes",
    EntryColumn.DISCLOSURE: "yes",
}
"""How a column is entered; the others are lines."""

Entry = Mapping[EntryColumn, str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column as it stands in the form."""

    name: EntryColumn
    control: str
    shown: str
    options: tuple[Option, ...]
    longest: int | None


class ChangesField(Field):
    """The whole entry; what differs from the register is the correction."""

    kind = "changes"
    grouped = True

    def __init__(self, need: Need, place: Place) -> None:
        super().__init__(need, place)
        self.now: Entry = {column: self._as_shown(column) for column in EntryColumn}

    def _as_shown(self, column: EntryColumn) -> str:
        head = self.place.step.head
        if column in {EntryColumn.GRID, EntryColumn.ENTERPRISE}:
            return getattr(head, column.value.removesuffix("_id")) or ""
        value = getattr(head, column.value)
        if column in BOXES:
            return "1" if value else ""
        return "" if value is None else str(value)

    def first(self) -> Any:
        """The entry as it is."""
        return self.now

    def typed(self, form: Typed) -> Any:
        """Every column as it was left. A box that is not ticked is not sent; of others that means no change."""
        return {column: self._left(column, form.get(f"{self.name}-{column.value}")) for column in EntryColumn}

    def _left(self, column: EntryColumn, text: str | None) -> str:
        if text is None:
            return "" if column in BOXES else self.now[column]
        return text.replace("\r\n", "\n").strip()

    def columns(self, shown: Entry) -> list[Column]:
        """The columns in the order of the form."""
        return [
            Column(
                column,
                CONTROLS.get(column, "line"),
                shown[column],
                self._choices(column),
                LENGTHS.get(column),
            )
            for column in EntryColumn
        ]

    def _choices(self, column: EntryColumn) -> tuple[Option, ...]:
        if column is EntryColumn.INDUSTRY:
            return tuple((one.value, label(one)) for one in Industry)
        if column is EntryColumn.DISTRICT:
            return tuple((str(one.id), one.name) for one in pickers.handling_units(self.place.desk.session))
        return ()

    def value(self, shown: Any) -> Any:
        """The columns that differ, with their new values."""
        return {
            column.value: self._parse(column, text)
            for column, text in shown.items()
            if text != self.now[column]
        }

    def _parse(self, column: EntryColumn, text: str) -> object:
        if len(text) > LENGTHS.get(column, 20):
            raise Unreadable(_("%(column)s太长。请精简。", column=label(column)))
        if column in BOXES:
            return bool(text)
        if column is EntryColumn.PEOPLE:
            return _people(text)
        if column is EntryColumn.INDUSTRY:
            return Industry(text) if text in {one.value for one in Industry} else None
        if column in FILED:
            return self._looked_up(column, text) if text else None
        return text or None if column is EntryColumn.ORIGIN else text

    def _looked_up(self, column: EntryColumn, text: str) -> int:
        session = self.place.desk.session
        if column is EntryColumn.DISTRICT:
            found = [unit.id for unit in pickers.handling_units(session) if str(unit.id) == text]
        elif column is EntryColumn.GRID:
            found = [cell.id for cell in pickers.cells_like(session, text) if cell.name == text]
        else:
            found = [firm.id for firm in pickers.enterprises_like(session, text) if firm.name == text]
        if not found:
            sentence = _(
                "%(column)s中没有“%(text)s”。请按档案中的全称填写。", column=label(column), text=text
            )
            raise Unreadable(sentence)
        return found[0]


def _people(text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
    if not 1 <= number <= MOST_PEOPLE:
        raise Unreadable(_("人数应为不小于1的整数。"))
    return number
