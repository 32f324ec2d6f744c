"""A suspected repeat is shown with its reasons and with the passages that both texts share."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from petitions.repeats.explain import LABELS, explain, withheld
from petitions.repeats.passages import passages
from petitions.repeats.relation import relate
from petitions.repeats.score import compare
from petitions.repeats.subject import Subject, profile
from petitions.repeats.text import fold
from tests.petitions.repeats.test_score import MIXING, RETOLD

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_the_explanation_leads_with_the_weightiest_reason_and_ends_with_the_unknown() -> None:
    ours, theirs = profile(MIXING), profile(RETOLD)
    told = compare(ours, theirs, NOW)
    finding = relate(ours, theirs, told)
    assert finding is not None
    shown = explain(MIXING, RETOLD, told, finding)
    assert shown.percent == round(told.total * 100)
    assert shown.rows[0].label == LABELS[max(told.parts, key=lambda part: part.evidence).name]
    assert [row.leaning for row in shown.rows[-2:]] == ["未知", "未知"]
    assert {row.label for row in shown.rows} == {"内容", "问题", "地点", "被投诉单位", "信访人", "时间"}
    assert any(MIXING.title[start:end] == "幸福里" for start, end in (p.new for p in shown.title_passages))


def test_shared_passages_are_marked_in_both_texts_as_they_are_shown() -> None:
    new, old = "昨晚 搅拌站又在装料！", "北边的搅 拌站，又在装料了"
    assert [(new[slice(*p.new)], old[slice(*p.old)]) for p in passages(new, old)] == [
        ("搅拌站又在装料", "搅 拌站，又在装料")
    ]


def test_two_characters_in_common_are_no_passage() -> None:
    assert passages("夜里噪声大", "白天噪声小") == ()


TEXTS = st.text(alphabet="搅拌站噪声二３。 ,ab", max_size=30)


@given(TEXTS, TEXTS)
def test_every_passage_reads_the_same_in_both_texts(new: str, old: str) -> None:
    end = 0
    for passage in passages(new, old):
        assert passage.new[0] >= end
        end = passage.new[1]
        assert 0 <= passage.old[0] < passage.old[1] <= len(old)
        shorter, longer = sorted((fold(new[slice(*passage.new)]), fold(old[slice(*passage.old)])), key=len)
        assert shorter[:1] in longer


def test_an_officer_who_may_not_read_a_case_learns_only_who_handles_it() -> None:
    said = withheld("东湖分局")
    assert "东湖分局" in said
    assert MIXING.title not in said


def test_an_empty_subject_can_be_explained() -> None:
    nothing = Subject("")
    told = compare(profile(nothing), profile(nothing), NOW)
    assert all(part.reasons for part in told.parts)
