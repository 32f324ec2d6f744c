"""The statements behind ``index``, for both databases: they differ in how a list is given, and in little else.

``case_gram`` has a row for each bigram of the cases indexed since ``settle`` was last called. ``gram_posting`` has the
others: for each bigram and each run of 65,536 case numbers one string of bytes, two for each case that contains it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from sqlalchemy import TextClause, text


@dataclass(frozen=True, slots=True)
class Statements:
    """What the index says to one database."""

    insert: TextClause
    delete: TextClause
    frequencies: TextClause
    entries: TextClause
    young_with_all: TextClause
    parts: TextClause
    of_part: TextClause
    append: TextClause
    rewrite: TextClause
    bound: TextClause
    take: TextClause
    total: TextClause
    count: TextClause


_CREATE = (
    "CREATE TABLE case_gram (gram {gram} NOT NULL, case_id BIGINT NOT NULL, PRIMARY KEY (gram, case_id)){clustered}",
    "CREATE TABLE gram_posting (gram {gram} NOT NULL, part INTEGER NOT NULL, cases {bytes} NOT NULL, "
    "PRIMARY KEY (gram, part))",
    "CREATE TABLE gram_frequency (gram {gram} NOT NULL PRIMARY KEY, cases INTEGER NOT NULL)",
)
DROP = ("DROP TABLE gram_frequency", "DROP TABLE gram_posting", "DROP TABLE case_gram")

_SAID = {
    "insert": "INSERT INTO case_gram (gram, case_id) {unlisted} ON CONFLICT DO NOTHING",
    "delete": "DELETE FROM case_gram WHERE case_id = :case_id AND gram {listed}",
    "frequencies": "SELECT gram, cases FROM gram_frequency WHERE gram {listed}",
    "entries": "SELECT gram, part AS number, cases FROM gram_posting WHERE gram {listed} "
    "UNION ALL SELECT gram, case_id, NULL FROM case_gram WHERE gram {listed}",
    "young_with_all": "SELECT case_id FROM case_gram WHERE gram {listed} AND case_id < :before "
    "GROUP BY case_id HAVING count(*) = :all ORDER BY case_id DESC LIMIT :most",
    "parts": "SELECT part FROM gram_posting WHERE gram = :gram AND part <= :newest ORDER BY part DESC",
    "of_part": "SELECT gram, cases FROM gram_posting WHERE gram {listed} AND part = :part {locked}",
    "append": "INSERT INTO gram_posting (gram, part, cases) VALUES (:gram, :part, :cases) "
    "ON CONFLICT (gram, part) DO UPDATE SET cases = {joined}",
    "rewrite": "UPDATE gram_posting SET cases = :cases WHERE gram = :gram AND part = :part",
    "bound": "SELECT gram FROM case_gram ORDER BY gram LIMIT 1 OFFSET :most",
    "take": "DELETE FROM case_gram WHERE gram <= :bound RETURNING gram, case_id",
    "total": "SELECT (SELECT coalesce(sum(length(cases) / 2), 0) FROM gram_posting WHERE gram = '') "
    "+ (SELECT count(*) FROM case_gram WHERE gram = '')",
    "count": "SELECT gram, CAST(sum(cases) AS INTEGER) FROM (SELECT gram, length(cases) / 2 AS cases FROM gram_posting "
    "UNION ALL SELECT gram, 1 FROM case_gram) AS told WHERE gram <> '' "
    "GROUP BY gram HAVING sum(cases) >= CAST(:least AS FLOAT)",
}

_DIALECTS: Mapping[str, Mapping[str, str]] = {
    "sqlite": {
        "gram": "VARCHAR(2)",
        "bytes": "BLOB",
        "clustered": " WITHOUT ROWID",
        "listed": "IN (SELECT value FROM json_each(:grams))",
        "unlisted": "SELECT value, :case_id FROM json_each(:grams) WHERE true",
        "joined": "CAST(gram_posting.cases || excluded.cases AS BLOB)",  # || alone would make it a text
        "locked": "",
    },
    "postgresql": {
        "gram": 'VARCHAR(2) COLLATE "C"',
        "bytes": "BYTEA",
        "clustered": "",
        "listed": "= ANY(CAST(:grams AS TEXT[]))",
        "unlisted": "SELECT unnest(CAST(:grams AS TEXT[])), CAST(:case_id AS BIGINT)",
        "joined": "gram_posting.cases || excluded.cases",
        "locked": "FOR UPDATE",
    },
}

CREATE = {dialect: tuple(said.format_map(words) for said in _CREATE) for dialect, words in _DIALECTS.items()}
STATEMENTS = {
    dialect: Statements(
        **{field.name: text(_SAID[field.name].format_map(words)) for field in fields(Statements)}
    )
    for dialect, words in _DIALECTS.items()
}
