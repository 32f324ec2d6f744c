"""What happened to a case, event by event: who, when, what, from where to where, and what was said."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from petitions.models import CaseEvent, Officer, Unit
from petitions.queries.event_details import Detail, Names, Teller
from workflow.calendar import local_day
from workflow.needs import Need
from workflow.rules import rule_set_for
from workflow.states import State
from workflow.tables import COMPLAINT
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True)
class Happening:
    """One event."""

    seq: int
    at: datetime
    verb: Verb
    source: State
    target: State
    actor: str
    unit: str
    hash: str
    algorithm: str
    details: tuple[Detail, ...]

    @property
    def moved(self) -> bool:
        """Whether the case went to another state."""
        return self.source is not self.target


EVENTS = (
    select(
        CaseEvent.seq,
        CaseEvent.at,
        CaseEvent.verb,
        CaseEvent.source,
        CaseEvent.target,
        Officer.name,
        Unit.short_name,
        CaseEvent.hash,
        CaseEvent.algorithm,
        CaseEvent.payload,
    )
    .join(Officer, Officer.id == CaseEvent.actor_id)
    .join(Unit, Unit.id == Officer.unit_id)
    .where(CaseEvent.case_id == bindparam("case_id"))
    .order_by(CaseEvent.seq)
)
LAST_SAID = (
    select(CaseEvent.payload)
    .where(CaseEvent.case_id == bindparam("case_id"), CaseEvent.verb == bindparam("verb"))
    .order_by(CaseEvent.seq.desc())
    .limit(1)
)


def timeline(session: Session, case_id: int, received_at: datetime) -> tuple[Happening, ...]:
    """Every event of the case, oldest first; grounds are told in the words of the day of receipt."""
    rows = session.execute(EVENTS, {"case_id": case_id}).all()
    said: list[dict[str, Any]] = [json.loads(row.payload) for row in rows]
    needs = [needs_of(row.verb, row.source) for row in rows]
    names = Names()
    for payload, asked in zip(said, needs, strict=True):
        names.want(payload, asked)
    names.read(session)
    rules = rule_set_for(local_day(received_at))
    teller = Teller(names, {ground.code: ground.text for ground in rules.refusal_grounds()})
    return tuple(
        Happening(*row[:9], details=tuple(teller.details(payload, asked)))
        for row, payload, asked in zip(rows, said, needs, strict=True)
    )


def needs_of(verb: Verb, source: State) -> tuple[Need, ...]:
    """What the verb asked for; nothing where today's law has no such row any more."""
    row = COMPLAINT.row(verb, source)
    return row.needs if row is not None else ()


def last_said(session: Session, case_id: int, verb: Verb, name: str) -> object:
    """What was last filled in under this name with this verb; nothing where it was never used."""
    payload = session.scalar(LAST_SAID, {"case_id": case_id, "verb": verb})
    return json.loads(payload).get(name) if payload else None
