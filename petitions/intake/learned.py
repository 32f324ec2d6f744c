"""What was learnt from labelled messages: a file of numbers, read when first needed, and what it says of a text.

Two linear parts speak for each question and are added: one over the measures by hand-written words, one over the
hashed pieces of the text. ``quality.py`` writes the file; how well it does stands in QUALITY.md.
"""

import base64
import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import pairwise
from operator import itemgetter, mul
from pathlib import Path
from typing import Any

from petitions.intake.evidence import (
    BUCKETS,
    NAMES,
    Telling,
    Told,
    brevity,
    bucket,
    hashed,
    ours_measures,
    type_measures,
)
from petitions.repeats.text import BREAK

FILE = Path(__file__).with_name("learned.json")
_PASSAGE = 4
_PASSAGES = 2


def dot(some: Iterable[float], others: Iterable[float]) -> float:
    """The sum of the products."""
    return float(sum(map(mul, some, others)))


@dataclass(frozen=True, slots=True)
class Linear:
    """One linear part: weights and a constant."""

    weights: Sequence[float]
    constant: float

    def margin(self, measures: Sequence[float]) -> float:
        """The part's opinion of a list of measures."""
        return self.constant + dot(self.weights, measures)


@dataclass(frozen=True, slots=True)
class Learned:
    """All that was learnt. ``present`` and ``main`` judge a type's measures; a constant of each type comes with it."""

    rarity: tuple[float, ...]
    ours: Linear
    ours_pieces: Sequence[float]
    present: Mapping[str, Linear]
    main: Mapping[str, Linear]
    type_pieces: Mapping[str, Sequence[float]]
    share: float
    """By what the opinion of the pieces is multiplied before it is added."""
    ours_from: float
    present_from: float

    def judge(self, telling: Telling, told: Told) -> "Judgement":
        """What this text is held to be."""
        places = hashed(telling, self.rarity)
        told_ours = ours_measures(telling, told)
        told_types = type_measures(telling, told)
        opinions = spoken((self.ours_pieces, *(self.type_pieces[name] for name in NAMES)), places)
        by_ours, *by_type = (self.share * one for one in opinions)
        by_pieces = dict(zip(NAMES, by_type, strict=True))
        return Judgement(
            self.ours.margin(told_ours) + by_ours + brevity(telling) - self.ours_from,
            {
                name: self.present[name].margin(told_types[name]) + by_pieces[name] - self.present_from
                for name in NAMES
            },
            {name: self.main[name].margin(told_types[name]) + by_pieces[name] for name in NAMES},
        )

    def passages(self, telling: Telling, weights: Sequence[float]) -> tuple[str, ...]:
        """The passages of the text whose pairs together speak most for what the weights tell, the loudest first."""
        text = telling.whole
        heard = [
            0.0 if BREAK in (one, other) else weights[place := bucket(one + other)] * self.rarity[place]
            for one, other in pairwise(text)
        ]
        windows = sorted(
            ((sum(heard[start : start + _PASSAGE - 1]), start) for start in range(len(text) - _PASSAGE + 1)),
            reverse=True,
        )
        chosen: list[int] = []
        for loud, start in windows:
            if loud <= 0 or len(chosen) == _PASSAGES:
                break
            passage = text[start : start + _PASSAGE]
            if BREAK not in passage and all(abs(start - other) >= _PASSAGE for other in chosen):
                chosen.append(start)
        return tuple(text[start : start + _PASSAGE] for start in chosen)


@dataclass(frozen=True, slots=True)
class Judgement:
    """How far above its threshold each answer lies; below zero it is not given."""

    ours: float
    present: Mapping[str, float]
    main: Mapping[str, float]


def said(weights: Sequence[float], places: Mapping[int, float]) -> float:
    """The opinion of learnt weights on a hashed text."""
    return spoken((weights,), places)[0]


def spoken(many: Iterable[Sequence[float]], places: Mapping[int, float]) -> list[float]:
    """The opinions of several sets of weights on a hashed text."""
    values = tuple(places.values())
    if len(places) < 2:
        return [sum(weights[place] * value for place, value in places.items()) for weights in many]
    chosen = itemgetter(*places)
    return [sum(map(mul, chosen(weights), values)) for weights in many]


@cache
def learned() -> Learned:
    """The shipped file; its provenance stands in it."""
    return parse(json.loads(FILE.read_text(encoding="utf-8")))


def measured_on(table: bytes) -> Mapping[str, Any] | None:
    """The cross-validated figures, if this table is one of those that were learnt from."""
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    figures: Mapping[str, Any] = stored["measured"]
    return figures if sha256(table).hexdigest() in stored["provenance"]["tables"].values() else None


def parse(stored: Mapping[str, Any]) -> Learned:
    """The numbers of the file as they are used."""
    return Learned(
        rarity=tuple(unpacked(stored["rarity"])),
        ours=Linear(stored["ours"]["weights"], stored["ours"]["constant"]),
        ours_pieces=unpacked(stored["ours"]["pieces"]),
        present={name: Linear(stored["present"], stored["types"][name]["present"]) for name in NAMES},
        main={name: Linear(stored["main"], stored["types"][name]["main"]) for name in NAMES},
        type_pieces={name: unpacked(stored["types"][name]["pieces"]) for name in NAMES},
        share=stored["share"],
        ours_from=stored["ours"]["from"],
        present_from=stored["present_from"],
    )


def packed(values: Sequence[float]) -> dict[str, Any]:
    """One number a place, each in a byte, with the step between them."""
    step = max(map(abs, values)) / 127 or 1.0
    steps = array("b", (round(value / step) for value in values))
    return {"step": float(f"{step:.6g}"), "bytes": base64.b85encode(steps.tobytes()).decode()}


def unpacked(stored: Mapping[str, Any]) -> list[float]:
    """The numbers that ``packed`` wrote."""
    steps = array("b", base64.b85decode(stored["bytes"]))
    if len(steps) != BUCKETS:
        raise ValueError("the learnt numbers do not fit the program: train anew")
    step = stored["step"]
    return [step * one for one in steps]
