"""Labelled messages to learn from and to measure on. They lie beside the repository and never enter it.

Besides the labels of the tables, ``labels.json`` holds types that the project's authors gave to further messages of
the same tables, each known by a digest of its text alone.
"""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from petitions.repeats.text import BREAK, fold

OURS_TABLE = "l1_dev.csv"
TYPES_TABLE = "env_messages_dev.csv"
ENVIRONMENT = "环境保护"
LABELS = Path(__file__).with_name("labels.json")
_SHINGLE = 8
_ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class Example:
    """A message with what people said of it. Unscored ones are learnt from, but not measured on."""

    title: str
    text: str
    ours: bool
    types: tuple[str, ...]
    scored: bool
    own: bool = False
    """Its types are the project's own labels."""

    @property
    def digest(self) -> str:
        """By what the message is known without its text."""
        return digest(self.title, self.text)


def digest(title: str, text: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the folded message."""
    return sha256(fold(title + text).replace(BREAK, "").encode()).hexdigest()[:16]


def read_examples(folder: Path) -> list[Example]:
    """Every message once; those of the table of all classes are scored for ours-or-not, all for their types."""
    own: Mapping[str, list[str]] = json.loads(LABELS.read_text(encoding="utf-8"))
    found: dict[str, Example] = {}
    typed = {digest(row["subject"], row["text"]): row for row in _table(folder / TYPES_TABLE)}
    for row in [*_table(folder / OURS_TABLE), *typed.values()]:
        key = digest(row["subject"], row["text"])
        if key in found:
            continue
        labelled = typed.get(key, {}).get("types", "")
        types = tuple(labelled.split("|")) if labelled else tuple(own.get(key, ()))
        found[key] = Example(
            row["subject"],
            row["text"],
            row["l1"] == ENVIRONMENT,
            types,
            scored="label_source" not in row,
            own=bool(types) and not labelled,
        )
    return list(found.values())


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def folds(examples: Sequence[Example], kinds: Sequence[str], count: int, turn: int) -> list[int]:
    """A fold for each example: near-duplicates in one, every kind spread evenly, otherwise by digest and turn."""
    families = near_duplicates([example.title + example.text for example in examples])
    filled: dict[str, Counter[int]] = {}
    fold_of: dict[int, int] = {}
    order = sorted(
        range(len(examples)), key=lambda i: sha256(f"{turn}{examples[i].digest}".encode()).hexdigest()
    )
    for index in order:
        if families[index] not in fold_of:
            tally = filled.setdefault(kinds[index], Counter(dict.fromkeys(range(count), 0)))
            chosen = min(range(count), key=lambda one: (tally[one], (one + turn) % count))
            tally[chosen] += 1
            fold_of[families[index]] = chosen
    return [fold_of[family] for family in families]


def near_duplicates(texts: Iterable[str]) -> list[int]:
    """A family number for each text: two texts belong together when one holds much of the other."""
    family: list[int] = []
    sets: list[set[str]] = []
    where: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        folded = fold(text).replace(BREAK, "")
        shingles = {folded[i : i + _SHINGLE] for i in range(max(1, len(folded) - _SHINGLE + 1))}
        shared = Counter(other for shingle in shingles for other in where.get(shingle, ()))
        family.append(number)
        sets.append(shingles)
        for other, times in shared.items():
            if times > _ALIKE * min(len(shingles), len(sets[other])):
                old, new = family[number], family[other]
                family = [new if one == old else one for one in family]
        for shingle in shingles:
            where.setdefault(shingle, []).append(number)
    return family
