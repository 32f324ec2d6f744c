"""kill -9 in the middle of two hundred commands: what was answered stands, and nothing stands half-written."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from petitions.audit import verify
from petitions.db import make_engine, make_sessions
from petitions.models import Case, CaseEvent, CaseType, OutboxMessage, Petitioner, TermRun
from workflow.verbs import Verb

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = 200


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_killed_program_loses_nothing_that_it_answered(
    tmp_path: Path, sqlite_template: Path, seed: int
) -> None:
    database = tmp_path / "killed.db"
    database.write_bytes(sqlite_template.read_bytes())
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.support.crash_worker", str(database), str(COMMANDS)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    stop_after = random.Random(seed).randrange(20, COMMANDS - 20)
    answered = []
    for line in worker.stdout:
        answered.append(line.split())
        if len(answered) == stop_after:
            time.sleep(random.Random(seed + 10).random() * 0.01)  # somewhere inside the next command
            worker.send_signal(signal.SIGKILL)
            break
    answered += [line.split() for line in worker.stdout if line.endswith("\n")]
    worker.wait()
    worker.stdout.close()
    assert worker.returncode == -signal.SIGKILL, "the worker finished before it was killed"
    _everything_answered_is_there_and_whole(database, answered)


def _everything_answered_is_there_and_whole(database: Path, answered: list[list[str]]) -> None:
    engine = make_engine(f"sqlite:///{database}")
    with make_sessions(engine)() as session:
        stored = {
            (case_no, seq): verb
            for case_no, seq, verb in session.execute(
                select(Case.case_no, CaseEvent.seq, CaseEvent.verb).join(Case, Case.id == CaseEvent.case_id)
            )
        }
        for case_no, seq, verb in answered:
            assert stored.get((case_no, int(seq))) == Verb(verb)
        assert len(stored) - len(answered) in {0, 1}, "at most the command in hand may stand unanswered"
        assert verify(session).broken is None
        cases = session.execute(select(func.count()).select_from(Case)).scalar_one()
        for model in (CaseType, Petitioner, TermRun, OutboxMessage):
            owners = session.execute(select(func.count(model.case_id.distinct()))).scalar_one()
            assert owners == cases, f"{model.__tablename__} is half-written"
        assert session.connection().exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        assert session.connection().exec_driver_sql("PRAGMA foreign_key_check").all() == []
    engine.dispose()
