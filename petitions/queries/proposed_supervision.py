"""建议督办: cases that meet a trigger and are under no notice, for whoever may issue one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from petitions.clocks import OFFICE_LIMITS
from petitions.db import Instant
from petitions.models import Case, Evaluation, RepeatLink, Supervision, TermRun
from petitions.queries.lines import UNDECIDED_ONLY, CaseLine, fetch, line_of, lines
from petitions.visibility import visible_to
from workflow.phases import Phase, phase
from workflow.roles import Actor
from workflow.states import State
from workflow.tables.supervision import NoticeState
from workflow.triggers import THIRD_TIME, Pressure, Trigger, triggers
from workflow.vocabulary import Relation, Satisfaction, Verdict

MOST = 50
"""So many cases are read by each kind of trigger, the most urgent first."""

AHEAD = timedelta(days=15)
"""A quarter of the longest limit: what falls due later cannot have used three quarters of it."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A case that should be pressed, and why."""

    line: CaseLine
    reasons: tuple[Trigger, ...]


def _began() -> Any:
    """When the limit began that ends next."""
    running = (TermRun.case_id == Case.id, TermRun.stopped_at.is_(None), TermRun.term.in_(OFFICE_LIMITS))
    started = select(func.min(TermRun.started_at)).where(*running, TermRun.due_at == Case.next_due_at)
    return started.scalar_subquery()


def _told() -> Any:
    """How often the matter was told by the same person up to this case, the first time included."""
    mine, other = aliased(RepeatLink), aliased(RepeatLink)
    repeating = [relation for relation in Relation if relation.repeats]
    confirmed = [
        condition
        for link in (mine, other)
        for condition in (link.verdict == Verdict.CONFIRMED, link.relation.in_(repeating))
    ]
    before = (mine.case_id == Case.id, other.earlier_id == mine.earlier_id, other.case_id <= Case.id)
    return 1 + select(func.count(other.case_id.distinct())).where(*before, *confirmed).scalar_subquery()


def _rating() -> Any:
    this_round = (Evaluation.case_id == Case.id, Evaluation.round == Case.round)
    return select(Evaluation.rating).where(*this_round).scalar_subquery()


PRESSED = (
    select(Supervision.id)
    .where(Supervision.case_id == Case.id, Supervision.state != NoticeState.LIFTED)
    .exists()
)
TOLD = _told()


def _statements(actor: Actor) -> tuple[Select[Any], ...]:
    """By limit, by repeats, and by handling in vain."""
    free = lines(_began(), TOLD, Case.round, _rating()).where(~PRESSED, visible_to(actor)).limit(MOST)
    by_limit = free.where(UNDECIDED_ONLY, Case.next_due_at < bindparam("ahead", type_=Instant))
    answered = Case.state.in_((State.REPLIED, State.STAGE_CLOSED))
    in_vain = and_(Case.round >= THIRD_TIME, _rating() == Satisfaction.DISSATISFIED)
    return (
        by_limit.order_by(Case.next_due_at, Case.id),
        free.where(UNDECIDED_ONLY, TOLD >= THIRD_TIME).order_by(Case.next_due_at, Case.id),
        free.where(answered, in_vain).order_by(Case.id),
    )


def _proposed(row: Row[Any], now: datetime) -> Proposed:
    began, told, handled, rating = tuple(row)[-4:]
    line = line_of(row, now)
    used = Phase.NORMAL if began is None or line.due_at is None else phase(began, line.due_at, now)
    return Proposed(line, triggers(Pressure(used, told, handled, rating)))


def proposed_supervision(session: Session, actor: Actor, now: datetime) -> tuple[Proposed, ...]:
    """The cases that should be pressed, the gravest reason first, then the nearest limit."""
    found: dict[int, Proposed] = {}
    for statement in _statements(actor):
        for row in fetch(session, statement, {"ahead": now + AHEAD}):
            found[row.id] = _proposed(row, now)
    order = list(Trigger)
    pressing = [one for one in found.values() if one.reasons]
    return tuple(
        sorted(pressing, key=lambda one: (order.index(one.reasons[0]), one.line.remaining or 0, one.line.id))
    )
