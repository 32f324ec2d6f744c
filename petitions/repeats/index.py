"""The bigram index of all cases, inside the database and written in the transaction that stores the case.

The functions answer alike on SQLite and PostgreSQL (``index_sql``). A case is written row by row; every night, and
after many were written, ``settle`` packs the rows into strings of case numbers (``postings``), from which a look-up
reads thousands in a few milliseconds. ``gram_frequency`` remembers the common bigrams; they are counted then too,
because the shares of a register change slowly.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from sqlalchemy import Connection, text

from petitions.repeats.index_sql import CREATE, DROP, STATEMENTS, Statements
from petitions.repeats.postings import BITS, Gathered, heaviest, offset, packed, part_of, unpacked, with_all
from petitions.repeats.text import bigrams, fold

ALL_CASES = ""
"""Stands for the bigram that every case contains."""
KEPT_SHARE = 1 / 2000
"""A bigram of a smaller share of the cases is not kept in ``gram_frequency``: it is rare, that is enough."""
BATCH = 5_000
"""Cases read at once when all are indexed anew."""
TAKEN = 200_000
"""Rows settled at once, and a few more: a second's work, for which other writers wait."""
_NEWEST = 2**47
_WORD = re.compile(r"[\s,，;；、。!！?？]+")


def create_index_sql(dialect_name: str) -> list[str]:
    """The statements by which a migration makes the index."""
    return list(CREATE[dialect_name])


def drop_index_sql() -> list[str]:
    """The statements that undo ``create_index_sql``."""
    return list(DROP)


def index_case(connection: Connection, case_id: int, words: str) -> None:
    """Make a case findable by its words: title, text, place, names of firms. One statement."""
    given = {"case_id": case_id, "grams": _list(connection, _grams(words))}
    connection.execute(_said(connection).insert, given)


def unindex_case(connection: Connection, case_id: int, words: str) -> None:
    """Take a case out of the index, given the very words that it was put in by.

    Amended words are indexed by taking out the former ones first.
    """
    said, part, low = _said(connection), part_of(case_id), offset(case_id)
    grams = _list(connection, _grams(words))
    connection.execute(said.delete, {"case_id": case_id, "grams": grams})
    settled = [
        (gram, unpacked(cases))
        for gram, cases in connection.execute(said.of_part, {"grams": grams, "part": part})
    ]
    rewritten = [
        {"gram": gram, "part": part, "cases": packed(one for one in cases if one != low)}
        for gram, cases in settled
        if low in cases
    ]
    if rewritten:
        connection.execute(said.rewrite, rewritten)


def search(connection: Connection, query: str, limit: int, before_id: int | None = None) -> list[int]:
    """The newest cases that contain all words of the query; ``before_id`` continues a list.

    A word has two or more characters, Chinese, Latin or digits, in any width; single characters are passed over.
    A long word is found by its pairs of characters, so a text that has them all, but apart, is found as well.
    """
    grams = sorted({gram for word in _WORD.split(query) for gram in bigrams(fold(word))})
    if not grams:
        return []
    said, before = _said(connection), before_id or _NEWEST
    listed = _list(connection, grams)
    young = {"grams": listed, "before": before, "all": len(grams), "most": limit}
    found = set(connection.execute(said.young_with_all, young).scalars())
    settled: set[int] = set()
    parts = connection.execute(said.parts, {"gram": grams[0], "newest": (before - 1) >> BITS}).scalars()
    for part in parts.all():
        entries = connection.execute(said.of_part, {"grams": listed, "part": part}).all()
        pairs = ((gram, cases) for gram, cases in entries)
        settled.update(number for number in with_all(pairs, part, len(grams)) if number < before)
        if len(settled) >= limit:
            break
    return sorted(found | settled, reverse=True)[:limit]


def frequencies(connection: Connection, grams: Iterable[str]) -> dict[str, int]:
    """In how many cases each common bigram stands, as last counted; rare ones are missing."""
    asked = _list(connection, [ALL_CASES, *grams])
    found = connection.execute(_said(connection).frequencies, {"grams": asked})
    return dict(found.all())


def matching(connection: Connection, weighed: Sequence[tuple[str, float]], limit: int) -> list[int]:
    """The cases with the most weight of the given bigrams, best first, the newer of two equals first."""
    weights = dict(weighed)
    entries = connection.execute(_said(connection).entries, {"grams": _list(connection, list(weights))})
    return heaviest(((gram, number, cases) for gram, number, cases in entries), weights, limit)


def settle(connection: Connection) -> bool:
    """Pack the rows of the cases written since the last time, at most ``TAKEN`` and a few more; whether any are left."""
    said = _said(connection)
    bound = connection.execute(said.bound, {"most": TAKEN}).scalar()
    gathered = Gathered()
    for gram, case_id in connection.execute(said.take, {"bound": _LAST if bound is None else bound}):
        gathered.add(gram, case_id)
    _append(connection, gathered)
    return bound is not None


_LAST = chr(0x10FFFF)
"""No bigram comes after it."""


def rebuild(
    connection: Connection,
    cases: Iterable[tuple[int, str]],
    progress: Callable[[int], None] = lambda done: None,
) -> int:
    """Index all cases anew, each by its words, and count how common the bigrams are; returns how many cases.

    All in the caller's transaction: until it ends the former index stands, and every other writer waits. The cases
    come in the order of their numbers; ``progress`` is told how many are done, once a batch.
    """
    for statement in DROP[1:]:
        connection.execute(text(statement.replace("DROP TABLE", "DELETE FROM")))
    done, part, remaining, gathered = 0, 0, iter(cases), Gathered()
    while batch := list(islice(remaining, BATCH)):
        for case_id, words in batch:
            if part_of(case_id) != part:
                _append(connection, gathered)
                part = part_of(case_id)
            for gram in _grams(words):
                gathered.add(gram, case_id)
        done += len(batch)
        progress(done)
    _append(connection, gathered)
    store_frequencies(connection, count_frequencies(connection))
    return done


def _append(connection: Connection, gathered: Gathered) -> None:
    rows = gathered.rows()
    while batch := list(islice(rows, BATCH)):
        connection.execute(_said(connection).append, batch)


def count_frequencies(connection: Connection) -> list[tuple[str, int]]:
    """Count the common bigrams, which takes about a second for 100,000 cases. Reads only: keep no writer waiting."""
    said = _said(connection)
    total = connection.execute(said.total).scalar_one()
    counted = connection.execute(said.count, {"least": total * KEPT_SHARE})
    return [(ALL_CASES, total), *((gram, cases) for gram, cases in counted)]


def store_frequencies(connection: Connection, counted: Sequence[tuple[str, int]]) -> None:
    """Put newly counted frequencies in the place of the former ones."""
    connection.execute(text("DELETE FROM gram_frequency"))
    connection.execute(
        text("INSERT INTO gram_frequency (gram, cases) VALUES (:gram, :cases)"),
        [{"gram": gram, "cases": cases} for gram, cases in counted],
    )


def refresh(connection: Connection) -> int:
    """Settle, count and store in one go, for seeding and imports; the number of common bigrams."""
    while settle(connection):
        pass
    counted = count_frequencies(connection)
    store_frequencies(connection, counted)
    return len(counted) - 1


def _grams(words: str) -> list[str]:
    """What a case is found by, and what every case is found by."""
    return [ALL_CASES, *set(bigrams(fold(words)))]


def _said(connection: Connection) -> Statements:
    return STATEMENTS[connection.dialect.name]


def _list(connection: Connection, grams: Sequence[str]) -> str | list[str]:
    return json.dumps(grams) if connection.dialect.name == "sqlite" else list(grams)
