"""Complaints retold about another place: the likeliest look-alikes, made for training because so few are at hand."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random

from petitions.repeats.entities import Reach, entities
from petitions.repeats.subject import Subject

_SENTENCE = re.compile(r"(?<=[。！？!?；;])")
_KEPT = 0.8
_SOMEBODY = frozenset({"somebody else"})


def swapped(subjects: Sequence[Subject], count: int, seed: int) -> Iterator[tuple[Subject, Subject]]:
    """Pairs of a complaint and its like: every place of the title named otherwise, some sentences left out."""
    chance = Random(seed)
    named = [subject for subject in subjects if entities(subject.title)]
    pool: dict[Reach, list[str]] = {}
    for subject in named:
        for entity in entities(subject.title):
            pool.setdefault(entity.reach, []).append(entity.shown)
    for subject in chance.sample(named, min(count, len(named))):
        other = _elsewhere(subject, pool, chance)
        if other.title != subject.title:
            yield subject, other


def _elsewhere(subject: Subject, pool: Mapping[Reach, Sequence[str]], chance: Random) -> Subject:
    title, text = subject.title, subject.text
    for entity in entities(subject.title):
        name = chance.choice(pool[entity.reach])
        if entity.core in name:
            continue
        stem, other = (shown[: max(2, len(shown) - 2)] for shown in (entity.shown, name))
        title, text = title.replace(entity.shown, name), text.replace(entity.shown, name)
        text = text.replace(stem, other)
    kept = [sentence for sentence in _SENTENCE.split(text) if chance.random() < _KEPT]
    return replace(subject, title=title, text="".join(kept) or text, phones=_SOMEBODY)
