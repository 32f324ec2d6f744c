"""The numerators and denominators of the indicators, unit by unit (domain handbook §10.2).

Each group of items is the one whose limit or window ended in the month. What was done about them counts if it was
done by the end of the month.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from petitions.facts import plan_holder
from petitions.models import (
    Case,
    CaseEvent,
    CaseFlag,
    Evaluation,
    Finding,
    Ownership,
    Plan,
    PlanSignature,
    RepeatLink,
    Supervision,
    TermRun,
)
from petitions.office import PLAN_FLAGS
from reports.facts.counted import Counted, Member
from reports.facts.standing import (
    LAST,
    REOPENING,
    STANDING,
    UNIT,
    Span,
    closed_at,
    confirmed,
    last_before,
    received_in,
    then_in_hand,
)
from reports.figures import BASES, Cohort, Days
from workflow.calendar import local_day
from workflow.rules import HANDLING
from workflow.states import IN_HAND
from workflow.terms import Term
from workflow.verbs import Verb
from workflow.vocabulary import Level, Satisfaction

HANDLING_TERMS = tuple(dict.fromkeys(HANDLING.values()))
ACCEPTING = (Verb.ACCEPT, Verb.HISTORY_ACCEPT)
"""Done here, or told by an old register: at the time that it tells."""

TAKEN_ON = (*ACCEPTING, Verb.MERGE)
"""A repeat that is merged shares its master's acceptance."""

SETTLING_DAYS = 90
"""So long after closing no repeat may come for the first handling to have settled the matter."""

CLOSING = (Verb.CLOSE, Verb.FINISH_STAGE, Verb.HISTORY_CLOSE)
REPLYING = (Verb.REPLY, Verb.HISTORY_REPLY)

Counts = dict[int, Counter[str]]
"""By unit, by field of ``Cohort``."""


def _flags(items: Subquery, **conditions: Any) -> Counted:
    return Counted(items, conditions)


def _decisions(span: Span) -> Counted:
    """Items whose fifteenth day after receipt fell in the month; a case that was separated again counts once."""
    newer = aliased(TermRun)
    again = (
        select(newer.id)
        .where(newer.case_id == TermRun.case_id, newer.term == TermRun.term, newer.id > TermRun.id)
        .exists()
    )
    due = (
        select(UNIT.label("unit"), TermRun.case_id, TermRun.due_at, TermRun.stopped_at, TermRun.stopped_by)
        .join(Case, Case.id == TermRun.case_id)
        .where(TermRun.term == Term.ACCEPT_NOTIFY, ~again, *_ended(TermRun.due_at, span))
        .subquery()
    )
    decided = due.c.stopped_at < span.cutoff
    return _flags(
        due,
        decisions_due=due.c.due_at.is_not(None),
        accepted=and_(decided, due.c.stopped_by.in_(TAKEN_ON)),
        turned_away=and_(decided, due.c.stopped_by.not_in(TAKEN_ON)),
        decided_in_time=and_(decided, due.c.stopped_at <= due.c.due_at),
    )


def _ended(due_at: Any, span: Span) -> tuple[ColumnElement[bool], ...]:
    return (due_at >= span.period.start, due_at < span.judged)


def _handling(span: Span) -> Counted:
    """Accepted items whose limit for handling, with an approved extension, fell in the month."""
    found = (
        select(Finding.case_id)
        .where(Finding.case_id == Case.id, Finding.truth.is_not(None), Finding.visited_on <= span.counted_on)
        .exists()
    )
    due = (
        select(
            UNIT.label("unit"),
            TermRun.case_id,
            TermRun.due_at,
            closed_at(span.cutoff).label("closed_at"),
            found.label("found"),
            _done(span, Verb.WITHDRAW).label("withdrawn"),
            and_(Case.contact_known, ~Case.anonymous, ~_done(span, Verb.WITHDRAW)).label("reachable"),
            _done(span, *REPLYING).label("replied"),
        )
        .join(Case, Case.id == TermRun.case_id)
        .where(TermRun.term.in_(HANDLING_TERMS), *_ended(TermRun.due_at, span))
        .subquery()
    )
    closed = due.c.closed_at.is_not(None)
    return _flags(
        due,
        handling_due=due.c.due_at.is_not(None),
        investigations_due=or_(due.c.found, ~due.c.withdrawn),
        investigated=due.c.found,
        closed=closed,
        closed_in_time=due.c.closed_at <= due.c.due_at,
        replies_due=and_(closed, due.c.reachable),
        replied=and_(closed, due.c.reachable, due.c.replied),
    )


def _done(span: Span, *verbs: Verb) -> ColumnElement[bool]:
    """One of the verbs was done to ``Case`` by the end of the month."""
    done = aliased(CaseEvent)
    return (
        select(done.id).where(done.case_id == Case.id, done.verb.in_(verbs), done.at < span.cutoff).exists()
    )


def _ratings(span: Span) -> Counted:
    """Replies whose window for evaluation ended in the month, each with the evaluation of its own round."""
    later = aliased(TermRun)
    another_reply = (
        select(later.id)
        .where(
            later.case_id == TermRun.case_id,
            later.term == Term.EVALUATE,
            later.id > TermRun.id,
            later.started_at <= Evaluation.rated_at,
        )
        .correlate(TermRun, Evaluation)
        .exists()
    )
    rating = (
        select(Evaluation.rating)
        .where(
            Evaluation.case_id == TermRun.case_id,
            Evaluation.rated_at >= TermRun.started_at,
            Evaluation.rated_at < span.cutoff,
            ~another_reply,
        )
        .limit(1)
        .correlate(TermRun)
        .scalar_subquery()
    )
    due = (
        select(UNIT.label("unit"), TermRun.case_id, TermRun.due_at, rating.label("rating"))
        .join(Case, Case.id == TermRun.case_id)
        .where(TermRun.term == Term.EVALUATE, *_ended(TermRun.due_at, span))
        .subquery()
    )
    return _flags(
        due,
        ratings_due=due.c.due_at.is_not(None),
        rated=due.c.rating.is_not(None),
        satisfied=due.c.rating.in_((Satisfaction.SATISFIED, Satisfaction.BASICALLY)),
    )


def _receipts(span: Span) -> Counted:
    """Items received in the month, and those that a person confirmed to be repeats."""
    repeat = select(RepeatLink.id).where(RepeatLink.case_id == Case.id, confirmed(span.cutoff)).exists()
    received = (
        select(UNIT.label("unit"), Case.id.label("case_id"), repeat.label("repeat"))
        .where(received_in(span.period))
        .subquery()
    )
    return _flags(received, received=received.c.case_id.is_not(None), repeats=received.c.repeat)


def _owned(span: Span) -> Counted:
    """Items in hand at the end of the month that need two owners, or a plan; who has them, signed.

    Whether a case needs two owners is told as of today: the setting may demand it for all.
    """
    owners = (
        select(func.count(Ownership.level.distinct()))
        .where(Ownership.case_id == Case.id, *active(Ownership.from_at, Ownership.to_at, span))
        .scalar_subquery()
    )
    flags = select(CaseFlag.case_id).where(
        CaseFlag.flag.in_(PLAN_FLAGS), *active(CaseFlag.raised_at, CaseFlag.cleared_at, span)
    )
    flagged = Case.id.in_(flags)
    held = (
        select(
            UNIT.label("unit"),
            Case.id.label("case_id"),
            Case.dual_required,
            owners.label("owners"),
            flagged.label("flagged"),
            _signatures(span).label("signatures"),
        )
        .outerjoin(LAST, last_before(span.cutoff))
        .where(then_in_hand(span), STANDING.in_(IN_HAND), or_(Case.dual_required, flagged))
        .subquery()
    )
    both = len(Level)
    return _flags(
        held,
        owners_required=held.c.dual_required,
        owners_named=and_(held.c.dual_required, held.c.owners == both),
        plans_required=held.c.flagged,
        plans_made=and_(held.c.flagged, held.c.signatures == both),
    )


def active(since: Any, until: Any, span: Span) -> tuple[ColumnElement[bool], ...]:
    """An interval that had begun and not ended when the month did."""
    return (since < span.cutoff, or_(until.is_(None), until >= span.cutoff))


def _signatures(span: Span) -> Any:
    """How many of the two owners had signed the plan by which ``Case`` goes: its own newest, else its incident's.

    Whose incident a case belongs to is told as of today.
    """

    plan = aliased(Plan)
    drawn = Plan.drawn_at < span.cutoff

    def newest(planned: Any) -> Any:
        versions = select(func.max(plan.id)).where(plan.case_id == planned, plan.drawn_at < span.cutoff)
        return versions.correlate(Case).scalar_subquery()

    goes_by = func.coalesce(newest(Case.id), newest(plan_holder(Case.lead_id, drawn).correlate(Case)))
    return (
        select(func.count())
        .where(PlanSignature.plan_id == goes_by, PlanSignature.signed_at < span.cutoff)
        .correlate(Case)
        .scalar_subquery()
    )


def _answers(span: Span) -> Counted:
    """Supervision notices whose answer fell due in the month. An answer that was sent back counts from the next."""
    due = (
        select(
            func.coalesce(Supervision.unit_id, UNIT).label("unit"),
            Supervision.case_id,
            Supervision.due_at,
            Supervision.answered_at,
        )
        .join(Case, Case.id == Supervision.case_id)
        .where(*_ended(Supervision.due_at, span))
        .subquery()
    )
    return _flags(
        due,
        answers_due=due.c.due_at.is_not(None),
        answers_in_time=due.c.answered_at <= due.c.due_at,
    )


STATEMENTS = (_decisions, _handling, _ratings, _receipts, _owned, _answers)


# --- counted case by case -------------------------------------------------------------------------------------------


def _firsts(session: Session, span: Span) -> Iterator[tuple[Member, bool]]:
    """First-time items whose ninety days after their first closing ended in the month, without repeat or reopening."""
    window = timedelta(days=SETTLING_DAYS)
    first_day, last_day = span.period.first_day - window, local_day(span.judged) - window
    earlier, again, repeat, link = (
        aliased(CaseEvent), aliased(CaseEvent), aliased(Case), aliased(RepeatLink),
    )  # fmt: skip
    closed_before = (
        select(earlier.id)
        .where(earlier.case_id == CaseEvent.case_id, earlier.seq < CaseEvent.seq, earlier.verb.in_(CLOSING))
        .exists()
    )
    is_repeat = select(RepeatLink.id).where(RepeatLink.case_id == Case.id, confirmed(span.cutoff)).exists()
    reopened = (
        select(func.min(again.at))
        .where(again.case_id == Case.id, again.seq > CaseEvent.seq, again.verb.in_(REOPENING))
        .correlate(Case, CaseEvent)
        .scalar_subquery()
    )
    repeated = (
        select(func.min(repeat.received_at))
        .join(link, link.case_id == repeat.id)
        .where(link.earlier_id == Case.id, confirmed(span.cutoff, link), repeat.received_at > CaseEvent.at)
        .correlate(Case, CaseEvent)
        .scalar_subquery()
    )
    statement = (
        select(
            UNIT.label("unit"),
            Case.id,
            CaseEvent.day,
            reopened.label("reopened"),
            repeated.label("repeated"),
        )
        .join(Case, Case.id == CaseEvent.case_id)
        .where(CaseEvent.day >= first_day, CaseEvent.day < last_day, CaseEvent.verb.in_(CLOSING))
        .where(~closed_before, ~is_repeat)
    )
    for row in session.execute(statement):
        until = row.day + window
        returned = [local_day(at) for at in (row.reopened, row.repeated) if at is not None]
        yield Member(row.id, row.unit), all(day > until for day in returned)


def _lengths(session: Session, span: Span, verbs: tuple[Verb, ...], since: Any) -> Iterator[Member]:
    """Natural days from ``since`` to the last such event of the month."""
    statement = (
        select(UNIT.label("unit"), Case.id, since.label("since"), func.max(CaseEvent.day).label("day"))
        .join(Case, Case.id == CaseEvent.case_id)
        .where(CaseEvent.day >= span.period.first_day, CaseEvent.day <= span.counted_on)
        .where(CaseEvent.verb.in_(verbs), since.is_not(None))
        .group_by(UNIT, since, Case.id)
    )
    for row in session.execute(statement):
        yield Member(row.id, row.unit, (row.day - local_day(row.since)).days)


LASTED: Mapping[str, tuple[tuple[Verb, ...], Any]] = {
    "acceptance_days": (ACCEPTING, Case.received_at),
    "closing_days": (CLOSING, Case.accepted_at),
}
"""The histograms of days: by which events they end, and since when they run."""


# --- all together ---------------------------------------------------------------------------------------------------


def cohorts(session: Session, span: Span, listed: Mapping[int, Counter[str]]) -> dict[int, Cohort]:
    """The cohort of each unit; ``listed`` brings what the backlog ledger says."""
    counts: Counts = defaultdict(Counter, {unit: Counter(figures) for unit, figures in listed.items()})
    for statement in STATEMENTS:
        for row in session.execute(statement(span).numbers()).mappings():
            counts[row["unit"]].update({name: row[name] for name in row if name != "unit"})
    for first, settled in _firsts(session, span):
        counts[first.unit].update(firsts_watched=1, firsts_settled=int(settled))
    lengths: dict[int, dict[str, Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
    for name, (verbs, since) in LASTED.items():
        for lasted in _lengths(session, span, verbs, since):
            lengths[lasted.unit][name][lasted.days] += 1
    return {unit: _cohort(counts[unit], lengths[unit]) for unit in {*counts, *lengths}}


def _cohort(counts: Counter[str], lengths: Mapping[str, Counter[int]]) -> Cohort:
    figures: dict[str, Any] = {**counts, **{name: _days(lengths[name]) for name in LASTED}}
    return Cohort(**figures)


def members(session: Session, span: Span, name: str, listed: Iterable[tuple[str, Member]]) -> list[Member]:
    """The items behind one count or histogram of the cohort, counted as ``cohorts`` counts them."""
    for statement in STATEMENTS:
        counted = statement(span)
        if name in counted.conditions:
            return [Member(*row) for row in session.execute(counted.members(name))]
    if name in LASTED:
        return list(_lengths(session, span, *LASTED[name]))
    if name in ("firsts_watched", "firsts_settled"):
        watched = _firsts(session, span)
        return [first for first, settled in watched if settled or name == "firsts_watched"]
    return [member for counted_as, member in listed if counted_as == name]


def _days(lengths: Counter[int]) -> Days:
    return tuple(sorted(lengths.items()))


def whole(parts: Iterable[Cohort]) -> Cohort:
    """The cohort of the bureau: the sum of its units'."""
    parts = tuple(parts)
    figures: dict[str, Any] = {name: sum(getattr(part, name) for part in parts) for name in BASES}
    for name in (field.name for field in fields(Cohort) if field.name not in BASES):
        lengths: Counter[int] = Counter()
        for part in parts:
            lengths.update(dict(getattr(part, name)))
        figures[name] = _days(lengths)
    return Cohort(**figures)
