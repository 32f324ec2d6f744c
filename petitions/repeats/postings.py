"""Which cases contain a bigram, as bytes: two for each case of a run of 65,536 numbers, the low byte first.

Read in Python these are summed up ten times as fast as rows are grouped by a database, and they take a tenth of the
room of an index over rows.
"""

import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest

BITS = 16
_LOW = (1 << BITS) - 1

_FINENESS = 4096
"""Weights are summed as whole numbers, so that equals are equal in whatever order they come."""

Entry = tuple[str, int, bytes | None]
"""A bigram with the number of a run and the cases of it, or with the number of a single case and nothing more."""


def part_of(case_id: int) -> int:
    """The number of the run in which a case lies."""
    return case_id >> BITS


def offset(case_id: int) -> int:
    """Where in its run a case lies."""
    return case_id & _LOW


def packed(offsets: Iterable[int]) -> bytes:
    """The bytes of so many cases of a run."""
    held = array("H", offsets)
    if sys.byteorder == "big":
        held.byteswap()
    return held.tobytes()


def unpacked(cases: bytes) -> Sequence[int]:
    """What ``packed`` was given."""
    held = array("H", cases)
    if sys.byteorder == "big":
        held.byteswap()
    return held


def heaviest(entries: Iterable[Entry], weights: Mapping[str, float], limit: int) -> list[int]:
    """The cases with the most weight of bigrams, best first, the newer of two equals first."""
    whole = {gram: round(weight * _FINENESS) for gram, weight in weights.items()}
    totals: defaultdict[int, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))
    for gram, number, cases in entries:
        weight = whole[gram]
        if cases is None:
            totals[part_of(number)][offset(number)] += weight
            continue
        of_part = totals[number]
        for low in unpacked(cases):
            of_part[low] += weight
    best = (
        (weight, (part << BITS) + low)
        for part, of_part in totals.items()
        for weight, low in nlargest(limit, zip(of_part.values(), of_part.keys(), strict=True))
    )
    return [case_id for _, case_id in nlargest(limit, best)]


def with_all(entries: Iterable[tuple[str, bytes]], part: int, wanted: int) -> set[int]:
    """The cases of a run that contain all of ``wanted`` bigrams."""
    told = sorted((cases for _, cases in entries), key=len)
    if len(told) < wanted:
        return set()
    found = set(unpacked(told[0]))
    for cases in told[1:]:
        found.intersection_update(unpacked(cases))
    return {(part << BITS) + low for low in found}


class Gathered:
    """Cases by bigram and run, until they are written."""

    def __init__(self) -> None:
        self._held: defaultdict[tuple[str, int], array[int]] = defaultdict(lambda: array("H"))

    def add(self, gram: str, case_id: int) -> None:
        """One case that contains a bigram."""
        self._held[gram, case_id >> BITS].append(case_id & _LOW)

    def rows(self) -> Iterator[dict[str, object]]:
        """The rows to append, in the order of the index, and nothing is held any more."""
        held, self._held = self._held, defaultdict(lambda: array("H"))
        for gram, part in sorted(held):
            yield {"gram": gram, "part": part, "cases": packed(held[gram, part])}
