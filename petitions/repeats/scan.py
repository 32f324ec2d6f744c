"""A file of complaints gone through in order of time, as if each had come in by itself."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from petitions.repeats.register import Frequencies, Register
from petitions.repeats.relation import relate
from petitions.repeats.score import compare, likely
from petitions.repeats.subject import Profile, Standing, Subject, profile
from workflow.vocabulary import Relation

MATCHES = 5
COMPARED = 25
ANSWERED_AFTER = timedelta(days=60)
"""A file tells no states: an earlier complaint counts as answered once the sixty days of handling are over."""
_HELD = 2048
_NO_TIME = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Match:
    """An earlier complaint, how likely it is of the same matter, and what each part of the score adds."""

    number: int
    score: float
    relation: Relation | None
    parts: dict[str, float]


@dataclass(frozen=True, slots=True)
class Scanned:
    """What is told of one complaint: whether it is taken for a repeat, and the likeliest earlier ones."""

    number: int
    alert: bool
    matches: tuple[Match, ...]


def in_order(times: Sequence[datetime | None]) -> list[int]:
    """The numbers of the rows in order of time. A row without time stays behind the row above it in the file."""
    last, keys = None, []
    for number, moment in enumerate(times):
        last = moment or last
        keys.append((last is not None, last or _NO_TIME, number))
    return [number for *_, number in sorted(keys)]


Judge = Callable[[Profile, Profile, datetime], float]
Ranked = tuple[int, Sequence[tuple[float, int]], Callable[[int], Profile]]
"""A complaint, the likeliest earlier ones with their likelihood, best first, and where profiles are had from."""


def ranking(
    times: Sequence[datetime | None],
    subject_of: Callable[[int], Subject],
    passed_over: frozenset[int] = frozenset(),
    judge: Judge = likely,
) -> Iterator[Ranked]:
    """Rank the earlier complaints for each. Those ``passed_over`` tell nothing and are like nothing."""
    frequencies = Frequencies(map(subject_of, range(len(times))))
    idf = frequencies.idf()
    register = Register(frequencies, subject_of)

    @lru_cache(_HELD)
    def profile_of(number: int) -> Profile:
        return profile(subject_of(number), idf)

    for number in in_order(times):
        if number in passed_over:
            yield number, (), profile_of
            continue
        new = profile_of(number)
        ranked = [
            (judge(new, old := profile_of(other), _now(new, old)), other)
            for other in register.like(new.subject, COMPARED)
        ]
        yield number, sorted(ranked, reverse=True)[:MATCHES], profile_of
        register.add(number)


def scan(
    times: Sequence[datetime | None],
    subject_of: Callable[[int], Subject],
    passed_over: frozenset[int] = frozenset(),
) -> Iterator[Scanned]:
    """Compare each complaint with the earlier ones, and tell the best of them in parts."""
    for number, best, profile_of in ranking(times, subject_of, passed_over):
        found = [_match(profile_of(number), profile_of(other), other) for _, other in best]
        yield Scanned(number, bool(found) and found[0][1], tuple(match for match, _ in found))


def _now(new: Profile, old: Profile) -> datetime:
    return new.subject.received_at or old.subject.received_at or _NO_TIME


def _match(new: Profile, old: Profile, number: int) -> tuple[Match, bool]:
    now = _now(new, old)
    if now - (old.subject.received_at or now) > ANSWERED_AFTER:
        old = replace(old, subject=replace(old.subject, standing=Standing.REPLIED))
    score = compare(new, old, now)
    found = relate(new, old, score)
    parts = {part.name.value: round(part.evidence, 4) for part in score.parts}
    return Match(number, score.total, found.relation if found else None, parts), score.alike
