"""Effects carried out: papers get their numbers, messages their place in the outbox, limits their new length.

Only rows are written here. Sending happens after the commit, from the outbox.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import cast

from sqlalchemy import Table, bindparam, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from petitions.clocks import limit_of, move_run, recompute_next_due
from petitions.db import rows_into
from petitions.models import Case, OutboxMessage, Paper, PaperCounter, TermRun
from petitions.office import Office
from workflow.calendar import local_day
from workflow.effects import Effect
from workflow.needs import Given
from workflow.roles import Actor
from workflow.rules.model import HANDLING
from workflow.terms import Term, extended

MESSAGES = frozenset(
    {
        Effect.TELL_PETITIONER,
        Effect.TELL_UNIT,
        Effect.TELL_DUTY_LEADER,
        Effect.INVITE_EVALUATION,
    }
)

NUMBERED = frozenset(effect for effect in Effect if effect.value.startswith("issue_"))
"""Papers are numbered by kind and year, without gaps."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """The event that an effect follows from."""

    case: Case
    seq: int
    now: datetime
    actor: Actor
    office: Office
    given: Given


def carry_out(session: Session, effects: tuple[Effect, ...], occasion: Occasion) -> None:
    """Write what the effects leave behind, in the order of the row."""
    messages = [_message(effect, occasion) for effect in effects if effect in MESSAGES]
    papers = [_paper(session, effect, occasion) for effect in effects if effect in NUMBERED]
    if messages:
        session.execute(rows_into(OutboxMessage), messages)
    if papers:
        session.execute(rows_into(Paper), papers)
    for effect in effects:
        if (special := SPECIAL.get(effect)) is not None:
            special(session, occasion)


def _message(effect: Effect, on: Occasion) -> Mapping[str, object]:
    key = f"{on.case.case_no}/{on.seq}/{effect.value}"
    return {"case_id": on.case.id, "kind": effect, "send_key": key, "created_at": on.now}


def _paper(session: Session, effect: Effect, on: Occasion) -> Mapping[str, object]:
    year = local_day(on.now).year
    return {
        "case_id": on.case.id,
        "kind": effect,
        "year": year,
        "number": _next_number(session, effect, year),
        "event_seq": on.seq,
        "issued_at": on.now,
        "issued_by": on.actor.officer_id,
    }


def _next_number(session: Session, kind: Effect, year: int) -> int:
    """The next number of this kind of paper; the counter row stays locked until the commit, so none is lost."""
    connection = session.connection()
    counted = connection.execute(_counted(connection.dialect.name), {"kind": kind, "year": year, "last": 1})
    return int(counted.scalar_one())


@cache
def _counted(dialect: str) -> ReturningInsert[int]:
    """The counter's first row, or one more; and what it then holds."""
    counters = cast(Table, PaperCounter.__table__)
    first = (postgresql_insert if dialect == "postgresql" else sqlite_insert)(counters)
    return first.on_conflict_do_update(
        index_elements=[counters.c.kind, counters.c.year], set_={"last": counters.c.last + 1}
    ).returning(counters.c.last)


def _handling_run(session: Session, case: Case) -> TermRun | None:
    return session.scalar(
        select(TermRun).where(
            TermRun.case_id == case.id,
            TermRun.stopped_at.is_(None),
            TermRun.term.in_(tuple(dict.fromkeys(HANDLING.values()))),
        )
    )


def _lengthen(session: Session, on: Occasion, run: TermRun, days: int, cause: str) -> None:
    longer = extended(limit_of(run, on.case), days, on.office.calendar)
    move_run(session, run, longer, cause=cause, officer_id=on.actor.officer_id, now=on.now)
    recompute_next_due(session, on.case)


def _extend_handling(session: Session, on: Occasion) -> None:
    """T21: the approved days are added to the handling limit."""
    run = _handling_run(session, on.case)
    days = on.given["days"]
    if run is None or not isinstance(days, int):
        raise LookupError(f"{on.case.case_no}: no handling limit to extend")
    _lengthen(session, on, run, days, f"批准延期{days}日")


LONGEST_HEARING = (
    select(TermRun.length)
    .where(TermRun.case_id == bindparam("case_id"), TermRun.term == Term.HEARING)
    .order_by(TermRun.id.desc())
    .limit(1)
)
"""The limit of the hearing that ends now; one that was called before hearings had a limit has none."""


def _suspend_handling(session: Session, on: Occasion) -> None:
    """T20: hearing days are not counted (办法 Art. 33); the limit rests from the day after the hearing is called."""
    if (run := _handling_run(session, on.case)) is not None:
        run.suspended_at = on.now


def _resume_handling(session: Session, on: Occasion) -> None:
    """The days of the hearing are added to the handling limit, as far as a hearing may last."""
    run = _handling_run(session, on.case)
    if run is None or run.suspended_at is None:
        return
    days = (local_day(on.now) - local_day(run.suspended_at)).days
    if (longest := session.scalar(LONGEST_HEARING, {"case_id": on.case.id})) is not None:
        days = min(days, longest)
    run.suspended_at = None
    if days:
        _lengthen(session, on, run, days, f"听证{days}日不计入办理期限")


def _next_round(session: Session, on: Occasion) -> None:
    """A reopened case is investigated, reviewed, evaluated and struck off anew."""
    on.case.round += 1


SPECIAL: Mapping[Effect, Callable[[Session, Occasion], None]] = {
    Effect.EXTEND_HANDLING: _extend_handling,
    Effect.SUSPEND_HANDLING: _suspend_handling,
    Effect.RESUME_HANDLING: _resume_handling,
    Effect.NEXT_ROUND: _next_round,
}
