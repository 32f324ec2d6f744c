"""The learned judgement: small decision trees whose values add up to the log-odds of the same matter.

``weights.json`` is written by ``training`` and read once. On its way down a tree a pair passes splits, each on one
measure; what a split changes in the expected value is what its measure says of this pair (path attribution). Summed by
part of the score, and with the value before any split, these are exactly the log-odds.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self

from petitions.repeats.features import FEATURES
from petitions.repeats.parts import PartName

FILE = Path(__file__).with_name("weights.json")

Tree = tuple[int, float, Any, Any, float]
"""Number of the measure, threshold, the tree up to it, the tree above it, and the value expected here.

A leaf has ``LEAF`` for a number and no trees below.
"""
LEAF = -1


def leaf(value: float) -> Tree:
    """A tree without a split."""
    return (LEAF, 0.0, None, None, value)


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees, and the log-odds before any of them."""

    start: float
    trees: tuple[Tree, ...]

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> Self:
        """From the lists of ``written``; refuses trees that were learned on other measures."""
        if written["measures"] != list(FEATURES):
            raise ValueError("weights.json was learned on other measures: train again")
        return cls(written["start"], tuple(_tree(tree) for tree in written["trees"]))

    def written(self) -> dict[str, Any]:
        """As lists, to be read again."""
        return {
            "measures": list(FEATURES),
            "start": self.start,
            "trees": [_listed(tree) for tree in self.trees],
        }

    def judge(self, values: Sequence[float]) -> tuple[float, list[float]]:
        """The log-odds before any measure, and what each measure adds."""
        start, added = self.start, [0.0] * len(values)
        for tree in self.trees:
            number, threshold, low, high, value = tree
            start += value
            while number >= 0:
                before, split = value, number
                number, threshold, low, high, value = low if values[number] <= threshold else high
                added[split] += value - before
        return start, added

    def odds(self, values: Sequence[float]) -> float:
        """The log-odds of the same matter."""
        total = self.start
        for tree in self.trees:
            number, threshold, low, high, value = tree
            while number >= 0:
                number, threshold, low, high, value = low if values[number] <= threshold else high
            total += value
        return total


def _tree(listed: Any) -> Tree:
    if not isinstance(listed, list):
        return leaf(float(listed))
    number, threshold, low, high, value = listed
    return (number, threshold, _tree(low), _tree(high), value)


def _listed(tree: Tree) -> Any:
    number, threshold, low, high, value = tree
    if number == LEAF:
        return round(value, 4)
    return [number, threshold, _listed(low), _listed(high), round(value, 4)]


@dataclass(frozen=True, slots=True)
class Learned:
    """The forest in use and the two thresholds that were set with it."""

    forest: Forest
    same: float
    """From here on a pair that somebody picked is called the same matter."""
    alert: float
    """From here on an earlier complaint, one of thousands, is worth an alert."""


@cache
def learned() -> Learned:
    """What ``weights.json`` holds."""
    written = json.loads(FILE.read_text(encoding="utf-8"))
    thresholds = written["thresholds"]
    return Learned(Forest.read(written), thresholds["same"], thresholds["alert"])


_PART = tuple(FEATURES.values())


def by_part(added: Sequence[float]) -> dict[PartName, float]:
    """What the measures add, summed by part of the score."""
    evidence = dict.fromkeys(PartName, 0.0)
    for part, value in zip(_PART, added, strict=True):
        evidence[part] += value
    return evidence
