from datetime import datetime

import pytest
from sqlalchemy import select

from petitions import accounts
from petitions.models import LoginAttempt, OfficeEvent
from tests.web.conftest import PASSWORD
from web import passwords
from web.auth import safe_next
from workflow.roles import Role

OFFICE_HASHER = passwords._hasher


def log_in(client, username="operator", password=PASSWORD, **more):
    return client.send("/login", {"username": username, "password": password, **more})


def office_events(scenario, kind):
    with scenario.sessions() as session:
        query = select(OfficeEvent).where(OfficeEvent.kind == kind).order_by(OfficeEvent.id)
        return list(session.scalars(query))


# --- coming in --------------------------------------------------------------------------------------------------


def test_who_is_not_logged_in_is_led_to_the_form_and_back(client):
    answer = client.get("/password?x=1")
    assert answer.location == "/login?next=/password?x%3D1"
    assert 'value="/password?x=1"' in client.get(answer.location).text
    assert log_in(client, next="/password?x=1").location == "/password?x=1"
    assert client.get("/").status_code == 200


def test_the_user_name_may_be_typed_in_capitals(client):
    assert log_in(client, " Operator ").status_code == 302


@pytest.mark.parametrize(("username", "password"), [("operator", "wrong"), ("nobody", PASSWORD), ("", "")])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(client, username, password):
    answer = log_in(client, username, password)
    assert answer.status_code == 422
    assert "用户名或密码不正确" in answer.text
    assert client.get("/").status_code == 302


def test_the_password_is_not_shown_again_and_the_name_is(client):
    page = log_in(client, password="Typed-Secret-1").text
    assert "Typed-Secret-1" not in page
    assert 'value="operator"' in page


def test_a_closed_account_does_not_come_in(client, scenario):
    with scenario.sessions.begin() as session:
        accounts.deactivate(session, "operator", scenario.now)
    assert "用户名或密码不正确" in log_in(client).text


def test_the_session_before_the_login_is_left_behind(client):
    client.get("/login")
    with client.session_transaction() as session:
        before = session["csrf_token"]
        session["planted"] = "by somebody else"
    log_in(client)
    client.get("/")
    with client.session_transaction() as session:
        assert "planted" not in session
        assert session["csrf_token"] != before


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(client):
    cookie = log_in(client).headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie


def test_an_unknown_name_takes_as_long_as_a_wrong_password(monkeypatch):
    verified = []

    class Hasher:
        def verify(self, stored, password):
            verified.append(stored)
            return True

    monkeypatch.setattr(passwords, "_nobody", lambda: "hash of nobody")
    monkeypatch.setattr(passwords, "_hasher", Hasher)
    assert not passwords.matches(None, "x")
    assert verified == ["hash of nobody"]


def test_the_office_hashes_with_64_mebibytes_and_three_passes():
    hasher = OFFICE_HASHER()
    assert (hasher.memory_cost, hasher.time_cost, hasher.type.name) == (65536, 3, "ID")
    assert hasher.hash("x") != hasher.hash("x")


def test_a_hash_of_weaker_parameters_is_renewed_at_the_next_login(client, scenario):
    from argon2 import PasswordHasher

    weak = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)
    with scenario.sessions.begin() as session:
        accounts.rehash(session, scenario.actor("operator").officer_id, weak)
    assert log_in(client).status_code == 302
    with scenario.sessions() as session:
        stored = accounts.account_named(session, "operator").password_hash
    assert stored != weak and stored.startswith("$argon2id$")
    assert not passwords.is_outdated(stored)
    assert client.get("/").status_code == 200


# --- the throttle -----------------------------------------------------------------------------------------------


def test_after_five_failures_a_name_waits_and_is_told_how_long(client, scenario):
    for _ in range(5):
        assert log_in(client, password="wrong").status_code == 422
        scenario.pass_time(seconds=30)
    answer = log_in(client)
    assert answer.status_code == 429
    assert "请在8分钟后（09:10以后）再试" in answer.text
    scenario.pass_time(minutes=8)
    assert log_in(client).status_code == 302


def test_a_success_forgives_the_failures_before_it(client, scenario):
    for _ in range(4):
        log_in(client, password="wrong")
        scenario.pass_time(seconds=1)
    log_in(client)
    scenario.pass_time(seconds=1)
    client.send("/logout")
    for _ in range(4):
        assert log_in(client, password="wrong").status_code == 422
        scenario.pass_time(seconds=1)
    assert log_in(client).status_code == 302


def test_an_unknown_name_is_throttled_too_and_never_stored(client, scenario):
    for _ in range(5):
        log_in(client, "My-Secret-Typed-Here", "wrong")
    assert log_in(client, "My-Secret-Typed-Here", "wrong").status_code == 429
    with scenario.sessions() as session:
        names = set(session.scalars(select(LoginAttempt.username)))
        details = set(session.scalars(select(OfficeEvent.detail)))
    assert not any("secret" in text.lower() for text in names | details)


def test_thirty_failures_stop_an_address_whatever_the_names(app, scenario):
    away = {"environ_base": {"REMOTE_ADDR": "10.0.0.9"}}
    client, other = app.test_client(), app.test_client()
    for number in range(30):
        scenario.pass_time(seconds=1)
        data = {"csrf_token": client.token(), "username": f"guess{number}", "password": "wrong"}
        assert client.post("/login", data=data, **away).status_code == 422
    data = {"csrf_token": client.token(), "username": "operator", "password": PASSWORD}
    assert client.post("/login", data=data, **away).status_code == 429
    assert log_in(other).status_code == 302


def test_tries_at_the_same_moment_are_counted_before_they_are_judged(scenario):
    name, address = "operator", "127.0.0.1"
    with scenario.sessions.begin() as session:
        for _ in range(5):
            assert accounts.wait_until(session, name, address, scenario.now) is None
            accounts.begin_attempt(session, name, address, scenario.now)
        assert accounts.wait_until(session, name, address, scenario.now) is not None


def test_the_throttle_stands_in_the_database_and_outlives_the_process(client, scenario, app, sqlite_database):
    from dataclasses import replace

    from web import create_app

    for _ in range(5):
        log_in(client, password="wrong")
    again = create_app(replace(app.extensions["bihuan"].config))
    again.test_client_class = type(client)
    assert log_in(again.test_client()).status_code == 429


# --- the record -------------------------------------------------------------------------------------------------


def test_logins_failures_and_logouts_are_on_record_without_secrets(client, scenario):
    log_in(client, password="wrong")
    log_in(client)
    client.send("/logout")
    number = scenario.actor("operator").officer_id
    for kind in ("login_failed", "login", "logout"):
        (event,) = office_events(scenario, kind)
        assert event.officer_id == number
        assert event.at == scenario.now
        assert "wrong" not in event.detail and PASSWORD not in event.detail


def test_the_record_of_the_office_cannot_be_changed(scenario, client):
    from sqlalchemy import text
    from sqlalchemy.exc import DBAPIError

    log_in(client)
    with pytest.raises(DBAPIError), scenario.engine.begin() as connection:
        connection.execute(text("UPDATE office_event SET kind = 'x'"))


# --- going out --------------------------------------------------------------------------------------------------


def test_only_a_post_with_a_token_logs_out(client_as):
    client = client_as("operator")
    assert client.get("/logout").status_code == 405
    assert client.post("/logout").status_code == 400
    assert client.get("/").status_code == 200
    assert client.send("/logout").location == "/login"
    assert client.get("/").status_code == 302


def test_half_an_hour_without_a_request_ends_the_login(client_as, scenario):
    client = client_as("operator")
    scenario.pass_time(minutes=29)
    assert client.get("/").status_code == 200
    scenario.pass_time(minutes=29)
    assert client.get("/").status_code == 200
    scenario.pass_time(minutes=31)
    answer = client.get("/", follow_redirects=True)
    assert "长时间未操作" in answer.text and "登录" in answer.text


def test_a_new_password_ends_the_logins_made_with_the_old_one(client_as, scenario):
    here, elsewhere = client_as("operator"), client_as("operator")
    form = {"password_old": PASSWORD, "password_new": "Brand-New-99", "password_again": "Brand-New-99"}
    assert here.send("/password", form).location == "/"
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302
    assert log_in(elsewhere).status_code == 422
    assert log_in(elsewhere, password="Brand-New-99").status_code == 302


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"password_old": "wrong"}, "原密码不正确"),
        ({"password_new": "Sh0rt!", "password_again": "Sh0rt!"}, "至少8个字符"),
        ({"password_new": "alllower1", "password_again": "alllower1"}, "三类"),
        ({"password_new": "Operator-12", "password_again": "Operator-12"}, "不能包含用户名"),
        ({"password_new": "A1-" + "x" * 200, "password_again": "A1-" + "x" * 200}, "最多200个字符"),
        ({"password_new": PASSWORD, "password_again": PASSWORD}, "不能与原密码相同"),
        ({"password_again": "Other-New-99"}, "不一致"),
    ],
)
def test_a_password_that_will_not_do_is_refused_beside_its_field(client_as, change, sentence):
    client = client_as("operator")
    form = {
        "password_old": PASSWORD,
        "password_new": "Brand-New-99",
        "password_again": "Brand-New-99",
        **change,
    }
    answer = client.send("/password", form)
    assert answer.status_code == 422
    assert sentence in answer.text and 'aria-invalid="true"' in answer.text
    assert log_in(client).status_code == 302


@pytest.mark.parametrize(
    "change", [accounts.deactivate, lambda *a: accounts.set_roles(a[0], a[1], {Role.HANDLER}, a[2])]
)
def test_new_roles_and_a_closed_account_end_its_logins(client_as, scenario, change):
    client = client_as("operator")
    with scenario.sessions.begin() as session:
        change(session, "operator", scenario.now)
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("identity", ["x", "1", "1.x", "999999.1", "."])
def test_a_made_up_identity_is_nobody(client, identity):
    with client.session_transaction() as session:
        session["_user_id"], session["seen_at"] = identity, 4102444800
    assert client.get("/").status_code == 302


# --- where to ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "target",
    ["https://example.org/", "//example.org", "/\\example.org", "\\\\example.org", "javascript:alert(1)",
     "/\t/example.org", "/a\nb", "x", "", None, "/a\\b"],
)  # fmt: skip
def test_nobody_is_led_to_another_site(app, target):
    with app.test_request_context():
        assert safe_next(target) == "/"


def test_a_page_of_this_site_is_gone_to(app):
    with app.test_request_context():
        assert safe_next("/cases?page=2") == "/cases?page=2"


# --- the rules for accounts -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("roles", "sentence"),
    [
        ((), "至少给用户一个岗位"),
        ((Role.OWNER_CITY,), "不能分配"),
        ((Role.SYSTEM,), "不能分配"),
        ((Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN), "专人"),
        ((Role.AUDITOR, Role.HANDLER), "专人"),
    ],
)
def test_roles_that_may_not_stand_together_are_refused(scenario, roles, sentence):
    with pytest.raises(accounts.AccountError, match=sentence), scenario.sessions.begin() as session:
        accounts.set_roles(session, "operator", roles, scenario.now)


def test_a_moment_of_the_throttle_is_aware(scenario):
    with scenario.sessions.begin() as session:
        for _ in range(5):
            accounts.begin_attempt(session, "operator", "x", scenario.now)
        until = accounts.wait_until(session, "operator", "y", scenario.now)
    assert isinstance(until, datetime) and until.tzinfo is not None
    assert until - scenario.now == accounts.THROTTLE_WINDOW
