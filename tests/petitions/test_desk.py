"""The door: what passes leaves everything behind, what is refused leaves nothing."""

import threading

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

from petitions.desk import NotFound, Stale
from petitions.models import Case, CaseEvent, CaseFlag, OutboxMessage, Paper, Petitioner, TermRun
from petitions.particulars import Person
from tests.support.office import Scenario
from workflow.effects import Effect
from workflow.machine import Refused
from workflow.needs import SupervisionLevel
from workflow.states import State
from workflow.terms import Term
from workflow.verbs import Verb
from workflow.vocabulary import Channel, Flag, Satisfaction, Track


def rows(scenario: Scenario, model: type) -> int:
    with scenario.sessions() as session:
        return session.execute(select(func.count()).select_from(model)).scalar_one()


def test_a_registered_case_has_its_number_clocks_event_and_receipt(scenario: Scenario) -> None:
    story = scenario.received()
    case = story.case
    assert case.case_no == "HJ20261102-000001"
    assert case.state is State.REGISTERED
    assert case.month == "2026-11"
    assert [event.verb for event in story.events] == [Verb.REGISTER]
    with scenario.sessions() as session:
        terms = {run.term: run for run in session.scalars(select(TermRun))}
        told = session.scalars(select(OutboxMessage)).one()
    assert terms[Term.ACCEPT_NOTIFY].due_at == case.next_due_at
    assert (
        f"{terms[Term.ACCEPT_NOTIFY].due_at:%m-%d %H:%M:%S}" == "11-17 15:59:59"
    )  # UTC: 23:59:59 in Shanghai
    assert Term.EXPOSURE_NONPERFORMANCE in terms
    assert told.kind is Effect.TELL_PETITIONER
    assert told.sent_at is None


def test_the_register_holds_no_name_in_the_clear(scenario: Scenario) -> None:
    scenario.received(petitioners=(Person(name="欧阳某某", phone="19900007777", address="东城区某路9号"),))
    with scenario.sessions() as session:
        petitioner = session.scalars(select(Petitioner)).one()
        stored = b"".join(field or b"" for field in (petitioner.name, petitioner.phone, petitioner.address))
        payload = session.scalars(select(CaseEvent.payload)).one()
    assert "欧阳".encode() not in stored
    assert b"7777" not in stored
    assert "7777" not in payload
    assert petitioner.phone_hash == scenario.vault.fingerprint("19900007777")


def test_a_refusal_leaves_no_trace(scenario: Scenario) -> None:
    story = scenario.received()
    before = {model: rows(scenario, model) for model in (CaseEvent, TermRun, Paper, OutboxMessage, CaseFlag)}
    version = story.case.version
    with pytest.raises(Refused, match="not-your-role"):
        story.does(Verb.CLASSIFY, "supervisor", track=Track.A, types=(), basis="属履职事项")
    with pytest.raises(Refused, match="not-classified"):
        story.does(Verb.ACCEPT, "petition_officer")
    assert {model: rows(scenario, model) for model in before} == before
    assert story.case.version == version


def test_an_incomplete_entry_is_refused_with_what_is_missing_and_kept_as_a_draft_instead(
    scenario: Scenario,
) -> None:
    with pytest.raises(Refused, match="还缺诉求目的、污染类型"):
        scenario.received(claim="", types=())
    assert rows(scenario, Case) == 0
    draft = scenario.recorded(claim="", types=())
    assert draft.state is State.DRAFT
    with pytest.raises(Refused, match="registration-incomplete"):
        draft.does(Verb.REGISTER, "operator", query_code="123456")


def test_a_completed_draft_keeps_its_number_and_gets_its_clocks(scenario: Scenario) -> None:
    draft = scenario.recorded(claim="")
    draft.does(Verb.AMEND, "operator", changes={"claim": "查处并答复"}, reason="回拨核实")
    draft.does(Verb.REGISTER, "operator", query_code="123456")
    case = draft.case
    assert (case.case_no, case.state) == (draft.no, State.REGISTERED)
    assert case.next_due_at is not None
    assert [event.verb for event in draft.events] == [Verb.RECORD, Verb.AMEND, Verb.REGISTER]


def test_only_listed_columns_can_be_amended(scenario: Scenario) -> None:
    with pytest.raises(Refused, match="not-amendable"):
        scenario.received().does(Verb.AMEND, "operator", changes={"state": State.CLOSED}, reason="试试")


def test_a_stale_page_is_told_what_happened_since(scenario: Scenario) -> None:
    story = scenario.received()
    seen = story.seq
    story.classified()
    with pytest.raises(Stale) as stale:
        story.does(Verb.ACCEPT, "petition_head", seen=seen)
    assert [event.verb for event in stale.value.since] == [Verb.CLASSIFY]
    story.does(Verb.ACCEPT, "petition_head", seen=story.seq)
    assert story.state is State.ACCEPTED


def test_of_eight_people_who_act_at_once_exactly_one_succeeds(scenario: Scenario) -> None:
    story = scenario.received().classified()
    seen, outcomes = story.seq, []
    gate = threading.Barrier(8)

    def press() -> None:
        gate.wait()
        try:
            with scenario.sessions.begin() as session:
                from petitions.commands.accept import Accept, accept
                from petitions.desk import Desk

                desk = Desk(session, scenario.office, scenario.people["petition_head"], scenario.now)
                accept(Accept(case_no=story.no, seen=seen), desk)
            outcomes.append("accepted")
        except (Stale, StaleDataError, Refused, DBAPIError) as error:
            outcomes.append(type(error).__name__)

    threads = [threading.Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("accepted") == 1, outcomes
    assert [event.verb for event in story.events].count(Verb.ACCEPT) == 1


def test_somebody_elses_case_and_no_case_are_told_alike(scenario: Scenario) -> None:
    story = scenario.received().transferred()
    with pytest.raises(NotFound):
        story.does(Verb.SIGN_IN, "west_handler")
    with pytest.raises(NotFound):
        story.does(Verb.INSTRUCT, "system_admin", instruction="看看")


def test_papers_are_numbered_by_kind_and_year_without_a_gap(scenario: Scenario) -> None:
    for _ in range(3):
        story = scenario.received().accepted()
        with pytest.raises(Refused):  # a refusal between them must not take a number
            story.does(Verb.TRANSFER, "petition_officer", mode=None, unit=None, requirement="")
    with scenario.sessions() as session:
        papers = session.scalars(select(Paper).where(Paper.kind == Effect.ISSUE_ACCEPTANCE)).all()
    assert [(paper.year, paper.number) for paper in papers] == [(2026, 1), (2026, 2), (2026, 3)]


def test_a_flagged_case_leaves_only_with_both_owners(scenario: Scenario) -> None:
    story = scenario.received(channel=Channel.SUPERIOR).accepted()
    assert story.case.dual_required
    with pytest.raises(Refused, match="owners-missing"):
        _transfer(scenario, story)
    leader = scenario.leader("leader")
    story.does(Verb.APPOINT_OWNER, "petition_head", level=leader.level, leader=leader, reason="分工")
    with pytest.raises(Refused, match="缺分局包案领导"):
        _transfer(scenario, story)
    story.owned()
    _transfer(scenario, story)
    assert story.state is State.DISPATCHED


def _transfer(scenario: Scenario, story: "object") -> None:
    from workflow.needs import TransferMode

    story.does(  # type: ignore[attr-defined]
        Verb.TRANSFER,
        "petition_officer",
        mode=TransferMode.ASSIGN,
        unit=scenario.units["east"],
        requirement="依法查处。",
    )


def test_the_owner_of_another_sub_bureau_is_refused_next_to_the_unit(scenario: Scenario) -> None:
    story = scenario.received(channel=Channel.SUPERIOR).accepted().owned(sub="west_head")
    with pytest.raises(Refused) as refused:
        _transfer(scenario, story)
    assert (refused.value.code, refused.value.reasons[0].field) == ("owner-of-another-unit", "unit")


def test_strike_off_is_signed_by_both_the_city_owner_last(scenario: Scenario) -> None:
    story = scenario.received(channel=Channel.SUPERIOR).replied()
    story.does(Verb.EVALUATE, "operator", rating=Satisfaction.SATISFIED, way="电话")
    with pytest.raises(Refused, match="strike-off-unsigned"):
        story.does(Verb.CLOSE, "petition_officer", opinion="办结")
    with pytest.raises(Refused, match="city-signs-last"):
        story.does(Verb.SIGN_STRIKE_OFF, "leader", opinion="同意")
    story.does(Verb.SIGN_STRIKE_OFF, "unit_head", opinion="同意")
    story.does(Verb.SIGN_STRIKE_OFF, "leader", opinion="同意")
    story.does(Verb.CLOSE, "petition_officer", opinion="办结")
    assert story.state is State.CLOSED


def test_a_case_under_supervision_is_not_closed_over_the_supervisors_head(scenario: Scenario) -> None:
    story = scenario.received().transferred()
    given = {
        "level": SupervisionLevel.LISTED,
        "problem": "进展迟缓，未反馈",
        "requirement": "限期反馈办理情况",
    }
    story.does(Verb.SUPERVISE, "supervisor", **given)
    assert story.facts.open_supervisions == 1
    story.does(Verb.ANSWER_SUPERVISION, "handler", answer="已加快办理，本周内提交情况。")
    story.does(Verb.RETURN_SUPERVISION, "supervisor", reason="没有说明具体时限。")
    assert Term.SUPERVISE_ANSWER_LISTED in story.facts.running, "a listed notice keeps its ten days"
    story.does(Verb.ANSWER_SUPERVISION, "handler", answer="本周五前提交办理情况报告。")
    story.does(Verb.LIFT_SUPERVISION, "supervisor", opinion="同意解除")
    assert story.facts.open_supervisions == 0


def test_what_next_due_at_says_is_what_the_running_terms_say(scenario: Scenario) -> None:
    from petitions.clocks import OFFICE_LIMITS

    story = scenario.received(channel=Channel.ORDER_12345)
    for step in (story.classified, story.accepted, story.transferred, story.signed_in, story.replied):
        step()
        with scenario.sessions() as session:
            due = session.scalars(
                select(func.min(TermRun.due_at)).where(
                    TermRun.case_id == story.id, TermRun.stopped_at.is_(None), TermRun.term.in_(OFFICE_LIMITS)
                )
            ).one()
        assert story.case.next_due_at == due
    assert story.case.next_due_at is None


def test_a_flag_that_is_cleared_leaves_its_record_and_ends_dual_ownership(scenario: Scenario) -> None:
    story = scenario.received().flagged(Flag.KEY)
    assert story.case.dual_required
    story.does(Verb.CLEAR_FLAG, "petition_head", flag=Flag.KEY, reason="经复核不属重点件")
    assert not story.case.dual_required
    with scenario.sessions() as session:
        flag = session.scalars(select(CaseFlag)).one()
    assert flag.clearance == "经复核不属重点件"
