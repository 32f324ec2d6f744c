"""What is measured of two complaints, and to which part of the score each measure belongs.

Every measure is symmetric. Those of ``RISING`` can only speak for the same matter as they grow, those of ``FALLING``
only against it: the training keeps to that, whatever a few hundred pairs may seem to say.
"""

import math
from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import datetime

from petitions.repeats.entities import Entity, Reach, alike, told
from petitions.repeats.parts import PartName
from petitions.repeats.subject import Profile, Subject

_TEXT, _TYPE, _PLACE = PartName.TEXT, PartName.TYPE, PartName.PLACE
FEATURES: dict[str, PartName] = {
    "cosine": _TEXT,
    "contained": _TEXT,
    "title_retold": _TEXT,
    "shorter_text": _TEXT,
    "troubles_of_titles": _TYPE,
    "words_of_trouble": _TYPE,
    "policy": _TYPE,
    "sources": _TYPE,
    "sources_of_titles_most": _TYPE,
    "sources_of_titles_least": _TYPE,
    "named_most": _PLACE,
    "named_least": _PLACE,
    "spot": _PLACE,
    "other_names": _PLACE,
    "other_spot": _PLACE,
    "spots_in_common": _PLACE,
    "openings_most": _PLACE,
    "openings_least": _PLACE,
    "same_place": _PLACE,
    "other_district": _PLACE,
    "other_city": _PLACE,
    "same_caller": PartName.CALLER,
    "days_apart": PartName.TIME,
}
"""The measures in the order of their values."""
FALLING = frozenset({"policy", "other_names", "other_spot", "other_district", "other_city", "days_apart"})
RISING = frozenset(FEATURES) - FALLING - {"shorter_text", "spots_in_common"}

_UNKNOWN = 0.3
_UNKNOWN_SOURCE = 0.4
_UNKNOWN_DAYS = 3.5
_POLICIES = frozenset(["住房政策", "户籍", "民政待遇", "劳动报酬", "办证", "公共交通", "教育"])
"""Troubles that many people ask the whole city's offices about: two questions alike are not one matter."""
_PLACES = frozenset({Reach.SPOT, Reach.ROAD, Reach.VILLAGE})
_COUNTED = 3
_OPENED = 5


def measure(a: Profile, b: Profile, now: datetime) -> tuple[float, ...]:
    """The values of ``FEATURES``; ``now`` stands for a time of receipt that is not known."""
    return (
        *_of_text(a, b),
        *_of_type(a, b),
        *_of_place(a, b),
        same_caller(a.subject, b.subject),
        _days(a, b, now),
    )


def cosine(a: Profile, b: Profile) -> float:
    """The root of the cosine of all bigrams, weighed."""
    ours, theirs = a.weights, b.weights
    shared = math.fsum(
        [ours[gram] * theirs[gram] for gram in ours.keys() & theirs.keys()]
    )  # in any order alike
    return math.sqrt(min(1.0, shared / (a.norm * b.norm))) if shared else 0.0


def retold(a: Profile, b: Profile) -> float:
    """How much of what leads one complaint is told in the other."""
    mass = a.heading_mass
    return (
        math.fsum([a.heading[gram] for gram in a.heading.keys() & b.telling.keys()]) / mass if mass else 0.0
    )


def same_caller(a: Subject, b: Subject) -> float:
    """A common telephone tells all, a common name alone half of it."""
    if a.phones & b.phones:
        return 1.0
    return 0.5 if a.people & b.people else 0.0


def days_apart(a: Subject, b: Subject, now: datetime) -> float:
    """Days between two complaints; a time that is not known is ``now``."""
    return abs(((a.received_at or now) - (b.received_at or now)).total_seconds()) / 86400


def _days(a: Profile, b: Profile, now: datetime) -> float:
    if a.subject.received_at is None and b.subject.received_at is None:
        return _UNKNOWN_DAYS
    return math.log1p(days_apart(a.subject, b.subject, now))


def _of_text(a: Profile, b: Profile) -> tuple[float, ...]:
    shared = math.fsum([a.telling[gram] for gram in a.telling.keys() & b.telling.keys()])
    mass = min(a.mass, b.mass)
    return (
        cosine(a, b),
        shared / mass if mass else 0.0,
        max(retold(a, b), retold(b, a)),
        math.log1p(min(len(a.subject.text), len(b.subject.text))),
    )


def _of_type(a: Profile, b: Profile) -> tuple[float, ...]:
    both = a.title_troubles & b.title_troubles
    words = a.words | b.words
    by_title = [len(ours & theirs) / len(ours) for ours, theirs in _titles_and_sources(a, b) if ours]
    return (
        troubles_of_titles(a, b),
        len(a.words & b.words) / len(words) if words else 0.0,
        float(bool(both) and both <= _POLICIES),
        _nearness(a.sources, b.sources),
        max(by_title, default=_UNKNOWN_SOURCE),
        min(by_title, default=_UNKNOWN_SOURCE),
    )


def _titles_and_sources(a: Profile, b: Profile) -> Iterable[tuple[frozenset[str], AbstractSet[str]]]:
    return (a.title_sources, b.sources.keys()), (b.title_sources, a.sources.keys())


def troubles_of_titles(a: Profile, b: Profile) -> float:
    """How far the troubles in each title are told in the other complaint."""
    titled = len(a.title_troubles) + len(b.title_troubles)
    if titled:
        return (len(a.title_troubles & b.troubles) + len(b.title_troubles & a.troubles)) / titled
    if a.troubles and b.troubles:
        return len(a.troubles & b.troubles) / len(a.troubles | b.troubles)
    return _UNKNOWN


def _nearness(ours: Counter[str], theirs: Counter[str]) -> float:
    if not ours or not theirs:
        return _UNKNOWN_SOURCE
    shared = math.fsum(math.sqrt(ours[label] * theirs[label]) for label in ours.keys() & theirs.keys())
    return shared / math.sqrt(ours.total() * theirs.total())


def _of_place(a: Profile, b: Profile) -> tuple[float, ...]:
    told_of = (_surest(a, b), _surest(b, a))
    named = [max(sure[reach] for reach in _PLACES & sure.keys()) for sure in told_of if _PLACES & sure.keys()]
    spots = [sure[Reach.SPOT] for sure in told_of if Reach.SPOT in sure]
    openings = (_opening(a, b), _opening(b, a))
    values = (
        max(named, default=_UNKNOWN),
        min(named, default=_UNKNOWN),
        max(spots, default=_UNKNOWN),
        float(len(named) == 2 and not any(named)),
        float(len(spots) == 2 and not any(spots)),
        float(min(_COUNTED, len(common_spots(a, b)))),
        max(openings),
        min(openings),
        _same_place(told_of, openings),
    )
    if a.place and a.place == b.place:
        values = (1.0, 1.0, 1.0, 0.0, 0.0, max(1.0, values[5]), *values[6:8], 1.0)
    return (*values, float(other_district(a, b)), float(bool(a.city and b.city and a.city != b.city)))


Surest = dict[Reach, float]


def _surest(ours: Profile, theirs: Profile) -> Surest:
    """How surely one complaint tells of what leads the other, for each reach that is named there."""
    surest: Surest = {}
    for entity in ours.leading:
        surely = told(entity, theirs.folded, theirs.mentioned)
        surest[entity.reach] = max(surely, surest.get(entity.reach, 0.0))
    return surest


def common_spots(a: Profile, b: Profile) -> list[Entity]:
    """The estates, sites and firms that both mention."""
    ours, theirs = _spots(a), _spots(b)
    found = [one for one in ours if any(alike(one.core, other.core) > 0.7 for other in theirs)]
    back = sum(any(alike(one.core, other.core) > 0.7 for one in ours) for other in theirs)
    return found[:back]


def _spots(one: Profile) -> list[Entity]:
    return [entity for entity in one.mentioned if entity.reach is Reach.SPOT]


def _opening(a: Profile, b: Profile) -> float:
    """How much of the first characters of a title, where the place mostly stands, is told in the other complaint."""
    opening = a.opening
    for length in range(min(_OPENED, len(opening)), 1, -1):
        if opening[:length] in b.folded:
            return length / _OPENED
    return 0.4 if len(opening) > 3 and opening[1:4] in b.folded else 0.0


_SIGNS = {Reach.SPOT: 1.0, Reach.ROAD: 0.7, Reach.VILLAGE: 0.7, Reach.TOWN: 0.3}


def _same_place(told_of: Iterable[Surest], openings: tuple[float, float]) -> float:
    """The strongest sign of one place: a spot tells most, then road and village, then the openings, a town little."""
    signs = [_SIGNS[reach] * surely for surest in told_of for reach, surely in surest.items()]
    return max((0.9 if min(openings) else 0.6) * max(openings), *signs, 0.0)


def other_district(a: Profile, b: Profile) -> bool:
    """Whether two districts of one level are told; a city and a district within it do not contradict each other."""
    ours, theirs = a.subject.district, b.subject.district
    if ours and theirs and _level(ours) == _level(theirs):
        return ours != theirs
    return bool(a.districts and b.districts and not a.districts & b.districts)


def _level(district: str) -> bool:
    return district.endswith("市") and not any(char.isdigit() for char in district)
