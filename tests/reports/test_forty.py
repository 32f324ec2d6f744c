"""October 2026 of forty-three cases against what was counted by hand: every indicator, every unit, every case."""

from datetime import date

import pytest

from reports.bulletin import as_data
from reports.crossfoot import discrepancies
from reports.facts import month_facts
from reports.figures import InHand, MonthFacts, Totals
from reports.kpis import KPIS
from reports.lineage import FIGURES, Part, items_of, kpi_code
from reports.month import Month
from reports.periods import parse_period
from tests.reports.forty import LINES, Line

OCTOBER = Month(2026, 10)
COUNTED = date(2026, 11, 5)

BY_HAND = {
    #                            whole       east      west     nobody's
    "acceptance_rate":         ((8, 9),     (7, 8),   (1, 1),   (0, 0)),
    "timely_acceptance_rate":  ((13, 16),   (8, 11),  (4, 4),   (1, 1)),
    "investigation_rate":      ((10, 11),   (7, 8),   (3, 3),   (0, 0)),
    "closure_rate":            ((9, 12),    (6, 9),   (3, 3),   (0, 0)),
    "timely_closure_rate":     ((6, 12),    (5, 9),   (1, 3),   (0, 0)),
    "reply_rate":              ((7, 7),     (4, 4),   (3, 3),   (0, 0)),
    "satisfaction_rate":       ((5, 6),     (2, 3),   (3, 3),   (0, 0)),
    "rating_rate":             ((6, 8),     (3, 4),   (3, 4),   (0, 0)),
    "repeat_rate":             ((4, 18),    (3, 10),  (1, 6),   (0, 2)),
    "one_off_settlement_rate": ((1, 2),     (1, 1),   (0, 1),   (0, 0)),
    "dual_ownership_rate":     ((3, 6),     (3, 5),   (0, 1),   (0, 0)),
    "plan_coverage_rate":      ((2, 6),     (2, 5),   (0, 1),   (0, 0)),
    "backlog_settlement_rate": ((1, 3),     (1, 3),   (0, 0),   (0, 0)),
    "rebound_rate":            ((1, 2),     (1, 2),   (0, 0),   (0, 0)),
    "supervision_reply_rate":  ((1, 3),     (1, 3),   (0, 0),   (0, 0)),
    "mean_acceptance_days":    ((79, 11),   (53, 8),  (26, 3),  (0, 0)),
    "mean_closure_days":       ((688, 10),  (394, 6), (294, 4), (0, 0)),
    "median_closure_days":     ((128, 2),   (119, 2), (143, 2), (0, 0)),
}  # fmt: skip
"""Numerator and denominator. The median of the whole is that of 48 57 59 60 61 67 73 76 90 97: of 61 and 67."""

UNITS = ("东城分局", "西湖分局", "尚未明确单位")

MARKS = {
    "T": "timely_acceptance_rate", "A": "acceptance_rate", "I": "investigation_rate", "C": "closure_rate",
    "K": "timely_closure_rate", "Y": "reply_rate", "E": "rating_rate", "S": "satisfaction_rate",
    "R": "repeat_rate", "O": "one_off_settlement_rate", "W": "dual_ownership_rate", "P": "plan_coverage_rate",
    "B": "backlog_settlement_rate", "V": "rebound_rate", "U": "supervision_reply_rate",
    "a": "mean_acceptance_days", "c": "mean_closure_days",
}  # fmt: skip


@pytest.fixture(scope="module")
def october(played) -> MonthFacts:
    """Its October."""
    with played.scenario.sessions() as session:
        return month_facts(session, OCTOBER, COUNTED)


def test_the_hand_counted_month_knows_every_indicator():
    assert set(BY_HAND) == {kpi.code for kpi in KPIS}
    assert set(MARKS.values()) == set(BY_HAND) - {"median_closure_days"}
    assert len(LINES) == 43 and len({line.no for line in LINES}) == 43


@pytest.mark.parametrize("code", BY_HAND)
def test_the_indicator_is_what_was_counted_by_hand_whole_and_by_unit(october, code):
    data = as_data(october)
    found = (data["kpis"][code], *(data["units"][unit][code] for unit in UNITS))
    assert tuple((one["numerator"], one["denominator"]) for one in found) == BY_HAND[code]
    assert set(data["units"]) == set(UNITS)


def _marked(line: Line, code: str) -> list[tuple[bool, int]]:
    """How often the line counts for the indicator: above the line too, and for how many days."""
    found = []
    for mark in line.marks:
        if MARKS[mark[0]] == code:
            found.append((True, int(mark[2:])) if mark[1] == "=" else (mark[1] == "1", 0))
    return found


@pytest.mark.parametrize("code", [code for code in BY_HAND if code != "median_closure_days"])
def test_each_case_counts_for_what_its_line_says(played, code):
    cases = played.cases
    with played.scenario.sessions() as session:
        for part in Part:
            figure = FIGURES[kpi_code(next(kpi for kpi in KPIS if kpi.code == code), part)]
            found = [(one.case_id, one.days) for one in items_of(session, figure, OCTOBER, COUNTED)]
            wanted = [
                (cases[line.no].id, days)
                for line in LINES
                for above, days in _marked(line, code)
                if above or part is Part.DENOMINATOR
            ]
            names = {case.id: no for no, case in cases.items()}
            assert sorted((names[case], days) for case, days in found) == sorted(
                (names[case], days) for case, days in wanted
            ), part


def test_the_totals_and_columns_are_those_counted_by_hand(october):
    # Received in October: 18-20, 22-29, 31, 32, 35, 36, 39, 42, 43. Accepted by its end: 19, 23, 24 (with its master),
    # 25, 31, 35, 39, 42, 43. Turned away: 20, 22, 26, 28, 29. Undecided: 18, 32, 36.
    assert october.totals == Totals(registered=18, accepted=9, refused=5, answered=1, undecided=3)
    columns = {
        unit.name: (unit.not_started, unit.in_progress, unit.done, unit.refused) for unit in october.units
    }
    assert columns == {"东城分局": (1, 7, 1, 1), "西湖分局": (1, 2, 0, 3), "尚未明确单位": (1, 0, 0, 1)}
    assert {tally.label: tally.count for tally in october.refusals} == {
        "应由其他有权机关处理，已移送或者告知": 2,  # 22, 28
        "已经、正在或者应当由法院、检察院处理": 1,  # 20
        "受理前信访人撤回": 1,  # 26
        "已有复核意见，仍以同一事实和理由提出": 1,  # 29
    }
    assert discrepancies(october) == ()


def test_the_overdue_are_those_whose_limit_is_over_and_nothing_stopped_it(played, october):
    cases = played.cases
    assert [(item.case_no, item.limit, str(item.due_on), item.days_over) for item in october.overdue] == [
        (cases["08"].no, "办理", "2026-10-24", 7),
        (cases["10"].no, "重新办理", "2026-10-25", 6),
    ]


def test_the_ledger_of_the_backlog_is_that_of_the_table(october):
    ledger = october.backlog
    assert (ledger.opening, ledger.listed, ledger.struck_off, ledger.rebounds, ledger.closing) == (
        0,
        1,
        0,
        1,
        2,
    )


def test_what_is_in_hand_is_as_old_as_the_table_says(october):
    # East, up to 30 days: 18, 19, 23 (thirty exactly), 31, 35, 42, 43; to 60: 16, 30; to 90: 05, 08, 10; older: 41.
    # West, up to 30 days: 25, 36, 39; to 60: 17. 32 was not registered yet.
    assert october.in_hand == (InHand("东城分局", (7, 2, 3, 1)), InHand("西湖分局", (3, 1, 0, 0)))
    assert october.falling_due == ()


def test_what_falls_due_within_a_week_is_told_beforehand(played):
    with played.scenario.sessions() as session:
        week = month_facts(session, parse_period("2026-W42"), COUNTED)
    # 07's limit ends on 18 October itself. After it: 10 must be handled again by the 25th and 08 by the 24th; the
    # hearing of 13 moved its limit to the 22nd.
    cases = played.cases
    assert [(item.case_no, item.limit, item.days_over) for item in week.falling_due] == [
        (cases["07"].no, "办理", 0),
        (cases["13"].no, "办理", -4),
        (cases["08"].no, "办理", -6),
        (cases["10"].no, "重新办理", -7),
    ]
    (late,) = [item for item in october_of(played).overdue if item.case_no == cases["08"].no]
    # 08 was signed for on 26 October, when its notice was answered.
    assert (late.standing, late.standing_days, late.returned, late.dual_required) == ("已签收", 5, 0, False)


def october_of(played):
    with played.scenario.sessions() as session:
        return month_facts(session, OCTOBER, COUNTED)


def test_the_year_counts_what_a_hotline_reports_by_its_events(played):
    with played.scenario.sessions() as session:
        year = month_facts(session, parse_period("2026"), COUNTED)
    deeds = [deed for line in LINES for day, deed in line.days if day <= COUNTED]
    assert year.yearly is not None and year.running
    assert year.yearly.accepted == deeds.count("accepted") == 31
    assert year.yearly.supervised == deeds.count("supervised") == 3
    # Answered: 15 times by its own word, and 40 and 41 on the way to their closing.
    assert year.yearly.replied == deeds.count("replied") + 2 == 17
    assert year.yearly.forwarded == 0
    assert october_of(played).yearly is None
