"""A month's facts, counted by hand on a small register, on both databases."""

from dataclasses import replace
from datetime import date

import pytest

from reports.crossfoot import discrepancies
from reports.facts import FutureMonthError, month_facts, months_with_cases
from reports.figures import Compared, MonthFacts, Notice, OverdueItem, Tally, Totals
from reports.month import Month
from tests.reports.register import FIRM, at, filled
from tests.support.office import Scenario, scenario, sqlite_scenario
from workflow.needs import ReopenGround, SupervisionLevel
from workflow.verbs import Verb
from workflow.vocabulary import Flag, Relation, Satisfaction, Track

__all__ = ["scenario", "sqlite_scenario"]

OCTOBER = Month(2026, 10)
COUNTED = date(2026, 11, 5)


def counted(scenario, month=OCTOBER, today=COUNTED):
    with scenario.sessions() as session:
        return month_facts(session, month, today)


_counted: dict[str, MonthFacts] = {}
"""Counted once for each kind of database: facts are plain values."""


@pytest.fixture
def october(database):
    if database.kind not in _counted:
        office = Scenario(database.engine)
        filled(office)
        _counted[database.kind] = counted(office)
    return _counted[database.kind]


def test_october_counts_as_by_hand(october):
    assert october.counted_on == date(2026, 10, 31)
    assert october.totals == Totals(registered=6, accepted=2, refused=2, answered=0, undecided=2)
    assert october.previous == Totals(1, 1, 0, 0, 0)
    assert october.year_ago == october.cumulative_year_ago == Totals(0, 0, 0, 0, 0)
    assert october.cumulative == Totals(10, 6, 2, 0, 2)
    assert dict(october.trend)[Month(2026, 8)] == 3 and len(october.trend) == 13
    assert discrepancies(october) == ()

    assert october.channels == (
        Compared("12369电话", 5, 0, 0),
        Compared("微信", 0, 1, 0),
        Compared("来信", 1, 0, 0),
    )
    assert [(kind.type, kind.subtypes) for kind in october.types] == [
        (Compared("噪声", 6, 1, 0), (Tally("建筑施工噪声", 6),))
    ]
    assert october.industries == (Compared("金属冶炼加工", 3, 0, 0),)
    assert {tally.label: tally.count for tally in october.refusals} == {
        "已经、正在或者应当由法院、检察院处理": 1,
        "应由其他有权机关处理，已移送或者告知": 1,
    }


def test_october_by_unit_as_by_hand(october):
    east, west = october.units
    assert (east.name, east.not_started, east.in_progress, east.done, east.refused) == (
        "东城分局",
        2,
        2,
        0,
        1,
    )
    assert (west.name, west.total, west.refused) == ("西湖分局", 1, 1)
    assert west.cohort.decisions_due == west.cohort.turned_away == west.cohort.received == 1
    assert east.cohort.handling_due == 2


def test_the_cohorts_of_october_as_by_hand(october):
    cohort = october.cohort
    # Fifteenth days in October: closed (10th), refused (20th), late (21st), redirected (25th).
    assert (cohort.decisions_due, cohort.turned_away, cohort.accepted, cohort.decided_in_time) == (4, 2, 2, 3)
    # Limits in October: answered (11th) and overdue (20th); the extended one left for November.
    assert (cohort.handling_due, cohort.investigated, cohort.closed, cohort.closed_in_time) == (2, 1, 1, 1)
    assert (cohort.replies_due, cohort.replied) == (1, 1)
    # Windows of evaluation: answered (5 October, dissatisfied) and closed (25 October, basically satisfied).
    assert (cohort.ratings_due, cohort.rated, cohort.satisfied) == (2, 2, 1)
    assert (cohort.received, cohort.repeats) == (6, 1)
    assert (cohort.owners_required, cohort.owners_named) == (1, 0)
    assert (cohort.plans_required, cohort.plans_made) == (1, 0)
    assert (cohort.answers_due, cohort.answers_in_time) == (1, 1)
    assert cohort.acceptance_days == ((2, 1), (18, 1))
    assert cohort.closing_days == ((19, 1),)


def test_the_lists_of_october_as_by_hand(october):
    (overdue,) = october.overdue
    assert overdue == OverdueItem(
        overdue.case_no, "东城分局", "办理", date(2026, 10, 20), 11, standing="已签收", standing_days=71
    )
    assert october.notices == (
        Notice(
            "督办〔2026〕1号", "东城分局", SupervisionLevel.ORDINARY.label,
            date(2026, 10, 21), date(2026, 10, 28), date(2026, 10, 26),
        ),
    )  # fmt: skip
    assert (october.visits, october.cases_visited, october.notices_this_year) == (1, 1, 1)
    assert (october.repeats.matters_new, october.repeats.matters_settled) == (1, 0)
    (item,) = october.open_repeats
    assert (item.case_no, item.times, item.latest_on) == (overdue.case_no, 2, date(2026, 10, 20))
    (hot,) = october.repeats.hot
    assert (hot.name, hot.unit, hot.count, hot.types) == (FIRM, "东城分局", 3, ("噪声",))


def test_what_happens_later_does_not_change_a_month_that_is_over(scenario):
    cases = filled(scenario)
    before = counted(scenario)
    at(scenario, 11, 20)
    cases["overdue"].does(Verb.LIFT_SUPERVISION, "supervisor", opinion="已整改到位。").replied().closed()
    cases["undecided"].refused()
    cases["refused"].does(Verb.ARCHIVE, "archivist")
    cases["repeat"].owned().replied().closed()
    at(scenario, 12, 1)
    cases["overdue"].reopened()
    assert counted(scenario, today=date(2026, 12, 20)) == before
    november = counted(scenario, Month(2026, 11), date(2026, 12, 20))
    assert november.previous == replace(before.totals, refused=3, undecided=1)


def test_a_limit_is_judged_when_its_day_is_over(sqlite_scenario):
    at(sqlite_scenario, 10, 5).received()
    at(sqlite_scenario, 10, 20)
    assert counted(sqlite_scenario, today=date(2026, 10, 20)).cohort.decisions_due == 0
    assert counted(sqlite_scenario, today=date(2026, 10, 21)).cohort.decisions_due == 1


def test_merged_withdrawn_sealed_and_answered_items_all_count_once(sqlite_scenario):
    at(sqlite_scenario, 10, 5)
    master = sqlite_scenario.received()
    sqlite_scenario.received().merged_into(master)
    sqlite_scenario.received().does(Verb.WITHDRAW, "petition_officer", reason="信访人来电撤回，核实属误会。")
    sqlite_scenario.received().classified(Track.D).does(Verb.REFER_DISCIPLINE, "petition_officer")
    sqlite_scenario.received().classified(Track.F).does(
        Verb.ANSWER, "operator", answer="已当场答复所询事项。"
    )
    at(sqlite_scenario, 11, 5)
    facts = counted(sqlite_scenario)
    assert facts.totals == Totals(registered=5, accepted=1, refused=2, answered=1, undecided=1)
    assert {tally.label: tally.count for tally in facts.refusals} == {
        "受理前信访人撤回": 1,
        "应由其他有权机关处理，已移送或者告知": 1,
    }
    assert (facts.cohort.decisions_due, facts.cohort.accepted, facts.cohort.turned_away) == (5, 1, 3)
    assert discrepancies(facts) == ()


def test_the_archive_keeps_apart_what_was_refused_and_what_was_done(sqlite_scenario):
    at(sqlite_scenario, 10, 5)
    sqlite_scenario.received().refused().does(Verb.ARCHIVE, "archivist")
    sqlite_scenario.received().classified(Track.F).does(Verb.ANSWER, "operator", answer="已当场答复。").does(
        Verb.ARCHIVE, "archivist"
    )
    (east, _) = counted(sqlite_scenario).units
    assert (east.refused, east.done) == (1, 1)


def test_the_backlog_is_played_over_the_year(scenario):
    at(scenario, 1, 5)
    kept, struck, back = (scenario.received().accepted().flagged(Flag.BACKLOG) for _ in range(3))
    at(scenario, 3, 2)
    struck.closed()
    back.closed()
    at(scenario, 4, 20)
    back.reopened()
    march, april = (counted(scenario, Month(2026, month)) for month in (3, 4))
    assert (march.backlog.opening, march.backlog.struck_off, march.backlog.closing) == (3, 2, 1)
    assert (march.cohort.backlog_listed, march.cohort.backlog_struck) == (3, 2)
    assert (april.backlog.opening, april.backlog.rebounds, april.backlog.closing) == (1, 1, 2)
    assert (april.cohort.backlog_listed, april.cohort.backlog_struck) == (3, 1)
    # 180 days after 2 March is 29 August: only then is the looking back judged.
    august = counted(scenario, Month(2026, 8))
    assert (august.cohort.strikes_watched, august.cohort.rebounds) == (2, 1)
    assert april.cohort.strikes_watched == 0
    assert kept.case.dual_required


def test_a_first_item_is_settled_when_ninety_days_brought_no_repeat(scenario):
    at(scenario, 7, 10)
    quiet, again = (scenario.received().closed() for _ in range(2))
    at(scenario, 9, 1)
    scenario.received().repeated(again)
    facts = counted(scenario)  # ninety days after 10 July: 8 October
    assert (facts.cohort.firsts_watched, facts.cohort.firsts_settled) == (2, 1)
    assert counted(scenario, Month(2026, 9)).cohort.firsts_watched == 0
    assert quiet.no


def test_a_bad_rating_is_not_lost_with_the_round_that_it_ends(scenario):
    at(scenario, 9, 20)
    case = scenario.received().replied().rated(Satisfaction.DISSATISFIED)
    case.does(Verb.REOPEN, "petition_head", ground=ReopenGround.NEW_FACTS, reason="信访人不满意，重新办理。")
    at(scenario, 9, 28)
    case.replied().rated()
    cohort = counted(scenario).cohort
    assert (cohort.ratings_due, cohort.rated, cohort.satisfied) == (2, 2, 1)


def test_a_case_that_goes_by_the_signed_plan_of_its_incident_is_a_planned_one(scenario):
    at(scenario, 10, 20)
    lead = scenario.received().flagged(Flag.KEY).investigating().plan_signed()
    follower = scenario.received().flagged(Flag.KEY).accepted()
    cohort = counted(scenario).cohort
    assert (cohort.plans_required, cohort.plans_made) == (2, 1)
    follower.repeated(lead, Relation.ASSOCIATED)
    assert counted(scenario).cohort.plans_made == 2


def test_owners_are_told_with_what_they_hold_and_did(sqlite_scenario):
    at(sqlite_scenario, 8, 20)
    case = (
        sqlite_scenario.received()
        .flagged(Flag.KEY)
        .accepted("deputy_petitions")
        .owned()
        .transferred()
        .signed_in()
    )
    at(sqlite_scenario, 10, 25)
    facts = counted(sqlite_scenario)
    city, sub = facts.owners
    assert (city.held, city.overdue, city.struck_off) == (1, 1, 0)
    assert (sub.held, sub.overdue, sub.unit) == (1, 1, "东城分局")
    (late,) = facts.overdue
    assert (late.city_owner, late.sub_owner) == (city.name, sub.name)
    at(sqlite_scenario, 11, 3)
    case.closed()
    november = counted(sqlite_scenario, Month(2026, 11), date(2026, 12, 1))
    assert [(one.held, one.struck_off) for one in november.owners] == [(0, 1), (0, 1)]


def test_accusations_are_counted_and_stand_on_no_list(sqlite_scenario):
    at(sqlite_scenario, 8, 20)
    case = sqlite_scenario.received().signed_in()
    with sqlite_scenario.sessions.begin() as session:
        session.get(type(case.case), case.id).track = Track.D
    facts = counted(sqlite_scenario)
    assert facts.cohort.handling_due == 1
    assert facts.overdue == () and facts.typical == ()


def test_a_typical_case_is_told_from_codes_alone(sqlite_scenario):
    at(sqlite_scenario, 10, 5)
    secret = "刘某某住在建国路120号，电话已留。"
    case = sqlite_scenario.received(content=secret, claim=secret).closed()
    (told,) = counted(sqlite_scenario).typical
    assert told.praised and "建筑施工噪声" in told.text and "东城分局" in told.text
    for hidden in ("刘某某", "建国路", case.no, "甲地建设"):
        assert hidden not in told.text + told.title


def test_a_month_that_has_not_begun_is_refused(sqlite_scenario):
    with pytest.raises(FutureMonthError, match="2026年12月还没有开始"):
        counted(sqlite_scenario, Month(2026, 12))


def test_an_empty_month_is_all_noughts(sqlite_scenario):
    facts = counted(sqlite_scenario)
    assert facts.totals.registered == 0 and discrepancies(facts) == ()
    with sqlite_scenario.sessions() as session:
        assert months_with_cases(session) == ()


def test_months_are_listed_newest_first_without_drafts(sqlite_scenario):
    filled(sqlite_scenario)
    with sqlite_scenario.sessions() as session:
        assert months_with_cases(session) == (
            (Month(2026, 10), 6), (Month(2026, 9), 1), (Month(2026, 8), 3),
        )  # fmt: skip
