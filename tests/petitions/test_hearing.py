"""A hearing's days do not count, but a hearing ends: what it takes beyond its limit is taken from the handling."""

from datetime import timedelta

import pytest

from tests.support.office import Scenario
from tests.support.story import Story
from workflow.calendar import local_day
from workflow.terms import Term
from workflow.verbs import Verb
from workflow.vocabulary import Track


def called(scenario: Scenario) -> Story:
    """An ordinary petition whose hearing was called."""
    story = scenario.received().classified(Track.B).disposing()
    return story.does(Verb.HOLD_HEARING, "petition_head", reason="事实重大、疑难，举行听证")


def test_a_hearing_that_is_called_has_twenty_days(scenario: Scenario) -> None:
    story = called(scenario)
    limit = story.limit(Term.HEARING)
    assert local_day(limit.due_at) - local_day(scenario.now) == timedelta(days=20)
    assert story.limit(Term.HANDLE_B).suspended_at == scenario.now


@pytest.mark.parametrize(("took", "added"), [(0, 0), (6, 6), (20, 20), (35, 20)])
def test_the_days_of_a_hearing_are_added_up_to_its_limit(
    sqlite_scenario: Scenario, took: int, added: int
) -> None:
    story = called(sqlite_scenario)
    due = local_day(story.limit(Term.HANDLE_B).due_at)
    sqlite_scenario.pass_time(days=took)
    story.does(Verb.END_HEARING, "petition_head", record="听证会认定事实清楚。")
    handling = story.limit(Term.HANDLE_B)
    assert local_day(handling.due_at) - due == timedelta(days=added)
    assert handling.suspended_at is None
    assert story.limit(Term.HEARING).stopped_by is Verb.END_HEARING
