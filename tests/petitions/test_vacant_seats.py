"""An owner leaves (双包案): who answered for the case stays on record, and the seat is filled in three working days."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from petitions.models import Ownership
from reports.facts.lists import owner_gaps
from reports.facts.standing import Span
from reports.month import Month
from tests.support.office import Scenario
from tests.support.story import Story
from workflow.calendar import local_day
from workflow.machine import Refused
from workflow.terms import Term
from workflow.verbs import Verb
from workflow.vocabulary import Flag, Level

REPLACE = Term.OWNER_REPLACE


def owned(scenario: Scenario) -> Story:
    """A key case with its two owners, at the unit."""
    return scenario.received().flagged(Flag.KEY).investigating()


def vacated(story: Story, level: Level = Level.CITY) -> Story:
    """Without its owner at this level."""
    return story.does(Verb.VACATE_OWNER, "petition_head", level=level, reason="工作调动")


def filled(story: Story, who: str) -> Story:
    """With a new owner."""
    leader = story.scenario.leader(who)
    return story.does(Verb.APPOINT_OWNER, "petition_head", level=leader.level, leader=leader, reason="接任")


def intervals(story: Story) -> list[tuple[Level, bool]]:
    """Every interval: its level, and whether it still runs."""
    with story.scenario.sessions() as session:
        query = select(Ownership).where(Ownership.case_id == story.id).order_by(Ownership.id)
        return [(one.level, one.to_at is None) for one in session.scalars(query)]


def test_an_empty_seat_is_filled_within_three_working_days(scenario: Scenario) -> None:
    story = vacated(owned(scenario))
    assert set(story.facts.owners) == {Level.SUB}
    limit = story.limit(REPLACE)
    assert limit.started_at == scenario.now
    assert local_day(limit.due_at) == local_day(scenario.now) + timedelta(days=3)
    filled(story, "leader_two")
    assert story.limit(REPLACE).stopped_by is Verb.APPOINT_OWNER
    assert intervals(story) == [(Level.CITY, False), (Level.SUB, True), (Level.CITY, True)]


def test_filling_one_of_two_empty_seats_leaves_the_others_own_days(scenario: Scenario) -> None:
    story = vacated(owned(scenario))
    scenario.pass_time(days=1)
    vacated(story, Level.SUB)
    second = scenario.now
    assert story.limit(REPLACE).started_at < second
    filled(story, "leader_two")
    assert REPLACE in story.facts.running
    assert story.limit(REPLACE).started_at == second
    filled(story, "unit_head")
    assert REPLACE not in story.facts.running


def test_replacing_the_owner_of_the_other_seat_does_not_fill_the_empty_one(scenario: Scenario) -> None:
    story = vacated(owned(scenario), Level.SUB)
    since = story.limit(REPLACE).started_at
    filled(story, "leader_two")
    assert REPLACE in story.facts.running
    assert story.limit(REPLACE).started_at == since


def test_a_case_that_needs_no_two_owners_waits_for_none(sqlite_scenario: Scenario) -> None:
    story = vacated(sqlite_scenario.received().classified().owned())
    assert REPLACE not in story.facts.running


def test_the_days_end_when_the_case_needs_two_owners_no_more(sqlite_scenario: Scenario) -> None:
    story = vacated(owned(sqlite_scenario))
    story.does(Verb.CLEAR_FLAG, "petition_head", flag=Flag.KEY, reason="经研究不再列为重点")
    assert REPLACE not in story.facts.running


def test_an_empty_seat_cannot_be_vacated_again(sqlite_scenario: Scenario) -> None:
    with pytest.raises(Refused, match="need-level"):
        vacated(vacated(owned(sqlite_scenario)))


def test_nobody_is_locked_in_by_an_empty_seat(sqlite_scenario: Scenario) -> None:
    story = vacated(owned(sqlite_scenario))
    with pytest.raises(Refused, match="not-your-role"):
        story.planned().does(Verb.SIGN_PLAN, "leader", opinion="同意")
    filled(story, "leader")
    story.closed()


def test_the_bulletin_counts_a_seat_that_stayed_empty_beyond_its_limit(sqlite_scenario: Scenario) -> None:
    scenario = sqlite_scenario
    story = vacated(owned(scenario))

    def gaps() -> int:
        with scenario.sessions() as session:
            return owner_gaps(session, Span(Month.of(local_day(scenario.now)), local_day(scenario.now)))

    assert gaps() == 0
    scenario.pass_time(days=5)
    assert gaps() == 1
    filled(story, "leader_two")
    assert gaps() == 1
