"""Pinyin initials of Chinese names, for typing ahead: ``hjzs`` finds 环境噪声."""


def initials(name: str) -> str:
    """The first letter of each character's reading, lower case; letters and digits stay as they are."""
    from pypinyin import Style, lazy_pinyin  # loaded when first used: its tables take a while

    letters = lazy_pinyin(name, style=Style.FIRST_LETTER, errors=lambda other: other)
    return "".join(letter for letter in "".join(letters).lower() if letter.isalnum())[:40]
