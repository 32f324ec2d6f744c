"""Long work beside the requests: asked for, claimed, kept alive, finished or cancelled.

A job is a row that is written with the change that asks for it, so neither is without the other. Whoever runs it
claims it, beats while at work and loses it when the beat stops: the next one finds it and begins anew, a few times.
Every write of the runner names its attempt, so that one who was thought dead cannot write over his successor.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.orm import Session

from petitions import administration
from petitions.models import Job, JobResult
from petitions.models.job import JobStatus
from workflow.roles import Actor

__all__ = ["Finished", "JobLine", "JobStatus", "NoJobError", "Ticket"]

LEASE = timedelta(seconds=60)
"""A job whose runner gave no sign of life for so long is free again."""

ATTEMPTS = 3
KEPT = timedelta(days=7)
"""So long a result can be fetched; then the file goes, and the line stays."""

LISTED = 50
INTERRUPTED = "处理程序多次中断。请重新提交；仍不成的，请联系系统管理员。"


class NoJobError(LookupError):
    """There is no such job, or it is somebody else's: the two are not told apart."""


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job as its asker sees it."""

    id: int
    kind: str
    parameters: Mapping[str, str]
    asked_at: datetime
    status: JobStatus
    done: int
    whole: int
    step: str
    stop_asked: bool
    finished_at: datetime | None
    problem: str
    has_result: bool

    @property
    def percent(self) -> int:
        """How far it is; never all before it is over."""
        if self.status is JobStatus.DONE:
            return 100
        return min(99, 100 * self.done // self.whole) if self.whole else 0


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a runner holds while it may write: the job, and which attempt at it this is."""

    id: int
    attempt: int
    kind: str
    parameters: Mapping[str, str]
    asked_at: datetime
    asked_by: int


@dataclass(frozen=True, slots=True)
class Finished:
    """The file that came out."""

    name: str
    media_type: str
    body: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes."""
        return sha256(self.body).hexdigest()


# --- for who asks ---------------------------------------------------------------------------------------------------


def ask(session: Session, kind: str, parameters: Mapping[str, str], actor: Actor, now: datetime) -> JobLine:
    """Ask for long work. Asked twice before it is over, it is the same job: a second click makes no second file."""
    for job in session.scalars(_of(actor).where(Job.status.in_((JobStatus.WAITING, JobStatus.RUNNING)))):
        if (job.kind, job.parameters, job.stop_asked) == (kind, dict(parameters), False):
            return _line(job, has_result=False)
    job = Job(
        kind=kind,
        parameters=dict(parameters),
        asked_by=actor.officer_id,
        asked_at=now,
        status=JobStatus.WAITING,
        attempt=0,
        done=0,
        whole=0,
        step="",
        stop_asked=False,
        problem="",
    )
    session.add(job)
    session.flush()
    _note(session, "job-asked", job, now, parameters=dict(parameters))
    return _line(job, has_result=False)


def mine(session: Session, actor: Actor) -> tuple[JobLine, ...]:
    """The asker's latest jobs, newest first."""
    jobs = session.scalars(_of(actor).order_by(Job.id.desc()).limit(LISTED)).all()
    results = select(JobResult.job_id).where(JobResult.job_id.in_([job.id for job in jobs]))
    kept = set(session.scalars(results))
    return tuple(_line(job, job.id in kept) for job in jobs)


def one(session: Session, number: int, actor: Actor) -> JobLine:
    """A job of one's own."""
    job = _own(session, number, actor)
    kept = session.scalar(select(JobResult.job_id).where(JobResult.job_id == number))
    return _line(job, kept is not None)


def cancel(session: Session, number: int, actor: Actor, now: datetime) -> JobLine:
    """Stop a job of one's own: at once where nobody runs it yet, else as soon as its runner looks up."""
    job = _own(session, number, actor, held=True)
    if job.status is JobStatus.WAITING:
        job.status, job.finished_at = JobStatus.CANCELLED, now
    elif job.status is JobStatus.RUNNING:
        job.stop_asked = True
    if not job.status.is_over or job.finished_at == now:
        _note(session, "job-cancelled", job, now)
    session.flush()
    return _line(job, has_result=False)


def fetch(session: Session, number: int, actor: Actor, now: datetime) -> Finished:
    """The result of a job of one's own; that it was fetched is recorded."""
    job = _own(session, number, actor)
    result = session.get(JobResult, number)
    if result is None:
        raise NoJobError(number)
    _note(session, "job-fetched", job, now, sha256=result.digest)
    return Finished(result.name, result.media_type, result.body)


def _of(actor: Actor) -> Any:
    return select(Job).where(Job.asked_by == actor.officer_id)


def _own(session: Session, number: int, actor: Actor, *, held: bool = False) -> Job:
    statement = _of(actor).where(Job.id == number)
    job: Job | None = session.scalar(statement.with_for_update() if held else statement)
    if job is None:
        raise NoJobError(number)
    return job


def _line(job: Job, has_result: bool) -> JobLine:
    return JobLine(
        id=job.id,
        kind=job.kind,
        parameters=job.parameters,
        asked_at=job.asked_at,
        status=job.status,
        done=job.done,
        whole=job.whole,
        step=job.step,
        stop_asked=job.stop_asked,
        finished_at=job.finished_at,
        problem=job.problem,
        has_result=has_result,
    )


def _note(session: Session, what: str, job: Job, now: datetime, **more: object) -> None:
    detail = {"job": job.id, "kind": job.kind, **more}
    administration.log(session, what, detail, officer_id=job.asked_by, now=now)


# --- for who runs it ------------------------------------------------------------------------------------------------


def is_anything_waiting(session: Session, now: datetime) -> bool:
    """Whether a runner would find something to do; one look at a small index."""
    return session.scalar(select(Job.id).where(_is_free(now)).limit(1)) is not None


def _is_free(now: datetime) -> Any:
    lost = (Job.status == JobStatus.RUNNING) & (Job.beat_at < now - LEASE)
    return (Job.status == JobStatus.WAITING) | lost


def claim(session: Session, now: datetime) -> Ticket | None:
    """Take the oldest job that nobody runs. One that was lost too often, or was to be stopped, is ended instead.

    PostgreSQL passes over rows that another runner is claiming; SQLite has one writer at a time.
    """
    free = select(Job).where(_is_free(now)).order_by(Job.id).limit(1).with_for_update(skip_locked=True)
    while (job := session.scalar(free)) is not None:
        if job.stop_asked:
            job.status, job.finished_at = JobStatus.CANCELLED, now
        elif job.attempt >= ATTEMPTS:
            job.status, job.finished_at, job.problem = JobStatus.FAILED, now, INTERRUPTED
        else:
            job.status, job.beat_at, job.attempt = JobStatus.RUNNING, now, job.attempt + 1
            job.done, job.whole, job.step = 0, 0, ""
        session.flush()
        if job.status is JobStatus.RUNNING:
            return Ticket(job.id, job.attempt, job.kind, job.parameters, job.asked_at, job.asked_by)
    return None


def beat(
    session: Session, ticket: Ticket, now: datetime, done: int = 0, whole: int = 0, step: str = ""
) -> bool:
    """A sign of life with the progress. ``False``: stop, for it was cancelled or another runner has it."""
    values = {"beat_at": now, "done": done, "whole": whole, "step": step}
    return _write(session, ticket, {Job.stop_asked.is_(False)}, values)


def finish(session: Session, ticket: Ticket, result: Finished, now: datetime) -> bool:
    """Keep the result and end the job; nothing is kept of one that was cancelled in the last moment."""
    ended = {"status": JobStatus.DONE, "finished_at": now, "step": ""}
    if not _write(session, ticket, {Job.stop_asked.is_(False)}, ended):
        return False
    kept = {"name": result.name, "media_type": result.media_type, "body": result.body}
    session.add(JobResult(job_id=ticket.id, digest=result.digest, **kept))
    return True


def fail(session: Session, ticket: Ticket, problem: str, now: datetime) -> bool:
    """End the job with a sentence that says what to do."""
    return _write(
        session, ticket, set(), {"status": JobStatus.FAILED, "finished_at": now, "problem": problem[:400]}
    )


def stopped(session: Session, ticket: Ticket, now: datetime) -> bool:
    """End a job that was to be stopped, after its work was."""
    asked = {Job.stop_asked.is_(True)}
    return _write(session, ticket, asked, {"status": JobStatus.CANCELLED, "finished_at": now})


def put_back(session: Session, ticket: Ticket) -> bool:
    """Give the job up without a fault of its own, because the program ends: it waits again, this try uncounted."""
    return _write(session, ticket, set(), {"status": JobStatus.WAITING, "attempt": ticket.attempt - 1})


def _write(session: Session, ticket: Ticket, conditions: set[Any], values: dict[str, Any]) -> bool:
    held = (Job.id == ticket.id, Job.attempt == ticket.attempt, Job.status == JobStatus.RUNNING)
    written = session.execute(update(Job).where(*held, *conditions).values(**values))
    assert isinstance(written, CursorResult)
    return written.rowcount == 1


def forget(session: Session, now: datetime) -> int:
    """Delete the files of jobs that ended longer than ``KEPT`` ago; answer how many."""
    old = select(Job.id).where(Job.finished_at < now - KEPT)
    gone = session.execute(delete(JobResult).where(JobResult.job_id.in_(old)))
    assert isinstance(gone, CursorResult)
    return gone.rowcount
