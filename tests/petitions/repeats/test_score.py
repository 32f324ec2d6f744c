"""A score says how likely two complaints tell of the same matter, and why."""

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitions.repeats.forest import learned
from petitions.repeats.parts import Part, PartName
from petitions.repeats.score import compare, likely, score
from petitions.repeats.subject import Subject, profile

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def said(part: Part) -> str:
    """The reasons as an officer reads them."""
    return "；".join(map(str, part.reasons))


MIXING = Subject(
    title="幸福里小区旁搅拌站夜间噪声和粉尘扰民",
    text="我是幸福里小区业主，小区北侧一百米有家搅拌站，每天夜里装料，噪声大，粉尘飘进阳台，请尽快查处。",
    place="幸福里小区",
    district="东湖区",
    received_at=NOW,
)
RETOLD = Subject(
    title="搅拌站粉尘和噪音影响幸福里居民",
    text="北边那个搅拌站又在半夜作业，灰尘大得不敢开窗，噪音吵得孩子睡不着，希望环保部门管一管。",
    place="幸福里小区",
    district="东湖区",
    received_at=NOW - timedelta(days=12),
)
PARKING = Subject(
    title="幸福里小区物业把消防通道改成车位",
    text="物业把消防通道划成停车位对外收费，消防车进不来，业主多次投诉没有结果。",
    place="幸福里小区",
    district="东湖区",
    received_at=NOW - timedelta(days=12),
)
ELSEWHERE = Subject(
    title="锦绣家园旁搅拌站夜间噪声和粉尘扰民",
    text="我是锦绣家园业主，小区南侧有家搅拌站，每天夜里装料，噪声大，粉尘飘进阳台，请尽快查处。",
    place="锦绣家园",
    district="西山区",
    received_at=NOW - timedelta(days=12),
)
SUBJECTS = [MIXING, RETOLD, PARKING, ELSEWHERE]


def test_a_matter_retold_in_other_words_is_alike() -> None:
    assert score(MIXING, RETOLD, NOW).alike


def test_another_matter_at_the_same_estate_is_not_alike() -> None:
    assert not score(MIXING, PARKING, NOW).alike


def test_the_same_nuisance_at_another_estate_is_not_alike() -> None:
    told = score(MIXING, ELSEWHERE, NOW)
    assert not told.alike
    assert told.part(PartName.PLACE).value == -1
    assert "锦绣家园" in said(told.part(PartName.PLACE))
    assert "区县不同" in said(told.part(PartName.PLACE))


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_complaint_is_alike_to_itself(subject: Subject) -> None:
    assert score(subject, subject, NOW).total > 0.9


@given(st.sampled_from(SUBJECTS), st.sampled_from(SUBJECTS))
def test_it_does_not_matter_which_of_two_is_the_new_one(a: Subject, b: Subject) -> None:
    assert score(a, b, NOW).total == pytest.approx(score(b, a, NOW).total)


def test_full_width_blanks_and_punctuation_make_no_difference() -> None:
    wide = str.maketrans({str(n): chr(0xFF10 + n) for n in range(10)} | {",": "，", "。": "！", "，": "， "})
    typed = Subject(MIXING.text.translate(wide), MIXING.title, MIXING.place, received_at=NOW)
    plain = Subject(MIXING.text, MIXING.title, MIXING.place, received_at=NOW)
    assert score(typed, RETOLD, NOW).total == pytest.approx(score(plain, RETOLD, NOW).total)


def test_the_total_is_made_of_its_parts() -> None:
    told = score(MIXING, RETOLD, NOW)
    assert [part.name for part in told.parts] == list(PartName)
    assert 0 <= told.total <= 1
    assert all(-1 <= part.value <= 1 for part in told.parts)


def test_a_common_telephone_raises_the_score_and_says_so() -> None:
    caller = frozenset({"a-keyed-hash"})
    ours = Subject(MIXING.text, MIXING.title, phones=caller, received_at=NOW)
    theirs = Subject(RETOLD.text, RETOLD.title, phones=caller, received_at=NOW)
    stranger = Subject(RETOLD.text, RETOLD.title, phones=frozenset({"another"}), received_at=NOW)
    assert score(ours, theirs, NOW).total > score(ours, stranger, NOW).total
    assert said(score(ours, theirs, NOW).part(PartName.CALLER)) == "同一联系电话"


@pytest.mark.parametrize(
    ("ours", "theirs", "value"),
    [
        ("东方化工", "东方化工", 1.0),
        ("山海精密机械", "海山精密机械", 0.6),
        ("东方化工", "大江造纸", -1.0),
        ("", "大江造纸", 0.0),
    ],
)
def test_enterprises_are_compared_by_key(ours: str, theirs: str, value: float) -> None:
    told = score(Subject("夜间有异味", enterprise=ours), Subject("半夜很臭", enterprise=theirs), NOW)
    assert told.part(PartName.ENTERPRISE).value == value


def test_an_enterprise_that_the_other_only_mentions_counts() -> None:
    told = score(Subject("夜间有异味", enterprise="东方化工"), Subject("东方化工厂半夜很臭"), NOW)
    assert told.part(PartName.ENTERPRISE).value == 0.7


def test_a_yearly_similar_complaint_fades_with_time() -> None:
    old = Subject(RETOLD.text, RETOLD.title, RETOLD.place, received_at=NOW - timedelta(days=400))
    assert score(MIXING, old, NOW).total < score(MIXING, RETOLD, NOW).total
    assert score(MIXING, old, NOW).part(PartName.TIME).value == 0


def test_empty_texts_are_no_repeat() -> None:
    assert not score(Subject(""), Subject(""), NOW).alike


def test_the_reason_names_troubles_in_chinese_and_no_codes() -> None:
    ours = Subject(MIXING.text, MIXING.title, types=frozenset({"noise", "air"}))
    told = score(ours, ours, NOW).part(PartName.TYPE)
    assert "噪声" in said(told)
    assert "noise" not in said(told)


SENTENCES = [
    "搅拌站夜里装料噪声很大",
    "粉尘飘进阳台",
    "孩子睡不着",
    "请尽快查处",
    "车辆鸣笛不断",
    "污水流到路边",
]
ENDS = st.sampled_from(["。", "！", "；", "\n", "!! ", "。　"])


def _typed(sentences: list[str], ends: list[str]) -> Subject:
    text = "".join(sentence + end for sentence, end in zip(sentences, ends, strict=True))
    return Subject(text, MIXING.title, MIXING.place, district=MIXING.district, received_at=NOW)


@given(st.permutations(SENTENCES), st.lists(ENDS, min_size=6, max_size=6), st.sampled_from(SUBJECTS))
def test_the_order_of_sentences_and_their_punctuation_make_no_difference(
    sentences: list[str], ends: list[str], other: Subject
) -> None:
    plain = _typed(SENTENCES, ["。"] * 6)
    assert score(_typed(sentences, ends), other, NOW).total == pytest.approx(score(plain, other, NOW).total)


@given(st.sampled_from(SUBJECTS))
def test_a_complaint_typed_in_full_width_is_the_same_complaint(subject: Subject) -> None:
    wide = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
    typed = replace(subject, text=subject.text.translate(wide), title=subject.title.translate(wide))
    assert score(typed, RETOLD, NOW).total == pytest.approx(score(subject, RETOLD, NOW).total)


def test_a_yearly_similar_complaint_about_another_event_is_not_swallowed() -> None:
    burning = Subject(
        "村东头的稻田里有人焚烧秸秆，浓烟飘进清泉村，老人咳嗽不止，请制止。",
        "清泉村村东秸秆焚烧",
        received_at=NOW - timedelta(days=370),
    )
    again = Subject(
        "国庆期间鱼塘边烧落叶和垃圾，整条街都是烟味，举报后没人来。", "青石街道国庆烧垃圾", received_at=NOW
    )
    assert not score(again, burning, NOW).alike


def test_the_parts_and_a_constant_are_the_log_odds() -> None:
    starts = {
        round(math.log(told.total / (1 - told.total)) - math.fsum(part.evidence for part in told.parts), 6)
        for told in (score(a, b, NOW) for a in SUBJECTS for b in SUBJECTS)
    }
    assert len(starts) == 1


def test_a_pair_put_side_by_side_is_called_the_same_before_an_alert_is_raised() -> None:
    assert learned().same <= learned().alert


@pytest.mark.parametrize("other", SUBJECTS)
def test_the_likelihood_alone_is_the_total(other: Subject) -> None:
    ours, theirs = (
        profile(replace(MIXING, enterprise="东方化工")),
        profile(replace(other, enterprise="大江造纸")),
    )
    assert likely(ours, theirs, NOW) == pytest.approx(compare(ours, theirs, NOW).total)
