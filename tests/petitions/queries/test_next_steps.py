"""What a case waits for, and whose turn it is."""

import pytest

from petitions.desk import Desk
from petitions.queries.next_steps import URGENT, USEFUL, USUAL, what_is_next
from workflow.facts import Outcome
from workflow.roles import Role
from workflow.states import FINAL, State
from workflow.tables import COMPLAINT
from workflow.verbs import Verb
from workflow.vocabulary import Flag, Satisfaction, Track, Truth


def next_of(case):
    return what_is_next(case.state, case.facts)


def verbs(case):
    return [step.verb for step in next_of(case).steps]


def test_every_state_but_the_final_one_has_its_usual_step_and_each_is_a_row_of_the_law():
    assert set(USUAL) == set(State) - FINAL
    for state, tiers in USUAL.items():
        for tier in tiers:
            assert all(COMPLAINT.row(verb, state) or verb in USEFUL for verb in tier), state
    named = {verb for tiers in (URGENT, *USUAL.values()) for tier in tiers for verb in tier}
    assert set(USEFUL) <= named


@pytest.mark.parametrize(
    ("play", "expected"),
    [
        (lambda office: office.recorded(), [Verb.REGISTER]),
        (lambda office: office.recorded(claim=""), [Verb.AMEND]),
        (lambda office: office.received(), [Verb.CLASSIFY, Verb.PROPOSE]),
        (lambda office: office.received().classified(), [Verb.ACCEPT]),
        (lambda office: office.received().classified(Track.D), [Verb.REFER_DISCIPLINE]),
        (lambda office: office.received().classified(Track.E), [Verb.PROPOSE]),
        (lambda office: office.received().classified(Track.F), [Verb.ANSWER]),
        (lambda office: office.received().proposed(Outcome.REDIRECT), [Verb.REDIRECT]),
        (lambda office: office.received().accepted(), [Verb.TRANSFER]),
        (lambda office: office.received().flagged(Flag.KEY).accepted(), [Verb.APPOINT_OWNER]),
        (lambda office: office.received().transferred(), [Verb.SIGN_IN]),
        (lambda office: office.received().objected(), [Verb.UPHOLD_OBJECTION, Verb.OVERRULE_OBJECTION]),
        (lambda office: office.received().signed_in(), [Verb.INVESTIGATE]),
        (lambda office: office.received().investigating(), [Verb.RECORD_FINDING]),
        (lambda office: office.received().found(Truth.TRUE), [Verb.DISPOSE]),
        (lambda office: office.received().found(Truth.UNTRUE), [Verb.SUBMIT]),
        (lambda office: office.received().flagged(Flag.KEY).found(Truth.UNTRUE), [Verb.DRAW_PLAN]),
        (lambda office: office.received().flagged(Flag.KEY).disposing().planned(), [Verb.SIGN_PLAN]),
        (lambda office: office.received().submitted(), [Verb.PASS_SUBSTANCE, Verb.PASS_PROCEDURE]),
        (lambda office: office.received().reviewed(), [Verb.APPROVE]),
        (lambda office: office.received().approved(), [Verb.REPLY]),
        (lambda office: office.received().replied(), [Verb.EVALUATE]),
        (lambda office: office.received().rated(Satisfaction.DISSATISFIED), [Verb.EXPLAIN]),
        (lambda office: office.received().rated(), [Verb.CLOSE]),
        (lambda office: office.received().flagged(Flag.KEY).rated(), [Verb.SIGN_STRIKE_OFF]),
        (lambda office: office.received().rated().supervised(), [Verb.ANSWER_SUPERVISION]),
        (lambda office: office.received().closed(), [Verb.ARCHIVE]),
    ],
)
def test_the_next_step_is_the_usual_one_that_is_open(sqlite_scenario, play, expected):
    assert verbs(play(sqlite_scenario)) == expected


def test_the_reviews_that_failed_the_checklist_lead_back(sqlite_scenario):
    case = sqlite_scenario.received().submitted(reply="您反映的问题我们已经知道了，谢谢您的来电和监督。")
    case.reviewed()
    assert verbs(case) == [Verb.RETURN_TO_DISPOSE, Verb.RETURN_TO_INVESTIGATE]
    assert [step.verb for step in next_of(case).blocked] == [Verb.APPROVE]
    assert next_of(case).blocked[0].reasons[0].code == "reply-incomplete"


def test_what_stands_in_the_way_is_told_with_who_would_act(sqlite_scenario):
    case = sqlite_scenario.received().flagged(Flag.KEY).accepted()
    blocked = next_of(case).blocked[0]
    assert (blocked.verb, blocked.reasons[0].code) == (Verb.TRANSFER, "owners-missing")
    assert Role.PETITION_OFFICER in blocked.roles


def test_a_final_state_has_nothing_next(sqlite_scenario):
    case = sqlite_scenario.received().refused()
    case.does(Verb.ARCHIVE, "archivist")
    assert next_of(case) == what_is_next(State.ARCHIVED, case.facts)
    assert next_of(case).steps == ()


def test_the_next_step_does_not_depend_on_who_asks(sqlite_scenario):
    case = sqlite_scenario.received().transferred()
    with sqlite_scenario.desk("handler") as desk:
        assert isinstance(desk, Desk)
        facts = desk.facts(desk.open(case.no))
    assert what_is_next(case.state, facts).steps[0].roles == {Role.HANDLER, Role.UNIT_HEAD}
