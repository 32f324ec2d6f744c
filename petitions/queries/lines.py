"""A case as one line of a list: what every work list shows, read in one statement whatever the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Text, cast, func, or_, select, text
from sqlalchemy.orm import Session

from petitions.models import Case, CaseFlag, Officer, Ownership, RepeatLink, Supervision, TermRun, Unit
from petitions.models.case import BACKLOG_STATES
from petitions.queries.due import Urgency, days_left, urgency_of
from workflow.states import State
from workflow.tables.supervision import NoticeState
from workflow.terms import Term
from workflow.vocabulary import Channel, Flag, Level, Opinion, PollutionType, Track, Verdict

UNDECIDED_ONLY = text(f"petition_case.state IN ({BACKLOG_STATES})")
"""The condition of the partial indexes, letter by letter: otherwise no database would use them."""

STEP_TERMS = (
    Term.INFO_SUPPLY,
    Term.TRANSFER,
    Term.SIGN_IN,
    Term.OBJECTION_DECIDE,
    Term.INVESTIGATE_START,
    Term.HEARING,
    Term.DOUBLE_REVIEW,
    Term.REWORK,
    Term.STAGE_REPORT,
    Term.SUPERVISE_ANSWER,
    Term.SUPERVISE_ANSWER_LISTED,
    Term.CRIMINAL_DECIDE,
    Term.CRIMINAL_HANDOVER,
)
"""The limits of single steps within the handling."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One line. ``remaining`` and ``step_remaining`` are days left, negative once overdue."""

    id: int
    case_no: str
    state: State
    channel: Channel
    track: Track | None
    type: PollutionType | None
    title: str
    place: str
    unit: str | None
    city_owner: str | None
    sub_owner: str | None
    flags: tuple[Flag, ...]
    received_at: datetime
    due_at: datetime | None
    step_due_at: datetime | None
    returned: bool
    """Sent back by the reviewers."""
    supervisions: int
    """Supervision notices not lifted."""
    suggested: int
    """Suspected repeats on which nobody has decided, and which whoever took the matter down does not think another."""
    remaining: int | None
    step_remaining: int | None

    @property
    def urgency(self) -> Urgency:
        """How near the next statutory limit is."""
        return urgency_of(self.remaining)


def _owner(level: Level) -> ColumnElement[str]:
    return (
        select(Officer.name)
        .join(Ownership, Ownership.officer_id == Officer.id)
        .where(Ownership.case_id == Case.id, Ownership.level == level, Ownership.to_at.is_(None))
        .scalar_subquery()
    )


def _count(*where: ColumnElement[bool]) -> ColumnElement[int]:
    return select(func.count()).where(*where).scalar_subquery()


def _running(*terms: Term) -> tuple[ColumnElement[bool], ...]:
    # an IN of values would be written into the statement anew at every asking
    of_terms = or_(*(TermRun.term == term for term in terms))
    return TermRun.case_id == Case.id, of_terms, TermRun.stopped_at.is_(None)


RAISED = (
    select(func.aggregate_strings(cast(CaseFlag.flag, Text), ","))
    .where(CaseFlag.case_id == Case.id, CaseFlag.cleared_at.is_(None))
    .scalar_subquery()
)
SUSPECTED = (RepeatLink.verdict == Verdict.SUGGESTED) & RepeatLink.opinion.is_distinct_from(Opinion.OTHER)
COLUMNS: tuple[Any, ...] = (
    Case.id,
    Case.case_no,
    Case.state,
    Case.channel,
    Case.track,
    Case.primary_type,
    Case.title,
    Case.place,
    Unit.short_name,
    _owner(Level.CITY),
    _owner(Level.SUB),
    RAISED,
    Case.received_at,
    Case.next_due_at,
    select(func.min(TermRun.due_at)).where(*_running(*STEP_TERMS)).scalar_subquery(),
    _count(*_running(Term.REWORK)),
    _count(Supervision.case_id == Case.id, Supervision.state != NoticeState.LIFTED),
    _count(RepeatLink.case_id == Case.id, SUSPECTED),
)


def lines(*extra: Any) -> Select[Any]:
    """The statement of every list, before its conditions; ``extra`` columns stand at the end."""
    return select(*COLUMNS, *extra).select_from(Case).outerjoin(Unit, Unit.id == Case.unit_id)


def fetch(session: Session, statement: Select[Any], parameters: Mapping[str, object]) -> Sequence[Row[Any]]:
    """The rows of a list, past the session's own machinery: plain columns need none of it, and it costs a third."""
    return session.connection().execute(statement, parameters).all()


def flags_of(joined: str | None) -> tuple[Flag, ...]:
    """The flags of an aggregated text, in the order of the vocabulary."""
    if not joined:
        return ()
    raised = set(joined.split(","))
    return tuple(flag for flag in Flag if flag.value in raised)


def line_of(row: Sequence[Any], now: datetime) -> CaseLine:
    """A line out of a row of ``lines``."""
    *plain, joined, received_at, due_at, step_due_at, returned, supervisions, suggested = row[:18]
    dates = (received_at, due_at, step_due_at)
    left = (days_left(due_at, now), days_left(step_due_at, now))
    values = (*plain, flags_of(joined), *dates, bool(returned), supervisions, suggested, *left)
    return CaseLine(*values)
