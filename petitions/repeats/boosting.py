"""Gradient boosting of small trees for a few hundred labelled pairs, in plain Python.

Newton steps on the logistic loss over binned measures, the best leaf split first. A measure that may only rise or only
fall keeps to that in every tree: a split against its direction is refused, and the middle of a split bounds all below.
"""

import itertools
import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from petitions.repeats.features import FALLING, FEATURES, RISING
from petitions.repeats.forest import Forest, Tree, leaf

Values = Sequence[float]
_DIRECTIONS = tuple((name in RISING) - (name in FALLING) for name in FEATURES)
_BINS = 32


@dataclass(frozen=True, slots=True)
class Plan:
    """How trees are grown."""

    trees: int = 100
    leaves: int = 6
    rate: float = 0.08
    least: int = 10
    """Pairs in a leaf."""
    ridge: float = 3.0
    measures: float = 0.5
    pairs: float = 0.7
    """The shares of all measures and of all pairs that a tree is grown on."""


@dataclass(slots=True)
class _Node:
    rows: list[int]
    low: float
    high: float
    value: float = 0.0
    split: "_Split | None" = None
    below: "tuple[_Node, _Node] | None" = None


@dataclass(frozen=True, slots=True)
class _Split:
    gain: float
    number: int
    bin: int


def boost(
    rows: Sequence[Values], same: Sequence[bool], weights: Sequence[float], seed: int, plan: Plan
) -> Forest:
    """Trees that tell the same from the different; the same seed grows the same trees."""
    chance = Random(seed)
    edges = [_edges(column) for column in zip(*rows, strict=True)]
    binned = [[bisect_left(edge, value) for edge, value in zip(edges, row, strict=True)] for row in rows]
    share = sum(weight for weight, truth in zip(weights, same, strict=True) if truth) / sum(weights)
    start = math.log(share / (1 - share))
    odds = [start] * len(rows)
    trees: list[Tree] = []
    for _ in range(plan.trees):
        gradients, curvatures = _slopes(odds, same, weights)
        grown = _Grower(binned, gradients, curvatures, edges, plan)
        taken = [row for row in range(len(rows)) if chance.random() < plan.pairs]
        numbers = chance.sample(range(len(edges)), max(1, round(plan.measures * len(edges))))
        tree = grown.grow(taken, numbers)
        trees.append(tree)
        one = Forest(0.0, (tree,))
        odds = [total + one.odds(row) for total, row in zip(odds, rows, strict=True)]
    return Forest(round(start, 4), tuple(trees))


def _edges(column: Sequence[float]) -> list[float]:
    """Thresholds between the values of a measure, at most one less than there are bins."""
    ordered = sorted(set(column))
    middles = [(a + b) / 2 for a, b in itertools.pairwise(ordered)]
    if len(middles) < _BINS:
        return [round(middle, 4) for middle in middles]
    ranked = sorted(column)
    places = (len(ranked) * number // _BINS for number in range(1, _BINS))
    return sorted({round(ranked[place], 4) for place in places})


def _slopes(
    odds: Sequence[float], same: Sequence[bool], weights: Sequence[float]
) -> tuple[list[float], list[float]]:
    gradients, curvatures = [], []
    for total, truth, weight in zip(odds, same, weights, strict=True):
        likely = 1 / (1 + math.exp(-total))
        gradients.append(weight * (likely - truth))
        curvatures.append(weight * likely * (1 - likely))
    return gradients, curvatures


@dataclass(frozen=True, slots=True)
class _Grower:
    binned: Sequence[Sequence[int]]
    gradients: Sequence[float]
    curvatures: Sequence[float]
    edges: Sequence[Sequence[float]]
    plan: Plan

    def grow(self, rows: list[int], numbers: Sequence[int]) -> Tree:
        """One tree: the leaf whose split gains most is split next."""
        root = self._node(rows, -math.inf, math.inf, numbers)
        leaves = [root]
        while len(leaves) < self.plan.leaves:
            best = max(leaves, key=lambda node: node.split.gain if node.split else 0.0)
            if best.split is None:
                break
            best.below = self._divide(best, best.split, numbers)
            leaves.remove(best)
            leaves += best.below
        return self._finished(root)

    def _node(self, rows: list[int], low: float, high: float, numbers: Sequence[int]) -> _Node:
        node = _Node(rows, low, high)
        node.value = min(high, max(low, self._value(*self._sums(rows))))
        node.split = max(
            (split for number in numbers if (split := self._best(node, number))),
            key=lambda split: split.gain,
            default=None,
        )
        return node

    def _sums(self, rows: Sequence[int]) -> tuple[float, float]:
        return math.fsum(self.gradients[row] for row in rows), math.fsum(self.curvatures[row] for row in rows)

    def _value(self, gradient: float, curvature: float) -> float:
        return -gradient / (curvature + self.plan.ridge)

    def _best(self, node: _Node, number: int) -> _Split | None:
        """The threshold of one measure that gains most, within the node's bounds and the measure's direction."""
        size = len(self.edges[number]) + 1
        gradients, curvatures, counts = [0.0] * size, [0.0] * size, [0] * size
        for row in node.rows:
            place = self.binned[row][number]
            gradients[place] += self.gradients[row]
            curvatures[place] += self.curvatures[row]
            counts[place] += 1
        all_g, all_h, everything = sum(gradients), sum(curvatures), len(node.rows)
        best: _Split | None = None
        g, h, count = 0.0, 0.0, 0
        for place in range(size - 1):
            g, h, count = g + gradients[place], h + curvatures[place], count + counts[place]
            if not self.plan.least <= count <= everything - self.plan.least:
                continue
            low, high = (
                min(node.high, max(node.low, self._value(*sums))) for sums in ((g, h), (all_g - g, all_h - h))
            )
            if _DIRECTIONS[number] * (high - low) < 0:
                continue
            gain = self._gain(g, h, low) + self._gain(all_g - g, all_h - h, high)
            gain -= self._gain(all_g, all_h, node.value)
            if gain > 1e-6 and (best is None or gain > best.gain):
                best = _Split(gain, number, place)
        return best

    def _gain(self, gradient: float, curvature: float, value: float) -> float:
        return -(gradient * value + (curvature + self.plan.ridge) * value * value / 2)

    def _divide(self, node: _Node, split: _Split, numbers: Sequence[int]) -> tuple[_Node, _Node]:
        sides: tuple[list[int], list[int]] = ([], [])
        for row in node.rows:
            sides[self.binned[row][split.number] > split.bin].append(row)
        direction = _DIRECTIONS[split.number]
        if not direction:
            bounds = ((node.low, node.high), (node.low, node.high))
        else:
            values = [min(node.high, max(node.low, self._value(*self._sums(side)))) for side in sides]
            middle = sum(values) / 2
            rising = ((node.low, middle), (middle, node.high))
            bounds = rising if direction > 0 else (rising[1], rising[0])
        low, high = (self._node(side, *bound, numbers) for side, bound in zip(sides, bounds, strict=True))
        return low, high

    def _finished(self, node: _Node) -> Tree:
        if node.below is None or node.split is None:
            return leaf(node.value * self.plan.rate)
        low, high = map(self._finished, node.below)
        sizes = [len(side.rows) for side in node.below]
        mean = (low[4] * sizes[0] + high[4] * sizes[1]) / sum(sizes)
        return (node.split.number, self.edges[node.split.number][node.split.bin], low, high, mean)
