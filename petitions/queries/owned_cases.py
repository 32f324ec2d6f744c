"""A leader's own cases (包案): which he answers for, and what he owes each of them."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, Text, bindparam, cast, func, select
from sqlalchemy.orm import Session, aliased

from petitions.models import Case, Ownership, Plan, PlanSignature, StrikeOffSignature, Visit
from petitions.office import PLAN_FLAGS
from petitions.queries.lines import CaseLine, fetch, line_of, lines
from petitions.visibility import visible_to
from workflow.roles import Actor
from workflow.states import OPEN, UNDECIDED, State
from workflow.tables.hands import UNDER_REVIEW
from workflow.verbs import Verb
from workflow.vocabulary import Level

STRIKE_OFF_IN = frozenset({State.REPLIED, State.STAGE_CLOSED, State.RECHECKED})


@dataclass(frozen=True, slots=True)
class OwnedCase:
    """One owned case: at which level, since when, what is owed, and when the leader last went there."""

    line: CaseLine
    level: Level
    since: datetime
    owes: tuple[Verb, ...]
    last_visit: date | None


Mine = aliased(Ownership)
NEWEST = select(func.max(Plan.id)).where(Plan.case_id == Case.id).correlate(Case).scalar_subquery()
SIGNED_PLAN = (
    select(func.count())
    .where(PlanSignature.plan_id == NEWEST, PlanSignature.level == Mine.level)
    .scalar_subquery()
)
STRUCK_OFF = (
    select(func.aggregate_strings(cast(StrikeOffSignature.level, Text), ","))
    .where(StrikeOffSignature.case_id == Case.id, StrikeOffSignature.round == Case.round)
    .scalar_subquery()
)
LAST_VISIT = (
    select(func.max(Visit.visited_on))
    .where(Visit.case_id == Case.id, Visit.leader_id == Mine.officer_id)
    .scalar_subquery()
)


@lru_cache(maxsize=512)
def _statement(actor: Actor) -> Select[Any]:
    return (
        lines(Mine.level, Mine.from_at, Case.dual_required, NEWEST, SIGNED_PLAN, STRUCK_OFF, LAST_VISIT)
        .join(Mine, Mine.case_id == Case.id)
        .where(
            Mine.officer_id == bindparam("officer"),
            Mine.to_at.is_(None),
            Case.state.in_((*OPEN, *UNDER_REVIEW)),
            visible_to(actor),
        )
        .order_by(Case.next_due_at.is_(None), Case.next_due_at, Case.id)
    )


def owned_cases(session: Session, actor: Actor, now: datetime) -> tuple[OwnedCase, ...]:
    """The open cases that the actor owns, the most urgent first."""
    found = []
    for row in fetch(session, _statement(actor), {"officer": actor.officer_id}):
        line = line_of(row, now)
        level, since, dual, plan, signed, struck, visited = tuple(row)[-7:]
        signatures = frozenset(Level(value) for value in (struck or "").split(",") if value)
        owes = _plan_owed(line, plan, signed) + _strike_off_owed(line, dual, level, signatures)
        found.append(OwnedCase(line, level, since, owes, visited))
    return tuple(found)


def _plan_owed(line: CaseLine, plan: int | None, signed: int) -> tuple[Verb, ...]:
    """一案一策: drawn where the flags ask for it, then signed, once a version."""
    if line.state not in UNDECIDED:
        return ()
    if plan is None:
        return (Verb.DRAW_PLAN,) if PLAN_FLAGS & set(line.flags) else ()
    return () if signed else (Verb.SIGN_PLAN,)


def _strike_off_owed(line: CaseLine, dual: bool, level: Level, signed: frozenset[Level]) -> tuple[Verb, ...]:
    """销号: the sub-bureau's owner first, the city's last."""
    if not dual or line.state not in STRIKE_OFF_IN or level in signed:
        return ()
    return (Verb.SIGN_STRIKE_OFF,) if level is Level.SUB or Level.SUB in signed else ()
