"""Controls that choose among people, units, cases and grounds of law. Only what is offered can be chosen."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any

from flask_babel import gettext as _

from petitions.queries import pickers
from petitions.queries.pickers import LeaderChoice, OfficerChoice, UnitChoice
from petitions.queries.related_cases import RelatedCase, related_cases
from web.forms.fields import Field, Option, Options, Typed, Unreadable
from web.i18n import label
from workflow.calendar import local_day
from workflow.rules import rule_set_for
from workflow.states import OPEN
from workflow.verbs import Verb
from workflow.vocabulary import Level, Verdict


def _grouped(pairs: Iterable[tuple[str, Option]]) -> Options:
    """Options under the name of their group; the pairs come in the order of the groups."""
    return tuple(
        (name, tuple(option for _name, option in members))
        for name, members in groupby(pairs, lambda pair: pair[0])
    )


def _known(shown: Sequence[str], offered: Iterable[int]) -> tuple[int, ...]:
    """The numbers that were chosen; ``Unreadable`` where one was not offered."""
    numbers = {str(number): number for number in offered}
    if not set(shown) <= set(numbers):
        raise Unreadable(_("所选项目已不在可选范围内。请重新选择。"))
    return tuple(numbers[one] for one in shown)


class ManyField(Field):
    """Several of a list, each with a box to tick."""

    kind = "many"
    grouped = True

    def first(self) -> Any:
        """Nobody."""
        return []

    def typed(self, form: Typed) -> Any:
        """Whatever was ticked."""
        return form.getlist(self.name)


class OfficersField(ManyField):
    """Investigators: people of the units that handle the case."""

    @cached_property
    def offered(self) -> tuple[OfficerChoice, ...]:
        """Who may be chosen: not who is complained of."""
        facts = self.place.step.facts
        found = pickers.investigators(self.place.desk.session, facts.units)
        return tuple(officer for officer in found if officer.id not in facts.accused)

    def options(self) -> Options:
        """By unit."""
        return _grouped((one.unit, (str(one.id), one.name)) for one in self.offered)

    def value(self, shown: Any) -> Any:
        """Their numbers."""
        return _known(shown, (officer.id for officer in self.offered))


class UnitsField(ManyField):
    """Assisting units."""

    @cached_property
    def offered(self) -> tuple[UnitChoice, ...]:
        """Every unit that handles cases."""
        return pickers.handling_units(self.place.desk.session)

    def options(self) -> Options:
        """In one row."""
        return (("", tuple((str(unit.id), unit.name) for unit in self.offered)),)

    def value(self, shown: Any) -> Any:
        """Their numbers."""
        return _known(shown, (unit.id for unit in self.offered))


class UnitField(Field):
    """The handling unit; the sub-bureau in whose territory the place lies is suggested."""

    kind = "select"

    @cached_property
    def offered(self) -> tuple[UnitChoice, ...]:
        """Every unit that handles cases."""
        return pickers.handling_units(self.place.desk.session)

    def options(self) -> Options:
        """By what kind of unit it is."""
        return _grouped((label(unit.kind), (str(unit.id), unit.name)) for unit in self.offered)

    def first(self) -> Any:
        """The suggestion."""
        return str(self.place.step.head.district_id or "")

    def value(self, shown: Any) -> Any:
        """Its number."""
        return _known([shown], (unit.id for unit in self.offered))[0] if shown else None


class LeaderField(Field):
    """A leader who is to own the case; of a case that has its unit, the sub-bureau's leaders are that unit's."""

    kind = "select"

    @cached_property
    def offered(self) -> tuple[LeaderChoice, ...]:
        """Who may be chosen: not who is complained of, nor the leaders of another unit."""
        facts = self.place.step.facts
        unit = facts.lead_unit or self.place.step.head.district_id
        found = pickers.leaders(self.place.desk.session)
        free = [one for one in found if one.id not in facts.accused]
        own = [one for one in free if one.level is Level.CITY or facts.lead_unit in {None, one.unit_id}]
        return tuple(sorted(own, key=lambda one: (one.level is Level.SUB, one.unit_id != unit, one.unit_id)))

    def options(self) -> Options:
        """By unit."""
        return _grouped(
            (label(one.level) if one.level is Level.CITY else one.unit, (str(one.id), _titled(one)))
            for one in self.offered
        )

    def value(self, shown: Any) -> Any:
        """The leader as the law sees him."""
        if not shown:
            return None
        chosen = _known([shown], (one.id for one in self.offered))[0]
        return next(one.leader for one in self.offered if one.id == chosen)


def _titled(leader: LeaderChoice) -> str:
    return f"{leader.name}（{leader.title}）" if leader.title else leader.name


class CaseField(Field):
    """Another case, by the number that people know it by; the related ones are suggested."""

    kind = "case"

    @cached_property
    def suggested(self) -> tuple[RelatedCase, ...]:
        """The earlier cases on which this verb can decide."""
        desk, head = self.place.desk, self.place.step.head
        earlier = [one for one in related_cases(desk.session, desk.actor, head.id) if one.earlier]
        if self.place.verb is Verb.MERGE:
            masters = self.place.step.facts.open_masters
            return tuple(one for one in earlier if one.id in masters and one.state in OPEN)
        return tuple(one for one in earlier if one.verdict is Verdict.SUGGESTED)

    def options(self) -> Options:
        """Number and title."""
        return (("", tuple((one.case_no, one.title) for one in self.suggested)),)

    def first(self) -> Any:
        """The only one, where there is only one."""
        return self.suggested[0].case_no if len(self.suggested) == 1 else ""

    def value(self, shown: Any) -> Any:
        """The number by which the register knows it."""
        if not shown:
            return None
        found = pickers.case_id_of(self.place.desk.session, self.place.desk.actor, shown)
        if found is None:
            raise Unreadable(_("没有找到编号为%(case_no)s的案件，或不在您的查看范围内。", case_no=shown))
        return found


class GroundField(Field):
    """法定情形, out of the case's own rule-set."""

    kind = "select"

    def options(self) -> Options:
        """By what they lead to, each with its article."""
        rules = rule_set_for(local_day(self.place.step.head.received_at))
        return _grouped(
            (label(ground.outcome), (ground.code, f"{ground.text}{_cited(ground.article)}"))
            for ground in sorted(rules.refusal_grounds(), key=lambda ground: ground.outcome)
        )

    def value(self, shown: Any) -> Any:
        """The code of the ground."""
        offered = {code for _name, options in self.options() for code, _text in options}
        if shown and shown not in offered:
            raise Unreadable(_("请重新选择。"))
        return shown or None


def _cited(article: str | None) -> str:
    return f"（{article}）" if article else ""
