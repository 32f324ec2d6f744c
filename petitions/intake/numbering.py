"""The query code that a petitioner is given with the receipt number."""

from collections.abc import Callable

CODE_DIGITS = 6


def query_code(below: Callable[[int], int]) -> str:
    """Six digits, drawn by ``below(n)``, which gives a whole number from 0 to n − 1 (``secrets.randbelow``)."""
    return f"{below(10**CODE_DIGITS):0{CODE_DIGITS}d}"
