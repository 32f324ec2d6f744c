"""Trees are grown from judged pairs, keep to their directions, and explain themselves to the last digit."""

import itertools
import math
from random import Random

import pytest

from petitions.repeats.boosting import Plan, boost
from petitions.repeats.features import FEATURES
from petitions.repeats.forest import FILE, Forest, by_part, learned
from petitions.repeats.lessons import Labelled, Message, lessons, pairs_idf, register_idf
from petitions.repeats.parts import PartName
from petitions.repeats.quality import best_threshold, tried
from petitions.repeats.subject import Subject
from petitions.repeats.swapped import swapped
from petitions.repeats.training import Example, Learning

NUMBER = {name: number for number, name in enumerate(FEATURES)}
PLAN = Plan(trees=20)


def rows(count: int = 200) -> tuple[list[list[float]], list[bool]]:
    """Pairs that are the same where the cosine is high; the rest is chance."""
    chance = Random(3)
    values = [[chance.random() for _ in FEATURES] for _ in range(count)]
    return values, [row[NUMBER["cosine"]] + 0.2 * chance.random() > 0.6 for row in values]


def grown(seed: int = 1) -> Forest:
    values, same = rows()
    return boost(values, same, [1.0] * len(values), seed, PLAN)


def test_what_tells_the_same_from_the_different_is_learned() -> None:
    values, same = rows()
    forest = grown()
    right = sum((forest.odds(row) > 0) == truth for row, truth in zip(values, same, strict=True))
    assert right / len(values) > 0.9


def test_the_same_seed_grows_the_same_trees() -> None:
    assert grown(1) == grown(1) != grown(2)


@pytest.mark.parametrize(("name", "sign"), [("cosine", 1), ("days_apart", -1)])
def test_a_measure_keeps_to_its_direction_in_every_tree(name: str, sign: int) -> None:
    forest, number = grown(), NUMBER[name]
    for row in rows(50)[0]:
        rising = [forest.odds([*row[:number], step / 20, *row[number + 1 :]]) for step in range(21)]
        assert all(sign * (b - a) >= -1e-9 for a, b in itertools.pairwise(rising))


def test_the_measures_add_up_to_the_odds() -> None:
    forest = grown()
    for row in rows(20)[0]:
        start, added = forest.judge(row)
        assert math.fsum([start, *added]) == pytest.approx(forest.odds(row))
        assert math.fsum(by_part(added).values()) == pytest.approx(math.fsum(added))


def test_a_forest_is_read_as_it_was_written() -> None:
    forest = Forest.read(grown().written())
    assert Forest.read(forest.written()) == forest


def test_trees_learned_on_other_measures_are_refused() -> None:
    with pytest.raises(ValueError, match="train again"):
        Forest.read({**grown().written(), "measures": ["height"]})


def test_the_weights_in_use_hold_numbers_and_no_text() -> None:
    assert 0 < learned().same < 1
    assert 0 < learned().alert < 1
    text = FILE.read_text(encoding="utf-8")
    assert text.isascii()


def a_pair(number: int, same: bool) -> Labelled:
    site, other = f"第{number}中心工地", f"第{number}中心公园"
    a = Subject(f"{site}夜里施工，噪声很大。", f"{site}夜间施工噪声")
    b = Subject(
        f"{site}半夜打桩太吵。" if same else f"{other}的路灯坏了。", f"{site}打桩" if same else f"{other}路灯"
    )
    return Labelled(f"p{number}", (f"a{number}", f"b{number}"), (a, b), same)


PAIRS = [a_pair(number, number % 2 == 0) for number in range(40)]


def test_no_matter_is_both_learned_from_and_tried_on() -> None:
    messages = {pair.numbers[0]: Message(pair.subjects[0], f"m{n // 4}") for n, pair in enumerate(PAIRS)}
    learning = Learning.of(lessons(PAIRS, messages), register_idf(PAIRS, messages))
    for learned_from, held in learning.parted():
        ours, theirs = (
            {tie for number in numbers for tie in learning.examples[number].ties}
            for numbers in (learned_from, held)
        )
        assert held
        assert not ours & theirs


def test_every_pair_is_tried_and_its_parts_add_up() -> None:
    learning = Learning.of(lessons(PAIRS, {}), pairs_idf(PAIRS))
    outcomes = learning.cross_validated(plan=PLAN)
    assert len(outcomes) == len(PAIRS)
    trusted = tried(PAIRS, learning, lambda done: None, seeds=[1])
    assert [one.pair for one in trusted] == PAIRS
    assert all(0 < one.total < 1 for one in trusted)


def test_what_is_left_out_can_tell_nothing() -> None:
    learning = Learning.of([Example(*PAIRS[0].subjects, True, frozenset({"x"}))], pairs_idf(PAIRS))
    ((row,),) = learning.without(PartName.TEXT).views
    assert row[NUMBER["cosine"]] == 0
    assert row[NUMBER["sources"]] == learning.views[0][0][NUMBER["sources"]]


def test_look_alikes_tell_the_same_about_another_place() -> None:
    told = [
        Subject("幸福里小区旁的工地半夜施工，太吵。请管一管。", "幸福里小区工地太吵"),
        Subject("锦绣山庄门口的烧烤店油烟大。请管一管。", "锦绣山庄烧烤店油烟"),
    ]
    made = list(swapped(told, 20, 5))
    assert made == list(swapped(told, 20, 5))
    assert made
    for subject, other in made:
        assert other.title != subject.title
        assert not other.phones & subject.phones


def test_the_best_threshold_lies_where_neighbours_are_good_too() -> None:
    judged = [(step / 100, step >= 40) for step in range(100)]
    assert best_threshold(judged) == pytest.approx(0.4, abs=0.05)
