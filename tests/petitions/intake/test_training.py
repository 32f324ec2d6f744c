"""Learning: planes that part, folds that keep retellings together, and the same numbers each time."""

import pytest

from petitions.intake.examples import Example, digest, folds, near_duplicates
from petitions.intake.measuring import cross_validated, measured, rates
from petitions.intake.training import fit, prepare, stored

AIR = [
    "厂里排放废气气味刺鼻",
    "夜里有恶臭和浓烟",
    "油漆味呛人不敢开窗",
    "烟囱冒黑烟粉尘大",
    "焚烧垃圾臭气熏天",
]
NOISE = [
    "工地打桩噪音扰民",
    "歌厅音响太吵睡不着",
    "机器轰鸣噪声很大",
    "高速车流声分贝高",
    "广场舞喇叭吵得人烦",
]
OTHERS = [
    "公积金怎么提取",
    "学校招生划片问题",
    "工资拖欠三个月",
    "公交车线路太少",
    "医保报销比例",
    "房产证办不下来",
]
EXAMPLES = [
    *(Example("", text, ours=True, types=("大气",), scored=True) for text in AIR),
    *(Example("", text, ours=True, types=("噪声",), scored=True) for text in NOISE),
    *(Example("", text, ours=False, types=(), scored=True) for text in OTHERS),
]


def test_a_plane_parts_what_can_be_parted() -> None:
    rows = [{0: 1.0}, {0: 0.9, 1: 0.1}, {1: 1.0}, {1: 0.8, 2: 0.5}]
    weights, constant = fit(rows, [True, True, False, False], cost=10, size=3)
    said = [constant + sum(weights[place] * value for place, value in row.items()) for row in rows]
    assert [one > 0 for one in said] == [True, True, False, False]


def test_the_constant_alone_answers_for_an_empty_row() -> None:
    _, constant = fit([{}, {}, {}], [True, True, False], cost=1, size=1)
    assert constant > 0


def test_the_same_messages_give_the_same_numbers() -> None:
    messages = [prepare(example) for example in EXAMPLES]
    assert stored(messages) == stored(messages)


def test_retellings_are_one_family_and_stand_in_one_fold() -> None:
    told = "化工厂每天夜里排放废气气味刺鼻居民不敢开窗请尽快查处"
    texts = [told, "另一件事：公积金怎么办理提取手续", f"再次反映，{told}！"]
    families = near_duplicates(texts)
    assert families[0] == families[2] != families[1]
    examples = [Example("", text, ours=True, types=(), scored=True) for text in texts]
    for turn in range(5):
        of = folds(examples, ["same"] * 3, 3, turn)
        assert of[0] == of[2]


def test_folds_spread_every_kind_evenly() -> None:
    kinds = [str(example.types) for example in EXAMPLES]
    of = folds(EXAMPLES, kinds, 5, 0)
    for kind in set(kinds):
        counts = [sum(k == kind and f == fold for k, f in zip(kinds, of, strict=True)) for fold in range(5)]
        assert max(counts) - min(counts) <= 1


def test_every_message_is_judged_once_a_turn_and_counted() -> None:
    judged = cross_validated([prepare(example) for example in EXAMPLES], turns=1)
    assert sorted(one.example.text for one in judged) == sorted(example.text for example in EXAMPLES)
    figures = measured(judged, turns=1)
    assert (figures["ours"]["messages"], figures["ours"]["environment"]) == (len(EXAMPLES), len(AIR + NOISE))
    assert figures["types"]["all"]["judged"] == len(AIR + NOISE)
    assert sum(sum(row.values()) for row in figures["types"]["confusion"].values()) == len(AIR + NOISE)


@pytest.mark.parametrize(
    ("given", "true", "f1"),
    [
        ([{1}], [{1}], 1.0),
        ([{1, 2}], [{1}], 0.6667),
        ([set()], [{1}], 0.0),
        ([{1}, set()], [{1}, {2}], 0.6667),
    ],
)
def test_agreement_is_counted_over_all_messages(
    given: list[set[int]], true: list[set[int]], f1: float
) -> None:
    assert rates(given, true)["f1"] == f1


def test_a_digest_is_blind_to_writing_and_tells_texts_apart() -> None:
    assert digest("标题", "正文，ＡＢＣ。") == digest("", "标题正文 abc")
    assert digest("", "正文甲") != digest("", "正文乙")
