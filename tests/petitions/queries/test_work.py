"""What waits for whom, and what an owner owes."""

from sqlalchemy import select, text

from petitions.models import TermRun
from petitions.models.record import UNDECIDED_REFERRAL
from petitions.queries.owned_cases import owned_cases
from petitions.queries.work import Duty, my_work
from workflow.states import State
from workflow.verbs import Verb
from workflow.vocabulary import Flag, Level, Track


def work(scenario, who):
    with scenario.sessions() as session:
        groups = my_work(session, scenario.actor(who), scenario.now)
    return {group.duty: [line.case_no for line in group.lines] for group in groups}


def owned(scenario, who):
    with scenario.sessions() as session:
        return {case.line.case_no: case for case in owned_cases(session, scenario.actor(who), scenario.now)}


def test_a_handler_finds_each_case_of_the_unit_under_its_next_step(scenario):
    to_sign = scenario.received().transferred()
    to_investigate = scenario.received().signed_in()
    under_way = scenario.received().investigating()
    returned = scenario.received().submitted()
    returned.does(Verb.RETURN_TO_DISPOSE, "deputy_business", reason="措施不具体，退回补充")
    in_review = scenario.received().submitted()
    to_reply = scenario.received().approved()
    supervised = scenario.received().replied().supervised()
    helped = scenario.received().transferred("west", assisting=("east",))
    assert work(scenario, "handler") == {
        Duty.SIGN_IN: [to_sign.no],
        Duty.RETURNED: [returned.no],
        Duty.ANSWER_SUPERVISION: [supervised.no],
        Duty.INVESTIGATE: [to_investigate.no],
        Duty.REPLY: [to_reply.no],
        Duty.UNDER_WAY: [under_way.no],
        Duty.IN_REVIEW: [in_review.no],
        Duty.ASSIST: [helped.no],
    }
    assert work(scenario, "west_handler") == {Duty.SIGN_IN: [helped.no]}


def test_what_is_due_today_or_late_comes_before_what_is_under_way(scenario):
    case = scenario.received().investigating()
    scenario.pass_time(days=60)
    assert work(scenario, "handler") == {Duty.PRESSING: [case.no]}


def test_reviewers_find_what_they_have_not_passed_and_the_signer_what_both_passed(scenario):
    case = scenario.received().submitted()
    assert work(scenario, "deputy_business") == {Duty.REVIEW_SUBSTANCE: [case.no]}
    scenario.received().replied()  # another case's reviews are not this one's
    assert work(scenario, "deputy_petitions") == {Duty.REVIEW_PROCEDURE: [case.no]}
    case.does(Verb.PASS_SUBSTANCE, "deputy_business", opinion="同意")
    assert work(scenario, "deputy_business") == {}
    case.does(Verb.PASS_PROCEDURE, "deputy_petitions", opinion="同意")
    assert work(scenario, "deputy_petitions") == {Duty.APPROVE: [case.no]}
    assert work(scenario, "bureau_head") == {}


def test_a_returned_and_resubmitted_case_is_reviewed_anew(scenario):
    case = scenario.received().submitted()
    case.does(Verb.PASS_SUBSTANCE, "deputy_business", opinion="同意")
    case.does(Verb.RETURN_TO_DISPOSE, "deputy_petitions", reason="程序材料不全")
    case.submitted()
    assert work(scenario, "deputy_business") == {Duty.REVIEW_SUBSTANCE: [case.no]}


def test_a_key_case_is_signed_by_the_head_who_also_grants_extensions(scenario):
    key = scenario.received().flagged(Flag.KEY).reviewed()
    late = scenario.received().classified(Track.B).investigating()
    late.does(Verb.ASK_EXTENSION, "handler", days=10, reason="检测周期较长")
    assert work(scenario, "bureau_head") == {Duty.APPROVE: [key.no], Duty.GRANT_EXTENSION: [late.no]}
    assert work(scenario, "deputy_petitions") == {}


def test_the_petition_head_decides_proposals_and_objections(scenario):
    proposed, objected = scenario.received().proposed(), scenario.received().objected()
    assert work(scenario, "petition_head") == {
        Duty.DECIDE_PROPOSAL: [proposed.no],
        Duty.DECIDE_OBJECTION: [objected.no],
    }
    assert work(scenario, "petition_officer") == {}


def test_the_supervisor_judges_what_was_answered(scenario):
    case = scenario.received().investigating().supervised()
    assert work(scenario, "supervisor") == {}
    case.does(Verb.ANSWER_SUPERVISION, "handler", answer="已加快办理，本周答复信访人。")
    assert work(scenario, "supervisor") == {Duty.JUDGE_SUPERVISION: [case.no]}


def test_an_owner_owes_a_plan_then_a_signature_then_the_strike_off_in_turn(scenario):
    case = scenario.received().flagged(Flag.KEY).transferred()
    assert owned(scenario, "leader")[case.no].owes == (Verb.DRAW_PLAN,)
    case.planned()
    assert owned(scenario, "leader")[case.no].owes == (Verb.SIGN_PLAN,)
    scenario.received().planned("petition_officer")  # another case's plan is not this one's
    assert owned(scenario, "leader")[case.no].owes == (Verb.SIGN_PLAN,)
    case.plan_signed()
    assert owned(scenario, "leader")[case.no].owes == ()
    case.planned("leader")
    assert owned(scenario, "unit_head")[case.no].owes == (Verb.SIGN_PLAN,)
    case.rated()
    assert owned(scenario, "unit_head")[case.no].owes == (Verb.SIGN_STRIKE_OFF,)
    assert owned(scenario, "leader")[case.no].owes == ()
    case.does(Verb.SIGN_STRIKE_OFF, "unit_head", opinion="同意")
    assert owned(scenario, "leader")[case.no].owes == (Verb.SIGN_STRIKE_OFF,)
    case.closed()
    assert (owned(scenario, "leader"), case.state) == ({}, State.CLOSED)


def test_an_owned_case_tells_level_and_the_leaders_own_last_visit(scenario):
    case = scenario.received().flagged(Flag.KEY).transferred()
    today = scenario.now.date()
    case.does(
        Verb.VISIT, "leader", visited_on=today, place="锦绣路工地", findings="夜间仍有施工", promises=""
    )
    mine = owned(scenario, "leader")[case.no]
    assert (mine.level, mine.last_visit) == (Level.CITY, today)
    assert owned(scenario, "unit_head")[case.no].last_visit is None


def test_a_former_owner_owes_nothing(scenario):
    case = scenario.received().flagged(Flag.KEY).transferred()
    case.owned(city="leader_two")
    assert owned(scenario, "leader") == {}
    assert list(owned(scenario, "leader_two")) == [case.no]


def test_a_suspected_crime_waits_for_the_head_wherever_its_case_has_gone(scenario):
    people = scenario.people
    verifiers = (people["handler"].officer_id, people["handler_two"].officer_id)
    report = "经监测，私设暗管排放含重金属废水超标十倍。"
    case = scenario.received().disposing()
    case.does(Verb.REPORT_CRIME, "handler", verifiers=verifiers, report=report).closed()
    assert work(scenario, "bureau_head") == {Duty.DECIDE_REFERRAL: [case.no]}
    case.does(Verb.DECLINE_REFERRAL, "bureau_head", reason="未达到刑事立案追诉标准，依法行政处罚。")
    assert work(scenario, "bureau_head") == {}


def test_the_head_finds_suspected_crimes_by_an_index_of_their_own(sqlite_scenario):
    statement = select(TermRun.case_id).where(text(UNDECIDED_REFERRAL)).compile(sqlite_scenario.engine)
    with sqlite_scenario.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all()
    assert any("ix_term_run_referral" in step[-1] for step in plan), plan
