"""Learn the numbers of ``learned.json`` from labelled messages; ``quality.py`` is the command that writes the file.

Every linear part is a support vector machine with squared hinge loss, fitted by dual coordinate descent (Hsieh et
al. 2008, algorithm 1) in plain Python. Nothing is left to chance: the same tables give the same file.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter, mul
from random import Random
from typing import Any

from petitions.intake.evidence import (
    BUCKETS,
    NAMES,
    Telling,
    bucket,
    hashed,
    ours_measures,
    pieces,
    told_rules,
    type_measures,
)
from petitions.intake.examples import Example
from petitions.intake.learned import Learned, packed, parse, unpacked
from petitions.repeats.text import BREAK

Sparse = Mapping[int, float]

SHARE = 0.75
OURS_FROM = 0.05
PRESENT_FROM = 0.1
_WORDS_COST = 0.1
_TYPES_COST = 0.3
_PIECES_COST = 2.0
_CONSTANT = 3.0
_ROUNDS = 60
_STILL = 0.05
_SEED = 20_260_101


@dataclass(frozen=True, slots=True)
class Prepared:
    """A labelled message with its measures; the pieces are weighed by rarity only when it is known of what."""

    example: Example
    telling: Telling
    ours: list[float]
    types: Mapping[str, list[float]]


def prepare(example: Example) -> Prepared:
    """Measure a message once for all folds."""
    telling = Telling(example.title, example.text)
    told = told_rules(telling)
    return Prepared(example, telling, ours_measures(telling, told), type_measures(telling, told))


def fit(rows: Sequence[Sparse], answers: Sequence[bool], cost: float, size: int) -> tuple[list[float], float]:
    """Weights and constant of the separating plane with squared hinge loss."""
    constant = size
    weights = [0.0] * (size + 1)
    places = [(*row, constant) for row in rows]
    values = [(*row.values(), _CONSTANT) for row in rows]
    getters = [_getter(place) for place in places]
    diagonal = 1 / (2 * cost)
    squares = [sum(map(mul, value, value)) + diagonal for value in values]
    signs = [1.0 if answer else -1.0 for answer in answers]
    alphas = [0.0] * len(rows)
    order = list(range(len(rows)))
    chance = Random(_SEED)
    for _ in range(_ROUNDS):
        chance.shuffle(order)
        largest = 0.0
        for i in order:
            slope = signs[i] * sum(map(mul, getters[i](weights), values[i])) - 1 + diagonal * alphas[i]
            if alphas[i] == 0 and slope >= 0:
                continue
            largest = max(largest, abs(slope))
            new = max(alphas[i] - slope / squares[i], 0.0)
            step = (new - alphas[i]) * signs[i]
            alphas[i] = new
            for place, value in zip(places[i], values[i], strict=True):
                weights[place] += step * value
        if largest < _STILL:
            break
    return weights[:size], weights[constant] * _CONSTANT


def _getter(places: Sequence[int]) -> Callable[[Sequence[float]], tuple[float, ...]]:
    """Fetches the weights of many places at once."""
    if len(places) == 1:
        return lambda weights: (weights[places[0]],)
    getter: Callable[[Sequence[float]], tuple[float, ...]] = itemgetter(*places)
    return getter


def rarity_of(messages: Iterable[Prepared]) -> tuple[float, ...]:
    """How much a place counts: one and more, the fewer messages tell a piece that falls in it."""
    seen: Counter[int] = Counter()
    total = 0
    for message in messages:
        seen.update({bucket(piece) for piece in pieces(message.telling.whole) if BREAK not in piece})
        total += 1
    return tuple(1 + math.log((1 + total) / (1 + seen[place])) for place in range(BUCKETS))


def train(messages: Sequence[Prepared], share: float = SHARE) -> Learned:
    """Learn all parts from these messages."""
    return parse(stored(messages, share))


def stored(messages: Sequence[Prepared], share: float = SHARE) -> dict[str, Any]:
    """What the file holds, but for its provenance."""
    rarity = packed(rarity_of(messages))
    exact = tuple(unpacked(rarity))  # learning sees what judging will see
    places = [hashed(message.telling, exact) for message in messages]
    ours = [message.example.ours for message in messages]
    weights, constant = _dense([message.ours for message in messages], ours, _WORDS_COST)
    by_pieces, shift = fit(places, ours, _PIECES_COST, BUCKETS)
    typed = [i for i, message in enumerate(messages) if message.example.types]
    rows = [messages[i] for i in typed]
    present = _over_types(rows, [set(row.example.types) for row in rows])
    main = _over_types(rows, [{row.example.types[0]} for row in rows])
    spoken = {
        name: fit(
            [places[i] for i in typed], [name in row.example.types for row in rows], _PIECES_COST, BUCKETS
        )[0]
        for name in NAMES
    }
    return {
        "share": share,
        "present_from": PRESENT_FROM,
        "rarity": rarity,
        "present": _short(present[0]),
        "main": _short(main[0]),
        "ours": {
            "from": OURS_FROM,
            "weights": _short(weights),
            "constant": _short([constant + share * shift])[0],
            "pieces": packed(by_pieces),
        },
        "types": {
            name: {
                "present": _short([present[1][name]])[0],
                "main": _short([main[1][name]])[0],
                "pieces": packed(spoken[name]),
            }
            for name in NAMES
        },
    }


def _dense(
    rows: Sequence[Sequence[float]], answers: Sequence[bool], cost: float
) -> tuple[list[float], float]:
    return fit([dict(enumerate(row)) for row in rows], answers, cost, len(rows[0]))


def _over_types(rows: Sequence[Prepared], said: Sequence[set[str]]) -> tuple[list[float], dict[str, float]]:
    """One plane for the measures of all types together, with a constant for each type."""
    width = len(next(iter(rows[0].types.values())))
    measured, answers = [], []
    for row, names in zip(rows, said, strict=True):
        for place, name in enumerate(NAMES):
            measured.append(dict(enumerate(row.types[name])) | {width + place: 1.0})
            answers.append(name in names)
    weights, constant = fit(measured, answers, _TYPES_COST, width + len(NAMES))
    return weights[:width], {name: weights[width + i] + constant for i, name in enumerate(NAMES)}


def _short(values: Iterable[float]) -> list[float]:
    return [float(f"{value:.5g}") for value in values]
