"""What a message tells that a proposal can rest on: words of the rules, and hashed pieces of the text.

A ``Telling`` is folded once and asked by everybody. Its measures by hand-written words are few and can be read; the
pieces are the single characters and pairs of the text, each counted in one of ``BUCKETS`` numbered places, so that
what is learnt of them (``learned.py``) is numbers and holds no text.
"""

import math
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from operator import add, mul

from petitions.intake.rules import ELSEWHERE, OURS, TYPES, Rule
from petitions.intake.wording import TYPE_NAMES
from petitions.repeats.text import BREAK, clean, fold
from workflow.vocabulary import PollutionType

NAMES = tuple(dict.fromkeys(TYPE_NAMES.values()))
"""The types as people label them; these are what is learnt."""

BUCKETS = 1 << 14
_LINE_MARK = "_x000"
_TITLE = 1.5
_OPENING = 0.7
_OPENING_LENGTH = 60
_HEAD = 45
_HASHED = 700
_KEPT = 1 << 17
_SHORT = 60
_DAMPING = 0.3
_SPREAD = 5.0
_BRIEF = 80
_RELIEF = 0.5
_LEAST_TOTAL = 0.1


class Telling:
    """A title and a text, and how strongly they tell a word: more often counts more, in the title most."""

    def __init__(self, title: str, text: str) -> None:
        self._title = _folded(title)
        self._text = _folded(text)
        self._opening = self._text[:_OPENING_LENGTH]
        self.whole = f"{self._title}{BREAK}{self._text}" if self._title else self._text
        self.head = self.whole[:_HEAD]

    @property
    def length(self) -> int:
        """Characters that were folded."""
        return len(self._title) + len(self._text)

    @property
    def damping(self) -> float:
        """By what a sum over a text of this length is divided: a long text tells more of everything."""
        return float(max(_SHORT, self.length) ** _DAMPING)

    def strength(self, key: str) -> float:
        """Nothing for a folded word that is not told; one for a word told once, in the body."""
        times = self._text.count(key)
        body = 1 + math.log(times) / 2 + _OPENING * (key in self._opening) if times else 0.0
        return body + _TITLE * (key in self._title)

    def is_early(self, word: str) -> bool:
        """Whether a word stands at the head of it all."""
        return _one_folded(word) in self.head

    def told(self, words: str) -> list[tuple[str, float]]:
        """The words of a rule that are told, each with its strength."""
        whole = self.whole
        return [(word, self.strength(key)) for word, key in folded_words(words) if key in whole]


def _folded(text: str) -> str:
    """Folded, and first rid of the line marks that workbooks leave, which are letters to a fold."""
    return fold(clean(text) if _LINE_MARK in text else text)


_one_folded = cache(fold)


@cache
def folded_words(words: str) -> tuple[tuple[str, str], ...]:
    """The words of a rule beside the form in which they are looked for."""
    return tuple((word, fold(word)) for word in words.split())


Told = list[tuple[Rule, list[tuple[str, float]]]]
"""The rules of which words are told, with these."""


def told_rules(telling: Telling) -> Told:
    """What is told of the rules of pollution types, in their order."""
    found = ((rule, telling.told(rule.words)) for rule in TYPES)
    return [(rule, told) for rule, told in found if told]


def elsewhere(telling: Telling) -> list[tuple[str, float]]:
    """The words told that go with the matters of other departments, the strongest first."""
    found = [pair for words in ELSEWHERE for pair in telling.told(words)]
    return sorted(found, key=lambda pair: -pair[1])


def brevity(telling: Telling) -> float:
    """By how much less has to speak for a matter when it is told in few words: a title tells hardly anything twice."""
    return _RELIEF * max(0.0, 1 - telling.length / _BRIEF)


def ours_measures(telling: Telling, told: Told) -> list[float]:
    """By hand-written words, what speaks for the bureau's matter and what for another department's.

    First the weighted total, then each rule of a pollution type, the words for any pollution, and each group of other
    departments' words; all on a scale on which ten mentions are not ten times one.
    """
    damping = telling.damping
    sums = {id(rule): sum(strength for _, strength in pairs) for rule, pairs in told}
    polluted = [rule for rule in TYPES if rule.type is not PollutionType.OTHER]
    any_kind = sum(strength for _, strength in telling.told(OURS.words))
    total = OURS.weight * any_kind + sum(rule.weight * sums.get(id(rule), 0.0) for rule in polluted)
    groups = [sums.get(id(rule), 0.0) for rule in polluted]
    others = [sum(strength for _, strength in telling.told(words)) for words in ELSEWHERE]
    spread = [math.log1p(_SPREAD * one / damping) for one in (*groups, any_kind, *others)]
    return [math.log(max(total / damping, _LEAST_TOTAL)), *spread]


def type_measures(telling: Telling, told: Told) -> Mapping[str, list[float]]:
    """For each type how strongly, how often, how early and how far above the other types it is told."""
    total, early, count = (dict.fromkeys(NAMES, 0.0) for _ in range(3))
    for rule, pairs in told:
        name = TYPE_NAMES[rule.type]
        total[name] += rule.weight * sum(strength for _, strength in pairs)
        early[name] += rule.weight * sum(telling.is_early(word) for word, _ in pairs)
        count[name] += len(pairs)
    most, first, together = (max(total.values()) or 1), (max(early.values()) or 1), (sum(total.values()) or 1)
    return {
        name: [
            math.log1p(total[name]),
            math.log1p(3 * total[name] / telling.damping),
            total[name] / most,
            total[name] / together,
            float(total[name] == most),
            math.log1p(early[name]),
            early[name] / first,
            math.log1p(count[name]),
            float(count[name] > 0),
        ]
        for name in NAMES
    }


def pieces(text: str) -> Counter[str]:
    """Single characters and pairs of a folded text, none across a sentence break, with how often each occurs."""
    counts = Counter(text)
    counts.update(map(add, text, text[1:]))
    return counts


class _Places(dict[str, int]):
    """Piece → the numbered place in which it is counted, kept for the pieces met so far."""

    def __missing__(self, piece: str) -> int:
        place = zlib.crc32(piece.encode()) % BUCKETS
        if len(self) < _KEPT:
            self[piece] = place
        return place


_PLACES = _Places()


def bucket(piece: str) -> int:
    """The numbered place in which a piece is counted."""
    return _PLACES[piece]


def hashed(telling: Telling, rarity: Sequence[float]) -> dict[int, float]:
    """The text as places and values of length one; a piece counts by its rarity, and once more in the opening."""
    text = telling.whole[:_HASHED]
    values: dict[int, float] = {}
    for piece, times in pieces(text).items():
        if BREAK in piece:
            continue
        place = _PLACES[piece]
        value = rarity[place] * (1 + math.log(times) if times > 1 else 1.0)
        values[place] = values[place] + value if place in values else value
    opening = text[:_OPENING_LENGTH]
    for piece in {*opening, *map(add, opening, opening[1:])}:
        if BREAK not in piece:
            place = _PLACES[piece]
            values[place] += rarity[place]
    norm = math.sqrt(sum(map(mul, values.values(), values.values()))) or 1.0
    return {place: value / norm for place, value in values.items()}
