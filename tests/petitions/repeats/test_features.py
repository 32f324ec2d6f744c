"""The measures of two complaints are symmetric and mean what they are called."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitions.repeats.features import FALLING, FEATURES, RISING, measure
from petitions.repeats.sources import _WORDS, sources
from petitions.repeats.subject import RAREST, Subject, counted, profile, uncounted
from petitions.repeats.text import bigrams, fold
from tests.petitions.repeats.test_score import ELSEWHERE, MIXING, NOW, PARKING, RETOLD

SUBJECTS = [MIXING, RETOLD, PARKING, ELSEWHERE, Subject(""), Subject("半夜很臭")]


def measured(a: Subject, b: Subject) -> dict[str, float]:
    return dict(zip(FEATURES, measure(profile(a), profile(b), NOW), strict=True))


@given(st.sampled_from(SUBJECTS), st.sampled_from(SUBJECTS))
def test_every_measure_is_the_same_both_ways(a: Subject, b: Subject) -> None:
    assert measured(a, b) == pytest.approx(measured(b, a))


def test_directions_are_told_of_measures_there_are() -> None:
    assert set(FEATURES) >= RISING | FALLING
    assert not RISING & FALLING


def test_the_same_source_is_seen_whatever_nuisance_is_told_of_it() -> None:
    noise = Subject("搅拌站的机器声吵得睡不着", "搅拌站太吵")
    dust = Subject("搅拌站的粉尘飘进阳台", "搅拌站粉尘")
    assert measured(noise, dust)["sources"] == 1
    assert measured(noise, Subject("邻居弹钢琴", "邻居钢琴太吵"))["sources"] == 0


def test_two_estates_contradict_each_other_unless_one_tells_of_the_other() -> None:
    assert measured(MIXING, ELSEWHERE)["other_spot"] == 1
    told = replace(ELSEWHERE, text=ELSEWHERE.text + "旁边的幸福里小区也一样。")
    assert measured(MIXING, told)["other_spot"] == 0


@pytest.mark.parametrize(
    ("ours", "theirs", "other"), [("东湖区", "西山区", 1), ("某市", "西山区", 0), ("", "西山区", 0)]
)
def test_districts_contradict_each_other_only_on_one_level(ours: str, theirs: str, other: int) -> None:
    a, b = Subject("夜里吵", district=ours), Subject("夜里吵", district=theirs)
    assert measured(a, b)["other_district"] == other


def test_a_caller_known_by_name_alone_counts_half() -> None:
    person = Subject("夜里吵", people=frozenset({"a name"}))
    caller = Subject("夜里吵", phones=frozenset({"a number"}))
    assert (measured(person, person)["same_caller"], measured(caller, caller)["same_caller"]) == (0.5, 1)
    assert measured(person, caller)["same_caller"] == 0


def test_days_apart_are_counted_from_now_where_a_time_is_missing() -> None:
    old = Subject("夜里吵", received_at=NOW - timedelta(days=9))
    assert (
        measured(Subject("夜里吵"), old)["days_apart"]
        == measured(Subject("夜里吵", received_at=NOW), old)["days_apart"]
    )


def test_every_word_for_a_source_is_found() -> None:
    for label, words in _WORDS:
        for word in words.split("|"):
            folded = fold(word)
            assert sources(folded, bigrams(folded))[label] >= 1, word


def test_a_rarer_bigram_is_the_more_telling_within_bounds() -> None:
    idf = counted({"噪声": 900, "粉尘": 10}, 1000)
    assert 0 <= idf("噪声") < idf("粉尘") < idf("稀罕") <= 1
    assert counted({}, 100 * RAREST)("稀罕") == 1
    assert uncounted("小区") < uncounted("搅拌")


def test_the_time_of_receipt_may_have_any_zone() -> None:
    there = Subject("夜里吵", received_at=datetime(2026, 11, 22, 17, tzinfo=UTC))
    assert measured(there, there)["days_apart"] == 0
