"""An emergency leaves the normal queue: it is raised, reported upwards in time, or found to be none."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from petitions.clocks import limit_of
from petitions.models import OutboxMessage
from petitions.queries.next_steps import what_is_next
from tests.support.office import Scenario
from workflow.effects import Effect
from workflow.machine import Refused
from workflow.needs import EmergencyGrade
from workflow.terms import Standing, Term
from workflow.verbs import Verb
from workflow.vocabulary import Flag

ORDINARY, MAJOR = Term.EMERGENCY_REPORT, Term.EMERGENCY_REPORT_MAJOR
FOUND = "河道出现大量死鱼，水体发黑发臭"


def rung(scenario: Scenario) -> int:
    """How often the duty leader was called."""
    with scenario.sessions() as session:
        return len(
            session.scalars(select(OutboxMessage).where(OutboxMessage.kind == Effect.TELL_DUTY_LEADER)).all()
        )


@pytest.mark.parametrize("registered", [True, False], ids=["registered", "kept as a draft"])
def test_the_switch_at_intake_rings_the_duty_leader_and_starts_four_hours(
    scenario: Scenario, registered: bool
) -> None:
    story = (scenario.received if registered else scenario.recorded)(emergency=True)
    first = Verb.REGISTER if registered else Verb.RECORD
    assert [event.verb for event in story.events] == [first, Verb.RAISE_EMERGENCY]
    limit = story.limit(ORDINARY)
    assert limit.due_at - limit.started_at == timedelta(hours=4)
    assert limit.started_at == scenario.now
    assert story.case.next_due_at == limit.due_at
    assert Flag.EMERGENCY in story.facts.flags
    assert rung(scenario) == 1


def test_a_draft_that_is_registered_afterwards_keeps_its_alarm(scenario: Scenario) -> None:
    story = scenario.recorded(emergency=True)
    before = story.limit(ORDINARY)
    story.does(Verb.REGISTER, "operator", query_code="123456")
    assert story.limit(ORDINARY).id == before.id
    assert ORDINARY in story.facts.running


def test_a_graver_grade_leaves_two_hours_from_the_first_alarm(scenario: Scenario) -> None:
    story = scenario.received(emergency=True)
    alarm = story.limit(ORDINARY).started_at
    story.does(Verb.RAISE_EMERGENCY, "leader", grade=EmergencyGrade.MAJOR, situation=FOUND)
    limit = story.limit(MAJOR)
    assert (limit.started_at, limit.due_at) == (alarm, alarm + timedelta(hours=2))
    assert story.facts.running & {ORDINARY, MAJOR} == {MAJOR}
    assert story.case.next_due_at == limit.due_at


@pytest.mark.parametrize(
    ("grade", "term"),
    [
        (None, ORDINARY),
        (EmergencyGrade.ORDINARY, ORDINARY),
        (EmergencyGrade.LARGER, ORDINARY),
        (EmergencyGrade.MAJOR, MAJOR),
        (EmergencyGrade.EXTREME, MAJOR),
    ],
)
def test_the_grade_decides_the_hours(
    sqlite_scenario: Scenario, grade: EmergencyGrade | None, term: Term
) -> None:
    story = sqlite_scenario.received()
    story.does(Verb.RAISE_EMERGENCY, "operator", grade=grade, situation=FOUND)
    assert term in story.facts.running
    assert story.limit(term).basis == "《突发环境事件信息报告办法》（环境保护部令第17号）第三条"


def test_the_first_report_stops_the_hours_and_the_case_goes_its_way(scenario: Scenario) -> None:
    story = scenario.received(emergency=True).does(Verb.REPORT_EMERGENCY, "operator", situation=FOUND)
    assert story.limit(ORDINARY).stopped_by is Verb.REPORT_EMERGENCY
    assert Flag.EMERGENCY in story.facts.flags
    story.refused()


def test_what_was_not_raised_before_is_raised_by_its_report(sqlite_scenario: Scenario) -> None:
    story = sqlite_scenario.received().does(Verb.REPORT_EMERGENCY, "operator", situation=FOUND)
    assert Flag.EMERGENCY in story.facts.flags
    assert not story.facts.running & {ORDINARY, MAJOR}


def test_no_emergency_is_turned_away_withdrawn_or_answered_before_it_is_reported(
    sqlite_scenario: Scenario,
) -> None:
    story = sqlite_scenario.received(emergency=True).proposed()
    with pytest.raises(Refused, match="emergency-unreported"):
        story.does(Verb.REFUSE, "petition_head")
    answered = sqlite_scenario.received(emergency=True).approved()
    with pytest.raises(Refused, match="emergency-unreported"):
        answered.replied()


def test_a_false_alarm_is_stood_down_by_the_head_with_a_reason(scenario: Scenario) -> None:
    story = scenario.received(emergency=True)
    with pytest.raises(Refused, match="not-your-role"):
        story.does(Verb.CLEAR_EMERGENCY, "operator", reason="经核实不是突发环境事件")
    story.does(Verb.CLEAR_EMERGENCY, "petition_head", reason="经核实不是突发环境事件")
    assert Flag.EMERGENCY not in story.facts.flags
    assert story.limit(ORDINARY).stopped_by is Verb.CLEAR_EMERGENCY
    with pytest.raises(Refused, match="no-emergency"):
        story.does(Verb.CLEAR_EMERGENCY, "petition_head", reason="经核实不是突发环境事件")


def test_the_emergency_flag_is_raised_and_cleared_by_its_own_verbs(sqlite_scenario: Scenario) -> None:
    with pytest.raises(Refused, match="列为应急件"):
        sqlite_scenario.received().flagged(Flag.EMERGENCY)
    with pytest.raises(Refused, match="解除应急"):
        sqlite_scenario.received(emergency=True).does(
            Verb.CLEAR_FLAG, "petition_head", flag=Flag.EMERGENCY, reason="情况已经解除"
        )


def test_the_hours_of_an_emergency_are_no_setting(sqlite_scenario: Scenario) -> None:
    story = sqlite_scenario.received(emergency=True)
    assert limit_of(story.limit(ORDINARY), story.case).standing is Standing.RULE


def test_the_next_step_of_an_emergency_is_its_report(sqlite_scenario: Scenario) -> None:
    story = sqlite_scenario.received(emergency=True)
    assert [step.verb for step in what_is_next(story.state, story.facts).steps] == [Verb.REPORT_EMERGENCY]
    story.does(Verb.REPORT_EMERGENCY, "operator", situation=FOUND)
    assert Verb.REPORT_EMERGENCY not in [step.verb for step in what_is_next(story.state, story.facts).steps]
