"""Run by alembic for each command: one transaction on the connection that ``migrations`` handed over."""

from alembic import context

from migrations import LOCK

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=context.config.attributes.get("metadata"),
    render_as_batch=True,
    compare_type=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    if connection.dialect.name == "postgresql":
        # Two servers may start at once; the second finds the work done. On SQLite the write lock does the same.
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    context.run_migrations()
