"""Complaint text made readable (``clean``) and made comparable (``fold``, ``bigrams``).

``clean`` is what gets stored and shown: it mends what spreadsheets and web forms do to a text and changes no
word. ``fold`` is what gets compared: half-width, lower case, without blanks and punctuation, Chinese numerals as
digits, sentences kept apart by 。 so that their order does not matter. ``Folded`` also remembers where every
folded character stood, so that a shared passage can be shown in the text that the officer reads.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from operator import add
from typing import Self

BREAK = "。"
"""Stands between two sentences of a folded text; no bigram crosses it."""

_LAYOUT = re.compile(r"_x000[dDaA]_|[\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x08\x0b-\x1f\x7f]")
_BLANKS = re.compile(r"[^\S\n]+")
_HAN = r"\u3400-\u9fff"
_FULL_WIDTH = r"，。！？；：、（）《》“”‘’"
_BROKEN_WORD = re.compile(rf"(?<=[{_HAN}{_FULL_WIDTH}]) (?=[{_HAN}{_FULL_WIDTH}\d,])|(?<=\d) (?=[{_HAN}])")
_ASKED = re.compile(r"^\s*(?:提问|投诉|咨询|求助|建议)\s*[:：]\s*")
_NUMBERED = re.compile(r"\s*(?:编号|受理号|留言编号)\s*[:：]\s*[A-Za-z]?\d{3,}\s*$")


def clean(text: str) -> str:
    """The text as an officer would have typed it: no layout marks, no blanks inside words, one line a paragraph."""
    text = _LAYOUT.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n"))
    lines = (_BROKEN_WORD.sub("", _BLANKS.sub(" ", line).strip()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def clean_title(title: str) -> str:
    """A title on one line, without the 提问： before it and the 编号:100200 behind it that web forms glue on."""
    line = clean(title).replace("\n", " ")
    return _ASKED.sub("", _NUMBERED.sub("", line)).strip()


_SENTENCE_END = "。!?;\n"


class _FoldTable(dict[int, str]):
    """Character → its half-width lower-case form, a sentence break, or nothing; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        form = unicodedata.normalize("NFKC", chr(code)).lower()
        self[code] = folded = "".join(
            BREAK if c in _SENTENCE_END else c for c in form if c.isalnum() or c in _SENTENCE_END
        )
        return folded


_FOLD_TABLE = _FoldTable()
_BREAKS = re.compile(f"{BREAK}+")
_DIGIT = {
    char: value
    for value, chars in enumerate(
        ["零〇", "一壹", "二贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"]
    )
    for char in chars
}
_UNIT = {"十": 10, "拾": 10, "百": 100, "佰": 100}
_NUMERAL = re.compile(f"[{''.join(_DIGIT)}{''.join(_UNIT)}]+")


def _numeral(run: re.Match[str]) -> str:
    return _in_digits(run.group())


@lru_cache(maxsize=4096)
def _in_digits(run: str) -> str:
    """Digits for a run of Chinese numerals: 二十一 → 21, 二〇一九 → 2019; a leading 百 is a word (百姓)."""
    word = run[: len(run) - len(run.lstrip("百佰"))]
    return word + _digits(run[len(word) :])


def _digits(numerals: str) -> str:
    if not any(char in _UNIT for char in numerals):
        return "".join(str(_DIGIT[char]) for char in numerals)
    total, pending = 0, None
    for char in numerals:
        if char in _UNIT:
            total, pending = total + (1 if pending is None else pending) * _UNIT[char], None
        else:
            pending = _DIGIT[char] if pending is None else pending * 10 + _DIGIT[char]
    return str(total + (pending or 0))


def _one_break(run: re.Match[str]) -> str:
    return BREAK


_STEPS = ((_NUMERAL, _numeral), (_BREAKS, _one_break))


def fold(text: str) -> str:
    """The text as it is compared: only its letters, digits and sentence breaks, each in one writing."""
    folded = _NUMERAL.sub(_numeral, text.translate(_FOLD_TABLE))
    return (_BREAKS.sub(BREAK, folded) if 2 * BREAK in folded else folded).strip(BREAK)


def bigrams(folded: str) -> list[str]:
    """The pairs of neighbouring characters of a folded text, in order, none across a sentence break."""
    return [gram for gram in map(add, folded, folded[1:]) if BREAK not in gram]


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, for each of its characters, the position of its source in the text as shown."""

    text: str
    at: tuple[int, ...]

    @classmethod
    def of(cls, shown: str) -> Self:
        """Fold like ``fold``, remembering positions."""
        pairs = [(c, i) for i, char in enumerate(shown) for c in char.translate(_FOLD_TABLE)]
        text, at = "".join(c for c, _ in pairs), [i for _, i in pairs]
        for pattern, replace in _STEPS:
            text, at = _replaced(pattern.finditer(text), replace, text, at)
        start = len(text) - len(text.lstrip(BREAK))
        kept = text.strip(BREAK)
        return cls(kept, tuple(at[start : start + len(kept)]))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the folded characters ``start`` to ``end`` stand in the shown text."""
        return self.at[start], self.at[end - 1] + 1


def _replaced(
    runs: Iterable[re.Match[str]], replace: Callable[[re.Match[str]], str], text: str, at: list[int]
) -> tuple[str, list[int]]:
    """``re.sub`` that keeps the position of the first replaced character for each new one."""
    out: list[str] = []
    where: list[int] = []
    done = 0
    for run in runs:
        new = replace(run)
        out += (text[done : run.start()], new)
        where += at[done : run.start()]
        where += [at[min(run.start() + k, run.end() - 1)] for k in range(len(new))]
        done = run.end()
    return "".join([*out, text[done:]]), where + at[done:]
