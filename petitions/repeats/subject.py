"""What two complaints are compared by: the facts of one (``Subject``) and their comparable form (``Profile``)."""

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from petitions.repeats.names import Name, names
from petitions.repeats.normalise import place as place_key
from petitions.repeats.text import BREAK, bigrams, fold
from petitions.repeats.topics import topics

Hash = str | bytes
"""A keyed hash of a telephone or a name. The clear value never comes here."""

Idf = Callable[[str], float]
"""How telling a bigram is: the larger, the fewer complaints contain it."""


def uniform(gram: str) -> float:
    """The weight of every bigram in a register whose frequencies have not been counted yet."""
    return 1.0


class Standing(StrEnum):
    """How far a case has come, as far as its repeats care."""

    OPEN = "open"
    REPLIED = "replied"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Subject:
    """The facts of one complaint. Whatever is not known is left empty and speaks neither for nor against.

    ``enterprise`` is a key of ``normalise.enterprise``, ``types`` are values of ``PollutionType``. ``phones`` and
    ``people`` are keyed hashes of all petitioners and representatives: one in common is enough to be the same
    person (同人, domain handbook §9). ``text`` and ``title`` are as shown, so that passages can be marked in them.
    """

    text: str
    title: str = ""
    place: str = ""
    enterprise: str = ""
    types: frozenset[str] = frozenset()
    phones: frozenset[Hash] = frozenset()
    people: frozenset[Hash] = frozenset()
    district: str = ""
    received_at: datetime | None = None
    standing: Standing = Standing.OPEN


@dataclass(frozen=True, slots=True)
class Profile:
    """A subject made comparable once, so that it can be compared with many."""

    subject: Subject
    folded: str
    weights: dict[str, float]
    norm: float
    title: dict[str, float]
    leading: tuple[Name, ...]
    place: str
    troubles: frozenset[str]
    title_troubles: frozenset[str]


def profile(subject: Subject, idf: Idf = uniform) -> Profile:
    """Fold, split and weigh a subject. Names in the title and in the place lead."""
    title, text = fold(subject.title), fold(subject.text)
    whole = title + BREAK + text
    counts = Counter(bigrams(whole))
    heading = bigrams(title)
    often = {gram: _OFTEN[n] if n < _MOST else _OFTEN[_MOST] for gram, n in counts.items()}
    weights = often if idf is uniform else {gram: weight * idf(gram) for gram, weight in often.items()}
    return Profile(
        subject=subject,
        folded=whole,
        weights=weights,
        norm=math.hypot(*weights.values()),
        title={gram: idf(gram) for gram in heading},
        leading=tuple(names(subject.title) + names(subject.place)),
        place=place_key(subject.place, (subject.district,) if subject.district else ()),
        troubles=topics(whole, counts) | subject.types,
        title_troubles=topics(title, heading),
    )


_MOST = 64
_OFTEN = (0.0, *(1 + math.log(n) for n in range(1, _MOST + 1)))
"""What a bigram weighs by how often it stands in one text."""
