"""Which earlier cases are worth comparing: those that share rare words, the caller, or the enterprise."""

import math
from collections.abc import Collection, Iterable, Mapping
from functools import cache

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


def candidates(
    connection: Connection, subject: Subject, limit: int = 50, most: int = MOST_GRAMS
) -> list[int]:
    """Earlier cases by their words, likeliest first, in two statements. ``most`` bounds the bigrams looked up."""
    head = dict.fromkeys(bigrams(fold(BREAK.join((subject.title, subject.place, subject.enterprise)))))
    body = dict.fromkeys(gram for gram in bigrams(fold(subject.text)) if gram not in head)
    counts = index.frequencies(connection, [*head, *body])
    weighed = choose(head, body, counts, most)
    return index.matching(connection, weighed, limit) if weighed else []


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
