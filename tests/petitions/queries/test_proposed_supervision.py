"""建议督办: who is proposed for a notice, why, and when no longer."""

from petitions.queries.proposed_supervision import proposed_supervision
from workflow.needs import ReopenGround
from workflow.triggers import Trigger
from workflow.verbs import Verb
from workflow.vocabulary import Relation, Satisfaction


def proposed(office, who="supervisor"):
    with office.sessions() as session:
        found = proposed_supervision(session, office.people[who], office.now)
        return {one.line.case_no: one.reasons for one in found}


def test_a_fresh_case_is_not_pressed(scenario):
    scenario.received().investigating()
    assert proposed(scenario) == {}


def test_a_case_is_proposed_by_how_far_its_limit_is_used_until_it_is_pressed(scenario):
    story = scenario.received().investigating()
    scenario.pass_time(days=46)
    assert proposed(scenario) == {story.no: (Trigger.WARNING,)}
    scenario.pass_time(days=6)
    assert proposed(scenario) == {story.no: (Trigger.SEVERE,)}
    scenario.pass_time(days=10)
    assert proposed(scenario) == {story.no: (Trigger.OVERDUE,)}
    story.supervised()
    assert proposed(scenario) == {}


def test_the_third_telling_of_the_same_matter_is_proposed(scenario):
    first = scenario.received()
    scenario.received().repeated(first)
    third = scenario.received().repeated(first, Relation.SAME_OPEN)
    scenario.received().repeated(first, Relation.ASSOCIATED)
    assert proposed(scenario) == {third.no: (Trigger.THIRD_REPEAT,)}


def test_who_stays_dissatisfied_after_three_rounds_is_proposed(scenario):
    story = scenario.received().rated(Satisfaction.DISSATISFIED)
    for _ in range(2):
        assert story.no not in proposed(scenario)
        story.does(Verb.REOPEN, "petition_head", ground=ReopenGround.NEW_FACTS, reason="有新的事实，重新办理")
        story.found().submitted().replied().rated(Satisfaction.DISSATISFIED)
    assert proposed(scenario) == {story.no: (Trigger.STILL_DISSATISFIED,)}


def test_a_unit_sees_only_its_own(scenario):
    story = scenario.received().investigating()
    scenario.pass_time(days=70)
    assert set(proposed(scenario, "unit_head")) == {story.no}
    assert proposed(scenario, "west_head") == {}
