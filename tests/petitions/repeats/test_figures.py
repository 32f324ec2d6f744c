"""Precision, recall, F1 and average precision, by hand on four pairs."""

import pytest

from petitions.repeats.figures import Figures, average_precision, curve

JUDGED = [(0.9, True), (0.8, False), (0.6, True), (0.1, False)]


def test_the_outcomes_of_a_threshold_are_counted() -> None:
    found = Figures.at(0.7, JUDGED)
    assert (found.hits, found.false, found.missed, found.passed) == (1, 1, 1, 1)
    assert (found.precision, found.recall, found.f1, found.error_rate) == (0.5, 0.5, 0.5, 0.5)


def test_nothing_found_has_no_precision_and_fails_nowhere() -> None:
    found = Figures.at(0.95, JUDGED)
    assert (found.precision, found.recall, found.f1) == (0, 0, 0)


def test_the_average_precision_is_the_mean_over_the_same_pairs() -> None:
    assert average_precision(JUDGED) == pytest.approx((1 + 2 / 3) / 2)


def test_ties_count_at_their_end() -> None:
    assert average_precision([(0.5, True), (0.5, False)]) == pytest.approx(0.5)


def test_the_curve_ends_at_full_recall() -> None:
    points = list(curve(JUDGED))
    assert [point.threshold for point in points] == [0.9, 0.8, 0.6, 0.1]
    assert points[-1].recall == 1
