"""How likely two complaints tell of the same matter, in parts that an officer can follow.

The likelihood is the logistic function of a sum, the log-odds: ``forest`` adds what it learned from pairs labelled by
hand, each measure to its part, and the enterprise, which those pairs do not carry as a field, is weighed by judgement.
Same matter: the same source or place *and* the same underlying problem, whoever writes and whenever.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz.distance import Indel

from petitions.repeats.entities import Entity, Reach, told
from petitions.repeats.features import (
    common_spots,
    cosine,
    days_apart,
    measure,
    other_district,
    retold,
    same_caller,
    troubles_of_titles,
)
from petitions.repeats.forest import Forest, by_part, learned
from petitions.repeats.parts import Part, PartName, Said, Why
from petitions.repeats.subject import Idf, Profile, Subject, profile, uncounted
from workflow.vocabulary import PollutionType

_FIRM_SAME, _FIRM_OTHER = 1.5, 2.0
"""What an enterprise adds when it is the same, and takes when it is another."""
_TYPES = frozenset(PollutionType)
_YEAR = math.log1p(365)


@dataclass(frozen=True, slots=True)
class Score:
    """The likelihood, 0…1, that two complaints tell of the same matter, and the parts it is made of."""

    total: float
    parts: tuple[Part, ...]

    @property
    def alike(self) -> bool:
        """Whether the pair is worth suggesting to the officer. It is never more than a suggestion."""
        return self.total >= learned().alert

    @property
    def same(self) -> bool:
        """Whether a pair that somebody put side by side is called the same matter."""
        return self.total >= learned().same

    def part(self, name: PartName) -> Part:
        """The part of that name; every score has them all."""
        return next(part for part in self.parts if part.name is name)


def score(new: Subject, old: Subject, now: datetime, idf: Idf = uncounted) -> Score:
    """Compare two complaints. ``now`` stands for the time of receipt that a complaint being typed has not got."""
    return compare(profile(new, idf), profile(old, idf), now)


def compare(new: Profile, old: Profile, now: datetime) -> Score:
    """Compare two profiles, for one who compares a new complaint with many."""
    start, added = learned().forest.judge(measure(new, old, now))
    evidence = by_part(added)
    firm, firm_reasons = _enterprise(new, old)
    evidence[PartName.ENTERPRISE] = _of_firm(firm)
    facts = {
        PartName.TEXT: _text(new, old),
        PartName.TYPE: _type(new, old),
        PartName.PLACE: _place(new, old),
        PartName.ENTERPRISE: (firm, firm_reasons),
        PartName.CALLER: _caller(new.subject, old.subject),
        PartName.TIME: _time(new.subject, old.subject, now),
    }
    parts = tuple(Part(name, value, evidence[name], reasons) for name, (value, reasons) in facts.items())
    return Score(_logistic(math.fsum([start, *evidence.values()])), parts)


def likely(new: Profile, old: Profile, now: datetime, forest: Forest | None = None) -> float:
    """The total alone, at half the cost, for one who ranks many; or for one who tries another ``forest``."""
    return _logistic(
        (forest or learned().forest).odds(measure(new, old, now)) + _of_firm(_enterprise(new, old)[0])
    )


def _logistic(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def _of_firm(value: float) -> float:
    return value * (_FIRM_SAME if value > 0 else _FIRM_OTHER)


Fact = tuple[float, tuple[Said, ...]]
"""How far a part agrees, −1…1 with 0 for unknown, and the reasons as an officer reads them."""


def _fact(value: float, why: Why, told: str = "") -> Fact:
    return value, (Said(why, told),)


def _text(new: Profile, old: Profile) -> Fact:
    """Half the likeness of all words, half how much of one title is told again in the other complaint."""
    value = (cosine(new, old) + max(retold(new, old), retold(old, new))) / 2
    return _fact(value, Why.ALIKE, f"{value:.0%}")


def _type(new: Profile, old: Profile) -> Fact:
    """The share of common troubles, in the whole and by what the titles put first."""
    both, either = new.troubles & old.troubles, new.troubles | old.troubles
    if not new.troubles or not old.troubles:
        return _fact(0.0, Why.TROUBLES_UNKNOWN)
    value = (len(both) / len(either) + troubles_of_titles(new, old)) / 2
    return _fact(value, Why.SAME_TROUBLES, _listed(both)) if both else _fact(value, Why.OTHER_TROUBLES)


def _place(new: Profile, old: Profile) -> Fact:
    """For: the same address or a named place in common. Against: two estates, two districts."""
    if new.place and new.place == old.place:
        return _fact(1.0, Why.SAME_ADDRESS, new.subject.place)
    shared = _shared(new, old) or _shared(old, new)
    against, reasons = 0.0, []
    if not shared and (other := _contradiction(new, old)):
        against, reasons = 0.6, [Said(Why.OTHER_PLACE, f"{other[0].shown}、{other[1].shown}")]
    if other_district(new, old):
        against, reasons = against + 0.7, [*reasons, Said(Why.OTHER_DISTRICT)]
    if against:
        return -min(1.0, against), tuple(reasons)
    return _fact(1.0, Why.SAME_PLACE, shared.shown) if shared else _fact(0.0, Why.PLACE_UNKNOWN)


def _shared(ours: Profile, theirs: Profile) -> Entity | None:
    named = (entity for entity in ours.leading if entity.reach is not Reach.TOWN)
    found = next((entity for entity in named if told(entity, theirs.folded, theirs.mentioned) > 0.6), None)
    return found or next(iter(common_spots(ours, theirs)), None)


def _contradiction(new: Profile, old: Profile) -> tuple[Entity, Entity] | None:
    """The two different estates, sites or firms that the complaints are headed by."""
    ours, theirs = _spot(new), _spot(old)
    return (ours, theirs) if ours and theirs else None


def _spot(one: Profile) -> Entity | None:
    return next((entity for entity in one.leading if entity.reach is Reach.SPOT), None)


def _enterprise(new: Profile, old: Profile) -> Fact:
    """The same firm by its key, nearly so (two characters swapped), or a firm that the other text only mentions."""
    ours, theirs = new.subject.enterprise, old.subject.enterprise
    if ours and theirs:
        if ours == theirs:
            return _fact(1.0, Why.SAME_FIRM)
        if Indel.normalized_similarity(ours, theirs) >= 0.75:
            return _fact(0.6, Why.NEARLY_SAME_FIRM)
        return _fact(-1.0, Why.OTHER_FIRM)
    if (ours and ours in old.folded) or (theirs and theirs in new.folded):
        return _fact(0.7, Why.FIRM_TOLD)
    return _fact(0.0, Why.FIRM_UNKNOWN)


def _caller(new: Subject, old: Subject) -> Fact:
    """A common telephone is strong; a common name alone is half of it."""
    value = same_caller(new, old)
    if value:
        return _fact(value, Why.SAME_PHONE if value == 1 else Why.SAME_NAME)
    return _fact(0.0, Why.OTHER_PHONE if new.phones and old.phones else Why.CALLER_UNKNOWN)


def _time(new: Subject, old: Subject, now: datetime) -> Fact:
    """Nearness in time, fading over a year; a quarter of real repeats come after more than thirty days."""
    days = int(days_apart(new, old, now))
    value = max(0.0, 1 - math.log1p(days) / _YEAR)
    return _fact(value, Why.DAYS_APART, str(days)) if days else _fact(value, Why.SAME_DAY)


def _listed(troubles: Collection[str], most: int = 4) -> str:
    """Topics are Chinese already; pollution types go by their labels."""
    labels = {PollutionType(name).label if name in _TYPES else name for name in troubles}
    shown = sorted(labels)[:most]
    return "、".join(shown) + ("等" if len(labels) > most else "")
