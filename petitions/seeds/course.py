"""The course of one demonstration case: which step comes when, by whom, as its fate has it.

A course is a generator of ``Step``; whoever plays it resumes it after each step was done, so that a course may
look at what became of the case.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from petitions.demo import paperwork
from petitions.demo.complaint import DemoComplaint
from petitions.demo.fate import Ending
from petitions.office import DUAL_FLAGS
from petitions.particulars import Particulars, Person, TypeChoice
from petitions.seeds import asides
from petitions.seeds.furnish import Cast
from petitions.seeds.handling import Handling
from petitions.seeds.hours import later
from petitions.seeds.steps import Dated, Played, Step
from workflow.calendar import WorkCalendar, local_day
from workflow.facts import Outcome
from workflow.needs import TransferMode
from workflow.roles import Actor
from workflow.verbs import Verb
from workflow.vocabulary import Flag, Level, Relation

CITY_OWNERS = ("leader1", "leader2", "leader3", "deputy-biz")


@dataclass(slots=True)
class Director:
    """Draws the steps of courses: the cast, the calendar and the dice."""

    cast: Cast
    calendar: WorkCalendar
    rng: Random
    played: dict[int, Played]
    city_name: str

    def particulars(self, complaint: DemoComplaint) -> Particulars:
        """The register entry that an operator makes of what is told."""
        who = complaint.petitioner
        person = Person(name=who.name or "", phone=who.phone or "", address=who.address or "")
        return Particulars(
            channel=complaint.channel,
            received_at=complaint.received_at,
            title=complaint.title,
            content=complaint.text,
            claim=complaint.claim,
            occurred=complaint.occurred,
            place=complaint.place,
            district_id=self.cast.units.get(complaint.district),
            grid_id=self.cast.grid.get(complaint.grid),
            respondent=complaint.respondent,
            enterprise_id=self.cast.enterprises.get(complaint.enterprise or ""),
            types=self.types(complaint),
            industry=complaint.industry,
            people=complaint.people,
            petitioners=(person,) if any((person.name, person.phone, person.address)) else (),
            anonymous=who.anonymous,
            consent_to_disclose=who.consent,
            written_reply_asked=complaint.written_reply_asked,
            origin_no=complaint.origin_no,
            emergency=asides.is_emergency(complaint),
        )

    def types(self, complaint: DemoComplaint) -> tuple[TypeChoice, ...]:
        """Its pollution types, the primary one first."""
        return tuple(TypeChoice(type_, subtype) for type_, subtype in complaint.by_type.items())

    def one_of(self, *usernames: str) -> Actor:
        """Somebody of these."""
        return self.cast.actors[self.rng.choice(usernames)]

    def one_on_duty(self, complaint: DemoComplaint) -> Actor:
        """An operator, without the dice."""
        return self.cast.actors[f"op{complaint.serial % 4 + 1}"]

    def after(self, at: datetime, low: float, high: float) -> datetime:
        """Between ``low`` and ``high`` days later, in working hours."""
        return later(at, self.rng.uniform(low, high), self.calendar, self.rng)

    # --- courses ----------------------------------------------------------------------------------

    def course(self, me: Played) -> Iterator[Step]:
        """Everything that happens to a registered case, as long as the play goes on."""
        complaint, course = me.complaint, self._course(me)
        told_before = complaint.earlier is not None or complaint.source is None
        if told_before or asides.is_emergency(complaint) or complaint.fate.ending is not Ending.HANDLED:
            return course
        return asides.same_source(self, me, course)

    def _course(self, me: Played) -> Iterator[Step]:
        complaint, fate = me.complaint, me.complaint.fate
        officer = self.one_of("xf1", "xf2", "xf3")
        at = self.after(complaint.received_at, 0.02, 0.4)
        if asides.is_emergency(complaint):
            yield from asides.first_report(self, complaint)
        if fate.ending is Ending.ANSWERED:
            yield from self._classify(at, officer, complaint)
            yield Step(self.after(at, 0, 0.05), officer, Verb.ANSWER, {"answer": fate.reason})
            me.open = False
            return
        yield from self._classify(at, officer, complaint)
        relation = yield from self._repeat(at, officer, me)
        decided = max(later(complaint.received_at, fate.decided_days, self.calendar, self.rng), at)
        decided += timedelta(minutes=4)
        match fate.ending:
            case Ending.MERGED if relation is Relation.SAME_OPEN and self._master(me).open:
                yield Step(decided, officer, Verb.MERGE, {"master": self._master(me).case_id}, tentative=True)
                if me.refused:  # the master was answered meanwhile
                    yield from self._handle(decided, officer, me, relation)
                me.open = False
            case Ending.DISCIPLINE:
                yield Step(decided, officer, Verb.REFER_DISCIPLINE)
                me.open = False
            case Ending.REFUSED | Ending.REDIRECTED:
                yield from self._turn_away(decided, officer, me)
            case _:
                yield from self._handle(decided, officer, me, relation)

    def _classify(self, at: datetime, officer: Actor, complaint: DemoComplaint) -> Iterator[Step]:
        given = {
            "track": complaint.track,
            "types": self.types(complaint),
            "basis": paperwork.classification(complaint),
            "industry": complaint.industry,
        }
        yield Step(at, officer, Verb.CLASSIFY, given)

    def _answered_before(self) -> Relation:
        return Relation.SAME_NEW_FACTS if self.rng.random() < 0.7 else Relation.SAME_NO_NEWS

    def _master(self, me: Played) -> Played:
        return self.played[me.complaint.earlier or 0]

    def _repeat(self, at: datetime, officer: Actor, me: Played) -> Generator[Step, None, Relation | None]:
        """Confirm how a retold matter relates to the earlier case. Returns the relation."""
        if me.complaint.earlier is None:
            return None
        master = self._master(me)
        same = master.complaint.petitioner.resident == me.complaint.petitioner.resident
        repeated = Relation.SAME_OPEN if master.open else self._answered_before()
        relation = repeated if same else Relation.ASSOCIATED
        given = {
            "earlier": master.case_id,
            "relation": relation,
            "reason": "经核对来电内容、地点和反映对象，属同一事项。",
        }
        yield Step(at + timedelta(minutes=2), officer, Verb.CONFIRM_REPEAT, given)
        return relation

    def _turn_away(self, at: datetime, officer: Actor, me: Played) -> Iterator[Step]:
        fate = me.complaint.fate
        outcome = Outcome.REFUSE if fate.ending is Ending.REFUSED else Outcome.REDIRECT
        given = {
            "outcome": outcome,
            "reason": fate.reason,
            "ground": fate.ground,
            "department": fate.department,
        }
        yield Step(at, officer, Verb.PROPOSE, given)
        verb = Verb.REFUSE if outcome is Outcome.REFUSE else Verb.REDIRECT
        at = self.after(at, 0.05, 0.9)
        yield Step(at, self.cast.actors["xf-head"], verb)
        me.open = False
        yield Step(self.after(at, 18, 29), self.cast.actors["archive"], Verb.ARCHIVE)

    def _handle(self, at: datetime, officer: Actor, me: Played, relation: Relation | None) -> Iterator[Step]:
        complaint, fate, rng = me.complaint, me.complaint.fate, self.rng
        cast, unit = self.cast, complaint.district
        key = rng.random() < 0.03
        if key:
            reason = "群众反映强烈，列为重点件。"
            yield Step(
                at - timedelta(minutes=2),
                cast.actors["sup1"],
                Verb.RAISE_FLAG,
                {"flag": Flag.KEY, "reason": reason},
            )
        yield Step(at, cast.actors["xf-head"] if key else officer, Verb.ACCEPT)
        accepted = at
        repeat = relation is not None and relation.repeats
        dual = key or repeat or bool(DUAL_FLAGS & set(self.particulars(complaint).flags))
        planned = key or repeat
        city_owner = rng.choice(CITY_OWNERS)
        sub_owner = f"{unit}-{rng.choice(('head', 'deputy'))}"
        if dual:
            at = self.after(at, 0.02, 0.6)
            for username, level in ((city_owner, Level.CITY), (sub_owner, Level.SUB)):
                given = {"level": level, "leader": cast.leaders[username], "reason": "按双包案分工指定。"}
                yield Step(at, cast.actors["xf-head"], Verb.APPOINT_OWNER, given)
                at += timedelta(minutes=1)
        at = self.after(at, 0.05, 1.2)
        requirement = paperwork.draw_requirement(rng, complaint)
        given = {"mode": TransferMode.ASSIGN, "unit": cast.units[unit], "requirement": requirement}
        yield Step(at, officer, Verb.TRANSFER, given)
        handler = cast.of_unit(unit, rng.choice(("h1", "h2", "h3")))
        if rng.random() < 0.03:
            at = yield from self._objection(at, unit, complaint)
        at = self.after(at, 0.02, 0.7)
        yield Step(at, handler, Verb.SIGN_IN)
        if dual:
            city_owner = yield from asides.change_of_owner(self, complaint, city_owner, CITY_OWNERS, at)
        if planned:
            at = yield from self._plan(at, handler, city_owner, sub_owner, complaint)
        closing = accepted + timedelta(days=fate.closing_days or 20)
        handling = Handling(self, me, handler, city_owner if dual else None, sub_owner)
        yield from handling.course(at, accepted, closing)

    def _objection(self, at: datetime, unit: str, complaint: DemoComplaint) -> Dated:
        at = self.after(at, 0.05, 0.8)
        given = {
            "reason": paperwork.draw_objection(self.rng, complaint),
            "basis": "属地管理、分级负责",
        }
        yield Step(at, self.cast.of_unit(unit, "head"), Verb.OBJECT, given)
        at = self.after(at, 0.2, 1.2)
        given = {"reason": "经核对网格边界，反映地点在你分局辖区内，请继续办理。"}
        yield Step(at, self.cast.actors["xf-head"], Verb.OVERRULE_OBJECTION, given)
        return at

    def _plan(
        self, at: datetime, handler: Actor, city_owner: str, sub_owner: str, complaint: DemoComplaint
    ) -> Dated:
        at = self.after(at, 0.2, 2.0)
        plan = paperwork.draw_plan(self.rng, complaint)
        target = local_day(at) + timedelta(days=30)
        given: dict[str, object] = {"crux": plan.crux, "measures": plan.measures, "target": target}
        yield Step(at, handler, Verb.DRAW_PLAN, given)
        for username in (sub_owner, city_owner):
            at = self.after(at, 0.1, 1.2)
            yield Step(at, self.cast.actors[username], Verb.SIGN_PLAN, {"opinion": "同意，按方案推进。"})
        return at
