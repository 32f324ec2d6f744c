"""How likely two complaints tell of the same matter, in parts that an officer can follow.

Each part says how far it speaks for (up to 1) or against (down to −1) the same matter, and nothing (0) where a
fact is missing. The total is the logistic function of their weighted sum, so that it reads as a probability.
Same matter: the same source or place *and* the same underlying problem, whoever writes and whenever.
"""

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rapidfuzz.distance import Indel

from petitions.repeats.names import Kind, Name
from petitions.repeats.subject import Idf, Profile, Subject, profile, uniform
from workflow.vocabulary import PollutionType


class PartName(StrEnum):
    """The parts of a score, in the order in which they are shown."""

    TEXT = "text"
    TYPE = "type"
    PLACE = "place"
    ENTERPRISE = "enterprise"
    CALLER = "caller"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Weight:
    """What a part adds to the log-odds when it speaks fully for, or fully against, the same matter."""

    pro: float
    contra: float = 0.0


# Text, type, place, caller and time were fitted by logistic regression on hand-labelled pairs of real messages
# and rounded; the enterprise, which those pairs do not carry, is set by judgement between place and type.
WEIGHTS: dict[PartName, Weight] = {
    PartName.TEXT: Weight(6.5),
    PartName.TYPE: Weight(3.0),
    PartName.PLACE: Weight(1.0, 5.0),
    PartName.ENTERPRISE: Weight(1.5, 2.0),
    PartName.CALLER: Weight(0.8),
    PartName.TIME: Weight(1.0),
}
BIAS = -5.1
THRESHOLD = 0.5
"""From this total on a pair is suggested as the same matter."""

_TYPES = frozenset(PollutionType)
_YEAR = math.log1p(365)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score: its value in −1…1, its weight in log-odds, and the reason in the office's words."""

    name: PartName
    value: float
    weight: float
    reason: str

    @property
    def evidence(self) -> float:
        """What the part adds to the log-odds of the same matter."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True)
class Score:
    """The likelihood, 0…1, that two complaints tell of the same matter, and the parts it is made of."""

    total: float
    parts: tuple[Part, ...]

    @property
    def alike(self) -> bool:
        """Whether the pair is worth suggesting to the officer. It is never more than a suggestion."""
        return self.total >= THRESHOLD

    def part(self, name: PartName) -> Part:
        """The part of that name; every score has them all."""
        return next(part for part in self.parts if part.name is name)


def score(new: Subject, old: Subject, now: datetime, idf: Idf = uniform) -> Score:
    """Compare two complaints. ``now`` stands for the time of receipt that a complaint being typed has not got."""
    return compare(profile(new, idf), profile(old, idf), now)


def compare(new: Profile, old: Profile, now: datetime) -> Score:
    """Compare two profiles, for one who compares a new complaint with many."""
    parts = (
        _text(new, old),
        _type(new, old),
        _place(new, old),
        _enterprise(new, old),
        _caller(new.subject, old.subject),
        _time(new.subject, old.subject, now),
    )
    odds = BIAS + sum(part.evidence for part in parts)
    return Score(1 / (1 + math.exp(-odds)), parts)


def _part(name: PartName, value: float, reason: str) -> Part:
    weight = WEIGHTS[name]
    return Part(name, value, weight.pro if value >= 0 else weight.contra, reason)


def _text(new: Profile, old: Profile) -> Part:
    """Half the cosine's root over all bigrams, half how much of one title is told again in the other complaint."""
    value = (math.sqrt(_cosine(new, old)) + max(_retold(new, old), _retold(old, new))) / 2
    return _part(PartName.TEXT, value, f"内容相似 {value:.0%}")


def _cosine(a: Profile, b: Profile) -> float:
    ours, theirs = a.weights, b.weights
    shared = math.fsum(
        [ours[gram] * theirs[gram] for gram in ours.keys() & theirs.keys()]
    )  # in any order alike
    return min(1.0, shared / (a.norm * b.norm)) if shared else 0.0


def _retold(a: Profile, b: Profile) -> float:
    mass = sum(a.title.values())
    return math.fsum([a.title[gram] for gram in a.title.keys() & b.weights.keys()]) / mass if mass else 0.0


def _type(new: Profile, old: Profile) -> Part:
    """The share of common troubles, in the whole and by what the titles put first."""
    both, either = new.troubles & old.troubles, new.troubles | old.troubles
    if not new.troubles or not old.troubles:
        return _part(PartName.TYPE, 0.0, "问题类型不明")
    share = len(both) / len(either)
    titled = len(new.title_troubles) + len(old.title_troubles)
    told = len(new.title_troubles & old.troubles) + len(old.title_troubles & new.troubles)
    value = (share + (told / titled if titled else share)) / 2
    return _part(PartName.TYPE, value, f"反映的问题相同：{_listed(both)}" if both else "反映的问题不同")


def _place(new: Profile, old: Profile) -> Part:
    """For: the same address or a place that leads one and is named in the other. Against: two estates, two districts."""
    if new.place and new.place == old.place:
        return _part(PartName.PLACE, 1.0, f"地点相同：{new.subject.place}")
    shared = _shared(new.leading, old) or _shared(old.leading, new)
    districts = {new.subject.district, old.subject.district} - {""}
    against, reasons = 0.0, []
    if other := _contradiction(new, old):
        against, reasons = against + 0.6, [f"地点不同：{other[0].text}、{other[1].text}"]
    if len(districts) == 2:
        against, reasons = against + 0.7, [*reasons, "区县不同"]
    if against:
        return _part(PartName.PLACE, -min(1.0, against), "；".join(reasons))
    return _part(
        PartName.PLACE, 1.0 if shared else 0.0, f"同一地点：{shared.text}" if shared else "地点未能比对"
    )


def _shared(leading: Iterable[Name], other: Profile) -> Name | None:
    return next((name for name in leading if name.told_in(other.folded)), None)


def _contradiction(new: Profile, old: Profile) -> tuple[Name, Name] | None:
    """The two different estates that the complaints are headed by, if neither names the other's anywhere."""
    ours, theirs = _estates(new.leading), _estates(old.leading)
    if not ours or not theirs or _shared(ours, old) or _shared(theirs, new):
        return None
    return ours[0], theirs[0]


def _estates(found: Iterable[Name]) -> list[Name]:
    return [name for name in found if name.kind is Kind.ESTATE]


def _enterprise(new: Profile, old: Profile) -> Part:
    """The same firm by its key, nearly so (two characters swapped), or a firm that the other text only mentions."""
    ours, theirs = new.subject.enterprise, old.subject.enterprise
    if ours and theirs:
        if ours == theirs:
            return _part(PartName.ENTERPRISE, 1.0, "被投诉单位相同")
        if Indel.normalized_similarity(ours, theirs) >= 0.75:
            return _part(PartName.ENTERPRISE, 0.6, "被投诉单位名称相近")
        return _part(PartName.ENTERPRISE, -1.0, "被投诉单位不同")
    if (ours and ours in old.folded) or (theirs and theirs in new.folded):
        return _part(PartName.ENTERPRISE, 0.7, "文中提到同一单位")
    return _part(PartName.ENTERPRISE, 0.0, "被投诉单位未能比对")


def _caller(new: Subject, old: Subject) -> Part:
    """A common telephone is strong; a common name alone is half of it."""
    if new.phones & old.phones:
        return _part(PartName.CALLER, 1.0, "同一联系电话")
    if new.people & old.people:
        return _part(PartName.CALLER, 0.5, "信访人同名")
    return _part(PartName.CALLER, 0.0, "不是同一联系电话" if new.phones and old.phones else "信访人未能比对")


def _time(new: Subject, old: Subject, now: datetime) -> Part:
    """Nearness in time, fading over a year; a quarter of real repeats come after more than thirty days."""
    days = abs((new.received_at or now) - (old.received_at or now)).days
    return _part(
        PartName.TIME, max(0.0, 1 - math.log1p(days) / _YEAR), f"相隔 {days} 天" if days else "同一天内"
    )


def _listed(troubles: Collection[str], most: int = 4) -> str:
    """Topics are Chinese already; pollution types go by their labels."""
    labels = {PollutionType(name).label if name in _TYPES else name for name in troubles}
    shown = sorted(labels)[:most]
    return "、".join(shown) + ("等" if len(labels) > most else "")
