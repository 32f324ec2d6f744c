"""The receipt number of a case, and the query code that its petitioner is given with it."""

import re
from collections.abc import Callable
from datetime import date

CODE_DIGITS = 7
_RECEIPT = re.compile(r"HJ(\d{4})(\d{2})(\d{2})-(\d{6,})")


def receipt_number(received_on: date, number: int) -> str:
    """``HJ20261122-000187``: the day of receipt and the case's number; gaps between numbers mean nothing."""
    return f"HJ{received_on:%Y%m%d}-{number:06d}"


def read_receipt_number(written: str) -> tuple[date, int] | None:
    """The day and the number of a receipt number, or ``None`` if it is none."""
    found = _RECEIPT.fullmatch(written.strip().upper())
    if not found:
        return None
    year, month, day, number = (int(part) for part in found.groups())
    try:
        return date(year, month, day), number
    except ValueError:
        return None


def query_code(below: Callable[[int], int]) -> str:
    """Seven digits: six drawn by ``below(n)``, which gives a whole number from 0 to n − 1 (``secrets.randbelow``).

    The last one checks the others, so that a slip of the finger is told from a wrong code without a look-up.
    """
    drawn = f"{below(10 ** (CODE_DIGITS - 1)):0{CODE_DIGITS - 1}d}"
    return drawn + str(_check(drawn))


def is_query_code(typed: str) -> bool:
    """Whether what was typed can be a query code at all."""
    return (
        len(typed) == CODE_DIGITS
        and typed.isascii()
        and typed.isdigit()
        and typed[-1] == str(_check(typed[:-1]))
    )


def _check(digits: str) -> int:
    """The Luhn digit: it tells every single wrong digit and nearly every swap of two neighbours."""
    doubled = [int(digit) * (1 + (place % 2 == 0)) for place, digit in enumerate(reversed(digits))]
    return -sum(value // 10 + value % 10 for value in doubled) % 10
