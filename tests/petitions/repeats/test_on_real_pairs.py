"""The score against hand-labelled pairs of real messages, which lie beside the repository or nowhere.

The weights were learned from these very pairs, so the floors here only guard against getting worse. What the score
is worth on matters that it has not seen stands in petitions/repeats/QUALITY.md.
"""

from pathlib import Path

import pytest

from petitions.repeats.figures import Figures, average_precision
from petitions.repeats.pairs import judge
from web.cli.repeat_tables import Remarks, labelled

PAIRS = Path(__file__).parents[4] / "shared" / "data" / "repeat_dev_pairs.csv"
pytestmark = pytest.mark.skipif(not PAIRS.exists(), reason="the labelled pairs are not here")
Judged = list[tuple[float, bool, bool, bool]]


@pytest.fixture(scope="module")
def judged() -> Judged:
    """Likelihood, whether it is called the same, whether it is, and whether the organisers planted it."""
    pairs = labelled(PAIRS, Remarks())
    scores = judge([pair.subjects for pair in pairs])
    return [
        (score.total, score.same, pair.same, pair.planted) for pair, score in zip(pairs, scores, strict=True)
    ]


def _f1(judged: Judged) -> float:
    return Figures.at(0.5, [(float(called), same) for _, called, same, _ in judged]).f1


def test_same_matters_are_told_from_others(judged: Judged) -> None:
    assert len(judged) > 200
    assert _f1(judged) >= 0.92


def test_so_they_are_without_the_planted_pairs(judged: Judged) -> None:
    assert _f1([pair for pair in judged if not pair[3]]) >= 0.92


def test_the_score_ranks_same_matters_first(judged: Judged) -> None:
    assert average_precision([(total, same) for total, _, same, _ in judged]) >= 0.97
