"""A whole register in order of time: is a new message a repeat, and of which? Judged by trees that never saw its matter."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from petitions.repeats.lessons import Labelled, Message
from petitions.repeats.scan import ranking
from petitions.repeats.score import likely
from petitions.repeats.training import SEED, Learning


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one message: how likely its likeliest earlier one is, whether that is right, and the truth."""

    likelihood: float
    right: bool
    """The likeliest earlier message is of the same matter."""
    repeat: bool
    """An earlier message of the same matter is there."""


@dataclass(frozen=True, slots=True)
class Alerts:
    """What comes of alerting from a threshold on. An alert that names another matter is false."""

    right: int
    false: int
    repeats: int

    @classmethod
    def at(cls, threshold: float, told: list[Told]) -> "Alerts":
        """Count the alerts."""
        given = [one for one in told if one.likelihood >= threshold]
        right = sum(one.right for one in given)
        return cls(right, len(given) - right, sum(one.repeat for one in told))

    @property
    def precision(self) -> float:
        """The share of alerts that are right."""
        return self.right / (self.right + self.false) if self.right + self.false else 0.0

    @property
    def recall(self) -> float:
        """The share of repeats with a right alert."""
        return self.right / self.repeats if self.repeats else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.right + self.false + self.repeats) if self.repeats else 0.0


def examined(pairs: Sequence[Labelled], messages: Mapping[str, Message]) -> dict[str, Message]:
    """The messages of which it is known what they repeat: labelled with a matter, or in a pair that was judged.

    A pair judged the same is of one matter, whatever that is called.
    """
    judged = {number for pair in pairs for number in pair.numbers}
    known = {number: one.matter for number, one in messages.items() if one.matter or number in judged}
    for pair in pairs:
        if pair.same and known.keys() >= set(pair.numbers):
            ours, theirs = (known[number] or f"of {number}" for number in pair.numbers)
            known = {number: ours if matter == theirs else matter for number, matter in known.items()}
            known |= dict.fromkeys(pair.numbers, ours)
    return {number: replace(messages[number], matter=matter) for number, matter in known.items()}


def stream(
    learning: Learning,
    messages: Mapping[str, Message],
    progress: Callable[[str], None] = lambda done: None,
    seed: int = SEED,
) -> list[Told]:
    """Every message once, by the trees of the fold in which its matter was not learned from."""
    numbers, held = list(messages), list(messages.values())
    times = [message.subject.received_at for message in held]
    group_of = {
        tie: group for one, group in zip(learning.examples, learning.groups, strict=True) for tie in one.ties
    }
    found: list[Told] = []
    folds = list(learning.parted(seed))
    for count, (learned_from, tried) in enumerate(folds):
        progress(f"{count + 1}/{len(folds)}")
        groups = {learning.groups[number] for number in tried}
        judge = partial(likely, forest=learning.train(learned_from, seed))
        earlier: set[str] = set()
        for number, best, _ in ranking(times, lambda number: held[number].subject, judge=judge):
            matter = held[number].matter
            if _fold(numbers[number], matter, group_of, groups, count, len(folds)):
                likelihood, other = best[0] if best else (0.0, -1)
                right = bool(best and matter) and held[other].matter == matter
                found.append(Told(likelihood, right, matter in earlier))
            earlier |= {matter} - {""}
    return found


def _fold(
    number: str, matter: str, group_of: Mapping[str, str], groups: set[str], fold: int, folds: int
) -> bool:
    """Whether a message is tried in this fold; one that nothing was learned from belongs to any, by its number."""
    group = group_of.get(number) or group_of.get(f"matter {matter}")
    return group in groups if group else sum(map(ord, number)) % folds == fold
