"""What the judgement of pairs is worth: cross-validated figures, and the weights that are kept with them."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any

from petitions.repeats.figures import Figures, Judged, average_precision
from petitions.repeats.lessons import Labelled
from petitions.repeats.parts import PartName
from petitions.repeats.training import Learning, Outcome

SEEDS = (20, 21, 22)
"""The cross-validation is repeated with other folds; a pair's log-odds are the mean."""
_STEPS = 100
_NEIGHBOURS = 5


@dataclass(frozen=True, slots=True)
class Tried:
    """A labelled pair as trees judge it that never saw its matter, each word weighed by the pairs alone."""

    pair: Labelled
    total: float
    evidence: dict[PartName, float]


def tried(
    pairs: Sequence[Labelled],
    learning: Learning,
    progress: Callable[[str], None],
    seeds: Sequence[int] = SEEDS,
) -> list[Tried]:
    """Cross-validate; the pairs are the first of the examples."""
    runs: list[list[Outcome]] = []
    for seed in seeds:
        progress(f"{len(runs) + 1}/{len(seeds)}")
        runs.append(learning.cross_validated(seed))
    judged_so = zip(*runs, strict=True)
    return [Tried(pair, *_mean(outcomes)) for pair, outcomes in zip(pairs, judged_so, strict=False)]


def _mean(outcomes: Sequence[Outcome]) -> tuple[float, dict[PartName, float]]:
    evidence = {part: mean(one.evidence[part] for one in outcomes) for part in PartName}
    return likelihood(mean(one.odds for one in outcomes)), evidence


def likelihood(odds: float) -> float:
    """0…1 for log-odds."""
    return 1 / (1 + math.exp(-odds))


def judged(some: Sequence[Tried]) -> list[Judged]:
    """Likelihood and truth."""
    return [(one.total, one.pair.same) for one in some]


def best_threshold(some: Sequence[Judged]) -> float:
    """Where F1 is highest, smoothed over the neighbourhood, since a peak of one hundredth is chance."""
    f1 = [Figures.at(step / _STEPS, some).f1 for step in range(_STEPS + 1)]

    def smooth(step: int) -> float:
        return mean(f1[max(0, step - _NEIGHBOURS) : step + _NEIGHBOURS + 1])

    return max(range(_NEIGHBOURS, _STEPS - _NEIGHBOURS + 1), key=smooth) / _STEPS


def figures(some: Sequence[Tried], threshold: float) -> dict[str, Any]:
    """The figures of a group of pairs, rounded as they are kept and compared."""
    counted = Figures.at(threshold, judged(some))
    return {
        "pairs": len(some),
        "same": sum(one.pair.same for one in some),
        "precision": round(counted.precision, 3),
        "recall": round(counted.recall, 3),
        "f1": round(counted.f1, 3),
        "ap": round(average_precision(judged(some)), 3),
        "errors": counted.false + counted.missed,
    }


def provenance(some: Sequence[Tried], threshold: float, learning: Learning) -> dict[str, Any]:
    """What is kept beside the weights: how many examples they were learned from, and what they are worth."""
    return {
        "examples": len(learning.examples),
        "matters apart": len(set(learning.groups)),
        "cross-validated": figures(some, threshold),
        "without planted": figures([one for one in some if not one.pair.planted], threshold),
    }
