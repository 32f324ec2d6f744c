import io
import logging
import re

import pytest
from flask import Blueprint, abort, request
from sqlalchemy import select

from petitions.commands import COMMANDS
from petitions.models import OfficeEvent
from web import auth, db, logs
from workflow.verbs import Verb
from workflow.vocabulary import Flag

SECRET = "13900008888"


@pytest.fixture
def app(app):
    """The application with views that end in every way a view can end."""
    probe = Blueprint("probe", __name__)

    @probe.post("/probe/cases/<case_no>/<verb>")
    @auth.signed_in
    def act(case_no, verb):
        entry = COMMANDS[Verb(verb)]
        given = {key: value for key, value in request.form.items() if key not in ("csrf_token", "seen")}
        seen = request.form.get("seen", type=int)
        entry.do(entry.command(case_no=case_no, seen=seen, **given), db.desk())
        return "done", 200, {"Content-Type": "text/plain"}

    @probe.get("/probe/cases/<case_no>")
    @auth.signed_in
    def show(case_no):
        desk = db.desk()
        desk.facts(desk.open(case_no))
        return "shown", 200, {"Content-Type": "text/plain"}

    @probe.route("/probe/fault", methods=["GET", "POST"])
    @auth.signed_in
    def fault():
        raise ValueError(f"what the caller said: {request.values.get('said')}")

    @probe.post("/probe/note/<int:status>")
    @auth.signed_in
    def note(status):
        db.session().add(OfficeEvent(at=db.now(), officer_id=None, kind="probe", detail=""))
        db.session().flush()
        return "noted", status, {"Content-Type": "text/plain"}

    @probe.get("/probe/abort/<int:code>")
    @auth.signed_in
    def stop(code):
        abort(code)

    app.register_blueprint(probe)
    return app


@pytest.fixture
def officer(client_as):
    return client_as("petition_officer")


def hidden_fields(page):
    """The fields that the page keeps, without the token."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.partition("<main")[2])
    return [(name, value) for name, value in found if name != "csrf_token"]


# --- not found, not allowed ---------------------------------------------------------------------------------------


def test_an_unknown_case_and_an_invisible_one_are_told_alike(client_as, scenario):
    case = scenario.received()
    client = client_as("west_handler")
    invisible, unknown = client.get(f"/probe/cases/{case.no}"), client.get("/probe/cases/HJ20260101-000001")
    assert (invisible.status_code, unknown.status_code) == (404, 404)
    assert invisible.text.partition("<main")[2] == unknown.text.partition("<main")[2]
    assert client_as("petition_officer").get(f"/probe/cases/{case.no}").text == "shown"


def test_an_invisible_case_cannot_be_written_to_either(client_as, scenario):
    case = scenario.received()
    answer = client_as("west_handler").send(f"/probe/cases/{case.no}/ask_info", {"question": "何时何地？"})
    assert answer.status_code == 404
    assert len(case.events) == 1


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (403, "没有打开此页面的权限"),
        (404, "没有找到"),
        (405, "不能这样打开"),
        (429, "稍候"),
        (418, "无法识别"),
    ],
)
def test_each_answer_says_what_to_do(officer, code, words):
    answer = officer.get(f"/probe/abort/{code}")
    assert answer.status_code == code
    assert words in answer.text and "回到工作台" in answer.text


def test_an_address_that_does_not_exist_is_a_page_of_ours(officer, client):
    assert "没有找到" in officer.get("/no/such/page").text
    assert "没有找到" in client.get("/no/such/page").text


def test_too_much_at_once_is_refused_with_the_limit(officer, app):
    app.config["MAX_CONTENT_LENGTH"] = 2 * 2**20
    form = {"csrf_token": officer.token(), "file": (io.BytesIO(b"x"), "photo.jpg")}
    answer = officer.post("/probe/note/200", data=form, environ_overrides={"CONTENT_LENGTH": str(3 * 2**20)})
    assert answer.status_code == 413
    assert "2 MB" in answer.text


# --- what is written ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "kept"), [(200, 1), (303, 1), (400, 0), (422, 0), (500, 0)])
def test_what_a_view_wrote_is_kept_if_it_answered_well_and_undone_if_not(officer, scenario, status, kept):
    officer.send(f"/probe/note/{status}")
    with scenario.sessions() as session:
        rows = session.scalars(select(OfficeEvent).where(OfficeEvent.kind == "probe")).all()
    assert len(rows) == kept


def test_a_reader_waits_for_no_writer(officer, scenario):
    with scenario.engine.connect() as writer, writer.begin():
        assert officer.get("/").status_code == 200


def test_a_commit_that_fails_is_a_fault_and_not_an_answer(officer, monkeypatch):
    from sqlalchemy.orm import Session

    def broken(self):
        raise RuntimeError("disk full")

    monkeypatch.setattr(Session, "commit", broken)
    assert officer.send("/probe/note/200").status_code == 500


# --- refused ------------------------------------------------------------------------------------------------------


def test_a_refusal_gives_each_reason_its_rule_and_keeps_what_was_typed(officer, scenario):
    case = scenario.received()
    answer = officer.send(
        f"/probe/cases/{case.no}/ask_info",
        {"question": "？"},
        headers={"Referer": "http://localhost/cases/x"},
    )
    assert answer.status_code == 422
    assert "不能“要求补充线索”" in answer.text
    assert "需补充的内容太短" in answer.text
    assert "need-question" in answer.text and "内部规则（可设置）" in answer.text
    assert hidden_fields(answer.text) == [("question", "？")]
    assert "<dt>需补充的内容</dt>" in answer.text
    assert 'href="/cases/x"' in answer.text
    assert len(case.events) == 1


def test_a_refusal_leads_back_to_no_other_site(officer, scenario):
    case = scenario.received()
    answer = officer.send(
        f"/probe/cases/{case.no}/ask_info", {"question": ""}, headers={"Referer": "https://example.org/x"}
    )
    assert "example.org" not in answer.text


# --- stale --------------------------------------------------------------------------------------------------------


def test_a_stale_form_shows_what_changed_and_can_be_sent_again(officer, scenario):
    case = scenario.received()
    seen = case.seq
    case.does(Verb.RAISE_FLAG, "petition_head", flag=Flag.KEY, reason="领导要求跟踪")
    form = {"question": "请补充排放的时间和地点。", "seen": str(seen)}
    address = f"/probe/cases/{case.no}/ask_info"
    answer = officer.send(address, form)
    assert answer.status_code == 409
    for words in ("加标记", "信访科负责人", "2026-11-02 09:", "请补充排放的时间和地点。", "尚未生效"):
        assert words in answer.text
    fields = dict(hidden_fields(answer.text))
    assert fields == {"question": form["question"], "seen": str(seen + 1)}
    assert officer.send(address, fields).status_code == 200
    assert case.events[-1].verb is Verb.ASK_INFO


# --- tokens and ended logins --------------------------------------------------------------------------------------


def test_a_stale_token_keeps_what_was_typed_and_lets_it_be_sent_again(officer, scenario):
    case = scenario.received()
    address = f"/probe/cases/{case.no}/ask_info"
    here = {"Sec-Fetch-Site": "same-origin"}
    answer = officer.post(address, data={"csrf_token": "old", "question": "请补充地点。"}, headers=here)
    assert answer.status_code == 400
    assert hidden_fields(answer.text) == [("question", "请补充地点。")]
    assert len(case.events) == 1
    assert officer.send(address, dict(hidden_fields(answer.text))).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://example.org"},
        {"Referer": "https://example.org/"},
        {},
    ],
)
def test_what_another_site_sends_is_not_offered_again(officer, headers):
    answer = officer.post("/probe/note/200", data={"question": "planted"}, headers=headers)
    assert answer.status_code == 400
    assert "planted" not in answer.text


def test_a_form_sent_after_the_login_ended_waits_for_the_new_login(officer, scenario):
    case = scenario.received()
    form = {"csrf_token": officer.token(), "question": "请补充地点。", "password_note": "x"}
    scenario.pass_time(minutes=45)
    answer = officer.post(
        f"/probe/cases/{case.no}/ask_info", data=form, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert answer.status_code == 401
    assert "在新窗口登录" in answer.text
    assert hidden_fields(answer.text) == [("question", "请补充地点。")]


def test_files_that_cannot_be_kept_are_said_to_be_lost(officer):
    photo = (io.BytesIO(b"x"), "photo.jpg")
    answer = officer.post("/probe/note/200", data={"file": photo}, headers={"Origin": "http://localhost"})
    assert "文件未能保留" in answer.text


def test_a_login_form_with_an_old_token_is_simply_shown_anew(client):
    answer = client.post("/login", data={"csrf_token": "old", "username": "operator", "password": "x"})
    assert answer.location.endswith("/login")


# --- faults -------------------------------------------------------------------------------------------------------


@pytest.fixture
def log():
    """What the program logs, as it is written to its file."""
    stream = io.StringIO()
    handler = logs.handler_on(stream)
    logging.getLogger("bihuan").addHandler(handler)
    yield stream
    logging.getLogger("bihuan").removeHandler(handler)


def test_a_fault_gets_a_number_that_page_and_log_share(officer, log):
    answer = officer.send("/probe/fault", {"said": SECRET})
    assert answer.status_code == 500
    number = re.search(r'class="incident">([^<]+)<', answer.text).group(1)
    assert f"incident {number} at probe.fault" in log.getvalue()
    assert "tests/web/test_errors.py" in log.getvalue() and "ValueError" in log.getvalue()


def test_the_log_of_a_fault_holds_nothing_of_what_was_typed(officer, log):
    officer.get(f"/probe/fault?said=刘某某-{SECRET}")
    assert log.getvalue()
    assert SECRET not in log.getvalue() and "刘某某" not in log.getvalue()
    assert "what the caller said" not in log.getvalue()


def test_the_page_of_a_fault_needs_no_database(officer, app, monkeypatch):
    def broken(*_):
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(db.Store, "office", broken)
    answer = officer.get("/")
    assert answer.status_code == 500
    assert "系统出现故障" in answer.text


def test_an_error_of_the_database_does_not_tell_its_parameters(app, scenario):
    from sqlalchemy import text
    from sqlalchemy.exc import DBAPIError

    store = app.extensions["bihuan"]
    with pytest.raises(DBAPIError) as caught, store.writing.begin() as session:
        session.execute(text("INSERT INTO nowhere VALUES (:phone)"), {"phone": SECRET})
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("call 13900008888 back", "call […] back"),
        ("+86 139 0000 8888", "[…]"),
        ("id 11010519491231002X.", "id […]."),
        ("case HJ20261122-000188 at 10.0.0.9:8000", "case HJ20261122-000188 at 10.0.0.9:8000"),
        ("incident F12345678", "incident F12345678"),
    ],
)
def test_numbers_of_people_are_struck_out_of_every_line(line, kept):
    stream = io.StringIO()
    record = logging.LogRecord("bihuan", logging.WARNING, __file__, 1, line, None, None)
    logs.handler_on(stream).handle(record)
    assert stream.getvalue().rstrip("\n").endswith(f"WARNING bihuan: {kept}")


def test_a_chain_of_errors_is_logged_by_kinds_and_places_alone():
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise ValueError(SECRET) from error
    except ValueError as error:
        written = logs.Discreet().formatException((type(error), error, error.__traceback__))
    assert SECRET not in written
    assert written.index("KeyError") < written.index("ValueError")
