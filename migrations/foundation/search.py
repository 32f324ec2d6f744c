"""The bigram index of all cases at revision 0001: raw statements, since no model describes it. Frozen."""

CREATE_INDEX: dict[str, tuple[str, ...]] = {
    "sqlite": (
        "CREATE TABLE case_gram (gram VARCHAR(2) NOT NULL, case_id BIGINT NOT NULL, "
        "PRIMARY KEY (gram, case_id)) WITHOUT ROWID",
        "CREATE TABLE gram_posting (gram VARCHAR(2) NOT NULL, part INTEGER NOT NULL, cases BLOB NOT NULL, "
        "PRIMARY KEY (gram, part))",
        "CREATE TABLE gram_frequency (gram VARCHAR(2) NOT NULL PRIMARY KEY, cases INTEGER NOT NULL)",
    ),
    "postgresql": (
        'CREATE TABLE case_gram (gram VARCHAR(2) COLLATE "C" NOT NULL, case_id BIGINT NOT NULL, '
        "PRIMARY KEY (gram, case_id))",
        'CREATE TABLE gram_posting (gram VARCHAR(2) COLLATE "C" NOT NULL, part INTEGER NOT NULL, '
        "cases BYTEA NOT NULL, PRIMARY KEY (gram, part))",
        'CREATE TABLE gram_frequency (gram VARCHAR(2) COLLATE "C" NOT NULL PRIMARY KEY, cases INTEGER NOT NULL)',
    ),
}

DROP_INDEX = ("DROP TABLE gram_frequency", "DROP TABLE gram_posting", "DROP TABLE case_gram")
