from datetime import UTC, datetime
from importlib.resources import files

import pytest
from sqlalchemy import event

from petitions.models import CalendarNotice, Setting
from web import db
from workflow import notices


@pytest.fixture
def loads(app, monkeypatch):
    """How often the office was read whole."""
    counted = []
    read = db.load_office
    monkeypatch.setattr(db, "load_office", lambda *args: counted.append(1) or read(*args))
    return counted


def test_the_office_is_read_once_and_again_when_a_setting_changes(client, scenario, loads):
    for _ in range(3):
        client.get("/login")
    assert len(loads) == 1
    with scenario.sessions.begin() as session:
        session.add(Setting(key="bureau", value="青川市生态环境局"))
    assert "青川市生态环境信访办理平台" in client.get("/login").text
    client.get("/login")
    assert len(loads) == 2


def test_a_loaded_notice_is_noticed_too(client, scenario, loads):
    client.get("/login")
    with scenario.sessions.begin() as session:
        body = (files(notices) / "2026.json").read_text(encoding="utf-8")
        by = scenario.actor("petition_head").officer_id
        session.add(
            CalendarNotice(year=2026, body=body, loaded_by=by, loaded_at=datetime(2026, 1, 1, tzinfo=UTC))
        )
    client.get("/login")
    assert len(loads) == 2


def statements(app):
    said = []
    engine = app.extensions["bihuan"].engine
    event.listen(engine, "before_cursor_execute", lambda c, cursor, statement, *rest: said.append(statement))
    event.listen(engine, "begin", lambda connection: said.append("begin"))
    return said


def test_a_page_of_the_frame_asks_the_database_three_things(app, client_as):
    client = client_as("operator")
    client.get("/password")
    said = statements(app)
    assert client.get("/password").status_code == 200
    assert len([one for one in said if one.lstrip().startswith("SELECT")]) == 3


def test_a_reader_takes_no_write_lock_and_a_writer_takes_it_first(app, client_as):
    client = client_as("operator")
    token = client.token()
    said = statements(app)
    client.get("/password")
    assert "BEGIN IMMEDIATE" not in said
    client.post("/logout", data={"csrf_token": token})
    assert said.count("BEGIN IMMEDIATE") == 1


def test_every_request_gives_its_connection_back(app, client_as):
    client = client_as("operator")
    for path in ("/", "/login", "/no/such/page"):
        client.get(path)
    client.send("/password", {"password_old": "wrong"})
    assert app.extensions["bihuan"].engine.pool.checkedout() == 0


def test_one_request_has_one_moment(app, scenario):
    with app.test_request_context():
        first = db.now()
        scenario.pass_time(minutes=1)
        assert db.now() == first
