"""What was learnt is a file of numbers; it judges a text together with the words of the rules, and can say why."""

import json
import re

import pytest

from petitions.intake.classify import classify
from petitions.intake.evidence import BUCKETS, NAMES, Telling, bucket, hashed, told_rules
from petitions.intake.examples import LABELS
from petitions.intake.learned import FILE, learned, packed, parse, unpacked

SMELL = "东方化工厂每天夜里排放废气，气味刺鼻，居民不敢开窗"


def test_the_shipped_files_hold_numbers_and_no_text_of_a_message() -> None:
    told = set(re.findall(r"[\u4e00-\u9fff/]{2,}|[\u4e00-\u9fff]", FILE.read_text(encoding="utf-8")))
    assert {word for word in told if re.search(r"[\u4e00-\u9fff]", word)} <= set(NAMES)
    labels = json.loads(LABELS.read_text(encoding="utf-8"))
    assert all(re.fullmatch(r"[0-9a-f]{16}", key) for key in labels)
    assert {name for names in labels.values() for name in names} <= set(NAMES)


def test_a_number_comes_back_within_half_a_step() -> None:
    numbers = [((place * 37) % 101 - 50) / 7 for place in range(BUCKETS)]
    stored = packed(numbers)
    back = unpacked(stored)
    assert all(abs(one - other) <= stored["step"] * 0.51 for one, other in zip(numbers, back, strict=True))


def test_numbers_of_another_size_are_refused() -> None:
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    stored["rarity"] = packed([1.0, 2.0])
    with pytest.raises(ValueError, match="train anew"):
        parse(stored)


def test_a_hashed_text_has_length_one_and_no_pair_crosses_a_sentence() -> None:
    telling = Telling("", "排放废气。气味刺鼻")
    places = hashed(telling, (1.0,) * BUCKETS)
    assert sum(value * value for value in places.values()) == pytest.approx(1)
    assert bucket("气气") not in places
    assert set(places) >= {bucket("废气"), bucket("刺鼻"), bucket("刺")}


def test_an_empty_text_can_be_judged() -> None:
    telling = Telling("", "")
    assert learned().judge(telling, told_rules(telling)).ours < 0


@pytest.mark.parametrize("length", [8, 12, 24])
def test_a_few_words_are_enough(length: int) -> None:
    assert classify("", "化工厂夜里偷排废气，臭味刺鼻，居民不敢开窗睡觉"[:length]).ours.value


def test_a_thing_told_in_no_word_of_the_rules_is_explained_by_its_passages() -> None:
    text = "厂里的烟飘到我家阳台，天天一层黑灰，不敢晾衣服，孩子咳嗽"
    proposed = classify("", text)
    assert proposed.types or not proposed.ours.value
    for told in proposed.types:
        assert told.words or told.alike
        assert all(passage in Telling("", text).whole for passage in told.alike)


def test_a_matter_of_the_city_s_cleaners_says_what_speaks_against_it() -> None:
    proposed = classify("环卫洒水车", "环卫的洒水车清扫马路，垃圾桶没人清运，请城管管管占道摆摊")
    assert not proposed.ours.value
    assert "环卫" in proposed.ours.reason


def test_dirt_changes_no_judgement() -> None:
    dirty = "_x000D_\n\t\u3000" + SMELL.replace("废气", "废\u00a0气").replace("，", ",") + "\n"
    assert classify("", dirty).types == classify("", SMELL).types
