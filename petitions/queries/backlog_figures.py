"""How much is open, soon due and overdue: in all and unit by unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select
from sqlalchemy.orm import Session

from petitions.db import Instant
from petitions.models import Case, Supervision, Unit
from petitions.queries.due import Urgency, days_left, span
from petitions.queries.lines import UNDECIDED_ONLY
from petitions.visibility import visible_to
from workflow.roles import Actor
from workflow.tables.supervision import NoticeState


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """One unit's open cases; ``unit_id`` is 0 for what no unit has yet."""

    unit_id: int
    unit: str | None
    in_hand: int
    soon: int
    overdue: int


@dataclass(frozen=True, slots=True)
class BacklogFigures:
    """The figures over the list."""

    in_hand: int
    today: int
    """Falling due today; counted among ``soon`` as well."""
    soon: int
    overdue: int
    longest_overdue: int
    """Days by which the most overdue case is late."""
    supervisions: int
    unanswered: int
    """Supervision notices that the unit has not answered."""
    units: tuple[UnitFigures, ...]


DUE = Case.next_due_at
TODAY, TOMORROW, LATER = (bindparam(name, type_=Instant) for name in ("today", "tomorrow", "later"))


@lru_cache(maxsize=512)
def _by_unit(actor: Actor) -> Select[Any]:
    """All are counted along one index; only the few that are due soon or late are looked at, along another."""
    visible = (UNDECIDED_ONLY, visible_to(actor, undecided=True))
    every = (
        select(Case.unit_id, func.count().label("in_hand"), func.min(DUE).label("first"))
        .where(*visible)
        .group_by(Case.unit_id)
        .subquery()
    )
    near = select(Case.unit_id, DUE.label("due")).where(*visible, DUE < LATER)
    at = near.cte("near").prefix_with("MATERIALIZED").c
    pressing = (
        select(
            at.unit_id,
            func.count().filter(at.due < TODAY).label("overdue"),
            func.count().filter(at.due >= TODAY).label("soon"),
            func.count().filter(at.due >= TODAY, at.due < TOMORROW).label("today"),
        )
        .group_by(at.unit_id)
        .subquery()
    )
    so_many = (func.coalesce(pressing.c[name], 0).label(name) for name in ("overdue", "soon", "today"))
    return (
        select(every, *so_many, Unit.short_name)
        .outerjoin(pressing, pressing.c.unit_id.is_not_distinct_from(every.c.unit_id))
        .outerjoin(Unit, Unit.id == every.c.unit_id)
        .order_by(Unit.id.is_(None), Unit.id)
    )


@lru_cache(maxsize=512)
def _supervisions(actor: Actor) -> Select[int, int]:
    return (
        select(func.count(), func.count().filter(Supervision.state == NoticeState.ISSUED))
        .join(Case, Case.id == Supervision.case_id)
        .where(Supervision.state != NoticeState.LIFTED, visible_to(actor))
    )


def backlog_figures(session: Session, actor: Actor, now: datetime) -> BacklogFigures:
    """The figures of what the actor may see."""
    today, later = span(Urgency.SOON, now)
    limits = {"today": today, "tomorrow": today + timedelta(days=1), "later": later}
    connection = session.connection()  # plain columns: nothing of the session's own machinery is needed
    rows = connection.execute(_by_unit(actor), limits).all()
    supervisions, unanswered = connection.execute(_supervisions(actor)).one()
    return BacklogFigures(
        in_hand=sum(row.in_hand for row in rows),
        today=sum(row.today for row in rows),
        soon=sum(row.soon for row in rows),
        overdue=sum(row.overdue for row in rows),
        longest_overdue=_longest(rows, now),
        supervisions=supervisions,
        unanswered=unanswered,
        units=tuple(
            UnitFigures(row.unit_id or 0, row.short_name, row.in_hand, row.soon, row.overdue) for row in rows
        ),
    )


def _longest(rows: Sequence[Row[Any]], now: datetime) -> int:
    days = [days_left(row.first, now) for row in rows if row.first is not None]
    return max([0, *(-day for day in days if day is not None)])
