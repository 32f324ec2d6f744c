"""What waits for me: the cases in which the next step is the actor's own, grouped by that step."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from typing import Any, Self

from sqlalchemy import Row, Select, Text, bindparam, cast, func, select, text
from sqlalchemy.orm import Session

from petitions.models import Case, CaseUnit, ExtensionRequest, Review, Submission, Supervision, TermRun
from petitions.models.record import UNDECIDED_REFERRAL
from petitions.queries.lines import UNDECIDED_ONLY, CaseLine, fetch, line_of, lines
from petitions.visibility import visible_to
from workflow.facts import ReviewKind
from workflow.roles import OF_THE_UNIT, Actor, Role
from workflow.states import AT_THE_UNIT, State
from workflow.tables.supervision import NoticeState
from workflow.verbs import Verb
from workflow.vocabulary import Flag, Labelled

MOST = 200
"""So many cases of one kind of work are read at most; the page says so when there are more."""


class Duty(Labelled):
    """A kind of work; ``verb`` is the step it asks for, where one step settles it."""

    verb: Verb | None

    def __new__(cls, value: str, label: str, verb: Verb | None = None) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label, member.verb = label, verb
        return member

    DECIDE_PROPOSAL = "decide_proposal", "拟处理意见待审定"
    DECIDE_OBJECTION = "decide_objection", "异议待裁定"
    REVIEW_SUBSTANCE = "review_substance", "待业务审核", Verb.PASS_SUBSTANCE
    REVIEW_PROCEDURE = "review_procedure", "待程序审核", Verb.PASS_PROCEDURE
    APPROVE = "approve", "待签发", Verb.APPROVE
    GRANT_EXTENSION = "grant_extension", "延期待批", Verb.GRANT_EXTENSION
    DECIDE_REFERRAL = "decide_referral", "涉嫌犯罪移送待决定", Verb.REFER_CRIMINAL
    JUDGE_SUPERVISION = "judge_supervision", "督办反馈待审", Verb.LIFT_SUPERVISION
    SIGN_IN = "sign_in", "待签收", Verb.SIGN_IN
    PRESSING = "pressing", "今日到期和超期"
    RETURNED = "returned", "退回重办"
    ANSWER_SUPERVISION = "answer_supervision", "督办待反馈", Verb.ANSWER_SUPERVISION
    INVESTIGATE = "investigate", "待启动调查", Verb.INVESTIGATE
    REPLY = "reply", "待答复", Verb.REPLY
    UNDER_WAY = "under_way", "在办"
    IN_REVIEW = "in_review", "已报审核"
    ASSIST = "assist", "协办"


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """The cases of one duty, the most urgent first."""

    duty: Duty
    lines: tuple[CaseLine, ...]
    more: bool = False
    """There are more than were read."""


UNIT_STATES = (*AT_THE_UNIT, State.REVIEW, State.APPROVED)
STATES_FOR: Mapping[Role, tuple[State, ...]] = {
    Role.PETITION_HEAD: (State.PROPOSED, State.OBJECTED),
    Role.DEPUTY_PETITIONS: (State.PROPOSED, State.OBJECTED, State.REVIEW),
    Role.DEPUTY_BUSINESS: (State.REVIEW,),
    Role.BUREAU_HEAD: (State.REVIEW,),
}
"""Where somebody of the bureau has the next step."""

DUTY_AT_THE_UNIT: Mapping[State, Duty] = {
    State.DISPATCHED: Duty.SIGN_IN,
    State.SIGNED_IN: Duty.INVESTIGATE,
    State.REVIEW: Duty.IN_REVIEW,
    State.APPROVED: Duty.REPLY,
}
REVIEWS = (
    (Role.DEPUTY_BUSINESS, ReviewKind.SUBSTANCE, Duty.REVIEW_SUBSTANCE),
    (Role.DEPUTY_PETITIONS, ReviewKind.PROCEDURE, Duty.REVIEW_PROCEDURE),
)

PASSED = (
    select(func.aggregate_strings(cast(Review.kind, Text), ","))
    .where(
        Review.submission_id
        == select(func.max(Submission.id))
        .where(Submission.case_id == Case.id, Submission.round == Case.round)
        .correlate(Case)
        .scalar_subquery()
    )
    .scalar_subquery()
)
"""Which reviews the newest submission has passed."""

OPEN_NOTICE = text("supervision.state <> 'lifted'")


Sort = Callable[[CaseLine, Row[Any]], Duty | None]
Source = tuple[Select[Any], Mapping[str, object], Sort]


def my_work(session: Session, actor: Actor, now: datetime) -> tuple[WorkGroup, ...]:
    """Every group that is not empty, in the order of ``Duty``."""
    groups: dict[Duty, list[CaseLine]] = {}
    cut: set[Duty] = set()
    for statement, parameters, sort in _sources(actor):
        rows = fetch(session, statement, parameters)
        for row in rows[:MOST]:
            line = line_of(row, now)
            if (duty := sort(line, row)) is not None:
                groups.setdefault(duty, []).append(line)
                cut |= {duty} if len(rows) > MOST else set()
    return tuple(WorkGroup(duty, tuple(groups[duty]), duty in cut) for duty in Duty if duty in groups)


def _sources(actor: Actor) -> Iterator[Source]:
    """What has to be read for somebody with these roles."""
    states = {state for role in actor.roles for state in STATES_FOR.get(role, ())}
    if states:
        yield _waiting(actor), {"states": sorted(states)}, partial(_of_the_bureau, actor)
    if Role.BUREAU_HEAD in actor.roles:
        yield _asked_for_time(actor), {}, _all(Duty.GRANT_EXTENSION)
        yield _suspected(actor), {}, _all(Duty.DECIDE_REFERRAL)
    if Role.SUPERVISOR in actor.roles:
        yield _supervised(actor, False), {"notice": NoticeState.ANSWERED}, _all(Duty.JUDGE_SUPERVISION)
    if actor.roles & OF_THE_UNIT and actor.unit_id is not None:
        unit = {"unit": actor.unit_id}
        issued = unit | {"notice": NoticeState.ISSUED}
        yield _of_unit(actor), unit, _at_the_unit
        yield _supervised(actor, True), issued, _all(Duty.ANSWER_SUPERVISION)
        yield _assisted(actor), unit, _all(Duty.ASSIST)


def _all(duty: Duty) -> Sort:
    return lambda line, row: duty


def _at_the_unit(line: CaseLine, row: Row[Any]) -> Duty:
    """The unit's next step; what is due today comes before the way that led there."""
    if (duty := DUTY_AT_THE_UNIT.get(line.state)) is not None:
        return duty
    if line.remaining is not None and line.remaining <= 0:
        return Duty.PRESSING
    return Duty.RETURNED if line.returned else Duty.UNDER_WAY


def _of_the_bureau(actor: Actor, line: CaseLine, row: Row[Any]) -> Duty | None:
    """The next step of a reviewer or a head; ``None`` where it is another's turn."""
    if line.state is State.PROPOSED:
        return Duty.DECIDE_PROPOSAL
    if line.state is State.OBJECTED:
        return Duty.DECIDE_OBJECTION
    passed = set((row[-1] or "").split(","))
    if passed >= {kind.value for kind in ReviewKind}:
        signer = Role.BUREAU_HEAD if Flag.KEY in line.flags else Role.DEPUTY_PETITIONS
        return Duty.APPROVE if signer in actor.roles else None
    for role, kind, duty in REVIEWS:
        if role in actor.roles and kind.value not in passed:
            return duty
    return None


def _in_order(query: Select[Any]) -> Select[Any]:
    return query.order_by(Case.next_due_at, Case.id).limit(MOST + 1)


@lru_cache(maxsize=512)
def _waiting(actor: Actor) -> Select[Any]:
    in_states = Case.state.in_(bindparam("states", expanding=True))
    return _in_order(lines(PASSED).where(UNDECIDED_ONLY, in_states, visible_to(actor, undecided=True)))


@lru_cache(maxsize=512)
def _of_unit(actor: Actor) -> Select[Any]:
    own = Case.unit_id == bindparam("unit")
    return _in_order(
        lines().where(UNDECIDED_ONLY, own, Case.state.in_(UNIT_STATES), visible_to(actor, undecided=True))
    )


@lru_cache(maxsize=512)
def _assisted(actor: Actor) -> Select[Any]:
    here = (CaseUnit.case_id == Case.id, CaseUnit.unit_id == bindparam("unit"))
    assisting = select(CaseUnit.case_id).where(*here).exists()
    return _in_order(
        lines().where(
            UNDECIDED_ONLY, Case.state.in_(AT_THE_UNIT), assisting, visible_to(actor, undecided=True)
        )
    )


@lru_cache(maxsize=512)
def _supervised(actor: Actor, own_unit: bool) -> Select[Any]:
    noticed = select(Supervision.case_id).where(OPEN_NOTICE, Supervision.state == bindparam("notice"))
    if own_unit:
        noticed = noticed.where(Supervision.unit_id == bindparam("unit"))
    return _in_order(lines().where(Case.id.in_(noticed), visible_to(actor)))


@lru_cache(maxsize=512)
def _suspected(actor: Actor) -> Select[Any]:
    reported = select(TermRun.case_id).where(text(UNDECIDED_REFERRAL))
    return _in_order(lines().where(Case.id.in_(reported), visible_to(actor)))


@lru_cache(maxsize=512)
def _asked_for_time(actor: Actor) -> Select[Any]:
    asked = select(ExtensionRequest.case_id).where(ExtensionRequest.granted_days.is_(None))
    return _in_order(lines().where(UNDECIDED_ONLY, Case.id.in_(asked), visible_to(actor, undecided=True)))
