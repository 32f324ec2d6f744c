"""What waits for me, in the browser."""

import re

from workflow.verbs import Verb
from workflow.vocabulary import Flag


def test_a_handler_finds_the_units_work_by_its_next_step_with_its_button(client_as, scenario):
    to_sign, to_reply = scenario.received().transferred(), scenario.received().approved()
    text = client_as("handler").get("/work").text
    assert "待签收" in text
    assert f'href="/cases/{to_sign.no}/do/sign_in?back=work"' in text
    assert f'href="/cases/{to_reply.no}/do/reply?back=work"' in text
    assert to_sign.no not in client_as("west_handler").get("/work").text


def test_what_is_signed_in_from_the_list_comes_back_to_the_list(client_as, scenario):
    case = scenario.received().transferred()
    client = client_as("handler")
    answer = client.send(f"/cases/{case.no}/do/sign_in", {"seen": case.seq, "back": "work"})
    assert answer.location == "/work"
    text = client.get("/work").text
    assert "“签收”已完成。" in text
    assert "待启动调查" in text


def test_what_is_late_stands_under_a_heading_of_its_own(client_as, scenario):
    scenario.received().investigating()
    scenario.pass_time(days=61)
    text = client_as("handler").get("/work").text
    assert "今日到期和超期" in text
    assert "超期1天" in text


def test_an_owner_finds_the_owned_cases_and_what_is_owed(client_as, scenario):
    case = scenario.received().flagged(Flag.KEY).transferred().planned()
    text = client_as("leader").get("/work").text
    assert "我的包案" in text
    assert f'href="/cases/{case.no}/do/sign_plan?back=work"' in text
    assert "局领导 / 承办单位负责人" in text
    case.does(Verb.SIGN_PLAN, "leader", opinion="同意")
    assert "do/sign_plan" not in client_as("leader").get("/work").text
    assert case.no not in client_as("leader_two").get("/work").text


def test_reviewers_and_heads_find_what_is_theirs(client_as, scenario):
    review, proposed = scenario.received().submitted(), scenario.received().proposed()
    assert f"/cases/{review.no}/do/pass_substance" in client_as("deputy_business").get("/work").text
    head = client_as("petition_head").get("/work").text
    assert "拟处理意见待审定" in head
    assert proposed.no in head


def test_who_has_nothing_to_do_is_told_so(client_as):
    assert "没有等您办理的案件。" in client_as("statistician").get("/work").text


def test_groups_lead_to_their_place_on_the_page(client_as, scenario):
    scenario.received().transferred()
    scenario.received().signed_in()
    text = client_as("handler").get("/work").text
    assert re.findall(r'<a href="#([a-z_]+)">', text) == ["sign_in", "investigate"]
