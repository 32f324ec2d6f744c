"""The limits of one case: when each ends, how far it is used up, on what basis, and day by day why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from petitions.clocks import OFFICE_LIMITS, limit_of
from petitions.desk import Desk, NotFound
from petitions.models import Case, Officer, TermMove, TermRun
from petitions.queries.due import days_left
from petitions.queries.lines import STEP_TERMS
from petitions.queries.reading import read
from workflow.calendar import WorkCalendar
from workflow.phases import Phase, phase
from workflow.terms import Limit, ProofDay, Term
from workflow.verbs import Verb
from workflow.vocabulary import Labelled


class Concern(Labelled):
    """Whose limit it is."""

    OFFICE = "office", "办理时限"
    STEP = "step", "环节时限"
    PETITIONER = "petitioner", "信访人的期限和可诉日"


def concern_of(term: Term) -> Concern:
    """The office's answer to the petitioner, a single step of the office, or the petitioner's own time."""
    if term in OFFICE_LIMITS:
        return Concern.OFFICE
    return Concern.STEP if term in {*STEP_TERMS, Term.ARCHIVE, Term.OWNER_REPLACE} else Concern.PETITIONER


@dataclass(frozen=True, slots=True)
class LimitShown:
    """One limit of the case, running or stopped."""

    run_id: int
    limit: Limit
    concern: Concern
    phase: Phase
    remaining: int | None
    """Days left; nothing once it was stopped."""
    suspended_at: datetime | None
    stopped_at: datetime | None
    stopped_by: Verb | None

    @property
    def running(self) -> bool:
        """Whether it still runs."""
        return self.stopped_at is None

    @property
    def kept(self) -> bool:
        """Whether a stopped limit was stopped in time."""
        return self.stopped_at is not None and self.stopped_at.replace(microsecond=0) <= self.limit.due_at


@dataclass(frozen=True, slots=True)
class MoveShown:
    """A due date that moved, and why."""

    at: datetime
    old_due_at: datetime
    new_due_at: datetime
    cause: str
    by: str


@dataclass(frozen=True, slots=True)
class LimitProof:
    """A limit with every day that was counted."""

    shown: LimitShown
    days: tuple[ProofDay, ...]
    note: str
    moves: tuple[MoveShown, ...]


RUNS = select(TermRun).where(TermRun.case_id == bindparam("case_id")).order_by(TermRun.due_at, TermRun.id)
FILING = (
    select(TermRun)
    .where(TermRun.case_id == bindparam("case_id"), TermRun.term == Term.ARCHIVE)
    .order_by(TermRun.id.desc())
    .limit(1)
)
ONE_RUN = select(TermRun).where(TermRun.id == bindparam("run_id"), TermRun.case_id == bindparam("case_id"))
MOVES = (
    select(TermMove.at, TermMove.old_due_at, TermMove.new_due_at, TermMove.cause, Officer.name)
    .join(Officer, Officer.id == TermMove.officer_id)
    .where(TermMove.term_run_id == bindparam("run_id"))
    .order_by(TermMove.id)
)


def _shown(run: TermRun, case: Case, now: datetime) -> LimitShown:
    limit = limit_of(run, case)
    at = run.stopped_at or now
    return LimitShown(
        run_id=run.id,
        limit=limit,
        concern=concern_of(run.term),
        phase=phase(limit.started_at, limit.due_at, at),
        remaining=None if run.stopped_at else days_left(limit.due_at, now),
        suspended_at=run.suspended_at,
        stopped_at=run.stopped_at,
        stopped_by=run.stopped_by,
    )


def case_limits(session: Session, case: Case, now: datetime) -> tuple[LimitShown, ...]:
    """Every limit of the case: those that run first, by due date. A merged case is filed within its master's limit."""
    runs: Sequence[TermRun] = session.scalars(RUNS, {"case_id": case.id}).all()
    shown = [_shown(run, case, now) for run in runs]
    if (master := _filed_with(session, case)) is not None:
        filing = session.scalars(FILING, {"case_id": master.id}).all()
        shown += [_shown(run, master, now) for run in filing]
    return tuple(sorted(shown, key=lambda one: (not one.running, list(Concern).index(one.concern))))


def _filed_with(session: Session, case: Case) -> Case | None:
    """Into which case a merged one was merged at last: with it, and within its limit, it goes to the archive."""
    master = None
    while case.master_id is not None:
        master = case = session.get_one(Case, case.master_id)
    return master


def limit_proof(desk: Desk, case_no: str, run_id: int) -> LimitProof:
    """One limit of a case that the actor may see, proved day by day under the calendar in force."""
    case = desk.open(case_no)
    desk.facts(case)
    run = desk.session.scalars(ONE_RUN, {"run_id": run_id, "case_id": case.id}).one_or_none()
    if run is None and (master := _filed_with(desk.session, case)) is not None:
        case = master
        run = desk.session.scalars(FILING, {"case_id": case.id}).one_or_none()
    if run is None or run.id != run_id:
        raise NotFound(case_no)
    calendar: WorkCalendar = desk.office.calendar
    shown = _shown(run, case, desk.now)
    moves = read(desk.session, MOVES, MoveShown, run_id=run_id)
    return LimitProof(shown, shown.limit.proof(calendar), shown.limit.note(calendar), moves)
