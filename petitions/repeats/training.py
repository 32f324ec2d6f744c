"""The training: pairs labelled by hand in, weights out, and what they are worth on pairs of other matters.

A matter is never both learned from and tried on: examples that share a complaint or a matter, directly or through
others, stay together when the examples are parted.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from random import Random
from typing import Self

from petitions.repeats.boosting import Plan, Values, boost
from petitions.repeats.features import FEATURES, measure
from petitions.repeats.forest import Forest, by_part
from petitions.repeats.parts import PartName
from petitions.repeats.subject import Idf, Profile, Subject, profile

FOLDS = 8
SEED = 20
_NO_TIME = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Example:
    """Two complaints and whether they tell of the same matter; ``ties`` are their numbers and matters."""

    a: Subject
    b: Subject
    same: bool
    ties: frozenset[str]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an example was judged: its log-odds, and what each part added."""

    odds: float
    evidence: dict[PartName, float]


@dataclass(frozen=True, slots=True)
class Learning:
    """Examples measured: what the trees are grown from.

    Each is measured once a view: how telling words are depends on the register, and what is learned must hold in
    a large one as well as for a file of a few hundred pairs.
    """

    examples: tuple[Example, ...]
    views: tuple[tuple[Values, ...], ...]
    groups: tuple[str, ...]

    @classmethod
    def of(cls, examples: Sequence[Example], *idfs: Idf) -> Self:
        """Measure every example in registers whose words are so telling."""
        views = tuple(tuple(_measured(examples, idf)) for idf in idfs)
        return cls(tuple(examples), views, tuple(_groups(examples)))

    def train(self, chosen: Sequence[int], seed: int = SEED, plan: Plan | None = None) -> Forest:
        """Trees grown from the chosen examples in all views."""
        examples = [self.examples[number] for number in chosen] * len(self.views)
        return boost(
            [view[number] for view in self.views for number in chosen],
            [one.same for one in examples],
            [one.weight for one in examples],
            seed,
            plan or Plan(),
        )

    def trained(self) -> Forest:
        """Trees grown from all examples."""
        return self.train(range(len(self.examples)))

    def parted(self, seed: int = SEED) -> Iterator[tuple[list[int], list[int]]]:
        """For each fold the examples to learn from and those to try, no group on both sides."""
        members: defaultdict[str, list[int]] = defaultdict(list)
        for number, group in enumerate(self.groups):
            members[group].append(number)
        groups = sorted(members)
        Random(seed).shuffle(groups)
        folds: list[list[int]] = [[] for _ in range(FOLDS)]
        for group in sorted(groups, key=lambda one: -len(members[one])):
            min(folds, key=len).extend(members[group])
        for fold in folds:
            tried = frozenset(fold)
            yield [number for number in range(len(self.examples)) if number not in tried], sorted(fold)

    def cross_validated(self, seed: int = SEED, plan: Plan | None = None) -> list[Outcome]:
        """How each example is judged, in the last view, by trees that never saw its matter."""
        outcomes: dict[int, Outcome] = {}
        for learned_from, tried in self.parted(seed):
            forest = self.train(learned_from, seed, plan)
            for number in tried:
                start, added = forest.judge(self.views[-1][number])
                outcomes[number] = Outcome(math.fsum([start, *added]), by_part(added))
        return [outcomes[number] for number in range(len(self.examples))]

    def without(self, part: PartName) -> Self:
        """The same examples, but nothing is known of one part."""
        kept = [one is not part for one in FEATURES.values()]
        views = tuple(
            tuple(
                tuple(value if keep else 0.0 for value, keep in zip(row, kept, strict=True)) for row in view
            )
            for view in self.views
        )
        return replace(self, views=views)


def _measured(examples: Iterable[Example], idf: Idf) -> Iterator[Values]:
    known: dict[Subject, Profile] = {}
    for one in examples:
        for subject in (one.a, one.b):
            if subject not in known:
                known[subject] = profile(subject, idf)
        yield measure(known[one.a], known[one.b], _NO_TIME)


def _groups(examples: Iterable[Example]) -> Iterator[str]:
    """A name for each example, the same for all that are tied to each other."""
    above: dict[str, str] = {}

    def top(tie: str) -> str:
        while above.setdefault(tie, tie) != tie:
            tie = above[tie]
        return tie

    listed = list(examples)
    for one in listed:
        first, *others = sorted(one.ties)
        for tie in others:
            above[top(tie)] = top(first)
    for one in listed:
        yield top(min(one.ties))
