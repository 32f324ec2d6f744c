"""Proposals from the text of a complaint: pollution types, industry, track, and whether it is the bureau's at all.

A proposal always says which words it comes from. It fills the form; the officer decides. The constants below were
chosen on labelled messages of real citizens (tests/petitions/intake/test_on_real_messages.py).
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from petitions.intake.rules import INDUSTRIES, OURS, TRACKS, TYPES
from petitions.repeats.text import fold
from workflow.vocabulary import Industry, PollutionSubtype, PollutionType, Track

Value = TypeVar("Value")

_TITLE = 1.5
_OPENING = 0.7
_OPENING_LENGTH = 60
_LEAST = 3.0
_SHARE = 0.3
_OURS_FROM = 2.35
_SHORT = 60
_DAMPING = 0.3
_OTHER_PATH = 6.0


@dataclass(frozen=True, slots=True)
class Proposal(Generic[Value]):
    """A value proposed for the form, how strongly, and the words of the text that speak for it."""

    value: Value
    score: float
    words: tuple[str, ...]

    @property
    def reason(self) -> str:
        """The sentence beside the field."""
        if not self.words:
            return "文中没有相关词语"
        told = [word for word in self.words if not any(word in other != word for other in self.words)]
        return f"依据文中“{'”“'.join(told[:4])}”"


@dataclass(frozen=True, slots=True)
class Classification:
    """All that the text proposes. ``types`` begins with the primary one."""

    ours: Proposal[bool]
    types: tuple[Proposal[PollutionType], ...]
    subtypes: tuple[Proposal[PollutionSubtype], ...]
    industry: Proposal[Industry] | None
    track: Proposal[Track]

    @property
    def main_type(self) -> PollutionType | None:
        """The primary pollution type, if any type is proposed."""
        return self.types[0].value if self.types else None


class Telling:
    """A title and a text, and how strongly they tell a word: more often counts more, in the title most."""

    def __init__(self, title: str, text: str) -> None:
        self._title = fold(title)
        self._text = fold(text)
        self._opening = self._text[:_OPENING_LENGTH]

    @property
    def length(self) -> int:
        """Characters that were folded."""
        return len(self._title) + len(self._text)

    def strength(self, key: str) -> float:
        """Nothing for a folded word that is not told; one for a word told once, in the body."""
        times = self._text.count(key)
        body = 1 + math.log(times) / 2 + _OPENING * (key in self._opening) if times else 0.0
        return body + _TITLE * (key in self._title)

    def told(self, words: str) -> list[tuple[str, float]]:
        """The words of a rule that are told, each with its strength."""
        return [(word, strength) for word, key in _folded(words) if (strength := self.strength(key))]


@cache
def _folded(words: str) -> tuple[tuple[str, str], ...]:
    return tuple((word, fold(word)) for word in words.split())


def classify(title: str, text: str) -> Classification:
    """Propose everything at once for the intake form."""
    telling = Telling(title, text)
    types = propose_types(telling)
    return Classification(
        ours=propose_ours(telling),
        types=types,
        subtypes=propose_subtypes(telling, {proposal.value for proposal in types}),
        industry=_best(_gather(telling, ((rule.industry, 1.0, rule.words) for rule in INDUSTRIES))),
        track=propose_track(telling, types),
    )


def propose_types(telling: Telling) -> tuple[Proposal[PollutionType], ...]:
    """All types told of strongly enough beside the strongest, which is the primary one."""
    gathered = _gather(telling, ((rule.type, rule.weight, rule.words) for rule in TYPES))
    ranked = sorted(gathered.values(), key=lambda proposal: -proposal.score)
    floor = max(_LEAST, _SHARE * ranked[0].score) if ranked else 0.0
    return tuple(proposal for proposal in ranked if proposal.score >= floor)


def propose_subtypes(
    telling: Telling, types: Iterable[PollutionType]
) -> tuple[Proposal[PollutionSubtype], ...]:
    """For each proposed type the subtype that the words tell best."""
    named = ((rule.subtype, rule.weight, rule.words) for rule in TYPES if rule.subtype is not None)
    gathered = _gather(telling, named)
    best = (
        _best({sub: proposal for sub, proposal in gathered.items() if sub.type is type_}) for type_ in types
    )
    found = [proposal for proposal in best if proposal is not None]
    return tuple(sorted(found, key=lambda proposal: -proposal.score))


def propose_ours(telling: Telling) -> Proposal[bool]:
    """Whether the matter is one of ecology and environment: enough of its words for the text's length."""
    named = [(rule.weight, rule.words) for rule in TYPES if rule.type is not PollutionType.OTHER]
    told = [
        (weight * strength, word)
        for weight, words in [*named, (OURS.weight, OURS.words)]
        for word, strength in telling.told(words)
    ]
    total = sum(strength for strength, _ in told) / max(_SHORT, telling.length) ** _DAMPING
    return Proposal(total >= _OURS_FROM, total, tuple(word for _, word in sorted(told, reverse=True)))


def propose_track(telling: Telling, types: Sequence[Proposal[PollutionType]]) -> Proposal[Track]:
    """Track A where pollution is told of and nothing stronger speaks for another path (handbook §2.4).

    A suggestion or a question about a nuisance is a complaint all the same, so C and F must outweigh the pollution.
    """
    gathered = _gather(telling, ((rule.track, rule.weight, rule.words) for rule in TRACKS))
    if types:
        polluted = types[0].score
        floors = {Track.C: max(_OTHER_PATH, polluted), Track.F: max(_OTHER_PATH, polluted)}
        gathered = {
            track: told for track, told in gathered.items() if told.score >= floors.get(track, _OTHER_PATH)
        }
    other: Proposal[Track] | None = _best(gathered)
    if other:
        return other
    return Proposal(Track.A, types[0].score, types[0].words) if types else Proposal(Track.B, 0.0, ())


def _gather(telling: Telling, rules: Iterable[tuple[Value, float, str]]) -> dict[Value, Proposal[Value]]:
    """Sum what each value's words are told with; the strongest words first."""
    found: dict[Value, list[tuple[float, str]]] = {}
    for value, weight, words in rules:
        for word, strength in telling.told(words):
            found.setdefault(value, []).append((weight * strength, word))
    return {
        value: Proposal(
            value,
            sum(strength for strength, _ in told),
            tuple(word for _, word in sorted(told, key=lambda pair: -pair[0])),
        )
        for value, told in found.items()
    }


def _best(gathered: Mapping[Value, Proposal[Value]]) -> Proposal[Value] | None:
    return max(gathered.values(), key=lambda proposal: proposal.score, default=None)
