"""Signing for a case (签收) through the desk, against the same rows written raw and by plain SQLAlchemy."""

from sqlite3 import Connection as Raw
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from petitions.commands import COMMANDS
from petitions.desk import Desk
from petitions.models import Case, CaseEvent, TermRun
from tests.bench.bureau import NOW, Bureau
from tests.bench.measure import Result, Times, compare
from tests.bench.written import Tally, raw_connection
from workflow.states import State
from workflow.terms import Term
from workflow.verbs import Verb

OURS, OBJECTS, RAW = "the desk's sign-in", "plain SQLAlchemy objects", "raw SQL"
WARM = 5

EVENT_COLUMNS = ("seq", "at", "day", "verb", "source", "target", "actor_id", "payload", "hash", "algorithm")
RUN_COLUMNS = (
    "term", "started_at", "due_at", "length", "unit", "basis", "rule_set", "calendar_version", "provisional",
    "rolls", "added_days",
)  # fmt: skip


def measure(bureau: Bureau, rounds: int) -> Result:
    """Three cases a round: one is signed for, and what that wrote is written for the two others."""
    times = {RAW: Times(), OBJECTS: Times(), OURS: Times()}
    tally, raw = Tally(bureau.engine), raw_connection(bureau.path)
    waiting = _waiting(bureau, 3 * (rounds + WARM))
    counted = (0, 0)
    for turn in range(len(waiting) // 3):
        taken = times if turn >= min(WARM, len(waiting) // 6) else {name: Times() for name in times}
        ours, second, third = waiting[3 * turn : 3 * turn + 3]
        tally.take()
        taken[OURS].run(_sign_in, bureau, *ours)
        counted = tally.take()
        with bureau.sessions() as session:
            run, event = _left_behind(session, ours[0])
            due_at = session.get_one(Case, ours[0]).next_due_at
            previous = [_last_hash(session, case[0]) for case in (second, third)]
        objects = _objects(run, event, second[0], previous[0])
        taken[OBJECTS].run(_write_objects, bureau, second[0], due_at, objects)
        values = _raw_values(raw, ours[0], third[0], previous[1])
        taken[RAW].run(_write_raw, raw, values)
    raw.close()
    note = f"{counted[0]} statements, {counted[1]} commit"
    goal = "at most 1.5 × plain SQLAlchemy, 1 commit"
    return Result("transition", bureau.size, compare(times, OURS, OBJECTS), goal, (note,))


def _waiting(bureau: Bureau, most: int) -> list[tuple[int, str, int]]:
    query = select(Case.id, Case.case_no, Case.unit_id).where(Case.state == State.DISPATCHED)
    with bureau.sessions() as session:
        return [(row.id, row.case_no, row.unit_id) for row in session.execute(query.limit(most))]


def _sign_in(bureau: Bureau, case_id: int, case_no: str, unit: int) -> None:
    code = next(code for code, number in bureau.cast.units.items() if number == unit)
    entry = COMMANDS[Verb.SIGN_IN]
    with bureau.sessions.begin() as session:
        desk = Desk(session, bureau.office, bureau.cast.of_unit(code, "h1"), NOW)
        entry.do(entry.command(case_no=case_no), desk)


def _left_behind(session: Session, case_id: int) -> tuple[TermRun, CaseEvent]:
    """The newest run and the newest event of the case that was signed for."""
    run = session.scalars(select(TermRun).where(TermRun.case_id == case_id).order_by(TermRun.id.desc()))
    event = session.scalars(
        select(CaseEvent).where(CaseEvent.case_id == case_id).order_by(CaseEvent.seq.desc())
    )
    return run.first(), event.first()  # type: ignore[return-value]  # there is one of each


def _last_hash(session: Session, case_id: int) -> str:
    query = select(CaseEvent.hash).where(CaseEvent.case_id == case_id).order_by(CaseEvent.seq.desc())
    return str(session.scalars(query).first())


def _objects(
    run: TermRun, event: CaseEvent, case_id: int, previous: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    started = {name: getattr(run, name) for name in RUN_COLUMNS} | {"case_id": case_id}
    happened = {name: getattr(event, name) for name in EVENT_COLUMNS}
    return started, happened | {"case_id": case_id, "previous_hash": previous}


def _write_objects(
    bureau: Bureau, case_id: int, due_at: Any, rows: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    """Load what changes, change it, add what is new, commit: how it is done without a desk."""
    started, happened = rows
    with bureau.sessions.begin() as session:
        case = session.get_one(Case, case_id)
        running = select(TermRun).where(TermRun.case_id == case_id, TermRun.stopped_at.is_(None))
        stopped = session.scalars(running.where(TermRun.term == Term.SIGN_IN)).one()
        case.state, case.next_due_at = State.SIGNED_IN, due_at
        stopped.stopped_at, stopped.stopped_by = NOW, Verb.SIGN_IN
        session.add_all([TermRun(**started), CaseEvent(**happened)])


def _raw_values(raw: Raw, source: int, case_id: int, previous: str) -> list[tuple[str, tuple[Any, ...]]]:
    """The statements that write for one case what the desk wrote for another."""
    run, event = ", ".join(RUN_COLUMNS), ", ".join(EVENT_COLUMNS)
    started = raw.execute(
        f"SELECT {run} FROM term_run WHERE case_id = ? ORDER BY id DESC", (source,)
    ).fetchone()
    happened = raw.execute(f"SELECT {event} FROM case_event WHERE case_id = ? ORDER BY seq DESC", (source,))
    return [
        ("UPDATE petition_case SET version = version + 1, state = 'signed_in' WHERE id = ?", (case_id,)),
        (
            "UPDATE term_run SET stopped_at = ?, stopped_by = 'sign_in' "
            "WHERE case_id = ? AND term = 'sign_in' AND stopped_at IS NULL",
            (started[1], case_id),
        ),
        _insert("term_run", ("case_id", *RUN_COLUMNS), (case_id, *started)),
        _insert(
            "case_event",
            ("case_id", "previous_hash", *EVENT_COLUMNS),
            (case_id, previous, *happened.fetchone()),
        ),
    ]


def _insert(table: str, columns: tuple[str, ...], values: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", values


def _write_raw(raw: Raw, statements: list[tuple[str, tuple[Any, ...]]]) -> None:
    raw.execute("BEGIN IMMEDIATE")
    for statement, values in statements:
        raw.execute(statement, values)
    raw.execute("COMMIT")
