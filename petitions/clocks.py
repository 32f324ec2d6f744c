"""Terms on a case: which start, which stop, which moved, and when the office's next limit ends."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import Table, bindparam, func, select, update
from sqlalchemy.orm import Session

from petitions.db import rows_into
from petitions.models import Case, Ownership, TermMove, TermRun
from petitions.office import Office
from workflow.calendar import local_day
from workflow.needs import EmergencyGrade, Given, SupervisionLevel
from workflow.rules import RuleSet, rule_set_for, start_term
from workflow.rules.model import HANDLING, Remedy
from workflow.table import Clock, Ticking, terms_of
from workflow.terms import Anchor, Limit, Term, reprojected
from workflow.verbs import Verb
from workflow.vocabulary import Labelled, Track

OFFICE_LIMITS = frozenset(
    {
        Term.ACCEPT_NOTIFY,
        *HANDLING.values(),
        Term.ORDER_12345,
        Term.INSPECT_CENTRAL,
        Term.INSPECT_PROV,
        Term.REHANDLE,
        Term.REDECIDE,
        *terms_of(Clock.EMERGENCY),
    }
)
"""Limits that decide how urgent a case is; internal steps and other people's windows do not."""


def rule_set_of(case: Case) -> RuleSet:
    """The law that the case keeps for life."""
    return rule_set_for(local_day(case.received_at))


def _resolve(session: Session, clock: Clock, case: Case, given: Given) -> tuple[Term, ...]:
    """The terms that a clock stands for on this case: by its rule-set, track and channel, and by what was given."""
    rules = rule_set_of(case)
    match clock:
        case Clock.HANDLING:
            handling = rules.handling(case.track) if case.track else None
            return (handling,) if handling else ()
        case Clock.CHANNEL:
            term = rules.channel_term(case.channel)
            return (term,) if term else ()
        case Clock.HANDOVER:
            return (Term.DISCIPLINE_HANDOVER,) if case.track is Track.D else ()
        case Clock.REMEDY:
            remedies = rules.remedy(case.track) if case.track else ()
            return tuple(remedy.term for remedy in remedies if remedy is not Remedy.REREVIEW)
        case Clock.SUPERVISION:
            listed = given.get("level") is SupervisionLevel.LISTED
            return (Term.SUPERVISE_ANSWER_LISTED if listed else Term.SUPERVISE_ANSWER,)
        case Clock.VACANCY:
            vacant = case.dual_required and _vacant_since(session, case) is not None
            return (Term.OWNER_REPLACE,) if vacant else ()
        case Clock.EMERGENCY:
            grade = given.get("grade")
            major = isinstance(grade, EmergencyGrade) and grade.is_major
            return (Term.EMERGENCY_REPORT_MAJOR if major else Term.EMERGENCY_REPORT,)


def limits_started(
    session: Session, ticking: Sequence[Ticking], case: Case, office: Office, now: datetime, given: Given
) -> list[Limit]:
    """The limits that start now, each counted from its own event, whenever it is set."""
    rules = rule_set_of(case)
    terms: list[Term] = []
    for tick in ticking:
        terms += _resolve(session, tick, case, given) if isinstance(tick, Clock) else (tick,)
    limits = []
    for term in dict.fromkeys(terms):
        anchor = rules.term(term, case.channel).anchor
        limits.append(
            start_term(
                term,
                _counted_from(anchor, session, case, now),
                rule_set=rules,
                channel=case.channel,
                calendar=office.calendar,
                settings=office.settings.terms,
            )
        )
    return limits


def _counted_from(anchor: Anchor, session: Session, case: Case, now: datetime) -> datetime:
    """The instant of a term's event. What is neither receipt nor an alarm that still rings happens now."""
    match anchor:
        case Anchor.RECEIVED:
            return case.received_at
        case Anchor.ALERTED:
            return session.scalar(ALERTED, {"case_id": case.id}) or now
        case Anchor.VACATED:
            return _vacant_since(session, case) or now
        case _:
            return now


def _vacant_since(session: Session, case: Case) -> datetime | None:
    """Since when a seat of the case is empty that had its owner; of two the one that is empty longer."""
    left = [row.left for row in session.execute(SEATS, {"case_id": case.id}) if not row.seated]
    return min(left, default=None)


def run_values(case_id: int, limit: Limit) -> dict[str, object]:
    """A limit as a row of ``term_run``."""
    return {
        "case_id": case_id,
        "term": limit.term,
        "started_at": limit.started_at,
        "due_at": limit.due_at,
        "length": limit.length,
        "unit": limit.unit,
        "basis": limit.basis,
        "rule_set": f"{limit.rule_set}@{limit.rule_set_version}",
        "calendar_version": limit.calendar_version,
        "provisional": limit.provisional,
        "rolls": limit.roll_to_workday,
        "added_days": limit.extended_by,
    }


def limit_of(run: TermRun, case: Case) -> Limit:
    """The limit that a stored run stands for, as it was computed when it started."""
    code, _, version = run.rule_set.partition("@")
    return Limit(
        term=run.term,
        started_at=run.started_at,
        due_at=run.due_at,
        length=run.length,
        unit=run.unit,
        basis=run.basis,
        standing=rule_set_of(case).term(run.term, case.channel).standing,
        rule_set=code,
        rule_set_version=version,
        calendar_version=run.calendar_version,
        provisional=run.provisional,
        roll_to_workday=run.rolls,
        extended_by=run.added_days,
    )


# Asked and written at every move: built once, and past the session's objects, which know no run that is stopped here.
RUNS = cast(Table, TermRun.__table__)
INSERT_RUNS = rows_into(TermRun)
RUNNING = select(RUNS.c.id, RUNS.c.term, RUNS.c.due_at).where(
    RUNS.c.case_id == bindparam("case_id"), RUNS.c.stopped_at.is_(None)
)
ALERTED = select(func.min(RUNS.c.started_at)).where(
    RUNS.c.case_id == bindparam("case_id"),
    RUNS.c.term.in_(terms_of(Clock.EMERGENCY)),
    RUNS.c.stopped_at.is_(None),
)
"""A graver grade shortens the time to report, it does not begin it anew."""
SEATS = (
    select(
        func.max(Ownership.to_at).label("left"), (func.count() - func.count(Ownership.to_at)).label("seated")
    )
    .where(Ownership.case_id == bindparam("case_id"))
    .group_by(Ownership.level)
)
STOP_RUNS = (
    update(RUNS)
    .where(RUNS.c.id == bindparam("run"))
    .values(stopped_at=bindparam("now"), stopped_by=bindparam("verb"))
)


def first_due(limits: Iterable[Limit]) -> datetime | None:
    """When the first of the office's own limits ends."""
    return min((limit.due_at for limit in limits if limit.term in OFFICE_LIMITS), default=None)


def start_runs(session: Session, case: Case, limits: Sequence[Limit]) -> None:
    """Store limits that start."""
    if limits:
        session.execute(INSERT_RUNS, [run_values(case.id, limit) for limit in limits])


def turn(
    session: Session,
    case: Case,
    starts: Sequence[Limit],
    stops: Iterable[Ticking],
    now: datetime,
    verb: Verb,
) -> None:
    """Stop and start clocks on a stored case and note when its next limit ends.

    A term that starts while it runs is replaced: the older run is stopped.
    """
    ending = {limit.term for limit in starts}.union(*map(terms_of, stops))
    if not ending:
        return
    running = session.execute(RUNNING, {"case_id": case.id}).all()
    stopped = [{"run": run.id, "now": now, "verb": verb} for run in running if run.term in ending]
    if stopped:
        session.execute(STOP_RUNS, stopped)
    start_runs(session, case, starts)
    due = [run.due_at for run in running if run.term in OFFICE_LIMITS - ending]
    started = first_due(starts)
    case.next_due_at = min(due if started is None else [*due, started], default=None)


def resume(
    session: Session, case: Case, ticking: Sequence[Ticking], stopped_by: Collection[Labelled]
) -> None:
    """Let terms run on as though these verbs had not stopped them: with the due dates that they had."""
    terms = frozenset[Term]().union(*map(terms_of, ticking))
    newest = select(func.max(RUNS.c.id)).where(RUNS.c.case_id == case.id, RUNS.c.term.in_(terms))
    session.execute(
        update(RUNS)
        .where(RUNS.c.id.in_(newest.group_by(RUNS.c.term)), RUNS.c.stopped_by.in_(stopped_by))
        .values(stopped_at=None, stopped_by=None)
    )


def recompute_next_due(session: Session, case: Case) -> None:
    """Set ``next_due_at`` anew from the running terms, after one of them moved."""
    session.flush()
    case.next_due_at = session.scalar(
        select(TermRun.due_at)
        .where(TermRun.case_id == case.id, TermRun.stopped_at.is_(None), TermRun.term.in_(OFFICE_LIMITS))
        .order_by(TermRun.due_at)
        .limit(1)
    )


def move_run(
    session: Session, run: TermRun, moved: Limit, *, cause: str, officer_id: int, now: datetime
) -> bool:
    """Write a run's new due date with a record of what moved; false when nothing did."""
    if moved.due_at == run.due_at and moved.provisional == run.provisional and moved.length == run.length:
        run.calendar_version = moved.calendar_version
        return False
    session.add(
        TermMove(
            term_run_id=run.id,
            at=now,
            old_due_at=run.due_at,
            new_due_at=moved.due_at,
            cause=cause,
            officer_id=officer_id,
        )
    )
    run.due_at, run.length, run.added_days = moved.due_at, moved.length, moved.extended_by
    run.provisional, run.calendar_version = moved.provisional, moved.calendar_version
    return True


def reproject(session: Session, office: Office, *, cause: str, officer_id: int, now: datetime) -> int:
    """Recompute every running provisional limit under the office's calendar; returns how many moved."""
    query = (
        select(TermRun, Case)
        .join(Case, Case.id == TermRun.case_id)
        .where(TermRun.provisional, TermRun.stopped_at.is_(None))
        .order_by(TermRun.id)
    )
    moved = 0
    for run, case in session.execute(query).all():
        limit = reprojected(limit_of(run, case), office.calendar)
        old_due = run.due_at
        move_run(session, run, limit, cause=cause, officer_id=officer_id, now=now)
        if limit.due_at != old_due:
            moved += 1
            recompute_next_due(session, case)
    return moved
