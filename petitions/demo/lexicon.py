"""Reads the tables beside it, once: nuisances, other matters, voices, forms, phrases, people, places."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from io import StringIO
from typing import Any

from workflow.vocabulary import Industry, PollutionSubtype, PollutionType, Track, Truth

Words = tuple[str, ...]
SUBTYPES = {subtype.value: subtype for subtype in PollutionSubtype}


@dataclass(frozen=True, slots=True)
class Touch:
    """One pollution type that a matter touches, and how often."""

    type: PollutionType
    subtype: PollutionSubtype | None
    chance: float


@dataclass(frozen=True, slots=True)
class Matter:
    """One kind of matter: what people say of it, and what officers find and do.

    ``sources`` says what it comes from: ``enterprise`` for those that list the kind (all, if none does), an
    industry for all its enterprises, a kind of place for all such places. The first of ``touches`` is the
    primary type. Matters that are answered or redirected have ``answers`` and ``procedures`` and no ``found``.
    """

    key: str
    label: str
    track: Track
    industry: Industry
    sources: Words
    touches: tuple[Touch, ...]
    it: Words
    titles: Words
    times: Words
    scenes: Words
    details: Words
    effects: Words
    doubts: Words
    claims: Words
    found: Mapping[Truth, Words]
    measures: Words
    cured: Words
    crux: Words
    answers: Words
    procedures: Words


@dataclass(frozen=True, slots=True)
class Voice:
    """A kind of person who complains. ``marks`` and ``run_on``: chances of ！ and of a comma for a full stop."""

    key: str
    weight: float
    marks: float
    run_on: float
    opens: Words
    moods: Words
    closes: Words


@dataclass(frozen=True, slots=True)
class Form:
    """How a channel frames a text: an operator's note, a letter, a paper from above, or the bare words."""

    key: str
    opens: Words
    closes: Words


@dataclass(frozen=True, slots=True)
class Topic:
    """What a matter without a source of its own is about (tracks B to F)."""

    touch: Touch
    industry: Industry
    word: str
    weight: float


def _folder(*below: str) -> Traversable:
    return resources.files(__package__).joinpath("tables", *below)


def read_json(*path: str) -> Any:
    """The content of one table."""
    return json.loads(_folder(*path).read_text(encoding="utf-8"))


def read_csv(name: str) -> list[dict[str, str]]:
    """The rows of one table, by the names in its head."""
    return list(csv.DictReader(StringIO(_folder(name).read_text(encoding="utf-8"))))


def _touch(type_: str, subtype: str | None, chance: float) -> Touch:
    return Touch(PollutionType(type_), SUBTYPES[subtype] if subtype else None, chance)


def _matter(key: str, row: Mapping[str, Any]) -> Matter:
    def words(field: str) -> Words:
        return tuple(row.get(field, ()))

    return Matter(
        key=key,
        label=row["label"],
        track=Track(row.get("track", "A")),
        industry=Industry(row["industry"]),
        sources=words("sources"),
        touches=tuple(_touch(*touch) for touch in row.get("types", ())),
        it=words("it") or ("对方",),
        titles=words("titles"),
        times=words("times") or ("一直",),
        scenes=words("scenes"),
        details=words("details"),
        effects=words("effects"),
        doubts=words("doubts"),
        claims=words("claims"),
        found={Truth(truth): tuple(found) for truth, found in row.get("found", {}).items()},
        measures=words("measures"),
        cured=words("cured"),
        crux=words("crux"),
        answers=words("answers"),
        procedures=words("procedures"),
    )


@cache
def matters() -> Mapping[str, Matter]:
    """Every kind of matter by its key, which is its file's name."""
    files = [
        (file.name.removesuffix(".json"), folder)
        for folder in ("nuisances", "others")
        for file in _folder(folder).iterdir()
        if file.name.endswith(".json")
    ]
    return {key: _matter(key, read_json(folder, f"{key}.json")) for key, folder in sorted(files)}


@cache
def fitted(key: str, tags: frozenset[str]) -> Matter:
    """The kind without the words that do not fit the source.

    A word may begin with tags: ``@square,river …`` is said only of a square or a river. Tags are the source's
    kind and its industry.
    """
    matter = matters()[key]

    def fit(words: Words) -> Words:
        return tuple(text for only, text in map(_tagged, words) if not only or only & tags)

    return replace(
        matter,
        it=fit(matter.it),
        titles=fit(matter.titles),
        times=fit(matter.times),
        scenes=fit(matter.scenes),
        details=fit(matter.details),
        effects=fit(matter.effects),
        doubts=fit(matter.doubts),
        claims=fit(matter.claims),
        found={truth: fit(words) for truth, words in matter.found.items()},
        measures=fit(matter.measures),
        cured=fit(matter.cured),
        crux=fit(matter.crux),
    )


def _tagged(word: str) -> tuple[frozenset[str], str]:
    if not word.startswith("@"):
        return frozenset(), word
    tags, text = word[1:].split(" ", 1)
    return frozenset(tags.split(",")), text


@cache
def voices() -> tuple[Voice, ...]:
    """The kinds of people who complain."""
    return tuple(
        Voice(
            row["key"],
            row["weight"],
            row["marks"],
            row["run_on"],
            tuple(row["opens"]),
            tuple(row["moods"]),
            tuple(row["closes"]),
        )
        for row in read_json("voices.json")
    )


@cache
def forms() -> Mapping[str, Form]:
    """The frames of the channels by key."""
    return {
        key: Form(key, tuple(row["opens"]), tuple(row["closes"]))
        for key, row in read_json("forms.json").items()
    }


@cache
def phrases(name: str) -> Words:
    """One list of the phrases that all kinds share."""
    return tuple(read_json("phrases.json")[name])


@cache
def topics() -> tuple[Topic, ...]:
    """What people ask about, suggest and object to."""
    return tuple(
        Topic(_touch(row["type"], row["subtype"], 1.0), Industry(row["industry"]), row["word"], row["weight"])
        for row in read_json("topics.json")
    )


@cache
def departments() -> Mapping[str, str]:
    """The department that the city named for each kind of matter that is not the bureau's own."""
    routing: dict[str, str] = read_json("departments.json")
    return routing
