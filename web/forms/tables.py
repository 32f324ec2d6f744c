"""Controls of several lines: pollution types, and findings by claim item."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from petitions.commands.record_finding import FindingItem
from petitions.particulars import TypeChoice
from petitions.queries import case_handling
from petitions.queries.case_head import case_types
from web.forms.fields import Field, Option, Options, Typed, Unreadable
from web.i18n import label
from workflow.verbs import Verb
from workflow.vocabulary import PollutionSubtype, PollutionType, Truth

TYPE_LINES = 3


class TypesField(Field):
    """Pollution types with their sub-types; the first line is the primary one."""

    kind = "types"
    grouped = True

    def options(self) -> Options:
        """Each type alone and with each of its sub-types."""
        return tuple((label(type_), tuple(self._of(type_))) for type_ in PollutionType)

    def _of(self, type_: PollutionType) -> list[Option]:
        subtypes = [subtype for subtype in PollutionSubtype if subtype.type is type_]
        named = [(f"{type_.value}/{one.value}", f"{label(type_)} · {label(one)}") for one in subtypes]
        return [(type_.value, label(type_)), *named]

    def first(self) -> Any:
        """The types that the case has."""
        types = case_types(self.place.desk.session, self.place.step.head.id)
        return _filled(
            [f"{one.type.value}/{one.subtype.value}" if one.subtype else one.type.value for one in types]
        )

    def typed(self, form: Typed) -> Any:
        """The lines as they were chosen."""
        return _filled(form.getlist(self.name))

    def value(self, shown: Any) -> Any:
        """One choice a type: a type named twice counts once. A correction that leaves them alone means none."""
        if self.place.verb is Verb.AMEND and shown == self.first():
            return ()
        chosen: dict[PollutionType, TypeChoice] = {}
        for line in filter(None, shown):
            main, _slash, sub = line.partition("/")
            try:
                choice = TypeChoice(PollutionType(main), PollutionSubtype(sub) if sub else None)  # type: ignore[call-arg]
            except ValueError as error:
                raise Unreadable(_("请重新选择。")) from error
            chosen.setdefault(choice.type, choice)
        return tuple(chosen.values())


def _filled(lines: list[str]) -> list[str]:
    return (lines + [""] * TYPE_LINES)[: max(TYPE_LINES, len(lines))]


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One claim item as it stands in the form."""

    claim: str = ""
    truth: str = ""
    evidence: str = ""

    @property
    def blank(self) -> bool:
        """Nothing was written into it."""
        return not (self.claim or self.truth or self.evidence)


FINDING_LINES = 3
MOST_FINDINGS = 40


class FindingsField(Field):
    """逐项结论: claim, truth and evidence, line by line."""

    kind = "findings"
    grouped = True

    def options(self) -> Options:
        """What can be found of a claim."""
        return (("", tuple((truth.value, label(truth)) for truth in Truth)),)

    def first(self) -> Any:
        """What was found before in this round, or the matter itself as the first item."""
        head = self.place.step.head
        found = [
            FindingLine(one.claim, one.truth.value if one.truth else "", one.evidence)
            for one in case_handling.findings(self.place.desk.session, head.id)
            if one.round == head.round
        ]
        return _with_room(found or [FindingLine(claim=head.title)])

    def typed(self, form: Typed) -> Any:
        """The lines that hold anything, and room for more."""
        columns = (form.getlist(f"{self.name}-{part}") for part in ("claim", "truth", "evidence"))
        lines = [FindingLine(*(text.strip() for text in line)) for line in zip(*columns, strict=False)]
        return _with_room([line for line in lines[:MOST_FINDINGS] if not line.blank], more="more" in form)

    def value(self, shown: Any) -> Any:
        """The items; a finding without its claim cannot be read."""
        items = []
        for number, line in enumerate((line for line in shown if not line.blank), start=1):
            if not line.claim:
                raise Unreadable(_("第%(number)s项没有写诉求内容。", number=number))
            if line.truth and line.truth not in {truth.value for truth in Truth}:
                raise Unreadable(_("请重新选择。"))
            items.append(FindingItem(line.claim, Truth(line.truth) if line.truth else None, line.evidence))
        return tuple(items)


def _with_room(lines: list[FindingLine], *, more: bool = False) -> list[FindingLine]:
    """The lines and blank ones after them."""
    wanted = max(FINDING_LINES, len(lines) + (FINDING_LINES if more else 1))
    return lines + [FindingLine()] * (wanted - len(lines))
