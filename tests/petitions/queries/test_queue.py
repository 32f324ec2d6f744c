"""The petition officer's trays."""

from petitions.queries.paging import FIRST, Turn
from petitions.queries.queue import COUNTED, Tray, queue, tray_sizes
from workflow.vocabulary import Satisfaction


def numbers(scenario, tray, who="petition_officer", turn=FIRST):
    with scenario.sessions() as session:
        page = queue(session, scenario.actor(who), scenario.now, tray, turn)
    return [line.case_no for line in page.rows]


def test_each_case_lies_in_the_tray_of_its_next_step(scenario):
    stories = {
        Tray.NEW: scenario.received(),
        Tray.PROPOSED: scenario.received().proposed(),
        Tray.ACCEPTED: scenario.received().accepted(),
        Tray.OBJECTED: scenario.received().objected(),
        Tray.APPROVED: scenario.received().approved(),
        Tray.REPLIED: scenario.received().replied(),
        Tray.DRAFT: scenario.recorded(),
    }
    for tray in Tray:
        expected = [stories[tray].no] if tray in stories else []
        assert numbers(scenario, tray) == expected, tray


def test_a_line_of_the_queue_counts_the_suspected_repeats(scenario):
    earlier = scenario.received()
    later = scenario.received().suggested(earlier)
    with scenario.sessions() as session:
        page = queue(session, scenario.actor("petition_officer"), scenario.now, Tray.NEW)
    assert {line.case_no: line.suggested for line in page.rows} == {earlier.no: 0, later.no: 1}
    later.repeated(earlier)
    with scenario.sessions() as session:
        page = queue(session, scenario.actor("petition_officer"), scenario.now, Tray.NEW)
    assert [line.suggested for line in page.rows] == [0, 0]


def test_sizes_are_told_for_the_undecided_trays(scenario):
    scenario.received()
    scenario.received()
    scenario.received().accepted()
    with scenario.sessions() as session:
        sizes = tray_sizes(session, scenario.actor("petition_officer"))
        nothing = tray_sizes(session, scenario.actor("system_admin"))
    assert sizes == {**dict.fromkeys(COUNTED, 0), Tray.NEW: 2, Tray.ACCEPTED: 1}
    assert set(nothing.values()) == {0}


def test_answered_cases_are_paged_by_receipt(scenario):
    first = scenario.received().rated(Satisfaction.DISSATISFIED)
    second = scenario.received().replied()
    third = scenario.received().replied()
    with scenario.sessions() as session:
        actor = scenario.actor("petition_officer")
        page = queue(session, actor, scenario.now, Tray.REPLIED, Turn(size=2))
        rest = queue(session, actor, scenario.now, Tray.REPLIED, Turn(after=page.following, size=2))
        back = queue(session, actor, scenario.now, Tray.REPLIED, Turn(before=rest.previous, size=2))
    pages = [[line.case_no for line in found.rows] for found in (page, rest, back)]
    assert pages == [[first.no, second.no], [third.no], [first.no, second.no]]


def test_a_handler_finds_only_the_cases_of_the_unit_in_a_tray(scenario):
    mine = scenario.received().approved()
    assert numbers(scenario, Tray.APPROVED, "handler") == [mine.no]
    assert numbers(scenario, Tray.APPROVED, "west_handler") == []
