"""Each indicator against a month counted by hand."""

from dataclasses import replace
from fractions import Fraction

import pytest

from reports.figures import BASES, Cohort, UnitFigures
from reports.kpis import BY_CODE, KPIS, KpiUnit, items, middle, ranking, total_days

MONTH = Cohort(
    decisions_due=50,  # 50 items had their fifteenth day; 9 refused or redirected, 1 consultation; 38 of 40 accepted
    turned_away=10,
    accepted=38,
    decided_in_time=47,
    handling_due=42,
    investigations_due=42,
    investigated=41,
    closed=40,
    closed_in_time=39,
    replies_due=36,  # 4 anonymous
    replied=35,
    ratings_due=30,
    rated=20,
    satisfied=18,
    received=60,
    repeats=9,
    firsts_watched=25,
    firsts_settled=22,
    owners_required=12,
    owners_named=12,
    plans_required=8,
    plans_made=6,
    backlog_listed=16,
    backlog_struck=5,
    strikes_watched=4,
    rebounds=1,
    answers_due=7,
    answers_in_time=5,
    acceptance_days=((0, 1), (2, 3), (5, 1)),  # 0, 2, 2, 2, 5
    closing_days=((10, 2), (21, 1), (33, 1)),  # 10, 10, 21, 33
)

BY_HAND = {
    "acceptance_rate": (38, 40, "95.00%"),
    "timely_acceptance_rate": (47, 50, "94.00%"),
    "investigation_rate": (41, 42, "97.62%"),
    "closure_rate": (40, 42, "95.24%"),
    "timely_closure_rate": (39, 42, "92.86%"),
    "reply_rate": (35, 36, "97.22%"),
    "satisfaction_rate": (18, 20, "90.00%"),
    "rating_rate": (20, 30, "66.67%"),
    "repeat_rate": (9, 60, "15.00%"),
    "one_off_settlement_rate": (22, 25, "88.00%"),
    "dual_ownership_rate": (12, 12, "100.00%"),
    "plan_coverage_rate": (6, 8, "75.00%"),
    "backlog_settlement_rate": (5, 16, "31.25%"),
    "rebound_rate": (1, 4, "25.00%"),
    "supervision_reply_rate": (5, 7, "71.43%"),
    "mean_acceptance_days": (11, 5, "2.2日"),
    "mean_closure_days": (74, 4, "18.5日"),
    "median_closure_days": (31, 2, "15.5日"),
}


@pytest.mark.parametrize("code", BY_HAND)
def test_the_indicator_is_what_was_counted_by_hand(code):
    measure = BY_CODE[code].measure(MONTH)
    assert (measure.numerator, measure.denominator, measure.text) == BY_HAND[code]
    assert measure.full == f"{measure.text}（{measure.numerator}/{measure.denominator}）"


def test_every_indicator_has_its_example_and_its_words():
    assert set(BY_HAND) == {kpi.code for kpi in KPIS}
    for kpi in KPIS:
        assert kpi.definition.endswith("。")
        assert kpi.basis
    assert len({kpi.name for kpi in KPIS}) == len(KPIS)


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.code)
def test_where_there_is_nothing_to_judge_stands_a_dash(kpi):
    empty = kpi.measure(Cohort())
    assert empty.value is None
    assert empty.text == "—"
    assert empty.against(kpi.measure(MONTH)) == "—"


def test_rates_differ_by_percentage_points_and_days_by_days():
    worse = replace(MONTH, closed_in_time=38, closing_days=((20, 1),))
    rate, days = BY_CODE["timely_closure_rate"], BY_CODE["mean_closure_days"]
    assert rate.measure(worse).against(rate.measure(MONTH)) == "−2.38"
    assert days.measure(worse).against(days.measure(MONTH)) == "+1.5"
    assert rate.unit is KpiUnit.PERCENT


@pytest.mark.parametrize(
    ("days", "median"), [((), ()), (((3, 1),), (3,)), (((3, 2),), (3, 3)), (((9, 1), (3, 1), (5, 1)), (5,))]
)
def test_the_middle_is_one_item_or_two(days, median):
    assert middle(days) == median


def test_a_histogram_counts_items_and_days():
    assert (items(MONTH.closing_days), total_days(MONTH.closing_days)) == (4, 74)


def unit(name: str, closed: int, due: int) -> UnitFigures:
    return UnitFigures(name, 0, 0, 0, 0, Cohort(handling_due=due, closed=closed, closed_in_time=closed))


def test_units_are_ranked_only_from_five_items_on_and_share_a_place():
    units = [
        unit("东分局", 4, 4),
        unit("南分局", 5, 5),
        unit("西分局", 9, 10),
        unit("北分局", 8, 8),
        unit("中分局", 0, 0),
    ]
    ranked = ranking(units, BY_CODE["timely_closure_rate"])
    assert [(row.unit.name, row.place) for row in ranked] == [("北分局", 1), ("南分局", 1), ("西分局", 3)]
    assert ranked[2].measure.value == Fraction(9, 10)


def test_a_high_repeat_rate_ranks_last():
    def repeats(name: str, number: int) -> UnitFigures:
        return UnitFigures(name, 0, 0, 0, 0, Cohort(received=10, repeats=number))

    ranked = ranking([repeats("甲", 4), repeats("乙", 1)], BY_CODE["repeat_rate"])
    assert [row.unit.name for row in ranked] == ["乙", "甲"]


def test_every_base_has_a_chinese_name_of_its_own():
    assert len(set(BASES.values())) == len(BASES) > 20
