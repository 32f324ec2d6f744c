"""同源事件: many complaints about one source become one incident by the verdicts of people, and part again."""

import threading
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from petitions.audit import verify
from petitions.commands import COMMANDS
from petitions.incidents import LEADS, TAKE_TURNS, grouped
from petitions.models import Case, CaseEvent
from tests.support.databases import Database
from tests.support.office import Scenario
from tests.support.story import Story
from workflow.machine import Refused
from workflow.states import State
from workflow.verbs import Verb
from workflow.vocabulary import Flag, Level, Relation

NOON = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)


def leads(scenario: Scenario) -> dict[int, int]:
    """The lead of every case that belongs to an incident; what the record says of it is checked on the way."""
    with scenario.sessions() as session:
        assert verify(session).broken is None
        rows = session.execute(select(Case.id, Case.lead_id).where(Case.lead_id.is_not(None)))
        return {row.id: row.lead_id for row in rows}


def told(scenario: Scenario, count: int) -> list[Story]:
    """So many cases, one after the other."""
    return [scenario.received() for _ in range(count)]


def denied(case: Story, earlier: Story) -> Story:
    return case.does(Verb.DENY_REPEAT, "petition_officer", earlier=earlier.id, reason="经核实不是同一污染源")


# --- joining ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("relation", [relation for relation in Relation if relation.same_matter])
def test_two_cases_of_one_matter_make_an_incident_under_the_earlier(
    sqlite_scenario: Scenario, relation: Relation
) -> None:
    first, second = told(sqlite_scenario, 2)
    second.repeated(first, relation)
    assert leads(sqlite_scenario) == {first.id: first.id, second.id: first.id}


def test_another_matter_of_the_same_place_makes_none(sqlite_scenario: Scenario) -> None:
    first, second = told(sqlite_scenario, 2)
    second.repeated(first, Relation.HISTORY)
    assert leads(sqlite_scenario) == {}
    assert LEADS not in second.events[-1].payload


def test_suggestions_make_none(sqlite_scenario: Scenario) -> None:
    first, second = told(sqlite_scenario, 2)
    second.suggested(first)
    assert leads(sqlite_scenario) == {}


def test_a_third_joins_whichever_of_them_it_was_compared_with(scenario: Scenario) -> None:
    first, second, third = told(scenario, 3)
    second.repeated(first, Relation.ASSOCIATED)
    third.repeated(second, Relation.ASSOCIATED)
    assert leads(scenario) == dict.fromkeys((first.id, second.id, third.id), first.id)


def test_two_incidents_become_one_under_the_earlier_lead(scenario: Scenario) -> None:
    one, two, three, four = told(scenario, 4)
    four.repeated(three, Relation.ASSOCIATED)
    two.repeated(one, Relation.ASSOCIATED)
    assert set(leads(scenario).values()) == {one.id, three.id}
    three.repeated(two, Relation.ASSOCIATED)
    assert leads(scenario) == dict.fromkeys((one.id, two.id, three.id, four.id), one.id)
    assert f'"leads":[[{three.id},{one.id}],[{four.id},{one.id}]]' in three.events[-1].payload


def test_the_lead_is_the_first_received_whatever_was_registered_first(sqlite_scenario: Scenario) -> None:
    yesterday = sqlite_scenario.now - timedelta(days=1)
    registered_first = sqlite_scenario.received()
    received_first = sqlite_scenario.received(received_at=yesterday)
    registered_first.repeated(received_first, Relation.ASSOCIATED)
    assert set(leads(sqlite_scenario).values()) == {received_first.id}


def test_a_merged_case_stays_with_its_incident_and_every_case_keeps_its_own_limit(
    sqlite_scenario: Scenario,
) -> None:
    first, second, third = told(sqlite_scenario, 3)
    due = third.case.next_due_at
    second.merged_into(first)
    third.repeated(first, Relation.ASSOCIATED)
    assert second.state is State.MERGED
    assert len(leads(sqlite_scenario)) == 3
    assert third.case.next_due_at == due
    assert Flag.REPEAT not in third.facts.flags, "another person's complaint is no repeat"


# --- parting ----------------------------------------------------------------------------------------


def test_a_denial_takes_the_case_out_again_with_its_reason(scenario: Scenario) -> None:
    first, second = told(scenario, 2)
    second.repeated(first, Relation.ASSOCIATED)
    denied(second, first)
    assert leads(scenario) == {}
    with pytest.raises(Refused, match="need-reason"):
        second.does(Verb.DENY_REPEAT, "petition_officer", earlier=first.id, reason="")


def test_a_denial_splits_what_only_that_link_held_together(scenario: Scenario) -> None:
    one, two, three, four = told(scenario, 4)
    for later, earlier in ((two, one), (three, two), (four, three)):
        later.repeated(earlier, Relation.ASSOCIATED)
    denied(three, two)
    assert leads(scenario) == {one.id: one.id, two.id: one.id, three.id: three.id, four.id: three.id}


def test_a_case_that_another_link_ties_stays(sqlite_scenario: Scenario) -> None:
    one, two, three = told(sqlite_scenario, 3)
    for later, earlier in ((two, one), (three, two), (three, one)):
        later.repeated(earlier, Relation.ASSOCIATED)
    denied(three, two)
    assert leads(sqlite_scenario) == dict.fromkeys((one.id, two.id, three.id), one.id)


def test_a_link_confirmed_anew_as_history_ties_no_more(sqlite_scenario: Scenario) -> None:
    first, second = told(sqlite_scenario, 2)
    second.repeated(first, Relation.ASSOCIATED)
    second.repeated(first, Relation.HISTORY)
    assert leads(sqlite_scenario) == {}


def test_the_other_cases_are_named_by_the_event_and_get_none_nor_a_version(sqlite_scenario: Scenario) -> None:
    first, second = told(sqlite_scenario, 2)
    before = len(first.events), first.case.version, first.seq
    second.repeated(first, Relation.ASSOCIATED)
    assert (len(first.events), first.case.version, first.seq) == before
    first.does(Verb.ASK_INFO, "petition_officer", seen=before[2], question="请补充排放的时间。")


def test_a_lead_written_behind_the_record_is_found(sqlite_scenario: Scenario) -> None:
    first, second = told(sqlite_scenario, 2)
    with sqlite_scenario.sessions.begin() as session:
        session.execute(update(Case.__table__).where(Case.id == second.id).values(lead_id=first.id))
    with sqlite_scenario.sessions() as session:
        broken = verify(session).broken
    assert broken is not None
    assert broken.where == second.no
    assert "同源事件" in broken.sentence


# --- the components ---------------------------------------------------------------------------------


@given(st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] > pair[1])))
def test_tied_cases_and_no_others_have_the_same_lead(ties: set[tuple[int, int]]) -> None:
    received: Mapping[int, datetime] = {number: NOON + timedelta(hours=number % 3) for number in range(9)}
    found = grouped(received, ties)
    assert found == grouped(received, sorted(ties, reverse=True))
    for one, other in ties:
        assert found[one] is not None
        assert found[one] == found[other]
    for number, lead in found.items():
        if lead is None:
            assert all(number not in tie for tie in ties)
        else:
            assert found[lead] == lead
            group = [member for member, its in found.items() if its == lead]
            assert min(group, key=lambda member: (received[member], member)) == lead
            reached = {lead}
            for _ in group:
                reached |= {b if a in reached else a for a, b in ties if a in reached or b in reached}
            assert reached == set(group)


# --- one plan ---------------------------------------------------------------------------------------


@pytest.fixture
def planned(scenario: Scenario) -> tuple[Story, Story]:
    """A repeat on its way, and a second case of its incident that needs a plan and has none."""
    lead = scenario.received().flagged(Flag.KEY).investigating()
    follower = scenario.received().flagged(Flag.KEY).repeated(lead, Relation.ASSOCIATED).disposing()
    return lead, follower


def test_a_case_without_a_plan_goes_by_the_leads_and_is_submitted_under_it(
    planned: tuple[Story, Story],
) -> None:
    lead, follower = planned
    reply = {"report": "经查属实，已整改。", "reply": "一"}
    with pytest.raises(Refused, match="plan-unsigned"):
        follower.does(Verb.SUBMIT, "handler", **reply)
    lead.planned()
    assert (follower.facts.plan_version, follower.facts.plan_of) == (1, lead.id)
    assert follower.facts.plan_signed == frozenset()
    assert lead.facts.plan_of is None
    lead.plan_signed()
    assert follower.facts.plan_signed == frozenset(Level)
    assert follower.submitted().state is State.REVIEW


def test_the_incidents_plan_is_signed_where_it_was_drawn(planned: tuple[Story, Story]) -> None:
    lead, follower = planned
    lead.planned()
    with pytest.raises(Refused, match="plan-of-incident"):
        follower.does(Verb.SIGN_PLAN, "leader", opinion="同意")


def test_a_plan_of_its_own_goes_before_the_incidents(planned: tuple[Story, Story]) -> None:
    lead, follower = planned
    lead.planned().planned().plan_signed()
    follower.planned()
    facts = follower.facts
    assert (facts.plan_version, facts.plan_of, facts.plan_signed) == (1, None, frozenset())
    follower.plan_signed()
    assert follower.planned().facts.plan_version == 2


def test_where_the_lead_has_no_plan_that_of_the_earliest_case_with_one_holds_for_all(
    scenario: Scenario,
) -> None:
    closed = scenario.received().closed()
    early, late, last = (scenario.received().repeated(closed, Relation.ASSOCIATED) for _ in range(3))
    late.planned("petition_officer")
    assert (last.facts.plan_of, closed.facts.plan_of) == (late.id, late.id)
    early.planned("petition_officer")
    assert (last.facts.plan_of, late.facts.plan_of) == (early.id, None)


def test_a_case_that_left_the_incident_has_no_plan(planned: tuple[Story, Story]) -> None:
    lead, follower = planned
    lead.plan_signed()
    denied(follower, lead)
    assert (follower.facts.plan_version, follower.facts.plan_of) == (0, None)


# --- two at once ------------------------------------------------------------------------------------


def at_once(scenario: Scenario, first: tuple[Story, Story], second: tuple[Story, Story]) -> None:
    """Two officers confirm a pair each; the second begins before the first has committed."""
    entry, given = COMMANDS[Verb.CONFIRM_REPEAT], {"relation": Relation.ASSOCIATED, "reason": "同一污染源"}
    follower = threading.Thread(
        target=lambda: second[0].does(Verb.CONFIRM_REPEAT, "petition_head", earlier=second[1].id, **given)
    )
    with scenario.desk("petition_officer") as desk:
        entry.do(entry.command(case_no=first[0].no, earlier=first[1].id, **given), desk)
        follower.start()
        follower.join(0.3)
        assert follower.is_alive(), "the second did not wait for the first"
    follower.join(20)
    assert second[0].events[-1].verb is Verb.CONFIRM_REPEAT


def test_two_officers_who_confirm_at_once_make_one_incident(scenario: Scenario) -> None:
    one, two, three, four = told(scenario, 4)
    three.repeated(two, Relation.ASSOCIATED)
    at_once(scenario, (four, three), (two, one))
    assert leads(scenario) == dict.fromkeys((one.id, two.id, three.id, four.id), one.id)


def test_two_officers_who_join_two_incidents_crosswise_make_one(scenario: Scenario) -> None:
    one, two, three, four = told(scenario, 4)
    at_once(scenario, (three, two), (four, two))
    at_once(scenario, (two, one), (four, three))
    assert leads(scenario) == dict.fromkeys((one.id, two.id, three.id, four.id), one.id)


@pytest.mark.postgres
def test_whoever_writes_another_case_of_the_incident_is_not_stopped(postgres_database: Database) -> None:
    scenario = Scenario(postgres_database.engine)
    first, second = told(scenario, 2)
    with scenario.sessions.begin() as session:
        session.execute(TAKE_TURNS)
        first.does(Verb.ASK_INFO, "petition_officer", question="请补充排放的时间。")
    assert first.state is State.NEED_INFO
    assert len(second.events) == 1


def test_events_alone_tell_every_membership(sqlite_scenario: Scenario) -> None:
    one, two, three = told(sqlite_scenario, 3)
    two.repeated(one, Relation.ASSOCIATED)
    three.repeated(two, Relation.ASSOCIATED)
    denied(two, one)
    assert leads(sqlite_scenario) == {two.id: two.id, three.id: two.id}
    with sqlite_scenario.sessions() as session:
        said = session.scalars(select(CaseEvent.payload).where(CaseEvent.verb == Verb.DENY_REPEAT)).one()
    assert f'"leads":[[{one.id},null],[{two.id},{two.id}],[{three.id},{two.id}]]' in said
