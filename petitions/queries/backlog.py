"""The leader's list: every registered case that is neither answered nor turned away, the most urgent first.

One statement a page, along the partial index on the open cases; its cost does not grow with the register.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select, tuple_
from sqlalchemy.orm import Session

from petitions.db import Instant
from petitions.models import Case, CaseFlag, CaseType
from petitions.queries.due import Urgency, span
from petitions.queries.lines import UNDECIDED_ONLY, CaseLine, fetch, line_of, lines
from petitions.queries.paging import FIRST, Key, Page, Turn, cut
from petitions.visibility import visible_to
from workflow.roles import Actor
from workflow.states import State
from workflow.vocabulary import Flag, PollutionType

NO_UNIT = 0
"""Stands for the cases that were not handed to a unit yet."""


@dataclass(frozen=True, slots=True)
class BacklogFilter:
    """What the list is narrowed to; ``None`` narrows nothing."""

    unit: int | None = None
    type: PollutionType | None = None
    urgency: Urgency | None = None
    flag: Flag | None = None
    states: tuple[State, ...] | None = None

    @property
    def shape(self) -> tuple[bool, ...]:
        """Which conditions the statement needs; their values are its parameters."""
        unit = self.unit not in {None, NO_UNIT}
        given = (self.type, self.urgency, self.flag, self.states)
        return (unit, self.unit == NO_UNIT, *(value is not None for value in given))


EVERYTHING = BacklogFilter()
DUE_AT = bindparam("due_at", type_=Instant)
PLACE = tuple_(Case.next_due_at, Case.id)
HERE = tuple_(DUE_AT, bindparam("id"))


@lru_cache(maxsize=1024)
def _statement(actor: Actor, shape: tuple[bool, ...], forward: bool, keyed: bool) -> Select[Any]:
    of_unit, without_unit, of_type, of_urgency, of_flag, in_states = shape
    query = lines().where(UNDECIDED_ONLY, visible_to(actor, undecided=True))
    if of_unit:
        query = query.where(Case.unit_id == bindparam("unit"))
    if without_unit:
        query = query.where(Case.unit_id.is_(None))
    if of_type:
        typed = select(CaseType.case_id).where(
            CaseType.case_id == Case.id, CaseType.type == bindparam("type")
        )
        query = query.where(typed.exists())
    if of_urgency:
        query = query.where(
            Case.next_due_at >= bindparam("since", type_=Instant),
            Case.next_due_at < bindparam("before", type_=Instant),
        )
    if of_flag:
        flagged = select(CaseFlag.case_id).where(
            CaseFlag.case_id == Case.id, CaseFlag.flag == bindparam("flag"), CaseFlag.cleared_at.is_(None)
        )
        query = query.where(flagged.exists())
    if in_states:
        query = query.where(Case.state.in_(bindparam("states", expanding=True)))
    if keyed:
        query = query.where(PLACE > HERE if forward else PLACE < HERE)
    order = (Case.next_due_at, Case.id) if forward else (Case.next_due_at.desc(), Case.id.desc())
    return query.order_by(*order).limit(bindparam("size"))


def _parameters(chosen: BacklogFilter, key: Key | None, turn: Turn, now: datetime) -> dict[str, object]:
    parameters: dict[str, object] = {"size": turn.size + 1}
    if chosen.unit:
        parameters["unit"] = chosen.unit
    if chosen.urgency is not None:
        parameters["since"], parameters["before"] = span(chosen.urgency, now)
    if key is not None:
        parameters |= {"due_at": key.due_at, "id": key.id}
    given = {"type": chosen.type, "flag": chosen.flag, "states": chosen.states}
    return parameters | {name: value for name, value in given.items() if value is not None}


def backlog(
    session: Session,
    actor: Actor,
    now: datetime,
    chosen: BacklogFilter = EVERYTHING,
    turn: Turn = FIRST,
) -> Page[CaseLine]:
    """One page of the open, undecided cases that the actor may see, by due date."""
    key, forward = turn.before or turn.after, turn.before is None
    statement = _statement(actor, chosen.shape, forward, key is not None)
    rows = fetch(session, statement, _parameters(chosen, key, turn, now))
    found = [line_of(row, now) for row in rows]
    return cut(found, turn, [Key(line.due_at, line.id) for line in found if line.due_at is not None])
