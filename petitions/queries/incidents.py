"""The incidents of which an actor may see cases: how large, how long, where, whose, and what of them is open and late."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, select, true
from sqlalchemy.orm import Session

from petitions.models import Case, GridUnit, Unit
from petitions.queries.due import Urgency, days_left, urgency_of
from petitions.queries.incident import days_from
from petitions.visibility import sees_all, visible_to
from workflow.roles import Actor, Role
from workflow.states import UNDECIDED
from workflow.vocabulary import Labelled

MOST = 50
"""So many are listed: a leader looks at the largest and the newest."""
NAMED = 3
"""So many places are named, those with most cases first."""

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)


class Order(Labelled):
    """What stands first on the list."""

    LARGEST = "largest", "件数最多"
    NEWEST = "newest", "最近收到"


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """One incident. What is open, late and where is counted over the cases that the actor may see."""

    no: str
    title: str
    seen: int
    hidden: tuple[tuple[str | None, int], ...]
    """Which units handle the cases that the actor may not see, and how many; the bureau itself is no unit."""
    first_at: datetime
    last_at: datetime
    in_hand: int
    overdue: int
    places: tuple[str, ...]
    units: tuple[str, ...]

    @property
    def cases(self) -> int:
        """All of them."""
        return self.seen + sum(count for _, count in self.hidden)

    @property
    def days(self) -> int:
        """From the first receipt to the last, both days included."""
        return days_from(self.first_at, self.last_at)


@lru_cache(maxsize=512)
def _ranked(actor: Actor, order: Order) -> Select[*tuple[Any, ...]]:
    """Which ones come first, out of the index alone; whoever sees all cases but the sealed ones is told of those later."""
    last, size = func.max(Case.received_at), func.count()
    first = (size.desc(), last.desc()) if order is Order.LARGEST else (last.desc(), size.desc())
    every = sees_all(actor) and Role.DISCIPLINE not in actor.roles
    return (
        select(Case.lead_id)
        .where(Case.lead_id.is_not(None), true() if every else visible_to(actor))
        .group_by(Case.lead_id)
        .order_by(*first, Case.lead_id)
        .limit(MOST)
    )


@lru_cache(maxsize=512)
def _members(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Case.lead_id,
            Case.case_no,
            Case.title,
            Case.state,
            Case.received_at,
            Case.next_due_at,
            Case.place,
            GridUnit.name.label("cell"),
            Unit.short_name.label("unit"),
            visible_to(actor).label("visible"),
        )
        .outerjoin(GridUnit, GridUnit.id == Case.grid_id)
        .outerjoin(Unit, Unit.id == Case.unit_id)
        .where(Case.lead_id.in_(_IDS))
        .order_by(Case.received_at, Case.id)
    )


def incidents(
    session: Session, actor: Actor, now: datetime, order: Order = Order.LARGEST
) -> tuple[IncidentLine, ...]:
    """The largest or the newest incidents of which the actor may see a case."""
    connection = session.connection()
    ranked = connection.execute(_ranked(actor, order)).scalars().all()
    members: dict[int, list[Any]] = {lead: [] for lead in ranked}
    if ranked:
        for row in connection.execute(_members(actor), {"ids": ranked}):
            members[row.lead_id].append(row)
    return tuple(_line(rows, now) for rows in members.values() if any(row.visible for row in rows))


def _line(members: Sequence[Any], now: datetime) -> IncidentLine:
    seen = [one for one in members if one.visible]
    hidden = Counter(one.unit for one in members if not one.visible)
    in_hand = [one for one in seen if one.state in UNDECIDED]
    places = Counter(place for one in seen if (place := one.cell or one.place))
    units = Counter(one.unit for one in seen if one.unit)
    return IncidentLine(
        no=seen[0].case_no,
        title=seen[0].title,
        seen=len(seen),
        hidden=tuple(hidden.most_common()),
        first_at=seen[0].received_at,
        last_at=seen[-1].received_at,
        in_hand=len(in_hand),
        overdue=sum(urgency_of(days_left(one.next_due_at, now)) is Urgency.OVERDUE for one in in_hand),
        places=tuple(name for name, _ in places.most_common(NAMED)),
        units=tuple(name for name, _ in units.most_common()),
    )
