"""A withdrawal ends a case only where no investigation, of whatever round, found anything true."""

import pytest

from petitions.commands.record_finding import FindingItem
from tests.support.office import Scenario
from workflow.calendar import local_day
from workflow.machine import Refused
from workflow.states import State
from workflow.verbs import Verb
from workflow.vocabulary import Truth

REASON = "信访人来电表示不再反映"


def test_what_an_earlier_round_found_keeps_the_case_going(scenario: Scenario) -> None:
    story = scenario.received().reopened()
    assert story.facts.borne_out_items == 0
    assert story.facts.violation_found
    item = FindingItem("夜间打桩噪声", Truth.UNTRUE, "现场未见施工")
    given = {"findings": (item,), "visited_on": local_day(scenario.now)}
    story.does(Verb.RECORD_FINDING, "handler", **given)
    with pytest.raises(Refused, match="violation-found"):
        story.does(Verb.WITHDRAW, "petition_officer", reason=REASON)


def test_where_nothing_was_ever_borne_out_the_petitioner_may_withdraw(scenario: Scenario) -> None:
    story = scenario.received().found(Truth.UNTRUE)
    assert story.does(Verb.WITHDRAW, "petition_officer", reason=REASON).state is State.WITHDRAWN
