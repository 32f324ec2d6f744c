"""How figures are written: exact, rounded half up, and never prettier than they are."""

from fractions import Fraction

DASH = "—"


def rounded(value: Fraction, places: int) -> str:
    """``value`` with ``places`` decimals, half away from zero, as people round."""
    scaled = abs(value) * 10**places
    whole = int(scaled + Fraction(1, 2))
    digits = f"{whole:0{places + 1}d}"
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if value < 0 and whole else text


def percent(part: int, whole: int, places: int) -> str:
    """``part`` of ``whole``; a dash for an empty base.

    Neither a missing item nor a single one is rounded away: 24,999 of 25,000 is 99.99 %, not 100 %.
    """
    if whole == 0:
        return DASH
    share = Fraction(100 * part, whole)
    step = Fraction(1, 10**places)
    if 0 < share < 100:
        share = min(max(share, step), 100 - step)
    return f"{rounded(share, places)}%"


def count(number: int) -> str:
    """An integer; from five digits on with a comma at the thousands (GB/T 15835-2011)."""
    return f"{number:,}" if abs(number) >= 10_000 else str(number)


def signed(value: Fraction, places: int) -> str:
    """A difference with its sign, as tables print it: +3.1, −3.1, 0.0."""
    text = rounded(value, places)
    if text.startswith("-"):
        return f"−{text[1:]}"
    return text if not Fraction(text) else f"+{text}"


def growth(this: int, base: int) -> str:
    """环比 or 同比 of a count, as tables print it; a dash for an empty base."""
    return DASH if base == 0 else f"{signed(Fraction(100 * (this - base), base), 1)}%"
