"""同源事件 on the screen: the list, one incident in one view, and what of it nobody learns without right."""

import re

import pytest
from sqlalchemy import event

from petitions.particulars import Person
from workflow.needs import SupervisionLevel
from workflow.verbs import Verb
from workflow.vocabulary import Flag, Relation, Track

ANOTHER = (Person(name="王某某", phone="19900001122"),)
SECRETS = ("刘某某", "王某某", "19900008871", "19900001122", "刘**", "王**", "建国路120号")

TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')
"""Changes with the second."""


@pytest.fixture
def incident(scenario):
    """A lead in the east under a signed plan, a second call of the same person, and a neighbour's in the west."""
    lead = scenario.received(title="建国路工地夜间打桩").flagged(Flag.KEY).investigating().plan_signed()
    lead.does(
        Verb.VISIT,
        "leader",
        visited_on=scenario.now.date(),
        place="工地现场",
        findings="夜间仍在施工",
        promises="两周内整改",
    )
    scenario.pass_time(days=2)
    again = scenario.received(title="建国路工地又在打桩").repeated(lead).transferred("east")
    again.does(Verb.REPORT_PROGRESS, "handler", progress="已约谈施工单位负责人")
    scenario.pass_time(days=3)
    neighbour = scenario.received(
        title="西侧小区反映打桩噪声", place="东城区建国路116号", petitioners=ANOTHER
    )
    neighbour.repeated(again, Relation.ASSOCIATED).transferred("west").supervised(SupervisionLevel.LISTED)
    return {"lead": lead, "again": again, "neighbour": neighbour}


def test_everything_of_an_incident_stands_in_one_view(client_as, incident):
    text = client_as("petition_head").get(f"/incidents/{incident['lead'].no}").text
    for words in (
        *(case.no for case in incident.values()),
        "建国路工地夜间打桩",
        "您可查看3件",
        "2026-11-02至2026-11-07收到3件：转办2件，督查1件",
        "东城区建国路116号",
        "甲地建设有限公司",
        "夜间抢工期",
        f'制定于</dt><dd><a href="/cases/{incident["lead"].no}"',
        "工地现场",
        "已约谈施工单位负责人",
        "挂牌督办",
        "同人同事，原件在办",
        "不同人同事",
    ):
        assert words in text, words
    assert re.findall(r'figure-name">([^<]*)<.*?figure-value">(?:<a[^>]*>)?(\d+)', text, re.DOTALL) == [
        ("件数", "3"),
        ("反映人", "2"),
        ("持续天数", "6"),
        ("在办", "3"),
    ]
    assert len(re.findall(r"<circle[^>]*><title>", text)) == 3
    assert "style=" not in text
    assert "另有" not in text


def test_the_one_who_called_twice_is_counted_once_and_nobody_is_named(client_as, incident):
    for who in ("petition_head", "bureau_head", "handler", "west_handler", "statistician"):
        text = client_as(who).get(f"/incidents/{incident['lead'].no}").text
        for secret in SECRETS:
            assert secret not in text, (who, secret)
    text = client_as("petition_head").get(f"/incidents/{incident['lead'].no}").text
    assert re.findall(r"<td>第(\d)人", text) == ["1", "1", "2"]


def test_an_officer_of_another_unit_learns_of_the_other_cases_how_many_and_who_handles_them(
    client_as, incident
):
    text = client_as("west_handler").get(f"/incidents/{incident['neighbour'].no}").text
    assert "另有2件您无权查看：东城分局办理2件" in text
    assert incident["neighbour"].no in text
    for hidden in (
        incident["lead"].no,
        incident["again"].no,
        "建国路工地夜间打桩",
        "建国路工地又在打桩",
        "东城区建国路118号",
        "夜间仍在施工",
        "已约谈施工单位负责人",
    ):
        assert hidden not in text, hidden
    assert "夜间抢工期" in text, "the plan by which their own case goes"
    listed = client_as("west_handler").get("/incidents").text
    assert incident["neighbour"].no in listed
    assert "东城分局2件" in listed
    assert incident["lead"].no not in listed
    assert "建国路工地" not in listed


def test_who_may_see_none_of_its_cases_finds_no_incident(client_as, scenario):
    lead = scenario.received().transferred("east")
    scenario.received().repeated(lead, Relation.ASSOCIATED).transferred("east")
    client = client_as("west_handler")
    hidden, absent = client.get(f"/incidents/{lead.no}"), client.get("/incidents/HJ20261102-999999")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    told, untold = hidden.text.replace(lead.no, ""), absent.text.replace("HJ20261102-999999", "")
    assert TOKEN.sub("", told) == TOKEN.sub("", untold)
    assert lead.no not in client.get("/incidents").text
    assert client_as("system_admin").get("/incidents").status_code == 403


def test_an_accusation_that_went_to_discipline_is_but_counted_in_its_incident(client_as, scenario):
    lead = scenario.received(title="工地夜间打桩")
    sealed = scenario.received(title="反映工作人员包庇").repeated(lead, Relation.ASSOCIATED)
    sealed.classified(Track.D).does(Verb.REFER_DISCIPLINE, "petition_officer")
    for page in ("/incidents", f"/incidents/{lead.no}"):
        text = client_as("bureau_head").get(page).text
        assert "市局1件" in text or "市局办理1件" in text
        for told in (sealed.no, "包庇", "纪检"):
            assert told not in text, (page, told)
        theirs = client_as("discipline").get(page).text
        assert sealed.no in theirs
        assert "工地夜间打桩" not in theirs


def test_a_case_that_stands_alone_has_no_incident(client_as, scenario):
    case = scenario.received()
    assert client_as("petition_head").get(f"/incidents/{case.no}").status_code == 404
    assert "/incidents/" not in client_as("petition_head").get(f"/cases/{case.no}").text


def test_the_case_page_leads_to_the_incident_by_a_number_the_reader_may_know(client_as, incident):
    lead, again, neighbour = incident.values()
    text = client_as("petition_head").get(f"/cases/{again.no}").text
    assert f'href="/incidents/{lead.no}">同源事件：共3件' in text
    assert "本件为牵头件" in client_as("petition_head").get(f"/cases/{lead.no}").text
    elsewhere = client_as("west_handler").get(f"/cases/{neighbour.no}").text
    assert f'href="/incidents/{neighbour.no}">同源事件：共3件' in elsewhere
    assert lead.no not in elsewhere


def test_the_case_page_shows_the_plan_of_the_incident_as_such(client_as, incident):
    text = client_as("handler").get(f"/cases/{incident['again'].no}").text
    assert "按同源事件的一案一策办理" in text
    assert "夜间抢工期" in text
    assert "按同源事件" not in client_as("handler").get(f"/cases/{incident['lead'].no}").text


def test_the_event_tells_how_many_cases_it_joined(client_as, incident):
    text = client_as("petition_head").get(f"/cases/{incident['again'].no}").text
    assert "归入件数：2" in text
    incident["neighbour"].does(
        Verb.DENY_REPEAT, "petition_officer", earlier=incident["again"].id, reason="另一处工地"
    )
    assert "移出件数：1" in client_as("petition_head").get(f"/cases/{incident['neighbour'].no}").text


def test_the_list_begins_with_the_largest_or_with_the_newest(client_as, scenario, incident):
    scenario.pass_time(days=1)
    newer = scenario.received()
    scenario.received().repeated(newer, Relation.ASSOCIATED)
    client = client_as("bureau_head")
    largest = re.findall(r'href="/incidents/([^"]+)"', client.get("/incidents").text)
    newest = re.findall(r'href="/incidents/([^"]+)"', client.get("/incidents?order=newest").text)
    assert largest == [incident["lead"].no, newer.no]
    assert newest == largest[::-1]
    assert 'href="/incidents"' in client.get("/backlog").text


def test_a_list_without_incidents_says_how_they_come_about(client_as, scenario):
    scenario.received()
    assert "还没有同源事件。" in client_as("leader").get("/incidents").text


def test_the_pages_are_told_in_english_too(client_as, incident):
    client = client_as("petition_head")
    client.send("/language", {"language": "en"})
    for page in ("/incidents", f"/incidents/{incident['lead'].no}", f"/cases/{incident['again'].no}"):
        text = client.get(page).text
        assert "同源事件" not in text, page
        assert "ncident" in text, page


def test_a_page_costs_the_same_number_of_statements_with_many_cases(client_as, app, scenario, incident):
    said = []
    engine = app.extensions["bihuan"].reading.kw["bind"]
    event.listen(engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    counts = []
    for _ in range(2):
        client = client_as("bureau_head")
        for page in ("/incidents", f"/incidents/{incident['lead'].no}"):
            assert client.get(page).status_code == 200
            said.clear()
            client.get(page)
            counts.append(len(said))
        for _more in range(4):
            scenario.received(petitioners=ANOTHER).repeated(incident["lead"], Relation.ASSOCIATED)
    assert counts[:2] == counts[2:]
