"""One file a step; alembic reads them by their numbers."""
