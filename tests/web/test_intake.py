import logging
import re

import pytest

from petitions.models import CaseAccused, CaseFlag, CaseType, Officer
from petitions.registration import registration_gaps
from tests.support.intake import CALL, NAME, PHONE, beside, cases, code_on, field, look, operator, registry
from web.views import intake
from workflow.states import State
from workflow.vocabulary import Channel, Flag, PollutionSubtype, PollutionType

__all__ = ["cases", "look", "operator", "registry"]


# --- registering ------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["operator", "petition_officer", "petition_head"])
def test_the_desk_has_a_form(client_as, who):
    page = client_as(who).get("/intake")
    assert page.status_code == 200
    assert "查处并答复" in page.text and "2026-11-02T09:00" in page.text


@pytest.mark.parametrize("who", ["handler", "bureau_head", "system_admin", "auditor"])
def test_others_do_not_register(client_as, who):
    client = client_as(who)
    assert client.get("/intake").status_code == 403
    for path in ("/intake", "/intake/suspects", "/intake/names", "/intake/draft", "/intake/draft/discard"):
        assert client.send(path, CALL).status_code == 403


def test_a_call_becomes_a_case_with_a_number_and_a_code(operator, cases, scenario):
    page = operator.send("/intake", CALL)
    assert page.status_code == 200
    (case,) = cases()
    assert case.case_no in page.text and "接下一个来电" in page.text
    assert scenario.vault.fingerprint(code_on(page)) == case.query_code_hash
    assert case.state is State.REGISTERED and case.channel is Channel.PHONE_12369
    assert (case.claim, case.occurred, case.place) == ("查处并答复", "每晚22时以后", CALL["place"])
    assert case.primary_type is PollutionType.NOISE and not case.anonymous and not case.consent_to_disclose


def test_everything_that_was_said_is_kept(operator, cases, look, scenario, registry):
    said = {
        "more": ["air", "noise", "light"],
        "grid": "建国路网格",
        "protection": "open",
        "channel": "letter",
        "urgency": "emergency",
        "people": "12",
        "written_reply": "1",
        "origin_no": "GD-2026-77",
        "accused": "承办人（东城分局）、局领导二",
    }
    assert operator.send("/intake", CALL | said).status_code == 200
    (case,) = cases()
    assert case.consent_to_disclose and case.written_reply_asked and case.people == 12
    assert case.origin_no == "GD-2026-77" and case.channel is Channel.LETTER
    assert case.district_id == scenario.units["east"] and case.grid_id is not None
    assert case.enterprise_id is not None
    types = look(lambda session: {(row.type, row.subtype) for row in session.query(CaseType)})
    assert types == {
        (PollutionType.NOISE, PollutionSubtype.CONSTRUCTION_NOISE),
        (PollutionType.AIR, None),
        (PollutionType.LIGHT, None),
    }
    accused = look(lambda session: {row.officer_id for row in session.query(CaseAccused)})
    assert accused == {scenario.actor("handler").officer_id, scenario.actor("leader_two").officer_id}
    assert look(lambda session: [row.flag for row in session.query(CaseFlag)]) == [Flag.EMERGENCY]


def test_an_anonymous_caller_needs_no_number(operator, cases):
    assert (
        operator.send("/intake", CALL | {"phone": "", "name": "", "protection": "anonymous"}).status_code
        == 200
    )
    (case,) = cases()
    assert case.anonymous and not case.contact_known


def test_text_without_script_is_shown_as_text(operator, cases):
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    page = operator.send(
        "/intake", CALL | {"content": evil, "place": evil, "respondent": evil, "name": "<b>甲</b>"}
    )
    assert page.status_code == 200 and "<script>alert" not in page.text and "&lt;script&gt;" in page.text
    html = beside(operator, content=evil * 3, place=evil)
    assert "<script>" not in html and "<img" not in html
    kept = operator.send("/intake", CALL | {"token": "b" * 32, "content": evil, "claim": ""})
    assert kept.status_code == 422 and "<script>alert" not in kept.text


# --- what is wrong ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "where", "sentence"),
    [
        ({"content": "  "}, "content", "请填写反映内容"),
        ({"place": "", "respondent": ""}, "place", "至少一项"),
        ({"claim": ""}, "claim", "请填写诉求"),
        ({"type": ""}, "type", "请选择污染类型"),
        ({"phone": ""}, "phone", "请选“匿名”"),
        ({"phone": "199 0000 88"}, "phone", "号码无法识别"),
        ({"received_at": "2026-11-03T09:00"}, "received_at", "不能晚于现在"),
        ({"received_at": "昨天"}, "received_at", "无法识别"),
        ({"type": "thunder"}, "type", "请从列出的选项中选择"),
        ({"subtype": "odour"}, "subtype", "不属于所选的污染类型"),
        ({"more": "thunder"}, "more", "请从列出的选项中选择"),
        ({"channel": "owl"}, "channel", "请从列出的选项中选择"),
        ({"protection": "none"}, "protection", "请从列出的选项中选择"),
        ({"urgency": "very"}, "urgency", "请从列出的选项中选择"),
        ({"district": "9999"}, "district", "请从列出的选项中选择"),
        ({"people": "0"}, "people", "1以上的整数"),
        ({"people": "一大群"}, "people", "1以上的整数"),
        ({"content": "噪" * 10_001}, "content", "最多10000字，现有10001字"),
        ({"place": "路" * 201}, "place", "最多200字"),
        ({"accused": "无此人"}, "accused", "没有查到工作人员“无此人”"),
        ({"grid": "无此网格"}, "grid", "没有这个网格"),
        ({"grid": "滨河网格"}, "grid", "2个同名网格"),
    ],
)
def test_each_fault_is_told_at_its_field_and_nothing_typed_is_lost(
    operator, cases, registry, said, where, sentence
):
    answer = operator.send("/intake", CALL | said)
    assert answer.status_code == 422 and cases() == []
    told = re.search(rf'id="field-{where}-error">([^<]*)<', answer.text)
    assert told and sentence in told.group(1)
    assert f'href="#field-{where}"' in answer.text
    typed = {**CALL, **said}
    for name in ("phone", "name", "place", "respondent", "occurred", "people", "accused", "grid"):
        assert field(answer.text, name) == typed.get(name, "").strip()
    assert typed["content"].strip() in answer.text and field(answer.text, "token") == CALL["token"]


@pytest.mark.parametrize(
    "number", ["8123 4567", "+86 199 0000 8871", "0999-8123456", "１９９００００８８７１"]
)
def test_numbers_are_taken_as_people_write_them(operator, cases, number):
    assert operator.send("/intake", CALL | {"phone": number}).status_code == 200


GAPS = [
    {},
    {"content": "", "name": "某某"},
    {"place": "", "respondent": ""},
    {"claim": "", "type": ""},
    {"phone": ""},
    {"phone": "", "protection": "anonymous"},
    {"phone": "", "address": "建国路120号"},
    {"content": "", "place": "", "respondent": "", "claim": "", "type": "", "phone": ""},
]


@pytest.mark.parametrize("gaps", GAPS)
def test_the_form_asks_for_exactly_what_the_register_asks_for(operator, cases, gaps):
    """The form tells gaps at their fields, the guard in one sentence: the two must not drift apart."""
    operator.send("/intake", CALL | gaps | {"do": "record"})
    (draft,) = cases()
    answer = operator.send("/intake", CALL | gaps | {"token": "b" * 32})
    told = re.findall(r'<a href="#field-(\w+)">', answer.text)
    assert len(told) == len(registration_gaps(draft))
    assert (answer.status_code == 200) is (told == [])


def test_two_officers_of_one_name_are_told_apart_by_unit(operator, cases, scenario, look):
    with scenario.sessions.begin() as session:
        session.query(Officer).filter_by(username="west_handler").one().name = "承办人"
    answer = operator.send("/intake", CALL | {"accused": "承办人"})
    assert answer.status_code == 422
    assert "承办人（东城分局）" in answer.text and "承办人（西湖分局）" in answer.text
    assert operator.send("/intake", CALL | {"accused": "承办人(西湖分局)"}).status_code == 200


def test_a_cell_of_another_territory_is_refused(operator, registry, scenario):
    west = str(scenario.units["west"])
    assert "不在所选属地" in operator.send("/intake", CALL | {"grid": "建国路网格", "district": west}).text
    assert operator.send("/intake", CALL | {"grid": "滨河网格", "district": west}).status_code == 200


def test_ten_thousand_characters_are_taken(operator, cases):
    assert operator.send("/intake", CALL | {"content": "噪声" * 5_000}).status_code == 200
    assert len(cases()[0].content) == 10_000


def test_a_form_without_its_token_against_forgery_changes_nothing(operator, cases):
    assert operator.post("/intake", data=CALL).status_code == 400
    assert operator.post("/intake/draft", data=CALL).status_code == 400
    assert operator.post("/intake/suspects", data=CALL).status_code == 400
    assert cases() == []


def test_after_the_login_has_ended_what_was_typed_is_kept(operator, scenario, cases):
    operator.get("/intake")
    token = operator.token()
    scenario.pass_time(hours=2)
    answer = operator.post(
        "/intake", data={**CALL, "csrf_token": token}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert answer.status_code == 401 and CALL["content"] in answer.text and cases() == []


# --- once and only once -----------------------------------------------------------------------------


def test_a_double_click_makes_one_case_and_shows_the_same_code(operator, cases):
    first, second = operator.send("/intake", CALL), operator.send("/intake", CALL)
    assert second.status_code == 200 and len(cases()) == 1
    assert code_on(first) == code_on(second)
    assert "没有重复登记" in second.text and "没有重复登记" not in first.text


def test_of_two_that_arrive_at_the_same_instant_one_is_kept(operator, cases, monkeypatch):
    """The other has not committed when the first look is taken; the database then refuses the second row."""
    operator.send("/intake", CALL)
    look, blind = intake._entered, iter([True])
    monkeypatch.setattr(intake, "_entered", lambda token: None if next(blind, False) else look(token))
    second = operator.send("/intake", CALL)
    assert second.status_code == 200 and code_on(second) and len(cases()) == 1


def test_two_forms_get_two_codes(operator, cases):
    first = operator.send("/intake", CALL)
    second = operator.send("/intake", CALL | {"token": "b" * 32})
    assert len(cases()) == 2
    assert code_on(first) != code_on(second)


def test_another_call_typed_into_an_old_form_is_not_swallowed(operator, cases):
    operator.send("/intake", CALL)
    answer = operator.send("/intake", CALL | {"content": "另一件事：河水发黑发臭。"})
    assert answer.status_code == 422 and "尚未登记" in answer.text and "河水发黑发臭" in answer.text
    token = field(answer.text, "token")
    assert token != CALL["token"]
    assert (
        operator.send("/intake", CALL | {"content": "另一件事：河水发黑发臭。", "token": token}).status_code
        == 200
    )
    assert len(cases()) == 2


def test_a_colleague_does_not_get_my_receipt(operator, client_as, cases):
    operator.send("/intake", CALL)
    other = client_as("petition_officer")
    answer = other.send("/intake", CALL)
    assert answer.status_code >= 400 or len(cases()) == 2


def test_the_code_is_shown_nowhere_again(operator, cases):
    page = operator.send("/intake", CALL)
    code = code_on(page)
    (case,) = cases()
    assert code not in operator.get(f"/cases/{case.case_no}").text
    assert code not in operator.get("/intake").text


# --- kept as a draft of the register ---------------------------------------------------------------


def test_an_incomplete_call_is_kept_as_a_draft_of_the_register(operator, cases):
    page = operator.send("/intake", {"token": "c" * 32, "content": "只说了一半", "do": "record"})
    assert page.status_code == 200 and "尚未登记" in page.text and "receipt-code" not in page.text
    (case,) = cases()
    assert case.state is State.DRAFT and case.content == "只说了一半" and case.case_no in page.text


def test_an_empty_form_is_not_kept(operator, cases):
    answer = operator.send("/intake", {"token": "c" * 32, "do": "record", "claim": "查处并答复"})
    assert answer.status_code == 422 and "还没有可以暂存的内容" in answer.text and cases() == []


def test_a_draft_of_the_register_must_be_readable_too(operator, cases):
    answer = operator.send("/intake", {"content": "一半", "phone": "12", "do": "record"})
    assert answer.status_code == 422 and "号码无法识别" in answer.text and cases() == []


# --- discretion -------------------------------------------------------------------------------------


def test_identity_is_in_no_address_no_title_and_no_log(operator, cases, caplog):
    caplog.set_level(logging.DEBUG)
    pages = [
        operator.send("/intake", CALL | {"claim": ""}),
        operator.send("/intake/suspects", CALL),
        operator.send("/intake", CALL),
    ]
    for page in pages:
        title = re.search(r"<title>([^<]*)</title>", page.text).group(1)
        addresses = " ".join(re.findall(r'(?:href|src|action|formaction|data-\w+)="([^"]*)"', page.text))
        for secret in (PHONE, NAME):
            assert secret not in title and secret not in addresses and secret not in page.request.url
    assert PHONE not in caplog.text and NAME not in caplog.text
    receipt = pages[-1].text
    assert PHONE not in receipt and NAME not in receipt
