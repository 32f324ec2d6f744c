"""What was done about an incident, case by case in one line of time: plans, visits, notices, progress and replies."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from petitions.models import Case, CaseEvent, Officer
from petitions.queries.event_details import Detail, Names, Teller
from petitions.queries.timeline import needs_of
from petitions.visibility import visible_to
from workflow.roles import Actor
from workflow.verbs import Verb

TOLD = (
    Verb.DRAW_PLAN,
    Verb.SIGN_PLAN,
    Verb.VISIT,
    Verb.REPORT_PROGRESS,
    Verb.SUPERVISE,
    Verb.ANSWER_SUPERVISION,
    Verb.RETURN_SUPERVISION,
    Verb.LIFT_SUPERVISION,
    Verb.DISPOSE,
    Verb.REPLY,
)
"""What counts as following the incident up."""

MOST = 200
"""So many are told, the newest first."""


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing done in one of the cases."""

    case_no: str
    at: datetime
    verb: Verb
    actor: str
    details: tuple[Detail, ...]


@lru_cache(maxsize=512)
def _statement(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(Case.case_no, CaseEvent.at, CaseEvent.verb, Officer.name, CaseEvent.source, CaseEvent.payload)
        .join(Case, Case.id == CaseEvent.case_id)
        .join(Officer, Officer.id == CaseEvent.actor_id)
        .where(Case.lead_id == bindparam("lead_id"), CaseEvent.verb.in_(TOLD), visible_to(actor))
        .order_by(CaseEvent.at.desc(), CaseEvent.id.desc())
        .limit(MOST)
    )


def doings(session: Session, actor: Actor, lead_id: int) -> tuple[Doing, ...]:
    """The newest first, of the cases that the actor may see."""
    rows = session.connection().execute(_statement(actor), {"lead_id": lead_id}).all()
    said: list[dict[str, Any]] = [json.loads(row.payload) for row in rows]
    needs = [needs_of(row.verb, row.source) for row in rows]
    names = Names()
    for payload, asked in zip(said, needs, strict=True):
        names.want(payload, asked)
    names.read(session)
    teller = Teller(names, MappingProxyType({}))
    return tuple(
        Doing(row.case_no, row.at, row.verb, row.name, tuple(teller.details(payload, asked)))
        for row, payload, asked in zip(rows, said, needs, strict=True)
    )
