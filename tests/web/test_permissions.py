"""Every route says who may open it, is found somewhere, and takes nothing without a token."""

import pytest

from web import auth
from web.auth import permission_of
from web.navigation import ELSEWHERE, ITEMS
from workflow.roles import BY_CASE, Role

PLAIN = {"Content-Type": "text/plain"}


def endpoints(app):
    return sorted({rule.endpoint for rule in app.url_map.iter_rules()})


def test_every_route_says_who_may_open_it(app):
    assert [endpoint for endpoint in endpoints(app) if permission_of(app, endpoint) is None] == []


def test_every_route_is_in_the_navigation_or_on_the_list_of_exceptions(app):
    rooms = {item.endpoint.partition(".")[0] for item in ITEMS}
    lost = [name for name in endpoints(app) if name not in ELSEWHERE and name.partition(".")[0] not in rooms]
    assert lost == []
    assert {item.endpoint for item in ITEMS} | set(ELSEWHERE) <= set(endpoints(app))


def test_nothing_that_is_written_to_is_free_of_the_token(app):
    csrf = app.extensions["csrf"]
    assert not csrf._exempt_views and not csrf._exempt_blueprints
    for rule in app.url_map.iter_rules():
        assert not rule.methods & {"PUT", "PATCH", "DELETE"}, rule


def test_every_form_is_refused_without_its_token(app, client_as):
    client = client_as("petition_officer")
    client.get("/")
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in rule.methods]
    assert len(rules) > 5
    for rule in rules:
        with app.test_request_context():
            address = app.url_for(rule.endpoint, **dict.fromkeys(rule.arguments, "x"))
        answer = client.post(address)
        assert answer.status_code == (302 if rule.endpoint == "session.begin" else 400), rule
    assert client.get("/").status_code == 200


def test_only_these_pages_are_public(app):
    found = {name for name in endpoints(app) if permission_of(app, name).public}
    assert found == {
        "static", "bootstrap.static", "health.alive",
        "session.form", "session.begin", "session.end", "session.speak",
    }  # fmt: skip


def test_a_view_that_says_nothing_is_opened_by_nobody(app, client_as):
    app.add_url_rule("/silent", "silent", lambda: "x")
    assert client_as("bureau_head").get("/silent").status_code == 403


def test_a_view_is_open_to_its_roles_alone(app, client_as):
    app.add_url_rule("/desk", "desk", auth.permits(Role.OPERATOR, Role.HANDLER)(lambda: ("x", 200, PLAIN)))
    assert client_as("operator").get("/desk").status_code == 200
    assert client_as("handler").get("/desk").status_code == 200
    assert client_as("statistician").get("/desk").status_code == 403


def test_administrators_of_the_system_work_with_no_case():
    assert {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN}.isdisjoint(auth.CASE_ROLES)
    assert auth.CASE_ROLES.isdisjoint(BY_CASE | {Role.SYSTEM})
    assert {Role.AUDITOR, Role.OPERATOR, Role.STATISTICIAN} <= auth.CASE_ROLES


@pytest.mark.parametrize("who", ["system_admin", "security_admin"])
def test_administrators_find_no_room_of_cases(client_as, app, who):
    client = client_as(who)
    for item in ITEMS:
        if item.endpoint != "home.index":
            with app.test_request_context():
                address = app.url_for(item.endpoint)
            assert client.get(address).status_code == 403, item.endpoint
