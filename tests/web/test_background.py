"""Long work: its page, its worker and the process in which it is done."""

import os
import signal
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest

from petitions import jobs
from petitions.jobs import Finished, JobStatus
from tests.support.office import Scenario
from tests.web.test_start import bihuan
from web.background import worker as workers
from web.background.kinds import BULLETIN, BY_CODE, KINDS
from web.background.worker import Worker, _Process
from web.config import Config
from web.db import Store

MONTH = {"month": "2026-10", "edition": "internal"}


@pytest.fixture
def store(app):
    return app.extensions["bihuan"]


@pytest.fixture
def ask(store, scenario):
    """Asks as the statistician and answers the job's number."""

    def make(parameters=MONTH, kind=BULLETIN, who="statistician"):
        with store.writing.begin() as session:
            return jobs.ask(session, kind, parameters, scenario.actor(who), scenario.now).id

    return make


@pytest.fixture
def line(store, scenario):
    """A job as the statistician sees it."""

    def look(number):
        with store.reading() as session:
            return jobs.one(session, number, scenario.actor("statistician"))

    return look


def order(target, kind=BULLETIN, parameters=MONTH, database="sqlite://"):
    asked_at = "2026-11-02T01:00:00+00:00"
    return {
        "database": database,
        "kind": kind,
        "parameters": parameters,
        "asked_at": asked_at,
        "target": str(target),
    }


# --- the page -------------------------------------------------------------------------------------------------------


def test_a_job_is_followed_left_found_again_and_fetched_by_its_asker(client_as, ask, store, scenario, line):
    number, client = ask(), client_as("statistician")
    waiting = client.get(f"/jobs/{number}").text
    assert "2026年10月情况通报（内部版）" in waiting and "排队中" in waiting
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in waiting
    with store.writing.begin() as session:
        ticket = jobs.claim(session, scenario.now)
        jobs.beat(session, ticket, scenario.now, 6, 12, "排版")
    assert client.get(f"/jobs/{number}/progress").json == {"percent": 50, "step": "排版", "over": False}
    assert f'href="/jobs/{number}"' in client.get("/jobs").text
    with store.writing.begin() as session:
        jobs.finish(
            session, ticket, Finished("bihuan-2026-10.pdf", "application/pdf", b"%PDF-"), scenario.now
        )
    done = client.get(f"/jobs/{number}").text
    assert "refresh" not in done and "job.js" not in done and "下载" in done
    fetched = client.send(f"/jobs/{number}/file", {})
    assert (fetched.data, fetched.mimetype) == (b"%PDF-", "application/pdf")
    assert "bihuan-2026-10.pdf" in fetched.headers["Content-Disposition"]
    with closing(sqlite3.connect(scenario.engine.url.database)) as raw:
        kinds = [row[0] for row in raw.execute("SELECT kind FROM office_event WHERE kind LIKE 'job-%'")]
    assert kinds == ["job-asked", "job-fetched"]


def test_nobody_else_finds_it(client_as, ask):
    number, other = ask(), client_as("petition_head")
    assert str(number) not in [part.split('"')[0] for part in other.get("/jobs").text.split("/jobs/")[1:]]
    for address in (f"/jobs/{number}", f"/jobs/{number}/progress"):
        assert other.get(address).status_code == 404
    for act in ("cancel", "file"):
        assert other.send(f"/jobs/{number}/{act}", {}).status_code == 404


def test_a_job_that_waits_is_cancelled_on_its_page(client_as, ask, line):
    number, client = ask(), client_as("statistician")
    assert client.send(f"/jobs/{number}/cancel", {}).status_code == 303
    assert "任务已取消" in client.get(f"/jobs/{number}").text
    assert line(number).status is JobStatus.CANCELLED
    assert client.send(f"/jobs/{number}/file", {}).status_code == 404


def test_the_page_speaks_english_too(client_as, ask):
    number, client = ask({**MONTH, "edition": "public"}), client_as("statistician")
    client.send("/language", {"language": "en", "next": "/jobs"})
    assert "public edition" in client.get(f"/jobs/{number}").text
    assert "Waiting" in client.get("/jobs").text


# --- the worker -----------------------------------------------------------------------------------------------------


def test_the_worker_prints_a_bulletin_in_a_process_of_its_own(store, ask, line, scenario):
    number = ask()
    worker = Worker(store)
    assert worker.turn() and not worker.turn()
    assert line(number).status is JobStatus.DONE
    with store.writing.begin() as session:
        made = jobs.fetch(session, number, scenario.actor("statistician"), scenario.now)
    assert made.name == "bihuan-2026-10.pdf" and made.body.startswith(b"%PDF-1.7")


def test_what_cannot_be_done_is_said_and_does_not_stop_the_next(store, ask, line):
    future, unknown = ask({"month": "2027-01", "edition": "internal"}), ask(kind="absent")
    Worker(store).run(until_idle=True)
    assert line(future).status is line(unknown).status is JobStatus.FAILED
    assert line(future).problem.startswith("2027年1月还没有开始")
    assert line(unknown).problem == workers.FAULT


def test_a_fault_is_logged_by_its_places_without_what_it_says(store, ask, caplog):
    ask({"month": "13800001111", "edition": "internal"})
    Worker(store).turn()
    assert "kinds.py" in caplog.text and "13800001111" not in caplog.text


class Slow(_Process):
    """A process that never ends by itself and reports no progress."""

    def __init__(self, order):
        self.killed = False
        super().__init__(order)

    def listen(self, seconds):
        sleep(0.05)
        return not self.killed

    def kill(self):
        self.killed = True
        super().kill()


@pytest.fixture
def slow(monkeypatch):
    monkeypatch.setattr(workers, "_Process", Slow)


def test_a_running_job_is_cancelled_within_a_moment_and_its_process_with_it(
    store, ask, line, slow, client_as
):
    number, worker = ask(), Worker(store)
    worker.start()
    until(lambda: line(number).status is JobStatus.RUNNING)
    client_as("statistician").send(f"/jobs/{number}/cancel", {})
    until(lambda: line(number).status is JobStatus.CANCELLED)
    worker.stop()
    assert not line(number).has_result


def test_a_program_that_ends_puts_its_job_back(store, ask, line, slow):
    number, worker = ask(), Worker(store)
    worker.start()
    until(lambda: line(number).status is JobStatus.RUNNING)
    worker.stop()
    assert line(number).status is JobStatus.WAITING


def until(condition, patience=20.0, told=None):
    end = monotonic() + patience
    while not condition():
        assert monotonic() < end and (told is None or told.poll() is None), told and told.communicate()
        sleep(0.05)


def test_the_process_ends_with_its_worker_whatever_it_is_doing(tmp_path):
    process = _Process(order(tmp_path / "result"))
    process._popen.stdin.close()
    assert process._popen.wait(timeout=20) is not None
    for stream in (process._popen.stdout, process._popen.stderr):
        stream.close()


def test_the_process_is_given_no_key(monkeypatch, tmp_path):
    monkeypatch.setenv("BIHUAN_KEY", "6b" * 32)
    with _Process(order(tmp_path / "result")) as process:
        environment = Path(f"/proc/{process._popen.pid}/environ").read_bytes()
        command = Path(f"/proc/{process._popen.pid}/cmdline").read_bytes()
    assert b"BIHUAN_KEY" not in environment and b"sqlite" not in command


def test_a_worker_that_was_killed_leaves_a_job_that_the_next_one_does(
    tmp_path, scenario, ask, line, store, app
):
    """kill -9 in the middle: nothing of it is lost, and nothing runs on."""
    number = ask()
    (tmp_path / "bihuan.db").exists() or os.link(scenario.engine.url.database, tmp_path / "bihuan.db")
    command, how = bihuan("work", home=tmp_path)
    with subprocess.Popen(command, **how) as killed:
        until(lambda: line(number).status is JobStatus.RUNNING, told=killed)
        killed.send_signal(signal.SIGKILL)
    later = Store(replace(store.config, now=lambda: store.config.now() + timedelta(days=3650)))
    try:
        Worker(later).run(until_idle=True)
    finally:
        later.close()
    assert line(number).status is JobStatus.DONE


def test_the_kinds_are_told_apart_and_each_has_a_title(app):
    assert len(BY_CODE) == len(KINDS)
    with app.test_request_context():
        assert all(kind.title(MONTH) for kind in KINDS)


@pytest.mark.postgres
def test_the_worker_and_its_process_work_on_postgresql_too(postgres_database, tmp_path):
    office = Scenario(postgres_database.engine)
    store = Store(Config(tmp_path, postgres_database.url, b"k" * 32, b"s" * 32, now=office.clock))
    asker = office.actor("statistician")
    try:
        with store.writing.begin() as session:
            asked = [
                jobs.ask(session, BULLETIN, {**MONTH, "month": month}, asker, office.now).id
                for month in ("2027-01", "2026-10")
            ]
        Worker(store).run(until_idle=True)
        with store.reading() as session:
            refused, done = (jobs.one(session, number, asker) for number in asked)
    finally:
        store.close()
    assert refused.status is JobStatus.FAILED and "还没有开始" in refused.problem
    assert done.status is JobStatus.DONE and done.has_result
