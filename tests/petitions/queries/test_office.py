"""The scenario builder that other tests lean on: each step is a command, and steps between are taken on the way."""

import pytest

from workflow.machine import Refused
from workflow.states import State
from workflow.verbs import Verb
from workflow.vocabulary import Channel, Flag, Satisfaction, Truth


def test_a_plain_case_is_answered_and_closed_by_way_of_every_step(scenario):
    case = scenario.received().closed()
    assert case.state is State.CLOSED
    assert [event.verb for event in case.events] == [
        Verb.REGISTER,
        Verb.CLASSIFY,
        Verb.ACCEPT,
        Verb.TRANSFER,
        Verb.SIGN_IN,
        Verb.INVESTIGATE,
        Verb.RECORD_FINDING,
        Verb.DISPOSE,
        Verb.SUBMIT,
        Verb.PASS_SUBSTANCE,
        Verb.PASS_PROCEDURE,
        Verb.APPROVE,
        Verb.REPLY,
        Verb.EVALUATE,
        Verb.CLOSE,
    ]


def test_a_key_case_takes_owners_a_signed_plan_and_a_signed_strike_off_along(sqlite_scenario):
    case = sqlite_scenario.received().flagged(Flag.KEY).closed()
    verbs = {event.verb for event in case.events}
    assert {Verb.APPOINT_OWNER, Verb.DRAW_PLAN, Verb.SIGN_PLAN, Verb.SIGN_STRIKE_OFF} <= verbs


def test_a_case_from_above_is_closed_after_it_was_supervised_and_lifted(sqlite_scenario):
    case = sqlite_scenario.received(channel=Channel.SUPERIOR).investigating().supervised()
    case.does(Verb.ANSWER_SUPERVISION, "handler", answer="已按要求加快办理，本周答复。")
    case.does(Verb.LIFT_SUPERVISION, "supervisor", opinion="同意解除")
    assert case.closed().state is State.CLOSED


@pytest.mark.parametrize(
    ("play", "state"),
    [
        (lambda office, first: office.recorded(), State.DRAFT),
        (lambda office, first: office.received().refused(), State.REFUSED),
        (lambda office, first: office.received().redirected(), State.REDIRECTED),
        (lambda office, first: office.received().merged_into(first), State.MERGED),
        (lambda office, first: office.received().objected(), State.OBJECTED),
        (lambda office, first: office.received().found(Truth.UNTRUE).submitted(), State.REVIEW),
        (lambda office, first: office.received().rated(Satisfaction.DISSATISFIED), State.REPLIED),
        (lambda office, first: office.received().reopened(), State.INVESTIGATING),
    ],
)
def test_the_other_ways_out_are_played_too(sqlite_scenario, play, state):
    first = sqlite_scenario.received()
    assert play(sqlite_scenario, first).state is state


def test_what_is_refused_is_raised_and_leaves_no_trace(sqlite_scenario):
    case = sqlite_scenario.received()
    with pytest.raises(Refused):
        case.does(Verb.CLOSE, "petition_officer", opinion="办结")
    assert case.seq == 1
