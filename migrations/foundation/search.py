"""The bigram index of all cases at revision 0001: raw statements, since no model describes it. Frozen."""

_FREQUENCY_TABLE = (
    "CREATE TABLE gram_frequency (gram VARCHAR(2) NOT NULL PRIMARY KEY, cases INTEGER NOT NULL)"
)

CREATE_INDEX: dict[str, tuple[str, ...]] = {
    "sqlite": (
        "CREATE VIRTUAL TABLE case_gram USING fts5(grams, content='', detail=none, "
        "tokenize='unicode61 remove_diacritics 0')",
        "CREATE VIRTUAL TABLE case_gram_vocabulary USING fts5vocab(case_gram, 'row')",
        _FREQUENCY_TABLE,
    ),
    "postgresql": (
        "CREATE TABLE case_gram (case_id BIGINT NOT NULL PRIMARY KEY, grams TEXT[] NOT NULL)",
        "CREATE INDEX ix_case_gram_grams ON case_gram USING gin (grams) WITH (gin_pending_list_limit = 256)",
        _FREQUENCY_TABLE,
    ),
}

DROP_INDEX: dict[str, tuple[str, ...]] = {
    "sqlite": ("DROP TABLE gram_frequency", "DROP TABLE case_gram_vocabulary", "DROP TABLE case_gram"),
    "postgresql": ("DROP TABLE gram_frequency", "DROP TABLE case_gram"),
}
