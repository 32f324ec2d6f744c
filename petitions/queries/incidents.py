"""The incidents of which an actor may see cases: how large, how long, where, whose, and what of them is open and late."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, select
from sqlalchemy.orm import Session

from petitions.db import Instant
from petitions.models import Case, GridUnit, Unit
from petitions.queries.due import day_begins
from petitions.queries.incident import days_from
from petitions.visibility import visible_to
from workflow.roles import Actor
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
def _largest(actor: Actor, order: Order) -> Select[*tuple[Any, ...]]:
    last, size = func.max(Case.received_at), func.count()
    undecided = Case.state.in_(UNDECIDED)
    late = Case.next_due_at < bindparam("today", type_=Instant)
    first = (size.desc(), last.desc()) if order is Order.LARGEST else (last.desc(), size.desc())
    return (
        select(
            Case.lead_id,
            size.label("seen"),
            func.min(Case.received_at).label("first_at"),
            last.label("last_at"),
            func.count().filter(undecided).label("in_hand"),
            func.count().filter(undecided, late).label("overdue"),
        )
        .where(Case.lead_id.is_not(None), visible_to(actor))
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
    found = connection.execute(_largest(actor, order), {"today": day_begins(now)}).all()
    members: dict[int, list[Any]] = defaultdict(list)
    if found:
        for row in connection.execute(_members(actor), {"ids": [row.lead_id for row in found]}):
            members[row.lead_id].append(row)
    return tuple(_line(row, members[row.lead_id]) for row in found)


def _line(row: Any, members: Sequence[Any]) -> IncidentLine:
    seen = [one for one in members if one.visible]
    hidden = Counter(one.unit for one in members if not one.visible)
    places = Counter(place for one in seen if (place := one.cell or one.place))
    units = Counter(one.unit for one in seen if one.unit)
    return IncidentLine(
        no=seen[0].case_no,
        title=seen[0].title,
        seen=row.seen,
        hidden=tuple(hidden.most_common()),
        first_at=row.first_at,
        last_at=row.last_at,
        in_hand=row.in_hand,
        overdue=row.overdue,
        places=tuple(name for name, _ in places.most_common(NAMED)),
        units=tuple(name for name, _ in units.most_common()),
    )
