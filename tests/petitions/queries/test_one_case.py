"""The case page's story: all that belongs to a case, in a bounded number of statements, and for whom."""

import pytest
from sqlalchemy import event

from petitions.commands.amend import AMENDABLE
from petitions.desk import Desk, NotFound
from petitions.queries.case_limits import Concern, limit_proof
from petitions.queries.entry_labels import EntryColumn
from petitions.queries.one_case import one_case, step_of
from petitions.repeats.parts import Why
from workflow.facts import Outcome
from workflow.needs import Remedy, SupervisionLevel
from workflow.phases import Phase
from workflow.states import State
from workflow.terms import Term
from workflow.verbs import Verb
from workflow.vocabulary import (
    Channel,
    Flag,
    Level,
    Relation,
    Satisfaction,
    Track,
    Truth,
    Verdict,
)


def story_of(case, who="petition_head"):
    scenario = case.scenario
    with scenario.sessions() as session:
        return one_case(Desk(session, scenario.office, scenario.actor(who), scenario.now), case.no)


def lines(detail):
    return ["".join(getattr(part, "label", part) for part in line) for line in detail.lines]


def details(happening):
    return {str(getattr(detail.label, "label", detail.label)): lines(detail) for detail in happening.details}


@pytest.fixture
def key_case(scenario):
    """A key case from above that went through everything."""
    case = scenario.received(channel=Channel.SUPERIOR, people=6).flagged(Flag.KEY)
    case.transferred(assisting=("west",)).supervised(SupervisionLevel.LISTED)
    case.does(
        Verb.VISIT,
        "leader",
        visited_on=scenario.now.date(),
        place="工地",
        findings="夜间仍施工",
        promises="两周内整改",
    )
    case.replied()
    return case.rated(Satisfaction.DISSATISFIED)


def test_the_story_holds_everything_that_was_written_down(key_case):
    story = story_of(key_case)
    head = story.step.head
    assert (head.case_no, head.unit, head.district, head.people) == (key_case.no, "东城分局", "东城分局", 6)
    assert story.assisting == ("西湖分局",)
    assert {flag.flag for flag in story.flags} == {Flag.SUPERIOR, Flag.KEY}
    assert [(owner.level, owner.name) for owner in story.owners] == [
        (Level.CITY, "局领导"),
        (Level.SUB, "承办单位负责人"),
    ]
    assert [plan.version for plan in story.plans] == [1]
    assert {signature.level for signature in story.plan_signatures} == set(Level)
    assert [visit.promises for visit in story.visits] == ["两周内整改"]
    assert [finding.truth for finding in story.findings] == [Truth.TRUE]
    assert len(story.investigators) == 2
    assert [submission.gaps for submission in story.submissions] == [[]]
    assert len(story.reviews) == 2
    assert [notice.level for notice in story.supervisions] == [SupervisionLevel.LISTED]
    assert [rating.rating for rating in story.evaluations] == [Satisfaction.DISSATISFIED]
    assert {paper.kind.label for paper in story.papers} >= {"转办单", "督办通知", "答复"}
    assert [happening.seq for happening in story.events] == list(range(1, key_case.seq + 1))
    assert story.events[-1].hash == key_case.events[-1].hash
    assert [petitioner.name for petitioner in story.petitioners] == ["刘**"]


def test_the_story_costs_the_same_number_of_statements_whatever_it_holds(scenario, key_case):
    plain = scenario.received()
    said = []
    event.listen(scenario.engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    counts = []
    for case in (plain, key_case):
        said.clear()
        story_of(case)
        counts.append(sum(statement.startswith("SELECT") for statement in said))
    assert counts[1] <= counts[0] + 3
    assert counts[1] <= 32


def test_a_case_that_is_not_there_and_one_that_is_not_for_me_are_told_alike(sqlite_scenario):
    case = sqlite_scenario.received().transferred("east")
    for who, no in (("west_handler", case.no), ("system_admin", case.no), ("petition_head", "HJ20261102-9")):
        with sqlite_scenario.desk(who) as desk, pytest.raises(NotFound):
            one_case(desk, no)


def test_limits_are_told_by_whose_they_are_with_days_left_and_phase(scenario):
    case = scenario.received().accepted()
    scenario.pass_time(days=40)
    limits = {shown.limit.term: shown for shown in story_of(case).limits}
    assert limits[Term.HANDLE_A].concern is Concern.OFFICE
    assert (limits[Term.HANDLE_A].remaining, limits[Term.HANDLE_A].phase) == (20, Phase.NOTICE)
    assert limits[Term.HANDLE_A].limit.provisional
    assert (limits[Term.TRANSFER].concern, limits[Term.TRANSFER].phase) == (Concern.STEP, Phase.OVERDUE)
    assert limits[Term.EXPOSURE_NONPERFORMANCE].concern is Concern.PETITIONER
    assert limits[Term.ACCEPT_NOTIFY].kept
    assert limits[Term.ACCEPT_NOTIFY].remaining is None
    assert [shown.running for shown in story_of(case).limits] == [True, True, True, False]


def test_a_limit_is_proved_day_by_day_and_only_on_its_own_case(scenario):
    case, other = scenario.received(channel=Channel.ORDER_12345), scenario.received()
    run = next(one for one in story_of(case).limits if one.limit.term is Term.ORDER_12345)
    with scenario.desk("petition_officer") as desk:
        proof = limit_proof(desk, case.no, run.run_id)
        assert len(proof.days) == 8
        assert proof.days[-1].n == 7
        with pytest.raises(NotFound):
            limit_proof(desk, other.no, run.run_id)
    with scenario.desk("west_handler") as desk, pytest.raises(NotFound):
        limit_proof(desk, case.no, run.run_id)


def test_an_extension_shows_in_the_proof_as_a_move(sqlite_scenario):
    case = sqlite_scenario.received().classified(Track.B).investigating()
    case.does(Verb.ASK_EXTENSION, "handler", days=20, reason="检测周期较长")
    case.does(Verb.GRANT_EXTENSION, "bureau_head", days=15)
    run = next(one for one in story_of(case).limits if one.limit.term is Term.HANDLE_B)
    with sqlite_scenario.desk("handler") as desk:
        proof = limit_proof(desk, case.no, run.run_id)
    assert [move.cause for move in proof.moves] == ["批准延期15日"]
    assert "已延长15日" in proof.note
    assert story_of(case).extensions[0].granted_days == 15


def test_the_timeline_tells_choices_people_units_and_days_in_words(scenario):
    case = scenario.received().flagged(Flag.KEY).found(Truth.PARTLY)
    events = {happening.verb: details(happening) for happening in story_of(case).events}
    assert events[Verb.CLASSIFY]["办理路径"] == ["履职类投诉举报"]
    assert events[Verb.CLASSIFY]["污染类型"] == ["噪声（建筑施工噪声）"]
    assert events[Verb.TRANSFER]["承办单位"] == ["东城分局"]
    assert events[Verb.TRANSFER]["转办方式"] == ["交办"]
    assert events[Verb.APPOINT_OWNER]["包案领导"] == ["承办单位负责人"]
    assert events[Verb.INVESTIGATE]["调查人员"] == ["承办人、东城承办人二"]
    assert events[Verb.RECORD_FINDING]["逐项结论"] == ["1. 夜间打桩噪声：部分属实　现场照片、监测记录"]
    assert events[Verb.RECORD_FINDING]["现场检查日期"] == ["2026-11-02"]
    assert events[Verb.REGISTER] == {}


def test_the_timeline_tells_corrections_grounds_and_other_cases(scenario):
    earlier, case = scenario.received(), scenario.received()
    changes = {"place": "建国路120号", "district_id": scenario.units["west"], "written_reply_asked": True}
    case.does(Verb.AMEND, "operator", changes=changes, reason="来电更正")
    case.repeated(earlier)
    case.does(
        Verb.NOTE_PROCEDURE, "petition_officer", remedy=Remedy.LITIGATION, body="区法院", remark="已受理"
    )
    case.proposed(Outcome.REFUSE)
    events = {happening.verb: details(happening) for happening in story_of(case).events}
    assert events[Verb.AMEND]["更正内容"] == [
        "属地分局：西湖分局",
        "事发地点：建国路120号",
        "要求书面答复：是",
    ]
    assert events[Verb.CONFIRM_REPEAT]["原件"] == [earlier.no]
    assert events[Verb.NOTE_PROCEDURE]["程序"] == ["行政诉讼"]
    assert events[Verb.PROPOSE]["法定情形"] == ["已经、正在或者应当由法院、检察院处理"]


def test_every_column_that_may_be_corrected_has_a_name():
    assert {column.value for column in EntryColumn} == AMENDABLE


def test_related_cases_are_told_both_ways_and_only_to_who_may_see_them(scenario):
    earlier = scenario.received().transferred("west")
    case = scenario.received().suggested(earlier, 0.91).transferred("east")
    there, back = story_of(case).related[0], story_of(earlier).related[0]
    assert (there.case_no, there.earlier, there.verdict) == (earlier.no, True, Verdict.SUGGESTED)
    assert (there.score, there.reasons) == (0.91, [[Why.SAME_PHONE, ""], [Why.SAME_PLACE, "建国路"]])
    assert (back.case_no, back.earlier) == (case.no, False)
    assert story_of(case, "handler").related == ()


def test_a_merged_case_leads_to_its_master_and_back(scenario):
    master = scenario.received()
    case = scenario.received().merged_into(master)
    story = story_of(case)
    assert (story.step.head.state, story.step.head.master_no) == (State.MERGED, master.no)
    back = story_of(master).related[0]
    assert (back.merged, back.verdict, back.relation) == (True, Verdict.CONFIRMED, Relation.SAME_OPEN)


def test_proposals_are_kept_with_who_decided_them(sqlite_scenario):
    case = sqlite_scenario.received().refused()
    proposal = story_of(case).proposals[0]
    assert (proposal.outcome, proposal.agreed, proposal.by, proposal.decided_by) == (
        Outcome.REFUSE,
        True,
        "信访科经办",
        "信访科负责人",
    )
    assert story_of(case).grounds[proposal.ground] == "已经、正在或者应当由法院、检察院处理"


def test_a_step_offers_what_the_state_knows_and_the_reasons_against_it(sqlite_scenario):
    case = sqlite_scenario.recorded(claim="")
    with sqlite_scenario.desk("operator") as desk:
        step = step_of(desk, case.no)
    offered = {offer.row.verb: offer for offer in step.offers}
    assert Verb.RECORD not in offered
    assert offered[Verb.AMEND].open
    assert [reason.code for reason in offered[Verb.REGISTER].reasons] == ["registration-incomplete"]
    assert step.seq == case.seq


def test_a_merged_case_is_filed_within_the_limit_of_its_master(scenario):
    master = scenario.received()
    merged = scenario.received().merged_into(master)
    assert Term.ARCHIVE not in {shown.limit.term for shown in story_of(merged).limits}
    master.closed()
    (filing,) = [shown for shown in story_of(merged).limits if shown.limit.term is Term.ARCHIVE]
    assert filing.running
    assert filing.limit.due_at == master.limit(Term.ARCHIVE).due_at
    with scenario.desk("petition_officer") as desk:
        assert limit_proof(desk, merged.no, filing.run_id).shown.limit.term is Term.ARCHIVE
    master.reopened()
    (filing,) = [shown for shown in story_of(merged).limits if shown.limit.term is Term.ARCHIVE]
    assert not filing.running


def test_a_merged_case_shows_no_other_limit_of_its_master(scenario):
    master = scenario.received()
    merged = scenario.received().merged_into(master)
    handling = master.accepted().limit(Term.HANDLE_A)
    with scenario.desk("petition_officer") as desk, pytest.raises(NotFound):
        limit_proof(desk, merged.no, handling.id)
