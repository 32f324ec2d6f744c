from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.numbers import count, growth, percent, rounded, signed


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "-3"),
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(-1, 1000), 1, "0.0"),
        (Fraction(999, 1000), 2, "1.00"),
        (Fraction(0), 1, "0.0"),
    ],
)
def test_halves_are_rounded_up_as_people_do(value, places, text):
    assert rounded(value, places) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (82, 84, "97.62%"),
        (1, 3, "33.33%"),
        (84, 84, "100.00%"),
        (0, 84, "0.00%"),
        (0, 0, "—"),
        (24_999, 25_000, "99.99%"),
        (1, 25_000, "0.01%"),
        (5, 4, "125.00%"),
    ],
)
def test_a_share_is_neither_prettier_nor_worse_than_it_is(part, whole, text):
    assert percent(part, whole, 2) == text


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_only_all_is_a_hundred_and_only_none_is_zero(part, whole):
    part = min(part, whole)
    text = percent(part, whole, 2)
    assert (text == "100.00%") == (part == whole)
    assert (text == "0.00%") == (part == 0)


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (1286, "1286"), (9999, "9999"), (12860, "12,860")])
def test_thousands_are_parted_from_five_digits_on(number, text):
    assert count(number) == text


@pytest.mark.parametrize(
    ("this", "base", "text"),
    [(9, 10, "−10.0%"), (11, 10, "+10.0%"), (10, 10, "0.0%"), (3, 0, "—"), (0, 0, "—"), (0, 4, "−100.0%")],
)
def test_growth_has_a_sign_and_a_dash_for_an_empty_base(this, base, text):
    assert growth(this, base) == text


def test_a_difference_that_rounds_to_nothing_has_no_sign():
    assert signed(Fraction(-1, 1000), 1) == "0.0"
