"""Looking at an identity through the browser: with a reason, by who may, kept nowhere, each look on record."""

import logging

from sqlalchemy import select

from petitions.models import IdentityLook
from workflow.vocabulary import Track

SECRETS = ("刘某某", "19900008871", "建国路120号")


def looks(scenario):
    with scenario.sessions() as session:
        return [tuple(row) for row in session.execute(select(IdentityLook.officer_id, IdentityLook.reason))]


def test_a_look_shows_the_identity_once_and_is_recorded(client_as, scenario, caplog):
    caplog.set_level(logging.DEBUG)
    case = scenario.received().transferred()
    client = client_as("handler")
    answer = client.send(f"/cases/{case.no}/identity", {"reason": "电话回访核实情况"})
    assert answer.status_code == 200
    assert all(secret in answer.text for secret in SECRETS)
    assert answer.headers["Cache-Control"] == "no-store"
    assert looks(scenario) == [(scenario.actor("handler").officer_id, "电话回访核实情况")]
    assert not any(secret in client.get(f"/cases/{case.no}").text for secret in SECRETS)
    assert not any(secret in record.getMessage() for record in caplog.records for secret in SECRETS)


def test_a_look_cannot_be_had_by_an_address(client_as, scenario):
    case = scenario.received()
    assert client_as("operator").get(f"/cases/{case.no}/identity").status_code == 405


def test_a_look_without_a_reason_is_refused_at_its_field(client_as, scenario):
    case = scenario.received()
    client = client_as("operator")
    for reason in ("", "看", "   "):
        answer = client.send(f"/cases/{case.no}/identity", {"reason": reason})
        assert answer.status_code == 422
        assert "请写明查看原因" in answer.text
        assert not any(secret in answer.text for secret in SECRETS)
    assert looks(scenario) == []


def test_who_has_no_part_in_it_finds_no_form_and_is_refused(client_as, scenario):
    case = scenario.received()
    for who in ("statistician", "supervisor", "leader", "archivist", "auditor"):
        client = client_as(who)
        assert "查看身份" not in client.get(f"/cases/{case.no}").text, who
        answer = client.send(f"/cases/{case.no}/identity", {"reason": "想看一看是谁"})
        assert answer.status_code == 422, who
        assert "您的岗位不能查看本件信访人身份" in answer.text, who
        assert not any(secret in answer.text for secret in SECRETS), who
    assert looks(scenario) == []


def test_an_accuser_is_not_shown_to_the_bureau(client_as, scenario):
    case = scenario.received().classified(Track.D)
    answer = client_as("bureau_head").send(f"/cases/{case.no}/identity", {"reason": "了解检举情况"})
    assert answer.status_code == 422
    assert "只有纪检和登记人可以查看" in answer.text
    seen = client_as("discipline").send(f"/cases/{case.no}/identity", {"reason": "核实检举线索"})
    assert "刘某某" in seen.text


def test_who_may_not_see_the_case_is_told_nothing(client_as, scenario):
    case = scenario.received().transferred("east")
    answer = client_as("west_handler").send(f"/cases/{case.no}/identity", {"reason": "电话回访核实"})
    assert answer.status_code == 404
    assert looks(scenario) == []


def test_an_anonymous_case_says_so(client_as, scenario):
    case = scenario.received(petitioners=(), anonymous=True)
    client = client_as("petition_officer")
    assert "匿名" in client.get(f"/cases/{case.no}").text
    assert "没有登记信访人身份" in client.send(f"/cases/{case.no}/identity", {"reason": "核实是否匿名"}).text
