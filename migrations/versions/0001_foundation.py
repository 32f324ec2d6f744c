"""The foundation: every table of the first release, with its rails.

Revision ID: 0001
Revises:
"""

from alembic import op

from migrations.foundation import RAILS, TABLES
from migrations.rail import lay, lift

revision = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Lay tables and rails."""
    bind = op.get_bind()
    TABLES.create_all(bind, checkfirst=False)
    lay(op.execute, bind.dialect.name, RAILS)


def downgrade() -> None:
    """Take everything away, the data too."""
    bind = op.get_bind()
    lift(op.execute, bind.dialect.name, RAILS)
    TABLES.drop_all(bind, checkfirst=False)
