"""Every verb through the browser: its form, its doing, its refusals, and what happens when somebody was faster."""

import re

import pytest

from petitions.commands import COMMANDS
from tests.web.acts import ACTS
from web.forms.registry import FIELDS
from workflow.needs import Kind
from workflow.roles import BY_CASE, Role
from workflow.states import State
from workflow.tables import COMPLAINT
from workflow.verbs import Verb
from workflow.vocabulary import Flag, Track, Truth

PICKED = {
    "leader": "people",
    "officers": "people",
    "verifiers": "people",
    "unit": "units",
    "assisting": "units",
}


def filled_in(act, scenario):
    """The fields of an act, with the numbers that this office gives to its people and units."""

    def number(name, one):
        where = PICKED.get(name)
        if where == "people":
            return str(scenario.actor(one).officer_id)
        return str(scenario.units[one]) if where == "units" else one

    return {
        name: [number(name, one) for one in value] if isinstance(value, list) else number(name, value)
        for name, value in act.form.items()
    }


def test_every_command_has_its_act_and_every_kind_of_need_its_control():
    by_people = {row.verb for row in COMPLAINT.rows if row.roles - {Role.SYSTEM}}
    assert {act.verb for act in ACTS} == set(COMMANDS) & by_people
    assert set(FIELDS) == set(Kind)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.verb.value)
def test_the_verb_is_done_from_its_form(client_as, scenario, act):
    case = act.play(scenario)
    before, client = case.state, client_as(act.who)
    path = f"/cases/{case.no}/do/{act.verb.value}"
    form = client.get(path)
    assert form.status_code == 200
    assert f"确认{act.verb.label}" in form.text
    row = COMPLAINT.row(act.verb, before)
    for need in row.needs:
        assert f'id="field-{need.field}"' in form.text, need.field
    answer = client.send(path, {"seen": case.seq, **filled_in(act, scenario)})
    assert answer.status_code == 302, answer.text
    assert answer.location == f"/cases/{case.no}"
    assert case.events[-1].verb is act.verb
    assert case.state is (act.state or before)
    done = client.get(answer.location)
    assert done.status_code == 404 or act.verb is Verb.REGISTER or f"“{act.verb.label}”已完成。" in done.text


@pytest.mark.parametrize(
    "act", [act for act in ACTS if COMPLAINT.row(act.verb, State.REGISTERED)], ids=lambda act: act.verb.value
)
def test_an_empty_form_is_refused_at_each_field_that_the_law_asks_for(client_as, scenario, act):
    case = act.play(scenario)
    needs = [need for need in COMPLAINT.row(act.verb, case.state).needs if not need.optional]
    if not needs or act.verb is Verb.AMEND:
        return
    answer = client_as(act.who).send(f"/cases/{case.no}/do/{act.verb.value}", {"seen": case.seq})
    assert answer.status_code == 422
    for need in needs:
        assert f'id="field-{need.field}-error"' in answer.text, need.field
        assert f'href="#field-{need.field}"' in answer.text, need.field
    assert case.events[-1].verb is not act.verb or act.verb is Verb.CONFIRM_REPEAT


def test_a_refusal_keeps_what_was_typed_and_leaves_no_trace(client_as, scenario):
    case = scenario.received().accepted()
    form = {"mode": "forward", "unit": scenario.units["west"], "assisting": [scenario.units["east"]]}
    answer = client_as("petition_officer").send(
        f"/cases/{case.no}/do/transfer", {"seen": case.seq, "requirement": "急", **form}
    )
    assert answer.status_code == 422
    assert "办理要求太短" in answer.text
    assert re.search(r'value="forward" checked', answer.text)
    assert f'<option value="{scenario.units["west"]}" selected>' in answer.text
    assert f'name="assisting" value="{scenario.units["east"]}" checked' in answer.text
    assert ">\n急</textarea>" in answer.text
    assert (case.state, case.seq) == (State.ACCEPTED, 3)


def test_a_rule_of_the_command_itself_shows_at_its_field_and_undoes_the_move(client_as, scenario):
    case = scenario.received().flagged(Flag.KEY).accepted().owned()
    form = {"mode": "assign", "unit": scenario.units["west"], "requirement": "请依法办理"}
    answer = client_as("petition_officer").send(f"/cases/{case.no}/do/transfer", {"seen": case.seq, **form})
    assert answer.status_code == 422
    assert "分局包案领导不是承办单位的领导" in answer.text
    assert 'id="field-unit-error"' in answer.text
    assert case.state is State.ACCEPTED


def test_several_faults_are_told_at_once(client_as, scenario):
    case = scenario.received().investigating()
    form = {
        "findings-claim": ["", "扬尘"],
        "findings-truth": ["true", ""],
        "findings-evidence": ["", ""],
        "visited_on": "昨天",
    }
    answer = client_as("handler").send(f"/cases/{case.no}/do/record_finding", {"seen": case.seq, **form})
    assert answer.status_code == 422
    assert "第1项没有写诉求内容" in answer.text
    assert "日期应写作2026-11-22这样的形式" in answer.text
    assert 'value="扬尘"' in answer.text
    assert case.events[-1].verb is Verb.INVESTIGATE


def test_an_optional_field_that_cannot_be_read_is_not_passed_over(client_as, scenario):
    case = scenario.received().found()
    form = {"measures": "责令停止夜间施工", "target": "下周"}
    answer = client_as("handler").send(f"/cases/{case.no}/do/dispose", {"seen": case.seq, **form})
    assert answer.status_code == 422
    assert 'id="field-target-error"' in answer.text
    assert case.state is State.INVESTIGATING


def test_what_was_not_offered_cannot_be_chosen(client_as, scenario):
    case = scenario.received().signed_in()
    outsider = scenario.actor("west_handler").officer_id
    form = {"officers": [scenario.actor("handler").officer_id, outsider]}
    answer = client_as("handler").send(f"/cases/{case.no}/do/investigate", {"seen": case.seq, **form})
    assert answer.status_code == 422
    assert "所选项目已不在可选范围内" in answer.text


def test_another_case_is_named_by_its_number_if_one_may_see_it(client_as, scenario):
    case = scenario.received()
    form = {"earlier": "HJ20991231-000009", "reason": "无关"}
    answer = client_as("petition_officer").send(
        f"/cases/{case.no}/do/deny_repeat", {"seen": case.seq, **form}
    )
    assert answer.status_code == 422
    assert "没有找到编号为HJ20991231-000009的案件" in answer.text


def test_more_room_for_findings_keeps_what_was_typed(client_as, scenario):
    case = scenario.received().investigating()
    form = {
        "findings-claim": ["一", "二", "三"],
        "findings-truth": ["true", "partly", ""],
        "findings-evidence": ["甲", "乙", ""],
        "more": "findings",
    }
    answer = client_as("handler").send(f"/cases/{case.no}/do/record_finding", {"seen": case.seq, **form})
    assert answer.status_code == 200
    assert answer.text.count('name="findings-claim"') == 6
    assert 'value="二"' in answer.text
    assert case.events[-1].verb is Verb.INVESTIGATE


def test_a_correction_that_corrects_nothing_is_refused(client_as, scenario):
    case = scenario.received()
    client = client_as("operator")
    page = client.get(f"/cases/{case.no}/do/amend").text
    shown = dict(re.findall(r'name="(changes-[a-z_]+)" value="([^"]*)"', page))
    text = re.search(r'name="changes-content"[^>]*>\n([^<]*)</textarea>', page)
    unit = scenario.units["east"]
    same = shown | {
        "changes-content": text.group(1),
        "changes-district_id": unit,
        "types": "noise/construction_noise",
    }
    same = {name: value for name, value in same.items() if name not in BOXES}
    answer = client.send(f"/cases/{case.no}/do/amend", {"seen": case.seq, "reason": "核对一遍", **same})
    assert answer.status_code == 422
    assert "没有改动任何内容" in answer.text
    answer = client.send(
        f"/cases/{case.no}/do/amend", {"seen": case.seq, "reason": "人数有误", **same, "changes-people": "6"}
    )
    assert answer.status_code == 302
    assert (case.case.people, case.case.place) == (6, "东城区建国路118号")


BOXES = ("changes-written_reply_asked", "changes-consent_to_disclose")


@pytest.mark.parametrize(
    ("column", "typed", "sentence"),
    [
        ("people", "零", "人数应为不小于1的整数"),
        ("enterprise_id", "没有的企业", "企业档案中没有“没有的企业”"),
        ("place", "长" * 201, "事发地点太长"),
    ],
)
def test_a_correction_that_cannot_be_read_says_why(client_as, scenario, column, typed, sentence):
    case = scenario.received()
    answer = client_as("operator").send(
        f"/cases/{case.no}/do/amend", {"reason": "更正", f"changes-{column}": typed}
    )
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_line_that_the_register_has_no_room_for_is_refused(client_as, scenario):
    case = scenario.received().replied()
    form = {"rating": "satisfied", "way": "电" * 41}
    answer = client_as("operator").send(f"/cases/{case.no}/do/evaluate", {"seen": case.seq, **form})
    assert answer.status_code == 422
    assert "最多40个字，现有41个字" in answer.text


# --- somebody was faster ------------------------------------------------------------------------------------------


def test_a_stale_form_shows_what_changed_keeps_what_was_typed_and_can_be_sent_again(client_as, scenario):
    case = scenario.received()
    seen, client = case.seq, client_as("petition_officer")
    case.flagged(Flag.OPINION)
    form = {"question": "请说明具体楼栋和时段"}
    answer = client.send(f"/cases/{case.no}/do/ask_info", {"seen": seen, **form})
    assert answer.status_code == 409
    assert "案件已有新变化，您的操作尚未生效" in answer.text
    assert "加标记" in answer.text
    assert "请说明具体楼栋和时段" in answer.text
    assert case.state is State.REGISTERED
    shown = re.search(r'name="seen" value="(\d+)"', answer.text)
    again = client.send(f"/cases/{case.no}/do/ask_info", {"seen": shown.group(1), **form})
    assert (again.status_code, case.state) == (302, State.NEED_INFO)


def test_a_step_that_another_took_meanwhile_is_told_with_what_was_typed(client_as, scenario):
    case = scenario.received().classified()
    seen, client = case.seq, client_as("petition_officer")
    case.accepted()
    answer = client.send(f"/cases/{case.no}/do/ask_info", {"seen": seen, "question": "请说明具体楼栋"})
    assert answer.status_code == 409
    assert "请说明具体楼栋" in answer.text
    assert "受理" in answer.text


def test_a_step_that_the_state_does_not_know_is_refused_with_what_was_typed(client_as, scenario):
    case = scenario.received()
    client = client_as("petition_officer")
    assert client.get(f"/cases/{case.no}/do/close").status_code == 409
    answer = client.send(f"/cases/{case.no}/do/close", {"seen": case.seq, "opinion": "予以办结"})
    assert answer.status_code == 422
    assert "予以办结" in answer.text


# --- who may ------------------------------------------------------------------------------------------------------


def test_a_form_that_is_not_open_says_why_and_has_no_button(client_as, scenario):
    case = scenario.received()
    answer = client_as("petition_officer").get(f"/cases/{case.no}/do/accept")
    assert answer.status_code == 200
    assert "尚未依法分类" in answer.text
    assert "确认受理" not in answer.text
    answer = client_as("statistician").get(f"/cases/{case.no}/do/accept")
    assert "您的岗位不能“受理”" in answer.text


def test_an_unknown_verb_and_an_unseen_case_are_not_found(client_as, scenario):
    case = scenario.received().transferred("east")
    client = client_as("west_handler")
    assert client.get(f"/cases/{case.no}/do/sign_in").status_code == 404
    assert client.send(f"/cases/{case.no}/do/sign_in", {"seen": case.seq}).status_code == 404
    assert client.get(f"/cases/{case.no}/do/demolish").status_code == 404
    assert client.get(f"/cases/{case.no}/do/record").status_code == 404
    assert case.state is State.DISPATCHED


@pytest.mark.parametrize(
    ("name", "play"),
    [("registered", lambda o: o.received()), ("review", lambda o: o.received().submitted())],
)
def test_each_role_finds_open_forms_behind_its_buttons_and_refusals_behind_all_others(
    client_as, scenario, name, play
):
    case = play(scenario)
    seq = case.seq
    verbs = {row.verb.value for row in COMPLAINT.rows_from(case.state) if row.verb in COMMANDS}
    for role in frozenset(Role) - BY_CASE - {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.SYSTEM}:
        client = client_as(role.value)
        page = client.get(f"/cases/{case.no}")
        if page.status_code == 404:
            continue
        offered = set(re.findall(rf"/cases/{case.no}/do/([a-z_]+)\"", page.text))
        token = client.token()
        for verb in verbs:
            path = f"/cases/{case.no}/do/{verb}"
            if verb in offered:
                assert f"确认{Verb(verb).label}" in client.get(path).text, (role, verb)
            else:
                answer = client.post(path, data={"csrf_token": token, "seen": seq})
                assert answer.status_code == 422, (role, verb)
    assert case.seq == seq


# --- what the form prepares ----------------------------------------------------------------------------------------


def test_the_drafted_reply_passes_the_checklist_as_it_stands(client_as, scenario):
    case = scenario.received().disposing()
    client = client_as("handler")
    page = client.get(f"/cases/{case.no}/do/submit").text
    draft = re.search(r'<textarea[^>]*name="reply"[^>]*>\n([^<]*)</textarea>', page).group(1)
    assert "甲地建设有限公司" in draft
    assert "责令停止夜间施工，加装隔声屏障。" in draft
    assert "60日内向有权机关申请行政复议，或者6个月内向人民法院提起行政诉讼" in draft
    client.send(
        f"/cases/{case.no}/do/submit",
        {"seen": case.seq, "report": "经查属实，已责令整改到位。", "reply": draft.replace("\n", "\r\n")},
    )
    assert case.facts.reply_gaps == ()


@pytest.mark.parametrize(
    ("track", "told", "not_told"),
    [
        (Track.A, "申请行政复议", "复查"),
        (Track.B, "30日内请求上一级机关复查", "行政复议"),
        (Track.C, "感谢您", "复查"),
    ],
)
def test_the_draft_tells_the_remedy_of_its_own_track(client_as, scenario, track, told, not_told):
    case = scenario.received().classified(track).found(Truth.UNTRUE)
    page = client_as("handler").get(f"/cases/{case.no}/do/submit").text
    draft = re.search(r'<textarea[^>]*name="reply"[^>]*>\n([^<]*)</textarea>', page).group(1)
    assert told in draft
    assert not_told not in draft


def test_the_form_comes_with_what_the_case_suggests(client_as, scenario):
    earlier = scenario.received()
    case = scenario.received().suggested(earlier)
    officer = client_as("petition_officer")
    page = officer.get(f"/cases/{case.no}/do/confirm_repeat?earlier={earlier.no}&relation=associated").text
    assert f'name="earlier" value="{earlier.no}"' in page
    assert '<option value="associated" selected>' in page or 'value="associated" checked' in page
    page = officer.get(f"/cases/{case.accepted().no}/do/transfer").text
    assert f'<option value="{scenario.units["east"]}" selected>' in page
    assert "前报送办理情况和答复稿" in page


def test_from_a_list_one_comes_back_to_the_list(client_as, scenario):
    case = scenario.received().classified()
    client = client_as("petition_officer")
    assert 'name="back" value="queue"' in client.get(f"/cases/{case.no}/do/accept?back=queue").text
    answer = client.send(f"/cases/{case.no}/do/accept", {"seen": case.seq, "back": "queue"})
    assert answer.location == "/queue"
    other = scenario.received().classified()
    answer = client.send(f"/cases/{other.no}/do/accept", {"seen": other.seq, "back": "//example.org"})
    assert answer.location == f"/cases/{other.no}"


def test_a_draft_is_registered_with_a_query_code_that_is_shown_once(client_as, scenario):
    case = scenario.recorded()
    client = client_as("operator")
    answer = client.send(f"/cases/{case.no}/do/register", {"seen": case.seq})
    text = client.get(answer.location).text
    code = re.search(r"查询码：(\d+)", text).group(1)
    assert case.case.query_code_hash == scenario.vault.fingerprint(code)
    assert "查询码：" not in client.get(answer.location).text
    assert code not in case.events[-1].payload


def test_the_accused_is_offered_neither_as_owner_nor_as_investigator(client_as, scenario):
    accused = scenario.actor("handler_two").officer_id
    leader = scenario.actor("leader").officer_id
    case = scenario.received(accused=(accused, leader)).signed_in()
    page = client_as("handler").get(f"/cases/{case.no}/do/investigate").text
    assert f'name="officers" value="{accused}"' not in page
    page = client_as("petition_head").get(f"/cases/{case.no}/do/appoint_owner").text
    assert f'<option value="{leader}"' not in page
