"""Small rules of Chinese typesetting that neither HTML nor the layout engine knows. Pure text in, text out."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations, pairwise

from reports.fonts import coverage

ZERO_WIDTH_SPACE = "\u200b"  # a line may break here
WORD_JOINER = "\u2060"  # and here it may not
BREAK_MARKS = ZERO_WIDTH_SPACE + WORD_JOINER
MISSING = "〓"
_OPENING = "“‘（《〈【〔「『"
_CLOSING = "”’），。、；：！？》〉】〕」』…％%"
_INVISIBLE = frozenset({0x200C, 0x200D, 0xFEFF, *range(0x200E, 0x2010), *range(0x202A, 0x202F)})
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
_SHORT = 20  # characters; a paragraph that may fit on one line needs no care
_NUMERALS = "〇一二三四五六七八九"


def printable(text: str) -> str:
    """``text`` with only what the packed fonts can print.

    Control, direction and selector characters go; line breaks become spaces; a character that no packed font has
    becomes 〓, the printer's sign for a missing type, instead of an empty box or whatever font the machine finds.
    """
    kept: list[str] = []
    for char in text:
        code = ord(char)
        if char in BREAK_MARKS:
            kept.append(char)
        elif char.isspace():
            kept.append("\u3000" if char == "\u3000" else " ")
        elif (
            code < 0x20
            or 0x7F <= code < 0xA0
            or code in _INVISIBLE
            or any(code in span for span in _SELECTORS)
        ):
            continue
        else:
            kept.append(char if code in coverage() else MISSING)
    return "".join(kept)


def break_around_quotes(text: str) -> str:
    """Allow a line to break before “ and after ”.

    Unicode's line breaking takes these marks for Latin ones and forbids both, which tears holes into Chinese lines.
    No break is added where Chinese forbids one: after an opening mark, before a closing one.
    """
    out: list[str] = []
    for index, char in enumerate(text):
        if char in "“‘" and index and text[index - 1] not in _OPENING + BREAK_MARKS:
            out.append(ZERO_WIDTH_SPACE)
        out.append(char)
        if char in "”’" and index + 1 < len(text) and text[index + 1] not in _CLOSING + BREAK_MARKS:
            out.append(ZERO_WIDTH_SPACE)
    return "".join(out)


def typeset(text: str) -> str:
    """Text as it goes into the page."""
    return break_around_quotes(printable(text))


def without_lone_end(text: str) -> str:
    """``text`` whose last two characters and full stop stay together: 孤字不成行."""
    text = typeset(text)
    return text[:-3] + WORD_JOINER.join(text[-3:]) if len(text) > _SHORT else text


def width(text: str) -> float:
    """The width of ``text`` in characters: about half for ASCII, whole for the rest."""
    return sum(0.55 if char.isascii() else 1.0 for char in text if char not in BREAK_MARKS)


def balanced(phrases: Sequence[str], limit: float) -> list[str]:
    """Set ``phrases`` on as few lines as fit into ``limit`` characters, and those as even as can be.

    Titles are cut between words only, in a trapezium or a diamond (GB/T 9704-2012 §7.3.1). Of the even settings the
    one with the shorter first line is taken. A phrase longer than the limit keeps a line of its own.
    """
    for cuts in range(len(phrases)):
        settings = [_lines(phrases, at) for at in combinations(range(1, len(phrases)), cuts)]
        fitting = [lines for lines in settings if all(width(line) <= limit for line in lines)]
        if fitting:
            return min(fitting, key=lambda lines: (_unevenness(lines), width(lines[0])))
    return list(phrases)


def _lines(phrases: Sequence[str], cuts: Sequence[int]) -> list[str]:
    bounds = [0, *cuts, len(phrases)]
    return ["".join(phrases[start:end]) for start, end in pairwise(bounds)]


def _unevenness(lines: Sequence[str]) -> float:
    widths = [width(line) for line in lines]
    return max(widths) - min(widths)


def numeral(number: int) -> str:
    """A heading's number in Chinese: 1 → 一, 10 → 十, 23 → 二十三 (up to 99)."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return head + (_NUMERALS[ones] if ones else "")


def long_date(day: date) -> str:
    """成文日期: Arabic digits, no leading zeros (GB/T 9704-2012 §7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"
