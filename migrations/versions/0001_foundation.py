"""The foundation: every table of the first release, with its bigram index and its rails.

Revision ID: 0001
Revises:
"""

from alembic import op

from migrations.foundation import RAILS, TABLES
from migrations.foundation.search import CREATE_INDEX, DROP_INDEX
from migrations.rail import lay, lift

revision = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Lay tables, index and rails."""
    bind = op.get_bind()
    TABLES.create_all(bind, checkfirst=False)
    for statement in CREATE_INDEX[bind.dialect.name]:
        op.execute(statement)
    lay(op.execute, bind.dialect.name, RAILS)


def downgrade() -> None:
    """Take everything away, the data too."""
    bind = op.get_bind()
    lift(op.execute, bind.dialect.name, RAILS)
    for statement in DROP_INDEX:
        op.execute(statement)
    TABLES.drop_all(bind, checkfirst=False)
