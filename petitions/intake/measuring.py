"""Measure by cross-validation how good the proposals are: learnt on four fifths, judged on the fifth.

Near-duplicates stay in one fold, and no message is judged by what was learnt from it. The hand-written words were
chosen by people who had read these messages: no cross-validation takes that back.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from petitions.intake.evidence import NAMES, Telling, brevity, hashed, told_rules
from petitions.intake.examples import Example, folds
from petitions.intake.learned import Learned, said
from petitions.intake.training import OURS_FROM, PRESENT_FROM, SHARE, Prepared, train

FOLDS = 5
BRIEF = 28
SHIFTS = (-0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3)


@dataclass(frozen=True, slots=True)
class Judged:
    """A message judged by what was learnt from others: for each question what the words say and what the pieces."""

    turn: int
    fold: int
    example: Example
    ours: tuple[float, float]
    brief: float
    """What both say of the title alone, or of so many first characters."""
    present: dict[str, tuple[float, float]]
    main: dict[str, tuple[float, float]]


def cross_validated(messages: Sequence[Prepared], turns: int) -> list[Judged]:
    """Every message judged once in each turn; turns differ in how the folds are cut."""
    examples = [message.example for message in messages]
    found = []
    for turn in range(turns):
        fold_of = folds(examples, [_kind(example) for example in examples], FOLDS, turn)
        for fold in range(FOLDS):
            learnt = train([one for one, other in zip(messages, fold_of, strict=True) if other != fold])
            kept = [one for one, other in zip(messages, fold_of, strict=True) if other == fold]
            found += [_judged(learnt, message, turn, fold) for message in kept]
    return found


def _kind(example: Example) -> str:
    return f"{example.ours} {example.scored} {example.types[:1]}"


def _judged(learnt: Learned, message: Prepared, turn: int, fold: int) -> Judged:
    places = hashed(message.telling, learnt.rarity)
    spoken = {name: said(learnt.type_pieces[name], places) for name in NAMES}
    return Judged(
        turn,
        fold,
        message.example,
        (learnt.ours.margin(message.ours) + brevity(message.telling), said(learnt.ours_pieces, places)),
        _brief(learnt, message.example),
        {name: (learnt.present[name].margin(message.types[name]), spoken[name]) for name in NAMES},
        {name: (learnt.main[name].margin(message.types[name]), spoken[name]) for name in NAMES},
    )


def _brief(learnt: Learned, example: Example) -> float:
    telling = Telling(example.title or example.text[:BRIEF], "")
    return learnt.judge(telling, told_rules(telling)).ours + OURS_FROM


def measured(judged: Sequence[Judged], turns: int) -> dict[str, Any]:
    """All figures of the page."""
    scored = [one for one in judged if one.example.scored]
    typed = [one for one in judged if one.example.types]
    return {
        "turns": turns,
        "folds": FOLDS,
        "ours": {
            "messages": len(scored) // turns,
            "environment": sum(one.example.ours for one in scored) // turns,
            "shipped": _rates(scored, _both, OURS_FROM),
            "by turn": [
                _rates([one for one in scored if one.turn == turn], _both, OURS_FROM)["f1"]
                for turn in range(turns)
            ],
            "parts": {
                name: {"ap": _average_precision(scored, part), "f1": _nested(scored, part)}
                for name, part in (("words", _words), ("pieces", _pieces), ("both", _both))
            },
            "brief": _rates(scored, lambda one: one.brief, OURS_FROM),
            "thresholds": {
                f"{shift:+.1f}": _rates(scored, _both, OURS_FROM + shift)
                | {"together": _rates(judged, _both, OURS_FROM + shift)["f1"]}
                for shift in SHIFTS
            },
            "unscored": {
                "messages": len(judged) // turns - len(scored) // turns,
                "found": _rates([one for one in judged if not one.example.scored], _both, OURS_FROM)[
                    "recall"
                ],
            },
        },
        "types": {
            "all": _type_rates(typed, SHARE),
            "table": _type_rates([one for one in typed if not one.example.own], SHARE),
            "authors": _type_rates([one for one in typed if one.example.own], SHARE),
            "words alone": _type_rates(typed, 0.0),
            "by type": {name: _one_type(typed, name) for name in NAMES},
            "thresholds": {
                f"{shift:+.1f}": _type_rates(typed, SHARE, PRESENT_FROM + shift) for shift in SHIFTS
            },
            "confusion": _confusion(typed, turns),
        },
    }


Part = Callable[[Judged], float]


def _words(one: Judged) -> float:
    return one.ours[0]


def _pieces(one: Judged) -> float:
    return one.ours[1]


def _both(one: Judged) -> float:
    return one.ours[0] + SHARE * one.ours[1]


def _rates(rows: Sequence[Judged], part: Part, threshold: float) -> dict[str, float]:
    return _from_counts(
        sum(part(one) >= threshold and one.example.ours for one in rows),
        sum(part(one) >= threshold for one in rows),
        sum(one.example.ours for one in rows),
    )


def _from_counts(hits: int, given: int, true: int) -> dict[str, float]:
    return {
        "precision": _round(hits / given if given else 0.0),
        "recall": _round(hits / true if true else 0.0),
        "f1": _round(2 * hits / (given + true) if given + true else 0.0),
    }


def rates(given: Sequence[set[Any]], true: Sequence[set[Any]]) -> dict[str, float]:
    """Micro-averaged agreement of what was given with what is true, message by message."""
    hits = sum(len(one & other) for one, other in zip(given, true, strict=True))
    return _from_counts(hits, sum(map(len, given)), sum(map(len, true)))


def _nested(rows: Sequence[Judged], part: Part) -> float:
    """F1 where each fold's threshold is the best one on the other folds of its turn."""
    hits = given = 0
    for turn, fold in {(one.turn, one.fold) for one in rows}:
        others = [one for one in rows if one.turn == turn and one.fold != fold]
        tried = sorted({_round(part(one)) for one in others if one.example.ours})
        threshold = max(tried, key=lambda one: _rates(others, part, one)["f1"])
        told = [one for one in rows if one.turn == turn and one.fold == fold and part(one) >= threshold]
        hits, given = hits + sum(one.example.ours for one in told), given + len(told)
    return _from_counts(hits, given, sum(one.example.ours for one in rows))["f1"]


def _average_precision(rows: Sequence[Judged], part: Part) -> float:
    hits, total = 0, 0.0
    for place, one in enumerate(sorted(rows, key=part, reverse=True), 1):
        if one.example.ours:
            hits += 1
            total += hits / place
    return _round(total / hits)


def _proposed(one: Judged, share: float, threshold: float) -> tuple[str, set[str]]:
    main = max(NAMES, key=lambda name: one.main[name][0] + share * one.main[name][1])
    present = {name for name in NAMES if one.present[name][0] + share * one.present[name][1] >= threshold}
    return main, present | {main}


def _type_rates(rows: Sequence[Judged], share: float, threshold: float = PRESENT_FROM) -> dict[str, float]:
    hits = given = true = right = 0
    for one in rows:
        main, types = _proposed(one, share, threshold)
        hits += len(types & set(one.example.types))
        given, true = given + len(types), true + len(one.example.types)
        right += main == one.example.types[0]
    return _from_counts(hits, given, true) | {"main": _round(right / max(len(rows), 1)), "judged": len(rows)}


def _one_type(rows: Sequence[Judged], name: str) -> dict[str, float]:
    given = [one for one in rows if name in _proposed(one, SHARE, PRESENT_FROM)[1]]
    true = sum(name in one.example.types for one in rows)
    hits = sum(name in one.example.types for one in given)
    return _from_counts(hits, len(given), true) | {"judged": true}


def _confusion(rows: Sequence[Judged], turns: int) -> dict[str, dict[str, float]]:
    """Main type by hand → main type proposed → messages, as the mean over the turns."""
    pairs = Counter((one.example.types[0], _proposed(one, SHARE, PRESENT_FROM)[0]) for one in rows)
    return {true: {name: _round(pairs[true, name] / turns) for name in NAMES} for true in NAMES}


def _round(value: float) -> float:
    return round(value, 4)
