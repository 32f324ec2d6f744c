"""How well pairs are told apart: precision, recall and F1 at a threshold, and the average precision over all."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

Judged = tuple[float, bool]
"""A score, and whether the pair was the same matter in truth."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of a threshold: taken for the same and the same (hits), taken and not, the same and missed."""

    hits: int
    false: int
    missed: int
    passed: int

    @classmethod
    def at(cls, threshold: float, judged: Iterable[Judged]) -> Self:
        """Count the outcomes of taking every pair from this score on for the same."""
        counted = [0, 0, 0, 0]
        for score, same in judged:
            counted[(0 if same else 1) if score >= threshold else (2 if same else 3)] += 1
        return cls(*counted)

    @property
    def precision(self) -> float:
        """The share of those taken for the same that are the same."""
        return _share(self.hits, self.hits + self.false)

    @property
    def recall(self) -> float:
        """The share of the same that are found."""
        return _share(self.hits, self.hits + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _share(2 * self.hits, 2 * self.hits + self.false + self.missed)

    @property
    def error_rate(self) -> float:
        """The share of all pairs told wrongly."""
        return _share(self.false + self.missed, self.hits + self.false + self.missed + self.passed)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def average_precision(judged: Iterable[Judged]) -> float:
    """The mean, over the pairs that are the same, of the precision at each one's rank; ties count at their end."""
    return sum(point.precision * point.gain for point in curve(sorted(judged, key=lambda pair: -pair[0])))


@dataclass(frozen=True, slots=True)
class Point:
    """A threshold with the precision and recall there, and how much recall it gained over the one before."""

    threshold: float
    precision: float
    recall: float
    gain: float


def curve(ranked: Sequence[Judged]) -> Iterator[Point]:
    """A point for each score that occurs, from the highest down."""
    same = sum(truth for _, truth in ranked)
    hits, before = 0, 0
    for place, (score, truth) in enumerate(ranked, 1):
        hits += truth
        if place == len(ranked) or ranked[place][0] < score:
            yield Point(score, hits / place, _share(hits, same), _share(hits - before, same))
            before = hits
