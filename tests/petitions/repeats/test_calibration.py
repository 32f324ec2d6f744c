"""The likelihood of a repeat, brought into line with the office's own verdicts."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitions.repeats.calibration import AS_LEARNED, Calibration, fit, odds
from petitions.repeats.score import Score

LIKELY = st.floats(0, 1)
VERDICTS = st.lists(st.tuples(LIKELY, st.booleans()), max_size=60)


def _office(seed: int, scale: float, shift: float, count: int) -> list[tuple[float, bool]]:
    """Verdicts of an office for which the truth is so much surer or less sure than the program."""
    rng, truth = Random(seed), Calibration(scale, shift)
    totals = [rng.random() for _ in range(count)]
    return [(total, rng.random() < truth.likelihood(total)) for total in totals]


def test_without_verdicts_the_score_stays_as_it_was_learned():
    score = Score(0.7, ())
    assert fit([]) == AS_LEARNED and AS_LEARNED.applied(score) is score


def test_an_office_that_finds_fewer_the_same_lowers_the_likelihood():
    found = fit(_office(1, 1.0, -1.5, 800))
    assert found.shift == pytest.approx(-1.5, abs=0.4) and found.scale == pytest.approx(1.0, abs=0.3)
    assert found.applied(Score(0.6, ())).total < 0.4


def test_a_handful_of_verdicts_moves_little():
    found = fit([(0.9, False), (0.8, False), (0.7, False)])
    assert -0.35 < found.shift < 0 and found.likelihood(0.9) > 0.75


@given(VERDICTS, LIKELY, LIKELY)
def test_the_order_of_two_scores_is_kept_and_a_likelihood_stays_one(verdicts, one, other):
    found = fit(verdicts)
    low, high = sorted((one, other))
    assert 0 <= found.likelihood(low) <= found.likelihood(high) <= 1


@given(LIKELY)
def test_doing_nothing_gives_the_likelihood_back(total):
    assert AS_LEARNED.likelihood(total) == pytest.approx(min(max(total, 1e-6), 1 - 1e-6), abs=1e-9)
    assert odds(0.5) == 0
