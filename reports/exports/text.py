"""Text as it may go into files of other programs."""

from reports.typesetting import BREAK_MARKS

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins with one of these is calculated by a spreadsheet that opens a list."""


def plain(text: str) -> str:
    """``text`` without the marks of our own line breaking and without control characters, which XML forbids."""
    return "".join(
        char
        for char in text
        if char not in BREAK_MARKS and (char.isprintable() or (char.isspace() and ord(char) > 0x1F))
    )


def guarded(text: str) -> str:
    """``text`` for a list that a spreadsheet may open: an apostrophe before what it would take for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
