"""两法衔接: two officers verify, the head decides within three days, the police have it within twenty-four hours."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from petitions.models import Paper
from tests.support.office import Scenario
from tests.support.story import Story
from workflow.calendar import local_day
from workflow.effects import Effect
from workflow.machine import Refused
from workflow.terms import Term
from workflow.verbs import Verb
from workflow.vocabulary import Flag, Truth

DECIDE, HAND_OVER = Term.CRIMINAL_DECIDE, Term.CRIMINAL_HANDOVER
POLICE = "青川市公安局"


def reported(scenario: Scenario, story: Story | None = None) -> Story:
    """A case with a suspected crime, reported to the head."""
    people = scenario.people
    verifiers = (people["handler"].officer_id, people["handler_two"].officer_id)
    return (story or scenario.received().disposing()).does(
        Verb.REPORT_CRIME, "handler", verifiers=verifiers, report="经监测，私设暗管排放含重金属废水超标十倍。"
    )


def referred(scenario: Scenario) -> Story:
    """A case that the head decided to refer."""
    return reported(scenario).does(Verb.REFER_CRIMINAL, "bureau_head", police=POLICE, opinion="同意移送。")


def handed_over(story: Story) -> Story:
    """Received by the police today."""
    today = local_day(story.scenario.now)
    return story.does(Verb.HAND_OVER_CRIME, "handler", police=POLICE, received_on=today, receipt="回执第7号")


def papers(scenario: Scenario) -> int:
    """How many 移送书 were issued."""
    with scenario.sessions() as session:
        return session.scalar(select(func.count()).where(Paper.kind == Effect.ISSUE_CRIMINAL_REFERRAL)) or 0


def test_a_suspected_crime_goes_from_two_officers_over_the_head_to_the_police(scenario: Scenario) -> None:
    story = reported(scenario)
    assert Flag.CRIMINAL in story.facts.flags
    limit = story.limit(DECIDE)
    assert local_day(limit.due_at) - local_day(limit.started_at) == timedelta(days=3)
    assert papers(scenario) == 0
    story.does(Verb.REFER_CRIMINAL, "bureau_head", police=POLICE, opinion="同意移送。")
    assert story.limit(DECIDE).stopped_by is Verb.REFER_CRIMINAL
    limit = story.limit(HAND_OVER)
    assert limit.due_at - limit.started_at == timedelta(hours=24)
    assert papers(scenario) == 1
    handed_over(story)
    assert story.limit(HAND_OVER).stopped_by is Verb.HAND_OVER_CRIME
    assert not story.facts.running & {DECIDE, HAND_OVER}


def test_one_officer_alone_verifies_no_crime(sqlite_scenario: Scenario) -> None:
    story = sqlite_scenario.received().disposing()
    alone = (sqlite_scenario.people["handler"].officer_id,)
    with pytest.raises(Refused, match="核实须有两名以上执法人员"):
        story.does(Verb.REPORT_CRIME, "handler", verifiers=alone, report="经监测，私设暗管排放含重金属废水。")


def test_what_was_not_borne_out_is_no_suspicion(sqlite_scenario: Scenario) -> None:
    story = sqlite_scenario.received().found(Truth.UNTRUE)
    with pytest.raises(Refused, match="nothing-to-dispose"):
        reported(sqlite_scenario, story)


def test_the_head_may_decline_with_a_reason_that_the_record_keeps(scenario: Scenario) -> None:
    story = reported(scenario)
    with pytest.raises(Refused, match="need-reason"):
        story.does(Verb.DECLINE_REFERRAL, "bureau_head", reason="不移送")
    story.does(Verb.DECLINE_REFERRAL, "bureau_head", reason="数额未达立案标准，依法给予行政处罚。")
    assert "数额未达立案标准" in story.events[-1].payload
    assert Flag.CRIMINAL not in story.facts.flags
    assert story.limit(DECIDE).stopped_by is Verb.DECLINE_REFERRAL
    reported(scenario, story)
    assert DECIDE in story.facts.running


def test_nothing_is_decided_before_it_is_reported_nor_handed_over_before_it_is_decided(
    sqlite_scenario: Scenario,
) -> None:
    story = sqlite_scenario.received().disposing()
    with pytest.raises(Refused, match="crime-unreported"):
        story.does(Verb.REFER_CRIMINAL, "bureau_head", police=POLICE, opinion="同意移送。")
    with pytest.raises(Refused, match="referral-undecided"):
        handed_over(reported(sqlite_scenario, story))


def test_one_suspicion_at_a_time(sqlite_scenario: Scenario) -> None:
    story = referred(sqlite_scenario)
    with pytest.raises(Refused, match="referral-open"):
        reported(sqlite_scenario, story)
    reported(sqlite_scenario, handed_over(story))


def test_the_case_is_answered_and_closed_meanwhile_and_only_the_archive_waits(
    sqlite_scenario: Scenario,
) -> None:
    story = referred(sqlite_scenario).closed()
    assert HAND_OVER in story.facts.running
    with pytest.raises(Refused, match="referral-open"):
        story.does(Verb.ARCHIVE, "archivist")
    handed_over(story).does(Verb.ARCHIVE, "archivist")
