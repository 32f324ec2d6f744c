"""The statements behind ``index``, once for each database.

SQLite: an FTS5 table without a copy of the texts and without positions (``content=''``, ``detail=none``), one
token a bigram. PostgreSQL: an array of bigrams a case under a GIN index, whose pending list is kept short so that
neither a write nor the next read has to wait for a long one.
"""

from dataclasses import dataclass

from sqlalchemy import TextClause, text


@dataclass(frozen=True, slots=True)
class Statements:
    """What the index says to one database."""

    create: tuple[str, ...]
    drop: tuple[str, ...]
    insert: TextClause
    delete: TextClause
    frequencies: TextClause
    matching: TextClause
    search: TextClause
    total: TextClause
    count: TextClause
    empty: tuple[str, ...]
    """Before all cases are put in anew."""
    complete: tuple[str, ...]
    """After that."""
    tidy: TextClause | None = None
    """Puts the index in order after a day's writing, within a bound; PostgreSQL sees to that by itself."""


_FREQUENCY_TABLE = (
    "CREATE TABLE gram_frequency (gram VARCHAR(2) NOT NULL PRIMARY KEY, cases INTEGER NOT NULL)"
)

_SQLITE = Statements(
    create=(
        "CREATE VIRTUAL TABLE case_gram USING fts5(grams, content='', detail=none, "
        "tokenize='unicode61 remove_diacritics 0')",
        "CREATE VIRTUAL TABLE case_gram_vocabulary USING fts5vocab(case_gram, 'row')",
        _FREQUENCY_TABLE,
    ),
    drop=("DROP TABLE gram_frequency", "DROP TABLE case_gram_vocabulary", "DROP TABLE case_gram"),
    insert=text("INSERT INTO case_gram (rowid, grams) VALUES (:case_id, :grams)"),
    delete=text("INSERT INTO case_gram (case_gram, rowid, grams) VALUES ('delete', :case_id, :grams)"),
    frequencies=text(
        "SELECT gram, cases FROM gram_frequency WHERE gram IN (SELECT value FROM json_each(:grams))"
    ),
    matching=text(  # taken out of the JSON once a bigram instead of once a case found, which halves the time
        "WITH asked AS MATERIALIZED (SELECT json_extract(value, '$[0]') AS gram, "
        "json_extract(value, '$[1]') AS weight FROM json_each(:weighed)) "
        "SELECT g.rowid FROM asked CROSS JOIN case_gram AS g ON g.case_gram MATCH asked.gram "
        "GROUP BY g.rowid ORDER BY sum(asked.weight) DESC, g.rowid DESC LIMIT :most"
    ),
    search=text(
        "SELECT rowid FROM case_gram WHERE case_gram MATCH :grams AND rowid < :before "
        "ORDER BY rowid DESC LIMIT :most"
    ),
    total=text("SELECT count(*) FROM case_gram_docsize"),
    count=text("SELECT term, doc FROM case_gram_vocabulary WHERE doc >= :share * :total"),
    empty=(  # no merging on the way: all is merged once, at the end
        "INSERT INTO case_gram (case_gram) VALUES ('delete-all')",
        "INSERT INTO case_gram (case_gram, rank) VALUES ('automerge', 0)",
    ),
    complete=(
        "INSERT INTO case_gram (case_gram, rank) VALUES ('automerge', 4)",
        "INSERT INTO case_gram (case_gram) VALUES ('optimize')",
    ),
    tidy=text("INSERT INTO case_gram (case_gram, rank) VALUES ('merge', -4000)"),
)

_GIN = "CREATE INDEX ix_case_gram_grams ON case_gram USING gin (grams) WITH (gin_pending_list_limit = 256)"

# PostgreSQL has no vocabulary to read, so it counts in the newest cases and scales up.
_POSTGRESQL = Statements(
    create=(
        "CREATE TABLE case_gram (case_id BIGINT NOT NULL PRIMARY KEY, grams TEXT[] NOT NULL)",
        _GIN,
        _FREQUENCY_TABLE,
    ),
    drop=("DROP TABLE gram_frequency", "DROP TABLE case_gram"),
    insert=text("INSERT INTO case_gram (case_id, grams) VALUES (:case_id, CAST(:grams AS TEXT[]))"),
    delete=text("DELETE FROM case_gram WHERE case_id = :case_id AND grams = CAST(:grams AS TEXT[])"),
    frequencies=text("SELECT gram, cases FROM gram_frequency WHERE gram = ANY(CAST(:grams AS TEXT[]))"),
    matching=text(
        "SELECT g.case_id FROM unnest(CAST(:grams AS TEXT[]), CAST(:weights AS FLOAT8[])) AS j (gram, weight) "
        "JOIN LATERAL (SELECT case_id FROM case_gram WHERE grams @> ARRAY[j.gram]) AS g ON TRUE "
        "GROUP BY g.case_id ORDER BY sum(j.weight) DESC, g.case_id DESC LIMIT :most"
    ),
    search=text(
        "SELECT case_id FROM case_gram WHERE grams @> CAST(:grams AS TEXT[]) AND case_id < :before "
        "ORDER BY case_id DESC LIMIT :most"
    ),
    total=text("SELECT count(*) FROM case_gram"),
    empty=("DROP INDEX ix_case_gram_grams", "TRUNCATE case_gram"),  # indexed at once, in a tenth of the time
    complete=("SET LOCAL maintenance_work_mem = '512MB'", _GIN),
    count=text(
        "WITH newest AS (SELECT grams FROM case_gram ORDER BY case_id DESC LIMIT 20000), "
        "size AS (SELECT count(*) AS cases FROM newest) "
        "SELECT gram, CAST(count(*) * :total / max(size.cases) AS INTEGER) "
        "FROM (SELECT unnest(grams) AS gram FROM newest) AS told CROSS JOIN size "
        "GROUP BY gram HAVING count(*) >= :share * max(size.cases)"
    ),
)

STATEMENTS = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}
