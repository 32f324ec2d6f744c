"""What the buttons know: every verb of the state, open exactly when the move would be made, else with its reasons."""

from dataclasses import replace

import pytest

from tests.workflow.law import BASE, ELSEWHERE, NOW, Subject, actor, favourable, filled_in
from workflow.facts import Facts
from workflow.machine import Refused, fire
from workflow.offers import Offer, offers
from workflow.roles import Role
from workflow.states import State
from workflow.tables import COMPLAINT, SUPERVISION
from workflow.tables.supervision import NoticeState
from workflow.verbs import Verb


def offer(verb: Verb, state: State, facts: Facts, role: Role, unit: int | None = None) -> Offer:
    me = actor(role) if unit is None else actor(role, unit)
    return next(offer for offer in offers(COMPLAINT, state, facts, me) if offer.row.verb is verb)


@pytest.mark.parametrize("state", State)
def test_every_verb_of_the_state_is_offered_in_the_order_of_the_table(state: State) -> None:
    shown = [offer.row for offer in offers(COMPLAINT, state, BASE, actor(Role.AUDITOR))]
    assert shown == [row for row in COMPLAINT.rows if state in row.sources]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", State)
def test_an_offer_is_open_exactly_when_the_move_would_be_made(state: State, role: Role) -> None:
    me = actor(role)
    for row in COMPLAINT.rows_from(state):
        for facts in (BASE, favourable(row, me)):
            offered = next(offer for offer in offers(COMPLAINT, state, facts, me) if offer.row is row)
            try:
                fire(COMPLAINT, Subject(state), row.verb, facts, me, filled_in(row))
            except Refused as refused:
                needs_only = all(reason.field for reason in refused.reasons)
                assert offered.reasons == (() if needs_only else refused.reasons)
            else:
                assert offered.open


def test_nothing_is_offered_in_the_archive() -> None:
    assert offers(COMPLAINT, State.ARCHIVED, BASE, actor(Role.BUREAU_HEAD)) == ()


def test_a_verb_of_another_office_is_out_of_reach_whatever_the_case() -> None:
    offered = offer(Verb.TRANSFER, State.ACCEPTED, BASE, Role.HANDLER)
    assert not offered.open
    assert not offered.within_reach


def test_a_verb_of_another_unit_is_out_of_reach() -> None:
    offered = offer(Verb.SIGN_IN, State.DISPATCHED, BASE, Role.HANDLER, ELSEWHERE)
    assert [reason.code for reason in offered.reasons] == ["not-your-unit"]
    assert not offered.within_reach
    assert offer(Verb.SIGN_IN, State.DISPATCHED, BASE, Role.HANDLER).open


def test_a_verb_that_only_the_case_stands_against_is_within_reach_and_says_why() -> None:
    offered = offer(Verb.TRANSFER, State.ACCEPTED, replace(BASE, owners={}), Role.PETITION_OFFICER)
    assert not offered.open
    assert offered.within_reach
    assert [(reason.code, reason.field) for reason in offered.reasons] == [("owners-missing", None)]


def test_whoever_may_not_act_is_not_told_the_state_of_the_case() -> None:
    offered = offer(Verb.CLOSE, State.REPLIED, replace(BASE, evaluation_due=NOW), Role.HANDLER)
    assert [reason.code for reason in offered.reasons] == ["not-your-role"]


def test_what_must_be_filled_in_does_not_close_an_offer() -> None:
    offered = offer(Verb.SUPERVISE, State.ACCEPTED, BASE, Role.SUPERVISOR)
    assert offered.open
    assert offered.row.needs


def test_a_notice_has_offers_of_its_own() -> None:
    shown = offers(SUPERVISION, NoticeState.ANSWERED, BASE, actor(Role.SUPERVISOR))
    assert [(offered.row.verb, offered.open) for offered in shown] == [
        (Verb.RETURN_SUPERVISION, True),
        (Verb.LIFT_SUPERVISION, True),
    ]
