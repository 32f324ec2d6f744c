"""Jobs: asked for once, run by one, found again, stopped cleanly, fetched by their asker alone; on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from petitions import jobs
from petitions.jobs import ATTEMPTS, KEPT, LEASE, Finished, JobStatus, NoJobError
from petitions.models import JobResult, OfficeEvent
from tests.support.databases import Database
from tests.support.office import Scenario
from workflow.roles import Actor

MONTH = {"month": "2026-10", "edition": "internal"}
FILE = Finished("bihuan-2026-10.pdf", "application/pdf", b"%PDF-1.7 \xe2")
A_MINUTE = timedelta(minutes=1)


class Bench:
    """An office with somebody who asks; each step in a transaction of its own."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario, self.now = scenario, scenario.now
        self.asker: Actor = scenario.actor("statistician")

    @contextmanager
    def session(self) -> Iterator[Session]:
        with self.scenario.sessions.begin() as session:
            yield session

    def do(self, act, *arguments, **named):
        with self.session() as session:
            return act(session, *arguments, **named)

    def ask(self, parameters=MONTH):
        return self.do(jobs.ask, "bulletin", parameters, self.asker, self.now)

    def claim(self, later=timedelta(0)):
        return self.do(jobs.claim, self.now + later)

    def one(self, number):
        return self.do(jobs.one, number, self.asker)


@pytest.fixture
def bench(database: Database) -> Bench:
    return Bench(Scenario(database.engine))


def test_a_job_waits_is_run_and_can_be_fetched(bench):
    asked = bench.ask()
    assert (asked.status, asked.percent, asked.has_result) == (JobStatus.WAITING, 0, False)
    ticket = bench.claim()
    assert (ticket.id, ticket.kind, dict(ticket.parameters)) == (asked.id, "bulletin", MONTH)
    assert bench.do(jobs.beat, ticket, bench.now, 3, 12, "排版")
    running = bench.one(asked.id)
    assert (running.status, running.percent, running.step) == (JobStatus.RUNNING, 25, "排版")
    assert bench.do(jobs.finish, ticket, FILE, bench.now)
    done = bench.one(asked.id)
    assert (done.status, done.percent, done.has_result, done.finished_at) == (
        JobStatus.DONE,
        100,
        True,
        bench.now,
    )
    assert bench.do(jobs.fetch, asked.id, bench.asker, bench.now) == FILE


def test_asking_twice_is_asking_once_until_it_is_over(bench):
    first = bench.ask()
    assert bench.ask().id == first.id
    assert bench.ask({**MONTH, "edition": "public"}).id != first.id
    ticket = bench.claim()
    assert bench.ask().id == first.id
    bench.do(jobs.finish, ticket, FILE, bench.now)
    assert bench.ask().id != first.id


def test_what_another_asked_for_is_found_by_nobody_else(bench):
    asked = bench.ask()
    ticket = bench.claim()
    bench.do(jobs.finish, ticket, FILE, bench.now)
    other = bench.scenario.actor("petition_head")
    assert bench.do(jobs.mine, other) == ()
    for act, more in ((jobs.one, ()), (jobs.cancel, (bench.now,)), (jobs.fetch, (bench.now,))):
        with pytest.raises(NoJobError):
            bench.do(act, asked.id, other, *more)
    assert [line.id for line in bench.do(jobs.mine, bench.asker)] == [asked.id]


def test_one_job_is_claimed_by_one_runner(bench):
    first, second = bench.ask(), bench.ask({"month": "2026-09"})
    assert [bench.claim().id, bench.claim().id] == [first.id, second.id]
    assert bench.claim() is None and not bench.do(jobs.is_anything_waiting, bench.now)


@pytest.mark.postgres
def test_two_who_claim_at_once_get_two_jobs(postgres_database: Database):
    bench = Bench(Scenario(postgres_database.engine))
    asked = {bench.ask().id, bench.ask({"month": "2026-09"}).id}
    with bench.session() as one, bench.session() as other:
        assert {jobs.claim(one, bench.now).id, jobs.claim(other, bench.now).id} == asked


def test_the_job_of_a_dead_runner_is_found_and_his_late_words_count_for_nothing(bench):
    asked = bench.ask()
    dead = bench.claim()
    assert bench.claim(LEASE - A_MINUTE / 2) is None
    assert bench.do(jobs.is_anything_waiting, bench.now + LEASE + A_MINUTE)
    heir = bench.claim(LEASE + A_MINUTE)
    assert (heir.id, heir.attempt) == (asked.id, dead.attempt + 1)
    assert not bench.do(jobs.beat, dead, bench.now)
    assert not bench.do(jobs.finish, dead, FILE, bench.now)
    assert not bench.do(jobs.fail, dead, "x", bench.now)
    assert bench.one(asked.id).status is JobStatus.RUNNING
    assert bench.do(jobs.finish, heir, FILE, bench.now)


def test_a_runner_that_beats_keeps_its_job(bench):
    bench.ask()
    ticket = bench.claim()
    assert bench.do(jobs.beat, ticket, bench.now + LEASE)
    assert bench.claim(LEASE + A_MINUTE / 2) is None


def test_a_job_that_kills_its_runners_is_given_up_with_advice(bench):
    asked = bench.ask()
    for turn in range(ATTEMPTS):
        assert bench.claim((LEASE + A_MINUTE) * turn) is not None
    assert bench.claim((LEASE + A_MINUTE) * ATTEMPTS) is None
    failed = bench.one(asked.id)
    assert failed.status is JobStatus.FAILED and "请重新提交" in failed.problem


def test_a_program_that_ends_puts_its_job_back_and_the_try_is_not_counted(bench):
    asked = bench.ask()
    for _ in range(ATTEMPTS + 2):
        assert bench.do(jobs.put_back, bench.claim())
    assert bench.one(asked.id).status is JobStatus.WAITING


def test_a_waiting_job_is_cancelled_at_once(bench):
    asked = bench.ask()
    assert bench.do(jobs.cancel, asked.id, bench.asker, bench.now).status is JobStatus.CANCELLED
    assert bench.claim() is None


def test_a_running_job_is_cancelled_when_its_runner_looks_up_and_leaves_nothing(bench):
    asked = bench.ask()
    ticket = bench.claim()
    line = bench.do(jobs.cancel, asked.id, bench.asker, bench.now)
    assert line.status is JobStatus.RUNNING and line.stop_asked
    assert bench.ask().id != asked.id, "what is being stopped is no answer to a new wish"
    assert not bench.do(jobs.beat, ticket, bench.now)
    assert not bench.do(jobs.finish, ticket, FILE, bench.now)
    assert bench.do(jobs.stopped, ticket, bench.now)
    assert bench.one(asked.id).status is JobStatus.CANCELLED
    with bench.session() as session:
        assert session.scalar(select(JobResult)) is None


def test_a_cancelled_job_whose_runner_died_is_not_begun_anew(bench):
    asked = bench.ask()
    bench.claim()
    bench.do(jobs.cancel, asked.id, bench.asker, bench.now)
    assert bench.claim(LEASE + A_MINUTE) is None
    assert bench.one(asked.id).status is JobStatus.CANCELLED


def test_what_was_asked_cancelled_and_fetched_is_recorded_without_a_name(bench):
    ticket = (bench.ask(), bench.claim())[1]
    bench.do(jobs.finish, ticket, FILE, bench.now)
    bench.do(jobs.fetch, ticket.id, bench.asker, bench.now)
    bench.do(jobs.cancel, bench.ask({"month": "2026-09"}).id, bench.asker, bench.now)
    with bench.session() as session:
        events = session.scalars(select(OfficeEvent).where(OfficeEvent.kind.like("job-%"))).all()
        assert [event.kind for event in events] == ["job-asked", "job-fetched", "job-asked", "job-cancelled"]
        assert {event.officer_id for event in events} == {bench.asker.officer_id}
        assert FILE.digest in events[1].detail


def test_old_files_go_and_their_lines_stay(bench):
    ticket = (bench.ask(), bench.claim())[1]
    bench.do(jobs.finish, ticket, FILE, bench.now)
    assert bench.do(jobs.forget, bench.now + KEPT) == 0
    assert bench.do(jobs.forget, bench.now + KEPT + A_MINUTE) == 1
    (line,) = bench.do(jobs.mine, bench.asker)
    assert line.status is JobStatus.DONE and not line.has_result
    with pytest.raises(NoJobError):
        bench.do(jobs.fetch, ticket.id, bench.asker, bench.now)


def test_the_wish_stands_or_falls_with_the_change_that_it_belongs_to(bench):
    with pytest.raises(ZeroDivisionError), bench.session() as session:
        jobs.ask(session, "bulletin", MONTH, bench.asker, bench.now)
        raise ZeroDivisionError
    assert bench.claim() is None


def test_progress_is_never_all_before_the_end(bench):
    line = bench.ask()
    assert replace(line, done=7, whole=5).percent == 99
