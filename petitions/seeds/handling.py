"""How one accepted demonstration case is handled: investigated, reviewed, answered, evaluated, struck off, closed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from petitions.commands.record_finding import FindingItem
from petitions.demo import paperwork
from petitions.seeds import asides
from petitions.seeds.hours import later
from petitions.seeds.steps import Dated, Played, Step
from workflow.calendar import local_day
from workflow.needs import ReopenGround, ReplyWay, SupervisionLevel
from workflow.roles import Actor
from workflow.verbs import Verb
from workflow.vocabulary import Channel, Satisfaction, Track, Truth

if TYPE_CHECKING:
    from petitions.seeds.course import Director

LONGEST_BEFORE_NOTICE = 45
"""Days after acceptance from which the supervisors press a case."""

REBOUNDS = 0.01
"""The share of closed cases that rebound and are handled again."""


@dataclass(slots=True)
class Handling:
    """One case with its unit. ``city_owner`` is ``None`` where the case is not dually owned."""

    director: "Director"
    me: Played
    handler: Actor
    city_owner: str | None
    sub_owner: str
    team: tuple[int, ...] = ()

    def course(self, at: datetime, accepted: datetime, closing: datetime) -> Iterator[Step]:
        """From the start of the investigation to the close, and round again after a rebound."""
        director, rng = self.director, self.director.rng
        at = director.after(at, 0.1, 1.5)
        self.team = tuple(sorted({self.handler.officer_id, self._colleague().officer_id}))
        yield Step(at, self.handler, Verb.INVESTIGATE, {"officers": self.team})
        at = yield from self._round(at, accepted, closing)
        if self.me.complaint.track is not Track.B and rng.random() < REBOUNDS:
            at = director.after(at, 10, 60)
            given = {"ground": ReopenGround.REBOUND, "reason": "回头看发现问题反弹，请重新调查处理。"}
            officer = director.cast.actors["xf-head"]
            yield Step(at, officer, Verb.REOPEN, given)
            self.me.open = True
            yield from self._round(at, at, at + timedelta(days=rng.uniform(7, 14)))

    def _colleague(self) -> Actor:
        unit = self.me.complaint.district
        team = [self.director.cast.of_unit(unit, suffix) for suffix in ("h1", "h2", "h3")]
        return self.director.rng.choice([other for other in team if other != self.handler])

    def _round(self, at: datetime, accepted: datetime, closing: datetime) -> Dated:
        """Findings, disposal, review, reply, evaluation, close."""
        director, rng, complaint = self.director, self.director.rng, self.me.complaint
        span = max((closing - at).total_seconds() / 86400, 1.0)
        found = director.after(at, span * 0.25, span * 0.45)
        if self.city_owner and rng.random() < 0.5:
            yield self._visit(found, self.city_owner)
        findings = self._findings()
        visited = max(local_day(found) - timedelta(days=rng.randrange(0, 2)), local_day(at))
        given = {"findings": findings, "visited_on": visited}
        yield Step(found, self.handler, Verb.RECORD_FINDING, given)
        yield from asides.more_days(director, complaint, self.handler, found, accepted)
        at, measures = found, ""
        if any(item.truth is not Truth.UNTRUE for item in findings):
            at = director.after(found, 0.1, span * 0.1 + 0.2)
            measures = paperwork.draw_measures(rng, complaint)
            yield Step(at, self.handler, Verb.DISPOSE, {"measures": measures})
            yield from asides.suspected_crime(director, complaint, self.handler, self.team, at)
        pressed = accepted + timedelta(days=LONGEST_BEFORE_NOTICE)
        supervised = closing > pressed + timedelta(days=3)
        if supervised:
            at = yield from self._supervise(max(at, pressed))
        submitted = max(director.after(at, span * 0.1, span * 0.35), closing - timedelta(days=4))
        at = yield from self._review(submitted, findings, measures)
        officer = director.one_of("xf1", "xf2", "xf3")
        yield Step(at, officer, Verb.REPLY, self._delivery())
        self.me.open = False
        if supervised:
            at = director.after(at, 0.1, 1.0)
            lifted = {"opinion": "已答复，解除督办。"}
            yield Step(at, director.cast.actors["sup1"], Verb.LIFT_SUPERVISION, lifted)
        return (yield from self._finish(at, officer))

    def _findings(self) -> tuple[FindingItem, ...]:
        drawn = paperwork.draw_finding(self.director.rng, self.me.complaint)
        return tuple(FindingItem(item.claim, item.truth, item.evidence) for item in drawn)

    def _visit(self, at: datetime, owner: str) -> Step:
        seen = paperwork.draw_visit(self.director.rng, self.me.complaint)
        given = {
            "visited_on": local_day(at),
            "place": seen.place,
            "findings": seen.findings,
            "promises": seen.promises,
        }
        return Step(at - timedelta(minutes=1), self.director.cast.actors[owner], Verb.VISIT, given)

    def _supervise(self, at: datetime) -> Dated:
        director, rng = self.director, self.director.rng
        notice = paperwork.draw_supervision(rng)
        level = SupervisionLevel.LISTED if rng.random() < 0.1 else SupervisionLevel.ORDINARY
        given = {"level": level, "problem": notice.problem, "requirement": notice.requirement}
        at = director.after(at, 0, 0.5)
        yield Step(at, director.cast.actors["sup1"], Verb.SUPERVISE, given)
        at = director.after(at, 1, 6.5)
        answer = paperwork.draw_supervision_answer(rng)
        yield Step(at, self.handler, Verb.ANSWER_SUPERVISION, {"answer": answer})
        return at

    def _review(self, at: datetime, findings: Sequence[FindingItem], measures: str) -> Dated:
        director, rng, complaint = self.director, self.director.rng, self.me.complaint
        decided = [item for item in findings if item.truth is not None]
        given = {
            "report": paperwork.draw_report(rng, complaint, decided, measures),
            "reply": paperwork.draw_reply(rng, complaint, decided, measures),
        }
        yield Step(at, self.handler, Verb.SUBMIT, given)
        business, petitions = director.cast.actors["deputy-biz"], director.cast.actors["deputy-xf"]
        if rng.random() < 0.05:
            at = director.after(at, 0.1, 0.8)
            returned = {"reason": "答复要点与调查结论不够对应，请逐项说明后再报。"}
            verb = Verb.RETURN_TO_DISPOSE if measures else Verb.RETURN_TO_INVESTIGATE
            yield Step(at, business, verb, returned)
            at = director.after(at, 0.3, 1.2)
            yield Step(at, self.handler, Verb.SUBMIT, given)
        at = director.after(at, 0.1, 0.9)
        yield Step(at, business, Verb.PASS_SUBSTANCE, {"opinion": "事实清楚，处理适当，同意。"})
        at = director.after(at, 0.02, 0.7)
        yield Step(at, petitions, Verb.PASS_PROCEDURE, {"opinion": "程序合规，同意。"})
        at = director.after(at, 0.01, 0.3)
        yield Step(at, director.cast.actors["head"], Verb.APPROVE)
        return director.after(at, 0.02, 0.4)

    def _delivery(self) -> dict[str, object]:
        """How the reply went out, and what proves it."""
        complaint = self.me.complaint
        if not complaint.contact_known:
            way = ReplyWay.PUBLISHED
        elif complaint.written_reply_asked:
            way = ReplyWay.WRITTEN
        elif complaint.channel in {Channel.WECHAT, Channel.WEB, Channel.EMAIL}:
            way = ReplyWay.NETWORK
        else:
            way = ReplyWay.PHONE if complaint.petitioner.phone else ReplyWay.WRITTEN
        proof = {ReplyWay.PHONE: "录音编号", ReplyWay.WRITTEN: "挂号信"}.get(way, "平台回执")
        return {"way": way, "proof": f"{proof}{self.director.rng.randrange(10**6, 10**7)}"}

    def _finish(self, at: datetime, officer: Actor) -> Dated:
        director, rng, complaint = self.director, self.director.rng, self.me.complaint
        replied, rating = at, complaint.fate.satisfaction
        if rating is not None:
            at = director.after(at, 0.5, 8)
            given = {"rating": rating, "way": "电话回访", "remark": paperwork.draw_callback(rng, rating)}
            yield Step(at, director.one_of("op1", "op2", "op3", "op4"), Verb.EVALUATE, given)
            if rating is Satisfaction.DISSATISFIED:
                at = director.after(at, 0.2, 1.5)
                explanation = paperwork.draw_explanation(rng)
                yield Step(at, officer, Verb.EXPLAIN, {"explanation": explanation})
        elif complaint.contact_known:
            at = later(replied, 16.2, director.calendar, rng)
        if self.city_owner:
            for username in (self.sub_owner, self.city_owner):
                at = director.after(at, 0.1, 1.0)
                signed = {"opinion": "同意销号。"}
                yield Step(at, director.cast.actors[username], Verb.SIGN_STRIKE_OFF, signed)
        at = director.after(at, 0.1, 1.0)
        yield Step(at, officer, Verb.CLOSE, {"opinion": "已答复信访人，同意办结。"})
        return at
