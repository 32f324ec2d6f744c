import re

import pytest
from sqlalchemy import select, update

from petitions import suspects
from petitions.commands import Complete, complete
from petitions.intake.drafts import load_draft
from petitions.models import Case, IntakeDraft, RepeatLink, Unit
from petitions.particulars import Person
from petitions.vault import Vault
from tests.support.intake import CALL, NAME, PHONE, ask, beside, cases, field, look, operator, registry
from web.views.intake import marked
from workflow.states import State
from workflow.vocabulary import Opinion, Satisfaction, Track

__all__ = ["cases", "look", "operator", "registry"]


# --- what stands beside the form --------------------------------------------------------------------


def test_a_suspected_repeat_is_shown_with_its_reasons_and_its_passages(operator, scenario):
    earlier = scenario.received(content="锦绣花园三期工地夜间打桩，噪声很大，老人小孩无法休息，请求停工。")
    html = beside(operator)
    assert f'href="/cases/{earlier.no}" target="_blank"' in html
    assert re.search(r"疑似重复 1 件", html) and re.search(r"相似 \d+%", html)
    assert re.search("<mark>[^<]*老人小孩无法休息[^<]*</mark>", html)
    assert "同一联系电话" in html and "内容相似" in html
    assert PHONE not in html and NAME not in html and "199" not in html


def test_a_repeat_that_i_may_not_read_shows_only_who_handles_it(operator, scenario, look):
    earlier = scenario.received(content="锦绣花园三期工地夜间打桩，噪声很大，老人小孩无法休息，请求停工。")
    with scenario.sessions.begin() as session:  # an accusation that went to discipline is sealed
        sealed = {"track": Track.D, Case.state.key: State.DISCIPLINE}
        session.execute(update(Case).where(Case.id == earlier.id).values(sealed))
    html = beside(operator)
    assert "由纪检部门办理" in html and "您无权查看该件内容" in html
    assert earlier.no not in html and "<mark>" not in html


def test_the_callers_history_is_found_by_the_number_however_it_is_written(operator, scenario):
    scenario.received(content="小区门口烧烤店油烟很大。", petitioners=(Person(name="甲", phone=PHONE),))
    scenario.received(content="别人的事情：河水发黑。", petitioners=(Person(name="乙", phone="19900001111"),))
    html = beside(operator, phone="+86 199-0000-8871", content="", respondent="", place="")
    assert "来电人历史 1 件" in html and "烧烤店油烟" in html and "河水发黑" not in html
    assert "此号码没有来过电" in beside(operator, phone="19900002222", content="", respondent="", place="")


def test_the_rating_of_an_earlier_case_is_shown(client_as, scenario):
    scenario.received().replied().rated(Satisfaction.DISSATISFIED)
    assert "不满意" in beside(client_as("operator"), content="", respondent="", place="")


def test_the_limits_come_with_their_basis_and_say_what_is_provisional(operator):
    html = beside(operator, received_at="2026-11-02T08:00")
    assert "受理告知" in html and "2026-11-17" in html and "《信访工作条例》第二十三条" in html
    assert "2027-01-01" in html and "暂定" in html
    assert "2026-11-16" in beside(operator, received_at="2026-11-01T08:00")


def test_types_and_path_are_proposed_from_the_words_that_say_so(operator):
    html = beside(operator, type="", content="饭店油烟直排，油烟味呛人，晚上音响噪声也很大。")
    assert 'data-type="air"' in html and 'data-subtype="catering_fume"' in html and "油烟" in html
    assert "办理路径" in html and "履职类投诉举报" in html


def test_without_script_the_search_is_a_page_that_keeps_the_form(operator, scenario):
    scenario.received(content="锦绣花园三期工地夜间打桩，噪声很大，老人小孩无法休息，请求停工。")
    page = operator.send("/intake/suspects", CALL)
    assert page.status_code == 200 and "疑似重复 1 件" in page.text
    assert field(page.text, "phone") == PHONE and field(page.text, "token") == CALL["token"]


def test_looking_up_writes_nothing(operator, cases, look):
    beside(operator)
    assert cases() == [] and look(lambda session: session.query(IntakeDraft).count()) == 0


def test_an_excerpt_marks_its_passages_and_says_where_it_was_cut():
    assert list(marked("甲乙丙丁", [(1, 3)])) == [("甲", False), ("乙丙", True), ("丁", False)]
    pieces = list(marked("前" * 50 + "命中的话" + "后" * 300, [(50, 54)]))
    assert pieces[0] == ("…", False) and ("命中的话", True) in pieces and pieces[-1][0].endswith("后…")
    assert "".join(words for words, _hit in marked("没有命中", [])) == "没有命中"


# --- names ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "typed", "name"),
    [
        ("respondent", "锦绣", "锦绣建设集团有限公司"),
        ("respondent", "dfhg", "东风化工有限公司"),
        ("grid", "jgl", "建国路网格"),
        ("accused", "局领导", "局领导二（市局）"),
    ],
)
def test_names_are_found_by_a_part_or_by_initials(operator, registry, kind, typed, name):
    answer = ask(operator, "/intake/names", {"kind": kind, "typed": typed})
    assert name in [one["name"] for one in answer["names"]]


def test_an_unknown_kind_or_an_empty_word_finds_nothing(operator, registry):
    assert ask(operator, "/intake/names", {"kind": "phone", "typed": "1"})["names"] == []
    assert ask(operator, "/intake/names", {"kind": "respondent", "typed": " "})["names"] == []
    assert ask(operator, "/intake/names", {"kind": "respondent", "typed": "%"})["names"] == []


# --- the draft --------------------------------------------------------------------------------------


def test_what_was_typed_comes_back_after_a_crash(operator, look, scenario):
    saved = ask(operator, "/intake/draft", CALL | {"more": ["air", "light"]})
    assert saved == {"saved": "09:00"}
    page = operator.get("/intake").text
    assert "已恢复" in page and field(page, "phone") == PHONE and CALL["content"] in page
    assert field(page, "token") == CALL["token"]
    assert re.search(r'id="more-light" value="light" checked', page)
    assert re.search(r'id="type-noise"[^>]* checked', page)


def test_a_draft_is_sealed_in_the_database(operator, look):
    ask(operator, "/intake/draft", CALL)
    body = look(lambda session: session.query(IntakeDraft).one().body)
    for secret in (PHONE, NAME, "锦绣花园"):
        assert secret.encode() not in body


def test_a_draft_is_its_officers_alone(operator, client_as, look, scenario):
    ask(operator, "/intake/draft", CALL)
    assert PHONE not in client_as("petition_officer").get("/intake").text
    with scenario.sessions.begin() as session:  # even one whose row was moved in the database
        session.query(IntakeDraft).one().officer_id = scenario.actor("petition_officer").officer_id
    assert PHONE not in client_as("petition_officer").get("/intake").text


def test_a_newer_draft_takes_the_place_of_the_older(operator, look):
    ask(operator, "/intake/draft", CALL)
    ask(operator, "/intake/draft", CALL | {"place": "改过的地点"})
    assert look(lambda session: session.query(IntakeDraft).count()) == 1
    assert field(operator.get("/intake").text, "place") == "改过的地点"


def test_an_empty_form_leaves_no_draft(operator, look):
    ask(operator, "/intake/draft", {"token": "a" * 32, "claim": "查处并答复"})
    assert look(lambda session: session.query(IntakeDraft).count()) == 0


def test_a_draft_can_be_thrown_away(operator, look):
    ask(operator, "/intake/draft", CALL)
    assert operator.send("/intake/draft/discard").location == "/intake"
    assert "已恢复" not in operator.get("/intake").text


def test_registering_ends_the_draft_even_when_it_is_saved_late(operator, look):
    ask(operator, "/intake/draft", CALL)
    operator.send("/intake", CALL)
    assert look(lambda session: session.query(IntakeDraft).count()) == 0
    ask(operator, "/intake/draft", CALL)  # it was on its way when the form was sent
    page = operator.get("/intake").text
    assert "已恢复" not in page and PHONE not in page


def test_a_draft_that_the_key_does_not_open_is_none(operator, scenario, look):
    ask(operator, "/intake/draft", CALL)
    other = Vault(b"x" * 32, lambda count: b"0" * count)
    officer = scenario.actor("operator").officer_id
    assert look(lambda session: load_draft(session, other, officer)) is None
    assert look(lambda session: load_draft(session, scenario.vault, officer)) is not None


# --- what the officer thinks of a suspected repeat -----------------------------------------------------


EARLIER = "锦绣花园三期工地夜间打桩，噪声很大，老人小孩无法休息，请求停工。"


def _links(look):
    return look(lambda session: [(link.earlier_id, link.opinion) for link in session.query(RepeatLink)])


def test_the_four_relations_are_counted_and_each_tells_what_follows(operator, scenario):
    scenario.received(content=EARLIER, petitioners=(Person(name="甲", phone=PHONE),))
    scenario.received(content=EARLIER, petitioners=(Person(name="乙", phone="19900001111"),))
    html = beside(operator)
    assert "同人同事，原件在办 <strong>1</strong>" in html and "可合并办理" in html
    assert "不同人同事 <strong>1</strong>" in html and "各件分别计算期限，分别答复" in html


def test_an_opinion_is_kept_with_the_suspicion_it_is_about(operator, scenario, look):
    same, other = scenario.received(content=EARLIER), scenario.received(content=EARLIER)
    said = {f"suspect-{same.no}": "same", f"suspect-{other.no}": "other"}
    assert operator.send("/intake", CALL | said).status_code == 200
    assert set(_links(look)) >= {(same.id, Opinion.SAME), (other.id, Opinion.OTHER)}


@pytest.fixture
def searched(monkeypatch):
    """The titles for which the index was asked."""
    asked, candidates = [], suspects.candidates.candidates

    def noted(connection, subject, *limits):
        asked.append(subject.text)
        return candidates(connection, subject, *limits)

    monkeypatch.setattr(suspects.candidates, "candidates", noted)
    return asked


def test_what_was_found_while_typing_is_noted_without_looking_again(operator, scenario, look, searched):
    earlier = scenario.received(content=EARLIER)
    searched.clear()
    beside(operator)
    operator.send("/intake", CALL)
    assert len(searched) == 1
    assert [found for found, _ in _links(look)] == [earlier.id]


def test_a_case_that_came_in_while_it_was_typed_is_noted_too(operator, scenario, look, searched):
    beside(operator)
    earlier = scenario.received(content=EARLIER)
    searched.clear()
    operator.send("/intake", CALL)
    assert len(searched) == 1 and (earlier.id, None) in _links(look)


@pytest.mark.parametrize("other", [{"place": "长江路9号"}, {"content": EARLIER + "请尽快。"}])
def test_other_words_than_those_last_looked_for_are_looked_for(operator, scenario, searched, other):
    scenario.received(content=EARLIER)
    beside(operator)
    searched.clear()
    operator.send("/intake", CALL | other)
    assert len(searched) == 1


def test_what_was_found_long_ago_is_looked_for_again(operator, scenario, searched):
    scenario.received(content=EARLIER)
    beside(operator)
    searched.clear()
    scenario.pass_time(minutes=11)
    operator.send("/intake", CALL)
    assert len(searched) == 1


def test_an_opinion_outlives_the_draft_in_which_it_was_given(operator, scenario, look):
    same, other = scenario.received(content=EARLIER), scenario.received(content=EARLIER)
    said = {f"suspect-{same.no}": "same", f"suspect-{other.no}": "other"}
    operator.send("/intake", CALL | said | {"do": "record"})
    assert not any(opinion for _, opinion in _links(look))
    [draft] = look(lambda session: session.scalars(select(Case).where(Case.state == State.DRAFT)).all())
    with scenario.desk("petition_officer") as desk:
        complete(Complete(case_no=draft.case_no, query_code="482913"), desk)
    assert set(_links(look)) >= {(same.id, Opinion.SAME), (other.id, Opinion.OTHER)}


def test_an_earlier_case_thought_the_same_is_noted_however_little_alike(operator, scenario, look):
    unlike = scenario.received(content="河水发黑发臭，岸边有死鱼。")
    operator.send("/intake", CALL | {f"suspect-{unlike.no}": "same"})
    assert (unlike.id, Opinion.SAME) in _links(look)


def test_nobody_has_an_opinion_of_a_case_that_he_may_not_see(operator, scenario, look):
    sealed = scenario.received(content="河水发黑发臭，岸边有死鱼。")
    with scenario.sessions.begin() as session:
        values = {"track": Track.D, Case.state.key: State.DISCIPLINE}
        session.execute(update(Case).where(Case.id == sealed.id).values(values))
    page = operator.send("/intake", CALL | {f"suspect-{sealed.no}": "same"})
    assert page.status_code == 200 and sealed.id not in dict(_links(look))


def test_an_opinion_stays_on_the_form_and_in_the_draft(operator, scenario):
    earlier = scenario.received(content=EARLIER)
    said = {f"suspect-{earlier.no}": "other"}
    chosen = 'value="other" data-opinion="other" checked'
    assert chosen in beside(operator, **said)
    kept = f'name="suspect-{earlier.no}" value="other"'
    assert kept in operator.send("/intake", CALL | said | {"people": "none"}).text
    lost = beside(operator, content="完全不同的内容，与先前无关。", place="", respondent="", phone="", **said)
    assert kept in lost and chosen not in lost
    operator.send("/intake/draft", CALL | said)
    assert kept in operator.get("/intake").text


def test_a_suspicion_thought_another_matter_no_longer_marks_the_case_in_the_lists(
    operator, client_as, scenario
):
    earlier = scenario.received(content=EARLIER)
    queue = client_as("petition_officer")
    operator.send("/intake", CALL | {f"suspect-{earlier.no}": "other"})
    assert "疑似重复1" not in queue.get("/queue").text
    operator.send("/intake", CALL | {"token": "b" * 32, "content": CALL["content"] + "请尽快。"})
    assert "疑似重复" in queue.get("/queue").text


def test_a_field_that_names_no_case_says_nothing(operator, cases):
    said = {"suspect-": "same", "suspect-HJ20260101-000001": "perhaps", "suspect-' OR 1=1": "same"}
    assert operator.send("/intake", CALL | said).status_code == 200 and len(cases()) == 1


def test_what_was_shown_beside_the_form_is_noted_with_the_case(operator, scenario, look, monkeypatch):
    earlier = scenario.received(content=EARLIER)
    monkeypatch.setattr("petitions.suspects.AT_ONCE", 0)
    other = CALL | {"phone": "19900001111"}  # the newest cases of one's own telephone are always compared
    operator.send("/intake", other)
    assert not any(opinion for _, opinion in _links(look))
    assert f'name="shown" value="{earlier.no}"' in beside(operator)
    operator.send("/intake", other | {"token": "c" * 32, "shown": earlier.no})
    assert (earlier.id, None) in _links(look)


def test_the_content_offers_to_fill_fields_that_are_still_empty(operator):
    said = "东风化工有限公司每晚22点以后排放刺鼻气味，拉货的车牌号是川A12345，我的电话13900005678。"
    html = beside(operator, content=said, place="", respondent="", occurred="", phone="", type="")
    assert 'data-fill="respondent" data-value="东风化工有限公司"' in html
    assert 'data-fill="phone" data-value="13900005678"' in html and 'data-fill="occurred"' in html
    assert "川A12345" in html and 'data-fill=""' not in html
    assert "data-fill=" not in beside(operator, content=said, respondent="甲公司", occurred="昨晚")


def test_the_district_named_in_the_words_is_proposed_until_one_is_chosen(operator, registry, scenario):
    with scenario.sessions.begin() as session:
        session.execute(update(Unit).where(Unit.id == scenario.units["east"]).values(district="东城区"))
    said = "东城区滨河路桥下的河水发黑发臭，岸边有死鱼。"
    html = beside(operator, content=said, place="", respondent="", district="")
    assert (
        f'data-fill="district" data-value="{scenario.units["east"]}"' in html and "依据文中“东城区”" in html
    )
    chosen = beside(operator, content=said, place="", respondent="", district=str(scenario.units["west"]))
    assert 'data-fill="district"' not in chosen


def test_an_earlier_case_of_the_same_caller_is_compared_however_many_are_nearer(
    operator, scenario, monkeypatch
):
    monkeypatch.setattr("petitions.suspects.COMPARED", 0)
    mine = scenario.received(content=EARLIER, petitioners=(Person(name="甲", phone=PHONE),))
    other = scenario.received(content=EARLIER, petitioners=(Person(name="乙", phone="19900001111"),))
    html = beside(operator, respondent="")
    assert f'aria-label="{mine.no}"' in html and other.no not in html
