"""同源事件: the cases that people confirmed to be one matter, whoever told it, under their earliest one (牵头件).

What ties cases together are the confirmed links; ``Case.lead_id`` says what they come to. Every verdict draws it anew
for the cases that it touches, and the event of the one case that moves names each change: ``leads`` in its payload.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, select, text, update
from sqlalchemy.orm import Session, attributes

from petitions.desk import Desk, Move
from petitions.models import Case, CaseEvent, RepeatLink
from workflow.verbs import Verb
from workflow.vocabulary import Relation, Verdict

Pair = tuple[int, int]

TABLE = cast(Table, Case.__table__)

LEADS = "leads"
"""Under this name an event keeps, as pairs, which cases have which lead from then on; none where they stand alone."""

VERDICTS = (Verb.CONFIRM_REPEAT, Verb.DENY_REPEAT, Verb.HISTORY_REGISTER)
SAME_MATTER = tuple(relation for relation in Relation if relation.same_matter)
TAKE_TURNS = text("SELECT pg_advisory_xact_lock(7402)")
"""Two verdicts at once could each join half of what the other joins, so they take turns until the end of the
transaction. Other moves wait for nothing; SQLite has one writer anyway."""


def regroup(desk: Desk, move: Move, link: RepeatLink) -> None:
    """Draw the incidents of a link's two cases anew, now that a person has decided on it."""
    session, both = desk.session, (link.case_id, link.earlier_id)
    if session.get_bind().dialect.name == "postgresql":
        session.execute(TAKE_TURNS)
    found = _with_their_incidents(session, both)
    received = {number: row.received_at for number, row in found.items()}
    ties = _ties(session, received) - {both}
    leads = grouped(received, ties | {both} if link.ties else ties)
    changed = {number: leads[number] for number, row in found.items() if row.lead_id != leads[number]}
    if changed:
        _write(session, changed)
        move.payload[LEADS] = sorted(changed.items())


def grouped(received: Mapping[int, datetime], ties: Iterable[Pair]) -> dict[int, int | None]:
    """The lead of each case: the earliest of all that are tied to it, directly or not; none for one that is alone."""
    tied: dict[int, set[int]] = {number: {number} for number in received}
    for one, other in ties:
        if tied[one] is not tied[other]:
            tied[one] |= tied[other]
            for number in tied[other]:
                tied[number] = tied[one]
    return {
        number: min(group, key=lambda member: (received[member], member)) if len(group) > 1 else None
        for number, group in tied.items()
    }


def _with_their_incidents(session: Session, both: Pair) -> dict[int, Any]:
    """The two cases and all of their incidents. In two statements: in one, PostgreSQL would read every case there is."""
    columns, connection = select(Case.id, Case.received_at, Case.lead_id), session.connection()
    found = {row.id: row for row in connection.execute(columns.where(Case.id.in_(both)))}
    if leads := {row.lead_id for row in found.values()} - {None}:
        found |= {row.id: row for row in connection.execute(columns.where(Case.lead_id.in_(leads)))}
    return found


def _ties(session: Session, cases: Collection[int]) -> set[Pair]:
    """The confirmed links between these cases, as they are stored."""
    confirmed = select(RepeatLink.case_id, RepeatLink.earlier_id).where(
        RepeatLink.case_id.in_(cases),
        RepeatLink.earlier_id.in_(cases),
        RepeatLink.verdict == Verdict.CONFIRMED,
        RepeatLink.relation.in_(SAME_MATTER),
    )
    return {(row.case_id, row.earlier_id) for row in session.connection().execute(confirmed)}


def _write(session: Session, changed: Mapping[int, int | None]) -> None:
    """Past the versions of the cases: whoever is writing one of them writes something else and is not to be stopped."""
    by_lead: dict[int | None, list[int]] = defaultdict(list)
    for number, lead in changed.items():
        by_lead[lead].append(number)
    for lead, numbers in by_lead.items():
        session.connection().execute(update(TABLE).where(TABLE.c.id.in_(numbers)).values(lead_id=lead))
    for held in session.identity_map.values():
        if isinstance(held, Case) and held.id in changed:
            attributes.set_committed_value(held, "lead_id", changed[held.id])


def replayed(session: Session) -> dict[int, int]:
    """The lead of each case of an incident, from the events alone."""
    said = select(CaseEvent.payload).where(CaseEvent.verb.in_(VERDICTS)).order_by(CaseEvent.id)
    leads: dict[int, int] = {}
    for payload in session.scalars(said):
        for number, lead in json.loads(payload).get(LEADS, ()):
            leads.pop(number, None)
            if lead is not None:
                leads[number] = lead
    return leads
