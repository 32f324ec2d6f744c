"""From what people judged to what is learned: labelled pairs, further judgements by number, and made look-alikes.

``judgements.csv`` holds pairs of messages by their numbers and no text: those read and judged for this project, some
that share a hand-labelled matter, and near neighbours of labelled messages that stand outside the matter.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from petitions.repeats.register import Frequencies
from petitions.repeats.subject import Idf, Subject
from petitions.repeats.swapped import swapped
from petitions.repeats.training import SEED, Example

JUDGEMENTS = Path(__file__).with_name("judgements.csv")
WEIGHTS = {"read": 1.0, "matter": 0.5, "neighbour": 0.25}
"""What a judgement counts, by how it came about; a neighbour without a label was perhaps never looked at."""
SWAPPED = 110
SWAPPED_WEIGHT = 0.4


@dataclass(frozen=True, slots=True)
class Message:
    """A message of the register that the pairs were taken from, with the matter it was labelled with, if any."""

    subject: Subject
    matter: str = ""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled pair: its name, the numbers of both messages, and the messages."""

    id: str
    numbers: tuple[str, str]
    subjects: tuple[Subject, Subject]
    same: bool
    kind: str = ""
    planted: bool = False


def lessons(pairs: Sequence[Labelled], messages: Mapping[str, Message]) -> list[Example]:
    """The labelled pairs first, in their order; then what else is known of the same register."""
    examples = [Example(*pair.subjects, pair.same, _ties(pair.numbers, messages)) for pair in pairs]
    used = {number for pair in pairs for number in pair.numbers}
    for row in _judgements():
        numbers = (row["a"], row["b"])
        if all(number in messages for number in numbers):
            a, b = (messages[number].subject for number in numbers)
            same, weight = row["label"] == "same", WEIGHTS[row["source"]]
            examples.append(Example(a, b, same, _ties(numbers, messages), weight))
            used |= set(numbers)
    unused = [message.subject for number, message in sorted(messages.items()) if number not in used]
    for count, (a, b) in enumerate(swapped(unused, SWAPPED, SEED)):
        examples.append(Example(a, b, False, frozenset({f"swapped {count}"}), SWAPPED_WEIGHT))
    return examples


def register_idf(pairs: Sequence[Labelled], messages: Mapping[str, Message]) -> Idf:
    """How telling words are among all messages and the pairs' own."""
    return Frequencies(
        _different([*_paired(pairs), *(message.subject for message in messages.values())])
    ).idf()


def pairs_idf(pairs: Sequence[Labelled]) -> Idf:
    """How telling words are where the pairs are all that is known."""
    return Frequencies(_different(_paired(pairs))).idf()


def _paired(pairs: Iterable[Labelled]) -> Iterator[Subject]:
    for pair in pairs:
        yield from pair.subjects


def _different(subjects: Iterable[Subject]) -> Iterable[Subject]:
    return {(one.title, one.text): one for one in subjects}.values()


def _judgements() -> list[dict[str, str]]:
    with JUDGEMENTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _ties(numbers: Iterable[str], messages: Mapping[str, Message]) -> frozenset[str]:
    ties = set()
    for number in numbers:
        ties.add(number)
        if number in messages and messages[number].matter:
            ties.add("matter " + messages[number].matter)
    return frozenset(ties)
