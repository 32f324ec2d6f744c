"""Registering a complaint, repeat check included, against writing the same rows raw and by plain SQLAlchemy."""

import json
from statistics import median

from sqlalchemy import text
from sqlalchemy.orm import Session

from petitions.commands import Register, register
from petitions.desk import Desk
from petitions.models import Case
from petitions.particulars import Particulars, fingerprints
from petitions.repeats.text import bigrams, fold
from petitions.suspects import find, subject_of, words_of
from tests.bench.bureau import NOW, Bureau
from tests.bench.measure import Result, Times, compare
from tests.bench.written import (
    Tally,
    object_rows,
    raw_connection,
    raw_inserts,
    write_objects,
    write_raw,
    written_by_intake,
)

OURS, OBJECTS, RAW = "the desk's register", "plain SQLAlchemy objects", "raw SQL"
TYPING, UNTYPED = "(the look-up before, while typing)", "(register, nothing looked up before)"
WARM = 10


def measure(bureau: Bureau, rounds: int) -> Result:
    """Register so many complaints; each one's rows are written again, under other numbers, by the other two."""
    times = {name: Times() for name in (RAW, OBJECTS, TYPING, UNTYPED, OURS)}
    tally, raw = Tally(bureau.engine), raw_connection(bureau.path)
    statements, commits, suspected = [], [], []
    for turn, said in enumerate(bureau.entries(2, 2 * (WARM + rounds))):
        taken = times if turn >= 2 * WARM else {name: Times() for name in times}
        if turn % 2 == 0:
            taken[UNTYPED].run(_register, bureau, said)
            continue
        taken[TYPING].run(_look_up, bureau, said)
        tally.take()
        taken[OURS].run(_register, bureau, said)
        counted = tally.take()
        with bureau.sessions() as session:
            case = _newest(session)
            grams = json.dumps(["", *set(bigrams(fold(words_of(case))))])
            was = written_by_intake(session, case.id, grams)
        objects, inserts = object_rows(was, was.case_id + 1), raw_inserts(was, was.case_id + 2)
        taken[OBJECTS].run(write_objects, bureau.sessions, objects, was.case_id + 1, grams)
        taken[RAW].run(write_raw, raw, inserts, was.case_id + 2, grams)
        if turn >= 2 * WARM:
            statements.append(counted[0])
            commits.append(counted[1])
            suspected.append(sum(table == "repeat_link" for table, _row in was.raw))
    raw.close()
    noted = f"{median(suspected):.0f} suspected repeats noted (median), {max(suspected)} at most"
    counts = f"{median(statements):.0f} statements (median), {max(statements)} at most; {max(commits)} commit"
    goal = "at most 1.5 × plain SQLAlchemy, at most 12 statements, 1 commit"
    return Result("intake", bureau.size, compare(times, OURS, OBJECTS), goal, (counts, noted))


def _look_up(bureau: Bureau, said: Particulars) -> None:
    """What the form asks for at every pause of the operator, as it does the last time before it is sent."""
    known = fingerprints(said.petitioners, bureau.office.vault)
    with bureau.sessions(bind=bureau.engine.execution_options(reading=True)) as session:
        find(session, subject_of(said, known), said.enterprise_id, NOW)


def _register(bureau: Bureau, said: Particulars) -> None:
    with bureau.sessions.begin() as session:
        desk = Desk(session, bureau.office, bureau.cast.actors["op1"], NOW)
        register(Register(particulars=said, query_code="482913"), desk)


def _newest(session: Session) -> Case:
    return session.get_one(Case, session.scalar(text("SELECT max(id) FROM petition_case")))
