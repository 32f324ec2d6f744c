from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.fonts import coverage
from reports.typesetting import balanced, break_around_quotes, long_date, numeral, printable, typeset, width

MARK = "\u200b"


@given(st.text())
def test_whatever_is_typed_the_packed_fonts_can_print_it(text):
    assert all(char.isspace() or char == MARK or ord(char) in coverage() for char in printable(text))


def test_what_no_font_has_becomes_the_sign_of_a_missing_type():
    assert printable("某😀厂") == "某〓厂"


def test_line_breaks_and_control_characters_do_not_reach_the_page():
    assert printable("一\r\n二\t三\x00四\u202e五\ufeff六\ufe0f") == "一  二 三四五六"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("坚持“双包案”制度", f"坚持{MARK}“双包案”{MARK}制度"),
        ("“开头", "“开头"),
        ("（“先”）", "（“先”）"),
        ("说“好”，再说", f"说{MARK}“好”，再说"),
        ("结尾”", "结尾”"),
        ("“‘内’”", "“‘内’”"),
    ],
)
def test_lines_may_break_outside_quotes_only(text, marked):
    assert break_around_quotes(text) == marked


@given(st.text(alphabet="一二，。“”‘’（）《》"))
def test_breaks_add_nothing_visible(text):
    assert typeset(text).replace(MARK, "") == text


def test_a_title_breaks_between_words_into_even_lines():
    phrases = ("青川市生态环境局", "关于2026年10月", "生态环境", "信访投诉举报", "办理情况的", "通报")
    assert balanced(phrases, 20) == [
        "青川市生态环境局关于2026年10月",
        "生态环境信访投诉举报办理情况的通报",
    ]


def test_a_short_title_stays_on_one_line():
    assert balanced(("关于", "通报"), 20) == ["关于通报"]


@given(st.lists(st.text("字1", min_size=1, max_size=8), min_size=1, max_size=9))
def test_a_balanced_title_loses_nothing_and_fits(phrases):
    lines = balanced(phrases, 20)
    assert "".join(lines) == "".join(phrases)
    assert all(width(line) <= 20 for line in lines)


@pytest.mark.parametrize(
    ("number", "chinese"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (23, "二十三"), (99, "九十九")]
)
def test_headings_are_counted_in_chinese(number, chinese):
    assert numeral(number) == chinese


def test_a_date_has_no_leading_zeros():
    assert long_date(date(2026, 1, 2)) == "2026年1月2日"
