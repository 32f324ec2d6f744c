"""The leader's list: what is on it, in which order, and for whom."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from petitions.queries.backlog import NO_UNIT, BacklogFilter, backlog
from petitions.queries.backlog_figures import backlog_figures
from petitions.queries.due import Urgency
from petitions.queries.paging import Key, Turn
from workflow.needs import SupervisionLevel
from workflow.states import UNDECIDED
from workflow.vocabulary import Channel, Flag, PollutionType, Track


def numbers(scenario, who="petition_head", **chosen):
    turn = chosen.pop("turn", Turn())
    with scenario.sessions() as session:
        page = backlog(session, scenario.actor(who), scenario.now, BacklogFilter(**chosen), turn)
    return [line.case_no for line in page.rows]


def lines(scenario, who="petition_head"):
    with scenario.sessions() as session:
        return {line.case_no: line for line in backlog(session, scenario.actor(who), scenario.now).rows}


def figures(scenario, who="petition_head"):
    with scenario.sessions() as session:
        return backlog_figures(session, scenario.actor(who), scenario.now)


def test_the_most_urgent_case_stands_first_and_settled_ones_do_not_stand_there(scenario):
    slow = scenario.received().accepted()
    fast = scenario.received(channel=Channel.ORDER_12345)
    scenario.received().replied()
    scenario.received().refused()
    scenario.recorded()
    assert numbers(scenario) == [fast.no, slow.no]


def test_a_line_tells_unit_owners_flags_and_days_left(scenario):
    case = scenario.received(channel=Channel.SUPERIOR).transferred().supervised(SupervisionLevel.KEY)
    line = lines(scenario)[case.no]
    assert (line.unit, line.city_owner, line.sub_owner) == ("东城分局", "局领导", "承办单位负责人")
    assert line.flags == (Flag.SUPERIOR,)
    assert line.supervisions == 1
    assert line.type is PollutionType.NOISE
    assert line.remaining == 60
    assert line.step_remaining == 1
    assert line.urgency is Urgency.NORMAL


def test_days_left_are_counted_from_today_and_go_below_zero(scenario):
    case = scenario.received()
    assert lines(scenario)[case.no].remaining == 15
    scenario.pass_time(days=15)
    assert (lines(scenario)[case.no].remaining, lines(scenario)[case.no].urgency) == (0, Urgency.SOON)
    scenario.pass_time(days=1)
    assert (lines(scenario)[case.no].remaining, lines(scenario)[case.no].urgency) == (-1, Urgency.OVERDUE)


def test_the_list_is_narrowed_by_unit_type_urgency_and_flag(scenario):
    old = scenario.received().flagged(Flag.KEY)
    scenario.pass_time(days=13)
    east, west = scenario.received().transferred("east"), scenario.received().transferred("west")
    assert numbers(scenario, unit=scenario.units["east"]) == [east.no]
    assert numbers(scenario, unit=NO_UNIT) == [old.no]
    assert numbers(scenario, urgency=Urgency.SOON) == [old.no]
    assert numbers(scenario, urgency=Urgency.NORMAL) == [east.no, west.no]
    assert numbers(scenario, urgency=Urgency.OVERDUE) == []
    assert numbers(scenario, flag=Flag.KEY) == [old.no]
    assert numbers(scenario, type=PollutionType.WATER) == []
    assert numbers(scenario, type=PollutionType.NOISE, states=(old.state,)) == [old.no]


def test_people_of_a_unit_see_their_own_cases_and_those_they_assist_or_own(scenario):
    east = scenario.received().transferred("east")
    helped = scenario.received().transferred("west", assisting=("east",))
    west = scenario.received().transferred("west")
    assert numbers(scenario, "handler") == [east.no, helped.no]
    assert numbers(scenario, "west_handler") == [helped.no, west.no]
    assert numbers(scenario, "system_admin") == []


def test_pages_follow_each_other_by_key_and_lead_back(scenario):
    cases = [scenario.received().no for _ in range(5)]
    with scenario.sessions() as session:
        actor = scenario.actor("petition_head")
        first = backlog(session, actor, scenario.now, turn=Turn(size=2))
        second = backlog(session, actor, scenario.now, turn=Turn(after=first.following, size=2))
        third = backlog(session, actor, scenario.now, turn=Turn(after=second.following, size=2))
        back = backlog(session, actor, scenario.now, turn=Turn(before=third.previous, size=2))
        start = backlog(session, actor, scenario.now, turn=Turn(before=back.previous, size=2))
    pages = [[line.case_no for line in page.rows] for page in (first, second, third, back, start)]
    assert pages == [cases[:2], cases[2:4], cases[4:], cases[2:4], cases[:2]]
    assert (first.previous, third.following, start.previous) == (None, None, None)


def test_a_key_survives_its_address_and_nonsense_is_no_key(scenario):
    key = Key(scenario.now.replace(microsecond=1), 7)
    assert Key.parse(key.text) == key
    assert [Key.parse(text) for text in (None, "", "x", "9-x", "1e400-1", "--")] == [None] * 6


def test_every_undecided_case_has_a_limit_so_none_falls_out_of_the_list(scenario):
    stories = [
        scenario.received(),
        scenario.received().classified(Track.B).accepted(),
        scenario.received().classified(Track.C).accepted(),
        scenario.received().proposed(),
        scenario.received().objected(),
        scenario.received().approved(),
        scenario.received().reopened(),
    ]
    assert all(story.case.next_due_at for story in stories if story.state in UNDECIDED)
    assert sorted(numbers(scenario)) == sorted(story.no for story in stories)


def test_the_figures_count_what_the_list_shows(scenario):
    scenario.received()
    scenario.pass_time(days=13)
    scenario.received(channel=Channel.ORDER_12345)
    scenario.pass_time(days=4)
    scenario.received(channel=Channel.ORDER_12345).transferred("east").supervised()
    found = figures(scenario)
    assert (found.in_hand, found.overdue, found.soon, found.today) == (3, 1, 1, 0)
    assert found.longest_overdue == 2
    assert (found.supervisions, found.unanswered) == (1, 1)
    assert [(row.unit, row.in_hand, row.soon, row.overdue) for row in found.units] == [
        ("东城分局", 1, 0, 0),
        (None, 2, 1, 1),
    ]
    scenario.pass_time(days=3)
    assert (figures(scenario).today, figures(scenario).soon) == (1, 1)


def test_the_figures_of_an_empty_register_are_zero(scenario):
    found = figures(scenario)
    assert (found.in_hand, found.overdue, found.longest_overdue, found.units) == (0, 0, 0, ())


def test_the_figures_are_those_of_what_the_actor_sees(scenario):
    scenario.received().transferred("east").supervised()
    scenario.received().transferred("west")
    assert figures(scenario, "west_handler").in_hand == 1
    assert figures(scenario, "west_handler").supervisions == 0
    assert figures(scenario, "security_admin").in_hand == 0


@pytest.fixture
def statements(scenario):
    said = []

    def note(*args):
        if args[2].startswith("SELECT"):
            said.append(args[2])

    event.listen(scenario.engine, "before_cursor_execute", note)
    return said


def test_a_page_is_one_statement_however_many_rows_it_has(scenario, statements):
    for _ in range(3):
        scenario.received(channel=Channel.SUPERIOR)
    statements.clear()
    lines(scenario)
    assert len(statements) == 1


def test_sqlite_walks_the_partial_index_in_the_order_of_the_list(sqlite_scenario):
    said = []
    event.listen(sqlite_scenario.engine, "before_cursor_execute", lambda *args: said.append(args[2:4]))
    after = Turn(after=Key(sqlite_scenario.now, 1))
    unit = sqlite_scenario.units["east"]
    for chosen, index in (
        ({}, "ix_petition_case_backlog"),
        ({"unit": unit}, "ix_petition_case_unit_backlog"),
    ):
        numbers(sqlite_scenario, turn=after, **chosen)
        statement, parameters = said[-1]
        with sqlite_scenario.engine.connect() as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
        steps = [row[3] for row in plan]
        assert any(index in step for step in steps), steps
        assert not any(step == "USE TEMP B-TREE FOR ORDER BY" for step in steps), steps


def test_overdue_begins_at_midnight_in_shanghai(sqlite_scenario):
    case = sqlite_scenario.received()
    due = case.case.next_due_at
    sqlite_scenario.now = due - timedelta(seconds=1)
    assert numbers(sqlite_scenario, urgency=Urgency.SOON) == [case.no]
    sqlite_scenario.now = due + timedelta(seconds=1)
    assert numbers(sqlite_scenario, urgency=Urgency.OVERDUE) == [case.no]
