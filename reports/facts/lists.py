"""Single cases and single leaders: overdue items, supervision notices, visits, who owns what. Internal."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from petitions.models import Case, CaseEvent, Officer, Ownership, Paper, Supervision, TermRun, Unit, Visit
from petitions.models.ownership import StrikeOffSignature
from reports.facts.cohorts import ACCEPTING, CLOSING, HANDLING_TERMS, REPLYING, active
from reports.facts.standing import LAST, LISTABLE, STANDING, UNIT, Span, last_before, moved_since
from reports.figures import Notice, OverdueItem, OwnerFigures, Yearly
from workflow.calendar import local_day
from workflow.effects import Effect
from workflow.needs import TransferMode
from workflow.states import OPEN, State
from workflow.terms import Term
from workflow.verbs import Verb
from workflow.vocabulary import Level

HANDLING_LIMIT = "办理"
RETURNING = (Verb.RETURN_TO_INVESTIGATE, Verb.RETURN_TO_DISPOSE)
SOON_DAYS = 7
AGAIN = {Term.REHANDLE: "重新办理", Term.REDECIDE: "重新处理"}
"""The limits of a round after the first. They are the bureau's own, so they stand on the list and in no rate."""


# --- overdue --------------------------------------------------------------------------------------------------------


def _late(span: Span) -> tuple[Any, ...]:
    """Runs of a limit for handling that were over, and neither stopped nor at rest, at the end of the period."""
    return _running(span, span.last_midnight)


def _running(span: Span, before: datetime) -> tuple[Any, ...]:
    """Runs of a limit that ends ``before``, and that was neither stopped nor at rest at the end of the period.

    What was stopped later was stopped by an event of its case: so the database need not look through all that ever ran.
    """
    run = aliased(TermRun)
    running = select(run.id).where(run.stopped_at.is_(None), run.due_at < before)
    stopped_later = select(run.id).where(run.case_id.in_(moved_since(span)), run.stopped_at >= span.cutoff)
    return (
        TermRun.term.in_((*HANDLING_TERMS, *AGAIN)),
        TermRun.due_at < before,
        TermRun.id.in_(running.union_all(stopped_later)),
        or_(TermRun.suspended_at.is_(None), TermRun.suspended_at >= span.cutoff),
    )


def overdue(session: Session, span: Span, names: Mapping[int, str]) -> tuple[OverdueItem, ...]:
    """超期未办结: accepted items over their limit for handling, or for handling again, the longest first."""
    return _timed(session, span, names, *_late(span))


def falling_due(session: Session, span: Span, names: Mapping[int, str]) -> tuple[OverdueItem, ...]:
    """Items whose limit ends on the last day counted or within a week after it, the first to end first."""
    soon = _running(span, span.last_midnight + timedelta(days=SOON_DAYS + 1))
    return _timed(session, span, names, *soon, TermRun.due_at >= span.last_midnight)


def _timed(session: Session, span: Span, names: Mapping[int, str], *limits: Any) -> tuple[OverdueItem, ...]:
    """Items with their limit, their owners, and where they stand since when: what explains that they are late."""
    moved = aliased(CaseEvent)
    before = (moved.case_id == Case.id, moved.at < span.cutoff)
    since = select(func.max(moved.day)).where(*before, moved.source != moved.target)
    returned = select(func.count()).select_from(moved).where(*before, moved.verb.in_(RETURNING))
    statement = (
        select(
            Case.case_no,
            Case.dual_required,
            UNIT.label("unit"),
            TermRun.term,
            TermRun.due_at,
            _owner(span, Level.CITY).label("city"),
            _owner(span, Level.SUB).label("sub"),
            STANDING.label("standing"),
            since.correlate(Case).scalar_subquery().label("since"),
            returned.correlate(Case).scalar_subquery().label("returned"),
        )
        .join(Case, Case.id == TermRun.case_id)
        .outerjoin(LAST, last_before(span.cutoff))
        .where(*limits, LISTABLE)
        .order_by(TermRun.due_at, Case.id)
    )
    return tuple(_item(row, span, names) for row in session.execute(statement))


def _item(row: Any, span: Span, names: Mapping[int, str]) -> OverdueItem:
    return OverdueItem(
        case_no=row.case_no,
        unit=names[row.unit],
        limit=AGAIN.get(row.term, HANDLING_LIMIT),
        due_on=local_day(row.due_at),
        days_over=(span.counted_on - local_day(row.due_at)).days,
        city_owner=row.city or "",
        sub_owner=row.sub or "",
        standing=row.standing.label if row.standing else "",
        standing_days=(span.counted_on - row.since).days if row.since else 0,
        returned=row.returned,
        dual_required=row.dual_required,
    )


def _owner(span: Span, level: Level) -> Any:
    owned = aliased(Ownership)
    return (
        select(Officer.name)
        .join(owned, owned.officer_id == Officer.id)
        .where(owned.case_id == Case.id, owned.level == level, *active(owned.from_at, owned.to_at, span))
        .limit(1)
        .correlate(Case)
        .scalar_subquery()
    )


# --- supervision ----------------------------------------------------------------------------------------------------


def notices(session: Session, span: Span, names: Mapping[int, str]) -> tuple[Notice, ...]:
    """督办通知 issued in the month, with the number of the paper."""
    paper = and_(
        Paper.case_id == Supervision.case_id,
        Paper.kind == Effect.ISSUE_SUPERVISION,
        Paper.issued_at == Supervision.issued_at,
    )
    statement = (
        select(Supervision, Paper.year, Paper.number, func.coalesce(Supervision.unit_id, UNIT).label("unit"))
        .join(Case, Case.id == Supervision.case_id)
        .outerjoin(Paper, paper)
        .where(Supervision.issued_at >= span.period.start, Supervision.issued_at < span.cutoff, LISTABLE)
        .order_by(Supervision.issued_at, Supervision.id)
    )
    return tuple(
        Notice(
            number=f"督办〔{row.year}〕{row.number}号",
            unit=names[row.unit],
            level=row.Supervision.level.label,
            issued_on=local_day(row.Supervision.issued_at),
            due_on=local_day(row.Supervision.due_at),
            answered_on=_known(row.Supervision.answered_at, span),
        )
        for row in session.execute(statement)
    )


def _known(moment: Any, span: Span) -> Any:
    return local_day(moment) if moment is not None and moment < span.cutoff else None


def notices_this_year(session: Session, span: Span) -> int:
    """督办通知 issued since the first of January."""
    first = span.period.since_january.start
    issued = and_(Supervision.issued_at >= first, Supervision.issued_at < span.cutoff)
    return session.scalar(select(func.count()).select_from(Supervision).where(issued)) or 0


def yearly(session: Session, span: Span) -> Yearly:
    """What a hotline reports by the year, each by the events of the period."""

    def done(*verbs: Verb) -> Any:
        made = (CaseEvent.verb.in_(verbs), CaseEvent.at >= span.period.start, CaseEvent.at < span.cutoff)
        return select(func.count()).select_from(CaseEvent).where(*made)

    def handed(mode: TransferMode) -> Any:
        return done(Verb.TRANSFER).where(
            CaseEvent.payload.contains(f'"mode":"{mode.value}"', autoescape=True)
        )

    counted = {
        "accepted": done(*ACCEPTING),
        "forwarded": handed(TransferMode.FORWARD),
        "assigned": handed(TransferMode.ASSIGN),
        "replied": done(*REPLYING),
        "supervised": done(Verb.SUPERVISE),
    }
    return Yearly(**{name: session.scalar(query) or 0 for name, query in counted.items()})


# --- leaders --------------------------------------------------------------------------------------------------------


def visits(session: Session, span: Span) -> tuple[int, int]:
    """带案下访 of the month: how many, and with how many cases."""
    statement = select(func.count(), func.count(Visit.case_id.distinct())).where(_in_month(span))
    made, cases = session.execute(statement).one()
    return made, cases


def _in_month(span: Span) -> Any:
    return and_(Visit.visited_on >= span.period.first_day, Visit.visited_on <= span.counted_on)


def owner_gaps(session: Session, span: Span) -> int:
    """Cases that stood in the month without one of their owners beyond the limit for filling the place."""
    statement = select(func.count(TermRun.case_id.distinct())).where(
        TermRun.term == Term.OWNER_REPLACE,
        TermRun.due_at < span.judged,
        or_(TermRun.stopped_at.is_(None), TermRun.stopped_at > TermRun.due_at),
        or_(TermRun.stopped_at.is_(None), TermRun.stopped_at >= span.period.start),
    )
    return session.scalar(statement) or 0


def owners(session: Session, span: Span) -> tuple[OwnerFigures, ...]:
    """包案领导 who hold a case at the end of the month or acted in it, city first, most cases first."""
    deeds = {name: _counted(session, query) for name, query in _deeds(span).items()}
    chosen = {officer for counts in deeds.values() for officer in counts}
    statement = (
        select(Officer.id, Officer.name, Officer.level, Unit.short_name)
        .join(Unit, Unit.id == Officer.unit_id)
        .where(Officer.id.in_(sorted(chosen)))
    )
    found = [
        OwnerFigures(row.name, row.level, row.short_name, **{name: deeds[name][row.id] for name in deeds})
        for row in session.execute(statement)
    ]
    levels = list(Level)
    return tuple(sorted(found, key=lambda one: (levels.index(one.level), -one.held, one.unit, one.name)))


def _counted(session: Session, query: Any) -> Counter[int]:
    return Counter({row[0]: row[1] for row in session.execute(query)})


def _deeds(span: Span) -> dict[str, Any]:
    """What is counted for each leader, by field of ``OwnerFigures``: queries of (officer, number)."""
    acted = (CaseEvent.day >= span.period.first_day, CaseEvent.day <= span.counted_on)
    holds = active(Ownership.from_at, Ownership.to_at, span)
    owned = select(Ownership.officer_id, func.count(Ownership.case_id.distinct())).group_by(
        Ownership.officer_id
    )
    signed = StrikeOffSignature.officer_id
    return {
        "held": owned.join(Case, Case.id == Ownership.case_id)
        .outerjoin(LAST, last_before(span.cutoff))
        .where(*holds, STANDING.in_(OPEN)),
        "overdue": owned.join(TermRun, TermRun.case_id == Ownership.case_id).where(*holds, *_late(span)),
        "visits": select(Visit.leader_id, func.count()).where(_in_month(span)).group_by(Visit.leader_id),
        "struck_off": select(signed, func.count(CaseEvent.case_id.distinct()))
        .join(CaseEvent, CaseEvent.case_id == StrikeOffSignature.case_id)
        .where(CaseEvent.verb.in_(CLOSING), *acted, StrikeOffSignature.signed_at <= CaseEvent.at)
        .group_by(signed),
        "rebounds": owned.join(CaseEvent, CaseEvent.case_id == Ownership.case_id).where(
            CaseEvent.verb == Verb.REOPEN,
            CaseEvent.source == State.CLOSED,
            *acted,
            Ownership.from_at <= CaseEvent.at,
            or_(Ownership.to_at.is_(None), Ownership.to_at > CaseEvent.at),
        ),
    }
