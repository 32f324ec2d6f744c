"""The bigram index of all cases, inside the database and written in the transaction that stores the case.

The functions answer alike on SQLite and PostgreSQL (``index_sql``). ``gram_frequency`` remembers the common
bigrams; it is counted now and then (after seeding, after an import, every night), because the shares of a
register change slowly.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, text

from petitions.repeats.index_sql import STATEMENTS
from petitions.repeats.text import bigrams, fold

ALL_CASES = ""
"""The row of ``gram_frequency`` that holds the number of all cases counted."""
KEPT_SHARE = 1 / 2000
"""A bigram of a smaller share of the cases is not kept in ``gram_frequency``: it is rare, that is enough."""
BATCH = 5_000
"""Cases written at once when all are indexed anew."""
_NEWEST = 2**62
_WORD = re.compile(r"[\s,，;；、。!！?？]+")


def create_index_sql(dialect_name: str) -> list[str]:
    """The statements by which a migration makes the index."""
    return list(STATEMENTS[dialect_name].create)


def drop_index_sql(dialect_name: str) -> list[str]:
    """The statements that undo ``create_index_sql``."""
    return list(STATEMENTS[dialect_name].drop)


def index_case(connection: Connection, case_id: int, words: str) -> None:
    """Make a case findable by its words: title, text, place, names of firms. One statement."""
    grams = sorted(set(bigrams(fold(words))))
    insert = STATEMENTS[connection.dialect.name].insert
    connection.execute(insert, {"case_id": case_id, "grams": _row(connection, grams)})


def unindex_case(connection: Connection, case_id: int, words: str) -> None:
    """Take a case out of the index, given the very words that it was put in by. One statement.

    Amended words are indexed by taking out the former ones first.
    """
    grams = sorted(set(bigrams(fold(words))))
    delete = STATEMENTS[connection.dialect.name].delete
    connection.execute(delete, {"case_id": case_id, "grams": _row(connection, grams)})


def search(connection: Connection, query: str, limit: int, before_id: int | None = None) -> list[int]:
    """The newest cases that contain all words of the query; ``before_id`` continues a list.

    A word has two or more characters, Chinese, Latin or digits, in any width; single characters are passed over.
    A long word is found by its pairs of characters, so a text that has them all, but apart, is found as well.
    """
    grams = sorted({gram for word in _WORD.split(query) for gram in bigrams(fold(word))})
    if not grams:
        return []
    found = connection.execute(
        STATEMENTS[connection.dialect.name].search,
        {"grams": _all_of(connection, grams), "before": before_id or _NEWEST, "most": limit},
    )
    return list(found.scalars())


def frequencies(connection: Connection, grams: Iterable[str]) -> dict[str, int]:
    """In how many cases each common bigram stands, as last counted; rare ones are missing."""
    asked = [ALL_CASES, *grams]
    found = connection.execute(
        STATEMENTS[connection.dialect.name].frequencies, {"grams": _list(connection, asked)}
    )
    return dict(found.all())


def matching(connection: Connection, weighed: Sequence[tuple[str, float]], limit: int) -> list[int]:
    """The cases with the most weight of the given bigrams, best first, the newer of two equals first."""
    if connection.dialect.name == "sqlite":
        chosen = {"weighed": json.dumps([[_quoted(gram), weight] for gram, weight in weighed])}
        found = connection.execute(STATEMENTS["sqlite"].matching, {**chosen, "most": limit})
    else:
        grams, weights = [gram for gram, _ in weighed], [weight for _, weight in weighed]
        found = connection.execute(
            STATEMENTS["postgresql"].matching, {"grams": grams, "weights": weights, "most": limit}
        )
    return list(found.scalars())


def rebuild(
    connection: Connection,
    cases: Iterable[tuple[int, str]],
    progress: Callable[[int], None] = lambda done: None,
) -> int:
    """Index all cases anew, each by its words, and count how common the bigrams are; returns how many cases.

    All in the caller's transaction: until it ends the former index stands, and every other writer waits.
    ``progress`` is told how many are done, once a batch.
    """
    statements = STATEMENTS[connection.dialect.name]
    for statement in statements.empty:
        connection.execute(text(statement))
    done, remaining = 0, iter(cases)
    while batch := list(islice(remaining, BATCH)):
        rows = [(case_id, sorted(set(bigrams(fold(words))))) for case_id, words in batch]
        _write(connection, rows)
        done += len(rows)
        progress(done)
    for statement in statements.complete:
        connection.execute(text(statement))
    refresh_frequencies(connection)
    return done


def _write(connection: Connection, rows: Sequence[tuple[int, list[str]]]) -> None:
    """Many cases at once; PostgreSQL takes them as a stream."""
    if connection.dialect.name == "sqlite":
        given = [{"case_id": case_id, "grams": " ".join(grams)} for case_id, grams in rows]
        connection.execute(STATEMENTS["sqlite"].insert, given)
        return
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy("COPY case_gram (case_id, grams) FROM STDIN") as stream:
        for row in rows:
            stream.write_row(row)


def count_frequencies(connection: Connection) -> list[tuple[str, int]]:
    """Count the common bigrams, which takes about a second for 100,000 cases. Reads only: keep no writer waiting."""
    statements = STATEMENTS[connection.dialect.name]
    total = connection.execute(statements.total).scalar_one()
    counted = connection.execute(statements.count, {"share": KEPT_SHARE, "total": total})
    return [(ALL_CASES, total), *((gram, cases) for gram, cases in counted)]


def store_frequencies(connection: Connection, counted: Sequence[tuple[str, int]]) -> None:
    """Put newly counted frequencies in the place of the former ones, and the index in order for another day."""
    connection.execute(text("DELETE FROM gram_frequency"))
    connection.execute(
        text("INSERT INTO gram_frequency (gram, cases) VALUES (:gram, :cases)"),
        [{"gram": gram, "cases": cases} for gram, cases in counted],
    )
    if (tidy := STATEMENTS[connection.dialect.name].tidy) is not None:
        connection.execute(tidy)


def refresh_frequencies(connection: Connection) -> int:
    """Count and store in one go, for seeding and imports; the number of common bigrams."""
    counted = count_frequencies(connection)
    store_frequencies(connection, counted)
    return len(counted) - 1


def _quoted(gram: str) -> str:
    return f'"{gram}"'


def _row(connection: Connection, grams: Sequence[str]) -> str | list[str]:
    return " ".join(grams) if connection.dialect.name == "sqlite" else list(grams)


def _list(connection: Connection, grams: Sequence[str]) -> str | list[str]:
    return json.dumps(grams) if connection.dialect.name == "sqlite" else list(grams)


def _all_of(connection: Connection, grams: Sequence[str]) -> str | list[str]:
    if connection.dialect.name == "sqlite":
        return " AND ".join(_quoted(gram) for gram in grams)
    return list(grams)
