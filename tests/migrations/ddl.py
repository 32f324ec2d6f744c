"""A schema as text, one line a part, taken from the database itself: two ways of laying it can be compared.

Alembic compares CHECK constraints by name only; here their text counts. The order of columns does not.
"""

from sqlalchemy import Connection, Engine, text

POSTGRESQL = """
SELECT format('%s: %s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
              pg_get_expr(d.adbin, d.adrelid))
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
 WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT format('%s: %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'f', 'c')
UNION ALL
SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL
SELECT format('sequence %s %s %s', sequencename, data_type, start_value)
  FROM pg_sequences WHERE schemaname = 'public'
"""


def schema(engine: Engine) -> list[str]:
    """Columns, constraints, indexes and sequences, without alembic's own table and the rails."""
    with engine.connect() as connection:
        lines = _sqlite(connection) if engine.dialect.name == "sqlite" else _postgresql(connection)
    return sorted(line for line in lines if "alembic_version" not in line)


def _postgresql(connection: Connection) -> list[str]:
    return list(connection.execute(text(POSTGRESQL)).scalars())


def _sqlite(connection: Connection) -> list[str]:
    """The stored CREATE statements; SQLAlchemy sends each column and constraint on a line of its own."""
    stored = "SELECT tbl_name, sql FROM sqlite_master WHERE type <> 'trigger' AND sql IS NOT NULL"
    lines = []
    for table, statement in connection.execute(text(stored)):
        for line in statement.replace('"', "").splitlines():
            part = " ".join(line.split()).rstrip(",")
            if part not in {"", ")"}:
                lines.append(f"{table}: {part}")
    return lines
