from dataclasses import replace

import pytest

from reports.figures import Cohort, Compared, Tally
from reports.kpis import BY_CODE
from reports.month import Month
from reports.monthly.phrases import (
    both_changes,
    change,
    difference,
    joined,
    listed,
    of_whole,
    parted,
    with_shares,
)


@pytest.mark.parametrize(
    ("this", "base", "said"),
    [
        (102, 94, "环比上升8.5%"),
        (94, 102, "环比下降7.8%"),
        (94, 94, "环比持平"),
        (0, 0, "环比持平"),
        (0, 5, "环比下降100.0%"),
        (12, 0, "环比增加12件（上月为0件）"),
        (10_001, 10_000, "环比基本持平"),
        (40, 4, "环比增长9.0倍"),
        (39, 4, "环比上升875.0%"),
    ],
)
def test_a_change_says_its_direction_in_words(this, base, said):
    assert change("环比", this, base, "上月") == said


def test_the_empty_base_of_the_year_is_called_the_same_period():
    assert change("同比", 3, 0, "上年同期") == "同比增加3件（上年同期为0件）"
    assert both_changes(Compared("", 3, 0, 0), Month(2026, 10)) == (
        "环比增加3件（上月为0件），同比增加3件（上年同月为0件）"
    )


@pytest.mark.parametrize(
    ("this", "base", "said"),
    [(41, 40, "较上月上升2.38个百分点"), (40, 41, "较上月下降2.38个百分点"), (41, 41, "与上月持平")],
)
def test_rates_differ_by_percentage_points(this, base, said):
    rate = BY_CODE["timely_closure_rate"]
    month = Cohort(handling_due=42, closed=42)
    now, before = (rate.measure(replace(month, closed_in_time=number)) for number in (this, base))
    assert difference(now, before, "上月") == said


def test_times_become_longer_or_shorter():
    days = BY_CODE["mean_closure_days"]
    now, before = (days.measure(Cohort(closing_days=((length, 1),))) for length in (20, 23))
    assert difference(now, before, "上月") == "较上月减少3.0日"


def test_without_a_base_nothing_is_compared():
    rate = BY_CODE["timely_closure_rate"]
    assert difference(rate.measure(Cohort(handling_due=1)), rate.measure(Cohort()), "上月") == ""


def test_a_list_begins_with_the_largest_and_leaves_out_nothing_and_zeros():
    tallies = [Tally("甲", 1), Tally("乙", 9), Tally("丙", 0), Tally("丁", 4), Tally("戊", 2)]
    assert listed(tallies, limit=2) == "乙9件、丁4件、其余3件"
    assert listed(tallies, "份") == "乙9份、丁4份、戊2份、甲1份"


def test_shares_have_one_decimal():
    assert with_shares([Tally("甲", 1), Tally("乙", 2)], 3) == "乙2件，占66.7%；甲1件，占33.3%"


def test_parts_that_say_nothing_leave_no_comma():
    assert joined("甲", "", "乙") == "甲，乙"


@pytest.mark.parametrize(
    ("whole", "part", "said"),
    [
        (42, 39, "办理期限届满的42件中，按期办结39件"),
        (3, 0, "办理期限届满的3件均未按期办结"),
        (1, 0, "办理期限届满的1件未按期办结"),
    ],
)
def test_nobody_is_told_of_nought_items(whole, part, said):
    assert of_whole(whole, "办理期限届满", part, "按期办结") == said


def test_the_first_of_many_are_called_the_first():
    tallies = [Tally(name, number) for name, number in (("甲", 4), ("乙", 3), ("丙", 2), ("丁", 1))]
    assert with_shares(tallies, 10, limit=2) == "居前二位的是甲4件，占40.0%；乙3件，占30.0%"


def test_what_has_pauses_of_its_own_is_parted_by_semicolons():
    assert parted(["甲", "乙"]) == "甲、乙"
    assert parted(["甲，或者乙", "丙"]) == "甲，或者乙；丙"
