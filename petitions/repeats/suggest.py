"""From the cases that might be the same matter to the few that are shown: score, relate, rank."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from petitions.repeats.calibration import AS_LEARNED, Calibration
from petitions.repeats.relation import Finding, relate
from petitions.repeats.score import Score, compare
from petitions.repeats.subject import Idf, Subject, profile, uncounted


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An earlier case worth the officer's look, with its score and the relation proposed."""

    case_id: int
    score: Score
    finding: Finding
    learned: float
    """The likelihood before the office's own calibration."""


HELD = 512
"""Profiles kept: who types a complaint is shown its likes again and again, and so is the one who registers it."""

_held_profile = lru_cache(HELD)(profile)


def suggest(
    new: Subject,
    earlier: Mapping[int, Subject],
    now: datetime,
    limit: int = 5,
    idf: Idf = uncounted,
    calibration: Calibration = AS_LEARNED,
) -> list[Suggestion]:
    """The likeliest repeats among ``earlier``, best first; unrelated cases are left out."""
    ours = profile(new, idf)
    found = []
    for case_id, subject in earlier.items():
        theirs = _held_profile(subject, idf)
        learned = compare(ours, theirs, now)
        score = calibration.applied(learned)
        if finding := relate(ours, theirs, score):
            found.append(Suggestion(case_id, score, finding, learned.total))
    return sorted(found, key=lambda suggestion: (-suggestion.score.total, -suggestion.case_id))[:limit]
