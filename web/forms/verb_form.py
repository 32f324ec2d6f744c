"""The whole form of a verb on a case: its fields, what stands in them, and the command that they mean."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from petitions.command import Command
from petitions.commands import COMMANDS
from petitions.desk import Desk
from petitions.queries.one_case import Step
from web.forms.fields import ChoiceField, Field, Place, Typed, Unreadable, YesField
from web.forms.first import FIRST
from web.forms.registry import FIELDS
from web.forms.tables import TypesField
from web.i18n import marked
from workflow.guards import INTERNAL, Reason
from workflow.needs import Kind, Need, choice, of
from workflow.table import Row
from workflow.verbs import Verb
from workflow.vocabulary import Industry

Extra = tuple[Need, type[Field]]

BESIDE_THE_ROW: Mapping[Verb, tuple[Extra, ...]] = {
    Verb.CLASSIFY: ((choice("industry", marked("行业"), Industry, optional=True), ChoiceField),),
    Verb.DRAW_PLAN: (
        (of("person", marked("作为一人一策（针对信访人）"), Kind.LINE, optional=True), YesField),
    ),
    Verb.AMEND: ((of("types", marked("污染类型"), Kind.TYPES, optional=True), TypesField),),
}
"""What some commands take beyond what the law asks for."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What was typed into a form: as it is shown again, as values, and what could not be read."""

    shown: Mapping[str, Any]
    values: Mapping[str, object]
    unread: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Control:
    """A field as the page draws it."""

    field: Field
    shown: Any
    error: str | None = None


class VerbForm:
    """The form of one row of the law on one case at one desk."""

    def __init__(self, desk: Desk, step: Step, row: Row) -> None:
        self.verb = Verb(row.verb)
        self.place = Place(desk, step, self.verb)
        needed = [FIELDS[need.kind](need, self.place) for need in row.needs]
        beside = [kind(need, self.place) for need, kind in BESIDE_THE_ROW.get(self.verb, ())]
        self.fields: tuple[Field, ...] = (*needed[:-1], *beside, *needed[-1:])

    def controls(
        self,
        filled: Filled | None = None,
        errors: Mapping[str, str] | None = None,
        asked: Typed | None = None,
    ) -> list[Control]:
        """Every control: with what was typed, or with what stands there at first (``asked``: by the address)."""
        shown = filled.shown if filled else self._first(asked or Typed())
        return [Control(field, shown[field.name], (errors or {}).get(field.name)) for field in self.fields]

    def _first(self, asked: Typed) -> dict[str, Any]:
        first: dict[str, Any] = {}
        for field in self.fields:
            prepared: Callable[[Place], Any] | None = FIRST.get((self.verb, field.name))
            if field.name in asked and isinstance(field.first(), str):
                first[field.name] = field.typed(asked)
            else:
                first[field.name] = prepared(self.place) if prepared else field.first()
        return first

    def read(self, form: Typed) -> Filled:
        """What was typed, and what it means."""
        shown = {field.name: field.typed(form) for field in self.fields}
        values: dict[str, object] = {}
        unread: dict[str, str] = {}
        for field in self.fields:
            try:
                values[field.name] = field.value(shown[field.name])
            except Unreadable as error:
                values[field.name], unread[field.name] = None, str(error)
        if self.verb is Verb.AMEND and not unread and not (values["changes"] or values["types"]):
            unread["changes"] = _("没有改动任何内容。请改正有误的项目。")
        return Filled(shown, values, unread)

    def command(self, filled: Filled, seen: int | None, **beside: object) -> Command:
        """The command that the form means. What was left blank and may be is left out."""
        optional = {field.name for field in self.fields if not field.required}
        given = {
            name: value
            for name, value in filled.values.items()
            if name not in optional or value not in (None, (), "")
        }
        entry = COMMANDS[self.verb].command
        command: Command = entry(case_no=self.place.step.head.case_no, seen=seen, **given, **beside)
        return command

    def reasons(self, refused: tuple[Reason, ...], filled: Filled) -> tuple[Reason, ...]:
        """The reasons of a refusal; of a field that could not be read, why not instead of that it is missing."""
        law = tuple(reason for reason in refused if reason.field not in filled.unread)
        unread = (Reason("unreadable", why, INTERNAL, name) for name, why in filled.unread.items())
        return (*law, *unread)
