"""Proposals from the text of a complaint: pollution types, industry, track, and whether it is the bureau's at all.

A proposal always says which words it comes from. It fills the form; the officer decides. Whether a matter is the
bureau's and which types it tells is judged by hand-written words and by what was learnt from labelled messages
(``learned.py``); the rest by words alone. How good it is, measured, stands in QUALITY.md.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from petitions.intake.evidence import NAMES, Telling, Told, elsewhere, told_rules
from petitions.intake.learned import Judgement, learned
from petitions.intake.rules import INDUSTRIES, OURS, TRACKS
from petitions.intake.wording import TYPE_NAMES
from workflow.vocabulary import Industry, PollutionSubtype, PollutionType, Track

Value = TypeVar("Value")

_OTHER_PATH = 6.0
_SECOND = 0.5
_WORDS_TOLD = 4


@dataclass(frozen=True, slots=True)
class Proposal(Generic[Value]):
    """A value proposed for the form, how strongly, and what of the text speaks for it.

    ``words`` are words of the rules. ``alike`` are passages, folded, that are usual in messages labelled so; they are
    looked for where no word tells it.
    """

    value: Value
    score: float
    words: tuple[str, ...]
    alike: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """The sentence beside the field."""
        told = [word for word in self.words if not any(word in other != word for other in self.words)]
        reasons = [f"依据文中“{'”“'.join(told[:_WORDS_TOLD])}”"] if told else []
        if self.alike:
            reasons.append(f"“{'”“'.join(self.alike)}”等用语近于以往同类留言")
        return "，".join(reasons) or "文中没有相关词语"


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


def classify(title: str, text: str) -> Classification:
    """Propose everything at once for the intake form."""
    telling = Telling(title, text)
    told = told_rules(telling)
    judged = learned().judge(telling, told)
    types = _propose_types(telling, told, judged)
    return Classification(
        ours=_propose_ours(telling, told, judged),
        types=types,
        subtypes=_propose_subtypes(told, {proposal.value for proposal in types}),
        industry=_best(_gather((rule.industry, 1.0, telling.told(rule.words)) for rule in INDUSTRIES)),
        track=_propose_track(telling, told),
    )


def _propose_types(telling: Telling, told: Told, judged: Judgement) -> tuple[Proposal[PollutionType], ...]:
    """The types that are held present, with the primary one first.

    A matter of the bureau has a primary type even if it is told in no word of the rules; any other text has none then.
    """
    if not told and judged.ours < 0:
        return ()
    by_type = _gather((rule.type, rule.weight, pairs) for rule, pairs in told)
    ranked = sorted(NAMES, key=lambda name: -judged.main[name])
    given = [name for name in ranked if name == ranked[0] or judged.present[name] >= 0]
    return tuple(proposal for name in given for proposal in _named(name, telling, by_type, judged.main[name]))


def _named(
    name: str, telling: Telling, by_type: Mapping[PollutionType, Proposal[PollutionType]], margin: float
) -> Iterable[Proposal[PollutionType]]:
    """The types of the register that go by a name: the one told most, and the other if it is told nearly as much."""
    members = [type_ for type_, one in TYPE_NAMES.items() if one == name]
    told = sorted((by_type[one] for one in members if one in by_type), key=lambda one: -one.score)
    score = 1 / (1 + math.exp(-2 * margin))
    if not told:
        yield Proposal(members[0], score, (), learned().passages(telling, learned().type_pieces[name]))
    for place, one in enumerate(told):
        if not place or one.score >= _SECOND * told[0].score:
            yield Proposal(one.value, score, one.words)


def _propose_subtypes(told: Told, types: Iterable[PollutionType]) -> tuple[Proposal[PollutionSubtype], ...]:
    """For each proposed type the subtype that the words tell best."""
    gathered = _gather((rule.subtype, rule.weight, pairs) for rule, pairs in told if rule.subtype is not None)
    best = (
        _best({sub: proposal for sub, proposal in gathered.items() if sub.type is type_}) for type_ in types
    )
    found = [proposal for proposal in best if proposal is not None]
    return tuple(sorted(found, key=lambda proposal: -proposal.score))


def _propose_ours(telling: Telling, told: Told, judged: Judgement) -> Proposal[bool]:
    """Whether the matter is one of ecology and environment; if not, with the words of other departments' matters."""
    score = 1 / (1 + math.exp(-2 * judged.ours))
    if judged.ours < 0:
        return Proposal(False, score, tuple(word for word, _ in elsewhere(telling)))
    pairs = [(rule.weight * strength, word) for rule, found in told for word, strength in found]
    pairs += [(OURS.weight * strength, word) for word, strength in telling.told(OURS.words)]
    words = tuple(dict.fromkeys(word for _, word in sorted(pairs, reverse=True)))
    alike = learned().passages(telling, learned().ours_pieces) if not words else ()
    return Proposal(True, score, words, alike)


def _propose_track(telling: Telling, told: Told) -> Proposal[Track]:
    """Track A where pollution is told of and nothing stronger speaks for another path (handbook §2.4).

    A suggestion or a question about a nuisance is a complaint all the same, so C and F must outweigh the pollution.
    """
    gathered = _gather((rule.track, rule.weight, telling.told(rule.words)) for rule in TRACKS)
    polluted = _best(_gather((rule.type, rule.weight, pairs) for rule, pairs in told))
    if polluted:
        floors = dict.fromkeys((Track.C, Track.F), max(_OTHER_PATH, polluted.score))
        gathered = {
            track: other for track, other in gathered.items() if other.score >= floors.get(track, _OTHER_PATH)
        }
    other: Proposal[Track] | None = _best(gathered)
    if other:
        return other
    return Proposal(Track.A, polluted.score, polluted.words) if polluted else Proposal(Track.B, 0.0, ())


def _gather(
    found: Iterable[tuple[Value, float, Sequence[tuple[str, float]]]],
) -> dict[Value, Proposal[Value]]:
    """Sum what each value's words are told with; the strongest words first."""
    pairs: dict[Value, list[tuple[float, str]]] = {}
    for value, weight, told in found:
        for word, strength in told:
            pairs.setdefault(value, []).append((weight * strength, word))
    return {
        value: Proposal(
            value,
            sum(strength for strength, _ in told),
            tuple(word for _, word in sorted(told, key=lambda pair: -pair[0])),
        )
        for value, told in pairs.items()
    }


def _best(gathered: Mapping[Value, Proposal[Value]]) -> Proposal[Value] | None:
    return max(gathered.values(), key=lambda proposal: proposal.score, default=None)
