"""Play the demonstration city: two years of complaints and their courses, in the order of time, through the desk."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from petitions.audit import seal_days
from petitions.commands import COMMANDS, Register, register
from petitions.demo.city import qingchuan
from petitions.demo.complaint import DemoComplaint
from petitions.demo.timeline import timeline
from petitions.desk import Desk
from petitions.intake.numbering import query_code
from petitions.models import Case, Officer
from petitions.office import Office, load_office
from petitions.repeats.index import refresh
from petitions.seeds.course import Director
from petitions.seeds.furnish import furnish
from petitions.seeds.steps import Played, Step
from petitions.vault import Vault
from workflow.calendar import local_day
from workflow.machine import Refused

YEARS = 2
BATCH = 400
"""Steps in one transaction: a first start should not wait for a disk at each of thirty thousand."""

Progress = Callable[[int, int], None]
"""Called now and then with the number of cases registered so far and the number of all."""


class NotEmpty(RuntimeError):  # noqa: N818 - a refusal
    """The register already holds something; a demonstration city is built in an empty one only."""


@dataclass(order=True, slots=True)
class Turn:
    """Whose turn it is next: the step to do, and the course that it belongs to."""

    at: datetime
    order: int
    step: Step | None = field(compare=False)
    played: Played = field(compare=False)
    course: Iterator[Step] | None = field(compare=False)


def build(
    sessions: sessionmaker[Session],
    vault: Vault,
    hash_password: Callable[[str], str],
    *,
    password: str,
    now: datetime,
    seed: int = 20260101,
    months: int = 12 * YEARS,
    progress: Progress = lambda done, total: None,
) -> int:
    """Build the city in an empty register, with ``months`` of history up to ``now``; returns the number of cases."""
    rng = Random(seed)
    city = qingchuan()
    with sessions.begin() as session:
        if session.scalar(select(func.count()).select_from(Officer)):
            raise NotEmpty("库中已有数据，不能建立演示城市。请换一个空的数据目录。")
        cast = furnish(session, city, hash_password, password)
    with sessions() as session:
        office = load_office(session, vault)
    today = local_day(now)
    start = (today.replace(day=1) - timedelta(days=months * 30.44)).replace(day=1)
    complaints = [c for c in timeline(rng, city, start, today) if c.received_at <= now]
    director = Director(cast, office.calendar, rng, {}, city.name)
    _play(sessions, office, director, complaints, now, progress)
    with sessions.begin() as session:
        seal_days(session, office.algorithm, today, now)
        refresh(session.connection())
        return session.scalar(select(func.count()).select_from(Case)) or 0


def _play(
    sessions: sessionmaker[Session],
    office: Office,
    director: Director,
    complaints: list[DemoComplaint],
    now: datetime,
    progress: Progress,
) -> None:
    """Do every step that lies before ``now``, the earliest first."""
    turns: list[Turn] = []
    for order, complaint in enumerate(complaints):
        heapq.heappush(turns, Turn(complaint.received_at, order, None, Played(complaint), None))
    order, registered = len(complaints), 0
    while turns and turns[0].at <= now:
        with sessions.begin() as session:
            for _ in range(BATCH):
                if not turns or turns[0].at > now:
                    break
                turn = heapq.heappop(turns)
                registered += turn.step is None
                following = _take(session, office, director, turn, order)
                session.expunge_all()
                if following is not None and following.at <= now:
                    heapq.heappush(turns, following)
                order += 1
        progress(registered, len(complaints))


def _take(session: Session, office: Office, director: Director, turn: Turn, order: int) -> Turn | None:
    """Do one step and find the next one of its course."""
    played = turn.played
    if turn.step is None:
        course = _register(session, office, director, played)
    elif turn.course is None:
        raise ValueError("a step without a course")
    else:
        course = turn.course
        desk = Desk(session, office, turn.step.actor, turn.at)
        _do(turn.step, played, desk)
    step = next(course, None)
    if step is None:
        return None
    return Turn(max(step.at, turn.at + timedelta(seconds=30)), order, step, played, course)


def _do(step: Step, played: Played, desk: Desk) -> None:
    played.refused = False
    try:
        COMMANDS[step.verb].do(step.command(played.case_no), desk)
    except Refused:
        if not step.tentative:
            raise
        played.refused = True


def _register(session: Session, office: Office, director: Director, played: Played) -> Iterator[Step]:
    complaint = played.complaint
    operator = director.one_of("op1", "op2", "op3", "op4")
    desk = Desk(session, office, operator, complaint.received_at + timedelta(minutes=4))
    particulars = director.particulars(complaint)
    case = register(Register(particulars=particulars, query_code=query_code(director.rng.randrange)), desk)
    played.case_no, played.case_id = case.case_no, case.id
    director.played[complaint.serial] = played
    return director.course(played)
