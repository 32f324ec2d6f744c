"""The case page: what it tells, to whom, and what it never tells."""

import re

import pytest

from petitions.particulars import Person
from workflow.needs import SupervisionLevel
from workflow.roles import BY_CASE, Role
from workflow.verbs import Verb
from workflow.vocabulary import Channel, Flag, Satisfaction, Track

SCRIPT = '<script>alert("某")</script>'
CITY = (
    "operator",
    "petition_officer",
    "petition_head",
    "bureau_head",
    "leader",
    "supervisor",
    "statistician",
)


@pytest.fixture
def key_case(scenario):
    """A key case that went through everything and is still open."""
    earlier = scenario.received()
    case = scenario.received(channel=Channel.SUPERIOR).suggested(earlier).flagged(Flag.KEY)
    case.transferred(assisting=("west",)).supervised(SupervisionLevel.LISTED).signed_in().investigating()
    case.does(
        Verb.VISIT,
        "leader",
        visited_on=scenario.now.date(),
        place="工地",
        findings="夜间仍施工",
        promises="两周",
    )
    case.planned().found().replied()
    return case.rated(Satisfaction.DISSATISFIED)


def test_the_page_tells_the_whole_story(client_as, key_case):
    text = client_as("petition_head").get(f"/cases/{key_case.no}").text
    for words in (
        key_case.no,
        "上级交办",
        "已答复待评价",
        "督办中",
        "反映事项",
        "办理情况",
        "逐项结论",
        "业务审核",
        "挂牌督办",
        "带案下访",
        "关联案件",
        "相似86%",
        "同一联系电话；同一地点：建国路",
        "包案和一案一策",
        "办理过程",
        "〔2026〕",
        "《行政复议法》第二十条",
        "逐条链接",
        key_case.events[-1].hash[:16],
    ):
        assert words in text, words


def test_the_page_says_what_is_next_by_whom_and_what_it_waits_for(client_as, scenario):
    case = scenario.received().flagged(Flag.KEY).accepted()
    text = client_as("handler_two").get("/work").text
    assert case.no not in text
    text = client_as("petition_officer").get(f"/cases/{case.no}").text
    assert "指定包案领导" in text
    assert "“转办”还要等：" in text
    assert "由信访科负责人、分管信访负责人、局主要负责人办理" in text


def test_each_finds_only_the_buttons_that_are_open_and_why_others_are_not(client_as, scenario):
    case = scenario.received()
    officer = client_as("petition_officer").get(f"/cases/{case.no}").text
    assert f"/cases/{case.no}/do/classify" in officer
    assert f"/cases/{case.no}/do/accept" not in officer
    assert "尚未依法分类。请先甄别分类，写明办理路径和污染类型。" in officer
    statistician = client_as("statistician").get(f"/cases/{case.no}").text
    assert "/do/" not in statistician


def test_the_usual_next_step_is_the_first_button(client_as, scenario):
    case = scenario.received().classified()
    text = client_as("petition_officer").get(f"/cases/{case.no}").text
    assert re.search(r'btn-primary" href="[^"]*/do/accept"', text)


def test_nobody_reads_a_name_or_a_number_on_the_page(client_as, key_case):
    for role in frozenset(Role) - BY_CASE:
        answer = client_as(role.value).get(f"/cases/{key_case.no}")
        assert answer.status_code in {200, 403, 404}
        for secret in ("刘某某", "19900008871", "建国路120号"):
            assert secret not in answer.text, role


def test_those_of_the_city_see_masks(client_as, scenario):
    case = scenario.received()
    for who in CITY:
        text = client_as(who).get(f"/cases/{case.no}").text
        assert "刘**" in text, who
        assert "199****8871" in text, who


def test_a_case_elsewhere_and_one_that_is_not_there_look_alike(client_as, scenario):
    case = scenario.received().transferred("east")
    client = client_as("west_handler")
    hidden, absent = client.get(f"/cases/{case.no}"), client.get("/cases/HJ20261102-999999")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.text.replace(case.no, "") == absent.text.replace("HJ20261102-999999", "")


@pytest.mark.parametrize("who", ["system_admin", "security_admin"])
def test_who_runs_the_system_sees_no_case(client_as, scenario, who):
    case = scenario.received()
    assert client_as(who).get(f"/cases/{case.no}").status_code == 403


def test_an_accusation_that_went_to_discipline_is_sealed_for_all_others(client_as, scenario):
    case = scenario.received().classified(Track.D).does(Verb.REFER_DISCIPLINE, "petition_officer")
    assert client_as("discipline").get(f"/cases/{case.no}").status_code == 200
    for who in ("petition_officer", "bureau_head", "operator"):
        assert client_as(who).get(f"/cases/{case.no}").status_code == 404


def test_what_was_typed_is_shown_as_text_and_never_run(client_as, scenario):
    case = scenario.received(
        content=f"反映{SCRIPT}。",
        title=f"标题{SCRIPT}",
        place=f"地点{SCRIPT}",
        respondent=f"单位{SCRIPT}",
        claim=f"诉求{SCRIPT}",
        petitioners=(Person(name="<b>某", phone="19900008871"),),
    )
    case.flagged(Flag.KEY).does(Verb.INSTRUCT, "leader", instruction=f"批示{SCRIPT}")
    case.does(
        Verb.CLASSIFY, "operator", track=Track.A, types=scenario.particulars().types, basis=f"依据{SCRIPT}"
    )
    client = client_as("petition_head")
    for page in (f"/cases/{case.no}", f"/cases/{case.no}/do/amend", "/backlog", "/queue", "/work"):
        text = client.get(page).text
        assert "<script>alert" not in text, page
        assert "<b>某" not in text, page
    assert "&lt;script&gt;alert" in client.get(f"/cases/{case.no}").text


def test_the_title_of_the_page_is_the_number_alone(client_as, scenario):
    case = scenario.received(title="某某小区噪声")
    title = re.search(r"<title>([^<]*)</title>", client_as("operator").get(f"/cases/{case.no}").text)
    assert title is not None
    assert title.group(1).startswith(f"{case.no} · ")


def test_a_limit_leads_to_its_proof_day_by_day(client_as, scenario):
    case = scenario.received(channel=Channel.ORDER_12345)
    client = client_as("petition_officer")
    links = re.findall(r'href="(/cases/[^"]*/limits/\d+)"', client.get(f"/cases/{case.no}").text)
    assert len(links) == 3
    texts = [client.get(link).text for link in links]
    order = next(text for text in texts if "12345工单反馈" in text)
    assert "当日不计入，自次日起算" in order
    assert "期满日" in order
    assert "2026-11-09" in order
    provisional = next(text for text in texts if "未履职可诉风险日" in text)
    assert "暂定" in provisional
    assert client_as("west_handler").get(links[0]).status_code == 404
    assert client.get(f"/cases/{case.no}/limits/99999").status_code == 404


def test_an_ended_limit_tells_by_what_it_ended(client_as, scenario):
    case = scenario.received().accepted()
    client = client_as("petition_officer")
    links = re.findall(r'href="(/cases/[^"]*/limits/\d+)"', client.get(f"/cases/{case.no}").text)
    assert any("由“受理”停止计算" in client.get(link).text for link in links)


def test_suspected_repeats_are_decided_from_the_page(client_as, scenario):
    earlier = scenario.received()
    case = scenario.received().suggested(earlier)
    text = client_as("petition_officer").get(f"/cases/{case.no}").text
    assert f"/cases/{case.no}/do/confirm_repeat?earlier={earlier.no}" in text
    assert f"/cases/{case.no}/do/deny_repeat?earlier={earlier.no}" in text
    assert "confirm_repeat" not in client_as("statistician").get(f"/cases/{case.no}").text


def test_a_merged_case_shows_its_master(client_as, scenario):
    master = scenario.received()
    case = scenario.received().merged_into(master)
    assert f'href="/cases/{master.no}"' in client_as("operator").get(f"/cases/{case.no}").text
    assert "已并案" in client_as("operator").get(f"/cases/{master.no}").text


def test_the_page_speaks_english_too(client_as, key_case):
    client = client_as("petition_head")
    client.send("/language", {"language": "en", "next": f"/cases/{key_case.no}"})
    text = client.get(f"/cases/{key_case.no}").text
    assert '<html lang="en">' in text
    assert "Next step" in text and "Same telephone; Same place: 建国路" in text
    assert "下一步" not in text
