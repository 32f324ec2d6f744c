"""Run by alembic for each command: one transaction on the connection that ``migrations`` handed over."""

from alembic import context

from migrations import LOCK

INDEX_TABLES = ("case_gram", "gram_posting", "gram_frequency")
"""Tables of no model, each database's own: a step that changes them is written by hand."""


def of_the_models(name: str | None, kind: str, parents: object) -> bool:
    """Whether alembic compares this with the models."""
    return kind != "table" or not str(name).startswith(INDEX_TABLES)


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=context.config.attributes.get("metadata"),
    render_as_batch=True,
    compare_type=True,
    include_name=of_the_models,
    transactional_ddl=True,
)
with context.begin_transaction():
    if connection.dialect.name == "postgresql":
        # Two servers may start at once; the second finds the work done. On SQLite the write lock does the same.
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    context.run_migrations()
