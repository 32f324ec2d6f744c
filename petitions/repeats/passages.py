"""The passages that two complaints share, as spans in both texts as they are shown."""

from dataclasses import dataclass

from petitions.repeats.subject import Idf, uncounted
from petitions.repeats.text import BREAK, Folded, bigrams

Span = tuple[int, int]
SHORTEST = 3
"""Fewer characters in common say nothing."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that stand in both texts; ``weight`` is the sum of how telling their bigrams are."""

    new: Span
    old: Span
    weight: float


def passages(new: str, old: str, idf: Idf = uncounted, limit: int = 12) -> tuple[Passage, ...]:
    """The weightiest shared passages, in the order of the new text, none overlapping another in it."""
    ours, theirs = Folded.of(new), Folded.of(old)
    found = []
    for start, end, there in _shared_runs(ours.text, theirs.text):
        weight = sum(idf(gram) for gram in bigrams(ours.text[start:end]))
        found.append(Passage(ours.span(start, end), theirs.span(there, there + end - start), weight))
    heaviest = sorted(found, key=lambda passage: (-passage.weight, passage.new))[:limit]
    return tuple(sorted(heaviest, key=lambda passage: passage.new))


def _shared_runs(new: str, old: str) -> list[tuple[int, int, int]]:
    """From left to right the longest run of ``new`` that stands in ``old``: its start, its end, and where there."""
    runs, start = [], 0
    while start <= len(new) - SHORTEST:
        end = start + SHORTEST
        there = old.find(new[start:end])
        if there < 0 or BREAK in new[start:end]:
            start += 1
            continue
        while (
            end < len(new) and new[end] != BREAK and (further := old.find(new[start : end + 1], there)) >= 0
        ):
            there, end = further, end + 1
        runs.append((start, end, there))
        start = end
    return runs
