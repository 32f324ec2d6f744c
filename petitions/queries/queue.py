"""The petition officer's desk: cases by what the petition office has to do with them next (待办箱)."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Self

from sqlalchemy import Select, bindparam, func, select, text, tuple_
from sqlalchemy.orm import Session

from petitions.db import Instant, listed
from petitions.models import Case
from petitions.queries.backlog import BacklogFilter, backlog
from petitions.queries.lines import UNDECIDED_ONLY, CaseLine, fetch, line_of, lines
from petitions.queries.paging import FIRST, Key, Page, Turn, cut
from petitions.visibility import visible_to
from workflow.roles import Actor
from workflow.states import UNDECIDED, State
from workflow.vocabulary import Labelled


class Tray(Labelled):
    """A box of the desk; ``state`` is the state of the cases in it."""

    state: State

    def __new__(cls, value: str, label: str, state: State) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label, member.state = label, state
        return member

    NEW = "new", "待甄别", State.REGISTERED
    INFO = "info", "待补充线索", State.NEED_INFO
    PROPOSED = "proposed", "待审定", State.PROPOSED
    ACCEPTED = "accepted", "待转办", State.ACCEPTED
    OBJECTED = "objected", "异议待裁定", State.OBJECTED
    APPROVED = "approved", "待答复", State.APPROVED
    REPLIED = "replied", "待评价办结", State.REPLIED
    TRACKED = "tracked", "阶段性办结跟踪", State.STAGE_CLOSED
    DRAFT = "draft", "待登记", State.DRAFT


COUNTED = tuple(tray for tray in Tray if tray.state in UNDECIDED)
"""Trays whose size the partial index of the open cases can tell at once."""

BESIDE = text(f"petition_case.state IN ({listed(tuple(tray.state for tray in Tray if tray not in COUNTED))})")
PLACE = tuple_(Case.received_at, Case.id)
HERE = tuple_(bindparam("due_at", type_=Instant), bindparam("id"))


def queue(session: Session, actor: Actor, now: datetime, tray: Tray, turn: Turn = FIRST) -> Page[CaseLine]:
    """One page of a tray: by due date, or by receipt where no limit of the office runs any more."""
    if tray in COUNTED:
        return backlog(session, actor, now, BacklogFilter(states=(tray.state,)), turn)
    key, forward = turn.before or turn.after, turn.before is None
    parameters: dict[str, object] = {"state": tray.state, "size": turn.size + 1}
    if key is not None:
        parameters |= {"due_at": key.due_at, "id": key.id}
    rows = fetch(session, _by_receipt(actor, forward, key is not None), parameters)
    found = [line_of(row, now) for row in rows]
    return cut(found, turn, [Key(line.received_at, line.id) for line in found])


@lru_cache(maxsize=512)
def _by_receipt(actor: Actor, forward: bool, keyed: bool) -> Select[Any]:
    query = lines().where(BESIDE, Case.state == bindparam("state"), visible_to(actor))
    if keyed:
        query = query.where(PLACE > HERE if forward else PLACE < HERE)
    order = (Case.received_at, Case.id) if forward else (Case.received_at.desc(), Case.id.desc())
    return query.order_by(*order).limit(bindparam("size"))


@lru_cache(maxsize=512)
def _sizes(actor: Actor) -> Select[State, int]:
    return (
        select(Case.state, func.count().label("size"))
        .where(UNDECIDED_ONLY, visible_to(actor, undecided=True))
        .group_by(Case.state)
    )


def tray_sizes(session: Session, actor: Actor) -> Mapping[Tray, int]:
    """How many cases lie in each tray that can be counted at once."""
    found = {row.state: row.size for row in session.execute(_sizes(actor))}
    return {tray: found.get(tray.state, 0) for tray in COUNTED}
