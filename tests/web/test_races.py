"""Two people at one case in the same instant, on the database that lets both begin."""

import pytest
from flask import Blueprint
from sqlalchemy import event
from sqlalchemy.orm import Session

from petitions.commands import COMMANDS
from tests.support.databases import Database
from tests.support.office import Scenario
from web import auth, db
from workflow.verbs import Verb
from workflow.vocabulary import Flag

pytestmark = pytest.mark.postgres


@pytest.fixture
def scenario(postgres_database: Database, password_hash: str) -> Scenario:
    """The small office on PostgreSQL."""
    return Scenario(postgres_database.engine, password_hash)


@pytest.fixture
def app(app):
    """A view that asks the petitioner of a case for more."""
    probe = Blueprint("probe", __name__)

    @probe.post("/probe/<case_no>/<int:seen>")
    @auth.signed_in
    def ask(case_no, seen):
        entry = COMMANDS[Verb.ASK_INFO]
        command = entry.command(case_no=case_no, seen=seen or None, question="请补充排放的时间。")
        entry.do(command, db.desk())
        return "done", 200, {"Content-Type": "text/plain"}

    app.register_blueprint(probe)
    return app


@pytest.fixture
def raced(app, scenario):
    """A case to which somebody raises a flag after the view has judged it and before it writes, once."""
    case = scenario.received()
    faster = [lambda: case.does(Verb.RAISE_FLAG, "petition_head", flag=Flag.KEY, reason="领导要求跟踪")]

    def be_faster(*_):
        while faster:
            faster.pop()()

    event.listen(Session, "before_flush", be_faster)
    yield case
    event.remove(Session, "before_flush", be_faster)


def test_the_slower_one_is_told_what_happened(client_as, raced):
    answer = client_as("petition_officer").send(f"/probe/{raced.no}/{raced.seq}")
    assert answer.status_code == 409
    assert "加标记" in answer.text and "尚未生效" in answer.text
    assert [event.verb for event in raced.events][1:] == [Verb.RAISE_FLAG]


def test_a_move_that_still_fits_is_made_after_the_other(client_as, raced):
    assert client_as("petition_officer").send(f"/probe/{raced.no}/0").status_code == 200
    assert [event.verb for event in raced.events][1:] == [Verb.RAISE_FLAG, Verb.ASK_INFO]
