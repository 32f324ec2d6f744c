"""Sentence templates."""

from random import Random

import pytest

from petitions.demo.grammar import TemplateError, parse, render, slots


def renderings(template: str, **context: str) -> set[str]:
    return {render(Random(seed), template, context) for seed in range(60)}


def test_a_choice_gives_each_of_its_branches_and_nothing_else() -> None:
    assert renderings("[昨晚|今早]有[怪味|]") == {"昨晚有怪味", "今早有怪味", "昨晚有", "今早有"}


def test_choices_nest_and_hold_slots() -> None:
    assert renderings("[[很|太]吵|{it}不管]", it="物业") == {"很吵", "太吵", "物业不管"}


def test_a_slot_takes_its_value_from_the_context() -> None:
    assert render(Random(1), "住在{estate}，", {"estate": "听雨轩"}) == "住在听雨轩，"


def test_a_slot_without_a_value_is_refused() -> None:
    with pytest.raises(KeyError, match="ago"):
        render(Random(1), "{ago}反映过", {})


@pytest.mark.parametrize("template", ["[昨晚|今早", "昨晚]", "昨晚|今早", "{place", "[a|{b]"])
def test_open_brackets_and_stray_bars_are_refused_with_the_template(template: str) -> None:
    with pytest.raises(TemplateError, match="template"):
        parse(template)


def test_all_slots_of_a_template_are_known_before_it_is_rendered() -> None:
    assert slots("{a}[x|{b}[|{c}]]") == {"a", "b", "c"}
