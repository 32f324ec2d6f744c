"""The course of one demonstration case: which step comes when, by whom, as its fate has it.

A course is a generator of ``Step``; whoever plays it resumes it after each step was done, so that a course may
look at what became of the case.
"""

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from petitions.command import Command
from petitions.commands import COMMANDS
from petitions.commands.record_finding import FindingItem
from petitions.demo import paperwork
from petitions.demo.complaint import DemoComplaint
from petitions.demo.fate import Ending
from petitions.office import DUAL_FLAGS
from petitions.particulars import Particulars, Person, TypeChoice
from petitions.seeds.furnish import Cast
from petitions.seeds.hours import later
from workflow.calendar import WorkCalendar, local_day
from workflow.facts import Outcome
from workflow.needs import ReopenGround, ReplyWay, SupervisionLevel, TransferMode
from workflow.roles import Actor
from workflow.verbs import Verb
from workflow.vocabulary import Channel, Flag, Level, Relation, Satisfaction, Track, Truth

CITY_OWNERS = ("leader1", "leader2", "leader3", "deputy-biz")
LONGEST_BEFORE_NOTICE = 45
"""Days after acceptance from which the supervisors press a case."""


@dataclass(frozen=True, slots=True)
class Step:
    """One command: when, by whom, what."""

    at: datetime
    actor: Actor
    verb: Verb
    given: Mapping[str, object] = field(default_factory=dict)

    def command(self, case_no: str) -> Command:
        """The command object for the case."""
        return COMMANDS[self.verb].command(case_no=case_no, **self.given)  # type: ignore[arg-type]


Dated = Generator[Step, None, datetime]
"""Steps that end at an instant, from which the next ones count."""


@dataclass(slots=True)
class Played:
    """What is known of a case while it is played."""

    complaint: DemoComplaint
    case_no: str = ""
    case_id: int = 0
    open: bool = True
    """Neither answered nor turned away yet, so that a repeat may be merged into it."""


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
        )

    def types(self, complaint: DemoComplaint) -> tuple[TypeChoice, ...]:
        """Its pollution types, the primary one first."""
        return tuple(TypeChoice(type_, subtype) for type_, subtype in complaint.by_type.items())

    def one_of(self, *usernames: str) -> Actor:
        """Somebody of these."""
        return self.cast.actors[self.rng.choice(usernames)]

    def after(self, at: datetime, low: float, high: float) -> datetime:
        """Between ``low`` and ``high`` days later, in working hours."""
        return later(at, self.rng.uniform(low, high), self.calendar, self.rng)

    # --- courses ----------------------------------------------------------------------------------

    def course(self, me: Played) -> Iterator[Step]:
        """Everything that happens to a registered case, as long as the play goes on."""
        complaint, fate = me.complaint, me.complaint.fate
        officer = self.one_of("xf1", "xf2", "xf3")
        at = self.after(complaint.received_at, 0.02, 0.4)
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
                yield Step(decided, officer, Verb.MERGE, {"master": self._master(me).case_id})
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
        if planned:
            at = yield from self._plan(at, handler, city_owner, sub_owner, complaint)
        closing = accepted + timedelta(days=fate.closing_days or 20)
        yield from self._investigate(
            at, handler, me, accepted, closing, city_owner if dual else None, sub_owner
        )

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

    def _investigate(
        self,
        at: datetime,
        handler: Actor,
        me: Played,
        accepted: datetime,
        closing: datetime,
        city_owner: str | None,
        sub_owner: str,
    ) -> Iterator[Step]:
        complaint, rng, unit = me.complaint, self.rng, me.complaint.district
        at = self.after(at, 0.1, 1.5)
        team = tuple(sorted({handler.officer_id, self._colleague(handler, unit).officer_id}))
        yield Step(at, handler, Verb.INVESTIGATE, {"officers": team})
        span = max((closing - at).total_seconds() / 86400, 1.0)
        found = self.after(at, span * 0.25, span * 0.45)
        if city_owner and rng.random() < 0.5:
            yield self._visit(found, city_owner, complaint)
        findings = tuple(
            FindingItem(item.claim, item.truth, item.evidence)
            for item in paperwork.draw_finding(rng, complaint)
        )
        visited = local_day(found) - timedelta(days=rng.randrange(0, 2))
        yield Step(
            found,
            handler,
            Verb.RECORD_FINDING,
            {"findings": findings, "visited_on": max(visited, local_day(at))},
        )
        at = found
        if any(item.truth is not Truth.UNTRUE for item in findings):
            at = self.after(found, 0.1, span * 0.1 + 0.2)
            yield Step(at, handler, Verb.DISPOSE, {"measures": paperwork.draw_measures(rng, complaint)})
        pressed = accepted + timedelta(days=LONGEST_BEFORE_NOTICE)
        supervised = closing > pressed + timedelta(days=3)
        if supervised:
            at = yield from self._supervise(max(at, pressed), handler)
        submitted = max(self.after(at, span * 0.1, span * 0.35), closing - timedelta(days=4))
        at = yield from self._review(submitted, handler, me, findings)
        officer = self.one_of("xf1", "xf2", "xf3")
        way = self._way(complaint)
        proof = {ReplyWay.PHONE: "录音编号", ReplyWay.WRITTEN: "挂号信"}.get(way, "平台回执")
        yield Step(at, officer, Verb.REPLY, {"way": way, "proof": f"{proof}{rng.randrange(10**6, 10**7)}"})
        me.open = False
        if supervised:
            at = self.after(at, 0.1, 1.0)
            yield Step(at, self.cast.actors["sup1"], Verb.LIFT_SUPERVISION, {"opinion": "已答复，解除督办。"})
        yield from self._finish(at, officer, me, city_owner, sub_owner)

    def _colleague(self, handler: Actor, unit: str) -> Actor:
        others = [self.cast.of_unit(unit, suffix) for suffix in ("h1", "h2", "h3")]
        return self.rng.choice([other for other in others if other != handler])

    def _visit(self, at: datetime, owner: str, complaint: DemoComplaint) -> Step:
        seen = paperwork.draw_visit(self.rng, complaint)
        given = {
            "visited_on": local_day(at),
            "place": seen.place,
            "findings": seen.findings,
            "promises": seen.promises,
        }
        return Step(at - timedelta(minutes=1), self.cast.actors[owner], Verb.VISIT, given)

    def _supervise(self, at: datetime, handler: Actor) -> Dated:
        notice = paperwork.draw_supervision(self.rng)
        level = SupervisionLevel.LISTED if self.rng.random() < 0.1 else SupervisionLevel.ORDINARY
        given = {"level": level, "problem": notice.problem, "requirement": notice.requirement}
        at = self.after(at, 0, 0.5)
        yield Step(at, self.cast.actors["sup1"], Verb.SUPERVISE, given)
        at = self.after(at, 1, 6.5)
        answer = paperwork.draw_supervision_answer(self.rng)
        yield Step(at, handler, Verb.ANSWER_SUPERVISION, {"answer": answer})
        return at

    def _review(self, at: datetime, handler: Actor, me: Played, findings: Sequence[FindingItem]) -> Dated:
        complaint, rng = me.complaint, self.rng
        reply = paperwork.draw_reply(rng, complaint, findings)
        given = {"report": paperwork.draw_report(rng, complaint, findings), "reply": reply}
        yield Step(at, handler, Verb.SUBMIT, given)
        business, petitions = self.cast.actors["deputy-biz"], self.cast.actors["deputy-xf"]
        if rng.random() < 0.05:
            at = self.after(at, 0.1, 0.8)
            returned = {"reason": "答复要点与调查结论不够对应，请逐项说明后再报。"}
            borne_out = any(item.truth is not Truth.UNTRUE for item in findings)
            verb = Verb.RETURN_TO_DISPOSE if borne_out else Verb.RETURN_TO_INVESTIGATE
            yield Step(at, business, verb, returned)
            at = self.after(at, 0.3, 1.2)
            yield Step(at, handler, Verb.SUBMIT, given)
        at = self.after(at, 0.1, 0.9)
        yield Step(at, business, Verb.PASS_SUBSTANCE, {"opinion": "事实清楚，处理适当，同意。"})
        at = self.after(at, 0.02, 0.7)
        yield Step(at, petitions, Verb.PASS_PROCEDURE, {"opinion": "程序合规，同意。"})
        at = self.after(at, 0.01, 0.3)
        yield Step(at, self.cast.actors["head"], Verb.APPROVE)
        return self.after(at, 0.02, 0.4)

    def _way(self, complaint: DemoComplaint) -> ReplyWay:
        if not complaint.contact_known:
            return ReplyWay.PUBLISHED
        if complaint.written_reply_asked:
            return ReplyWay.WRITTEN
        if complaint.channel in {Channel.WECHAT, Channel.WEB, Channel.EMAIL}:
            return ReplyWay.NETWORK
        return ReplyWay.PHONE if complaint.petitioner.phone else ReplyWay.WRITTEN

    def _finish(
        self, at: datetime, officer: Actor, me: Played, city_owner: str | None, sub_owner: str
    ) -> Iterator[Step]:
        complaint, rng, rating = me.complaint, self.rng, me.complaint.fate.satisfaction
        replied = at
        if rating is not None:
            at = self.after(at, 0.5, 8)
            remark = paperwork.draw_callback(rng, rating)
            given = {"rating": rating, "way": "电话回访", "remark": remark}
            yield Step(at, self.one_of("op1", "op2", "op3", "op4"), Verb.EVALUATE, given)
            if rating is Satisfaction.DISSATISFIED:
                at = self.after(at, 0.2, 1.5)
                said = paperwork.draw_explanation(rng)
                yield Step(at, officer, Verb.EXPLAIN, {"explanation": said})
        elif complaint.contact_known:
            at = later(replied, 16.2, self.calendar, rng)
        if city_owner:
            for username in (sub_owner, city_owner):
                at = self.after(at, 0.1, 1.0)
                yield Step(at, self.cast.actors[username], Verb.SIGN_STRIKE_OFF, {"opinion": "同意销号。"})
        at = self.after(at, 0.1, 1.0)
        yield Step(at, officer, Verb.CLOSE, {"opinion": "已答复信访人，同意办结。"})
        if complaint.track is not Track.B and rng.random() < 0.01:
            at = self.after(at, 10, 60)
            given = {"ground": ReopenGround.REBOUND, "reason": "回头看发现问题反弹，请重新调查处理。"}
            yield Step(at, officer, Verb.REOPEN, given)
            me.open = True
