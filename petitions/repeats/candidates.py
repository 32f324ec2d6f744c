"""Which earlier cases are worth comparing: those that share rare words, the caller, or the enterprise."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from sqlalchemy import ColumnElement, Connection, FromClause, Integer, Select, bindparam, select, union

from petitions.repeats import index
from petitions.repeats.subject import Subject
from petitions.repeats.text import BREAK, bigrams, fold

MOST_GRAMS = 36
"""A third of them from title, place and enterprise, the others from the text."""
_SHARE = 0.005
_FLOOR = 200
_READ = 0.02
_LEAST_READ = 2_000
"""Entries of the index that may be read for one complaint: a share of the register, but so many at least. Among sixty
thousand cases reading more found no further repeats of real messages, and half as much lost one in fourteen."""
_LEADING_WEIGHT = 1.5

# Words of the form rather than of the matter; passed over until the register's own frequencies are counted.
_EVERYDAY = frozenset(
    bigrams(
        fold(
            "尊敬的领导您好。希望有关部门。能够尽快处理。严重影响。附近居民的正常生活。我们小区业主。政府。没有。问题。解决。反映。投诉。情况。"
            "现在。已经。因为。但是。一个。这个。多次。每天。晚上。噪音。污染。扰民。环境。周边。谢谢。请求。进行。相关。部门。要求。时间。"
        )
    )
)


@dataclass(frozen=True, slots=True)
class Found:
    """Earlier cases by their words, likeliest first, and how telling each bigram of the new complaint is."""

    ids: Sequence[int]
    telling: Mapping[str, float]


def candidates(connection: Connection, subject: Subject, limit: int = 50, most: int = MOST_GRAMS) -> Found:
    """Look for earlier cases in two statements. ``most`` bounds the bigrams looked up."""
    head = dict.fromkeys(bigrams(head_of(subject)))
    body = dict.fromkeys(gram for gram in bigrams(fold(subject.text)) if gram not in head)
    counts = index.frequencies(connection, [*head, *body])
    weighed = choose(head, body, counts, most)
    ids = index.matching(connection, weighed, limit) if weighed else []
    total = counts.get(index.ALL_CASES, 0) or 1
    rare = max(1, round(total * index.KEPT_SHARE / 2))
    telling = {
        gram: math.log(1 + total / counts.get(gram, rare)) * (_LEADING_WEIGHT if gram in head else 1.0)
        for gram in (*head, *body)
    }
    return Found(ids, telling)


def head_of(subject: Subject) -> str:
    """What leads a complaint: title, place and enterprise, folded."""
    return fold(BREAK.join((subject.title, subject.place, subject.enterprise)))


HELD = 1024
"""Complaints whose bigrams are kept: who types one is shown its likes again and again."""
_EVEN = 60
"""As if every complaint had so many bigrams more: a very short one is not near for its shortness."""


@lru_cache(HELD)
def _grams(subject: Subject) -> tuple[frozenset[str], frozenset[str]]:
    """The bigrams of a complaint, and those of its title."""
    title = frozenset(bigrams(fold(subject.title)))
    return title | frozenset(bigrams(head_of(subject))) | frozenset(bigrams(fold(subject.text))), title


def nearest(telling: Mapping[str, float], earlier: Mapping[int, Subject], limit: int) -> list[int]:
    """The nearest of the found cases by all they have in common with the new complaint, their titles counted twice.

    Cheaper than to compare, and better than the index's own order: of real repeats whose earlier case was among the
    first thirty, nearly all are among the first ten here (``tests/bench/repeats.py``).
    """

    weights = {gram: weight * weight for gram, weight in telling.items()}

    def nearness(subject: Subject) -> float:
        grams, title = _grams(subject)
        shared = weights.keys() & grams
        weight = sum(map(weights.__getitem__, shared)) + sum(map(weights.__getitem__, shared & title))
        return weight / math.sqrt(_EVEN + len(grams))

    return sorted(earlier, key=lambda number: (-nearness(earlier[number]), -number))[:limit]


def choose(
    head: Collection[str], body: Collection[str], counts: Mapping[str, int], most: int = MOST_GRAMS
) -> list[tuple[str, float]]:
    """The bigrams to look up, with their weights: the rarest, those of the head first, none that is common."""
    total = counts.get(index.ALL_CASES, 0)
    if not total:
        return [
            *[(gram, _LEADING_WEIGHT) for gram in head if gram not in _EVERYDAY][: most // 3],
            *[(gram, 1.0) for gram in body if gram not in _EVERYDAY][: most - most // 3],
        ]
    unknown = max(1, round(total * index.KEPT_SHARE / 2))
    ceiling = max(_FLOOR, total * _SHARE)

    def rarest(grams: Iterable[str]) -> list[tuple[int, str]]:
        counted = sorted((counts.get(gram, unknown), gram) for gram in grams)
        return [(cases, gram) for cases, gram in counted if cases <= ceiling]

    first, enough = rarest(head)[: most // 3], max(_LEAST_READ, total * _READ)
    chosen, read = [], 0
    for cases, gram in [*first, *rarest(body)[: most - len(first)]]:
        if (read := read + cases) > enough:
            break
        weight = math.log(1 + total / cases) * (_LEADING_WEIGHT if gram in head else 1.0)
        chosen.append((gram, weight))
    return chosen


@cache
def related(case: FromClause, petitioner: FromClause, by_phone: bool, by_enterprise: bool) -> Select[int]:
    """The newest cases of the same caller and the newest about the same enterprise, as a query to put into another.

    ``case`` has the columns id and enterprise_id, ``petitioner`` case_id and phone_hash; the query takes ``phones``,
    ``enterprise`` and, for each of the two, ``most``: an enterprise with thousands of cases must not crowd out the
    caller's own.
    """
    parts: list[Select[int]] = []
    if by_phone:
        called = petitioner.c.phone_hash.in_(bindparam("phones", expanding=True))
        parts.append(_newest(petitioner.c.case_id, called))
    if by_enterprise:
        parts.append(_newest(case.c.id, case.c.enterprise_id == bindparam("enterprise")))
    found = union(*parts).subquery()
    return select(found.c.id).order_by(found.c.id.desc())


def _newest(number: ColumnElement[int], wanted: ColumnElement[bool]) -> Select[int]:
    query = select(number.label("id")).where(wanted).order_by(number.desc())
    newest = query.limit(bindparam("most", type_=Integer)).subquery()
    return select(newest.c.id)
