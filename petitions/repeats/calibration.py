"""The score brought into line with the office's own verdicts.

What the program learned elsewhere may be too sure or too timid for this office's complaints. Its verdicts, same or not
the same, say so: a scale and a shift of the log-odds are fitted to them, held near doing nothing by a prior, so that a
handful of verdicts moves little and some hundred decide (J. Platt, "Probabilistic outputs for support vector machines",
1999: a logistic function of the score, fitted by maximum a posteriori).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from petitions.repeats.score import Score

Told = tuple[float, bool]
"""The program's likelihood as it stood before any calibration, and whether a person found it the same matter."""

_PRIOR = 10.0
"""As if so many verdicts had confirmed the scale, and the shift, that do nothing."""
_SUREST = 1e-6
_STEPS = 50


@dataclass(frozen=True, slots=True)
class Calibration:
    """Log-odds become ``scale`` times themselves plus ``shift``."""

    scale: float = 1.0
    shift: float = 0.0

    def likelihood(self, total: float) -> float:
        """The office's likelihood for the program's."""
        return _logistic(self.scale * odds(total) + self.shift)

    def applied(self, score: Score) -> Score:
        """The same parts, the office's likelihood."""
        return score if self == AS_LEARNED else Score(self.likelihood(score.total), score.parts)


AS_LEARNED = Calibration()


def fit(verdicts: Sequence[Told]) -> Calibration:
    """The scale and the shift that the verdicts speak for; ``AS_LEARNED`` without verdicts.

    Newton's method on a convex loss. The scale never turns the order of two scores round.
    """
    points = [(odds(total), float(same)) for total, same in verdicts]
    scale, shift = 1.0, 0.0
    for _ in range(_STEPS if points else 0):
        step = _newton(points, scale, shift)
        scale, shift = max(0.05, scale - step[0]), shift - step[1]
        if max(map(abs, step)) < 1e-9:
            break
    return Calibration(round(scale, 4), round(shift, 4))


def _newton(points: Iterable[tuple[float, float]], scale: float, shift: float) -> tuple[float, float]:
    """One step towards the least loss, by its slope and its curvature."""
    slope = [_PRIOR * (scale - 1.0), _PRIOR * shift]
    bend = [_PRIOR, 0.0, _PRIOR]
    for x, same in points:
        likely = _logistic(scale * x + shift)
        doubt = likely * (1 - likely)
        slope[0] += (likely - same) * x
        slope[1] += likely - same
        bend[0] += doubt * x * x
        bend[1] += doubt * x
        bend[2] += doubt
    volume = bend[0] * bend[2] - bend[1] ** 2
    return (
        (bend[2] * slope[0] - bend[1] * slope[1]) / volume,
        (bend[0] * slope[1] - bend[1] * slope[0]) / volume,
    )


def odds(total: float) -> float:
    """The log-odds of a likelihood, which may be 0 or 1 after rounding."""
    sure = min(max(total, _SUREST), 1 - _SUREST)
    return math.log(sure / (1 - sure))


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))
