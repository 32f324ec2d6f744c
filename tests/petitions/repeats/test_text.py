"""A text is made readable without changing a word, and comparable without regard to how it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitions.repeats.text import Folded, bigrams, clean, clean_title, fold

WORDS = st.text(alphabet="搅拌站夜间噪声３栋abＡ二十一百零，。！? \n\u3000\u00a0.", max_size=60)


@pytest.mark.parametrize(
    ("dirty", "readable"),
    [
        ("\n\t\t\t\n\t\t厂区夜里有异味。\n", "厂区夜里有异味。"),
        ("厂区夜里\u3000\u3000有异味", "厂区夜里有异味"),
        ("污染 类型", "污染类型"),
        ("新建 一个 ,影响 42 户", "新建一个,影响42户"),
        ("第一段_x000D_\n第二段", "第一段\n第二段"),
        ("\u200b\ufeff河水发黑\u00a0\u00a0", "河水发黑"),
        ("KTV music 太吵", "KTV music 太吵"),
    ],
)
def test_layout_is_mended_and_no_word_is_changed(dirty: str, readable: str) -> None:
    assert clean(dirty) == readable


def test_a_title_loses_what_the_web_form_glued_to_it() -> None:
    assert clean_title(" 提问：某厂夜间排放\u00a0\u00a0编号:100200\u00a0\u00a0") == "某厂夜间排放"
    assert clean_title("编号混乱的排污口") == "编号混乱的排污口"


@pytest.mark.parametrize(
    ("written", "also"),
    [
        ("３栋２单元", "3栋2单元"),
        ("三栋二单元", "3栋2单元"),
        ("二十一号", "21号"),
        ("二〇二六年", "2026年"),
        ("ＫＴＶ", "ktv"),
        ("搅 拌.站", "搅拌站"),
        ("太吵了！！！求助", "太吵了。求助"),
    ],
)
def test_different_typing_of_the_same_words_folds_alike(written: str, also: str) -> None:
    assert fold(written) == fold(also)


def test_a_lone_hundred_is_a_word_and_not_a_number() -> None:
    assert fold("老百姓") == "老百姓"
    assert fold("一百二十号") == "120号"


def test_no_bigram_crosses_a_sentence() -> None:
    assert bigrams(fold("夜里吵。白天也吵")) == ["夜里", "里吵", "白天", "天也", "也吵"]


@given(WORDS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(WORDS)
def test_the_folded_text_with_positions_is_the_folded_text(text: str) -> None:
    folded = Folded.of(text)
    assert folded.text == fold(text)
    assert len(folded.at) == len(folded.text)
    assert list(folded.at) == sorted(folded.at)


@given(WORDS, st.data())
def test_a_span_of_the_folded_text_is_found_again_in_the_shown_text(text: str, data: st.DataObject) -> None:
    folded = Folded.of(text)
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    at, until = folded.span(start, start + 1)
    assert 0 <= at < until <= len(text)
    assert (
        folded.text[start].isdigit()
        or folded.text[start] == "。"
        or folded.text[start] in fold(text[at:until])
    )


@given(st.lists(st.sampled_from(["夜里太吵", "油烟难闻", "车位被占", "河水发黑"]), min_size=1, max_size=4))
def test_the_order_of_sentences_does_not_matter(sentences: list[str]) -> None:
    forward, backward = "。".join(sentences), "。".join(reversed(sentences))
    assert sorted(bigrams(fold(forward))) == sorted(bigrams(fold(backward)))
