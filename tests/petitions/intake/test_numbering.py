"""Receipt numbers can be read back; query codes can be checked without a look-up."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitions.intake.numbering import is_query_code, query_code, read_receipt_number, receipt_number


def test_a_receipt_number_carries_the_day_and_the_number() -> None:
    assert receipt_number(date(2026, 11, 22), 187) == "HJ20261122-000187"


@given(st.dates(min_value=date(1949, 10, 1)), st.integers(0, 10**9))
def test_a_receipt_number_can_be_read_back(day: date, number: int) -> None:
    assert read_receipt_number(f" {receipt_number(day, number).lower()} ") == (day, number)


@pytest.mark.parametrize(
    "written", ["", "HJ20261122", "HJ20261322-000187", "XX20261122-000187", "HJ20261122-187"]
)
def test_what_is_no_receipt_number_is_not_read(written: str) -> None:
    assert read_receipt_number(written) is None


@given(st.integers(0, 2**32))
def test_every_drawn_code_checks(seed: int) -> None:
    code = query_code(random.Random(seed).randrange)
    assert len(code) == 7
    assert is_query_code(code)


@given(st.integers(0, 999_999), st.integers(0, 6), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(drawn: int, place: int, step: int) -> None:
    code = query_code(lambda _: drawn)
    wrong = code[:place] + str((int(code[place]) + step) % 10) + code[place + 1 :]
    assert not is_query_code(wrong)


@pytest.mark.parametrize("typed", ["", "123456", "12345678", "123456a", "１２３４５６７"])
def test_what_cannot_be_a_code_is_refused(typed: str) -> None:
    assert not is_query_code(typed)
