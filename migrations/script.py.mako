"""${message}

Revision ID: ${up_revision}
Revises: ${down_revision}

Autogenerate sees neither CHECK constraints nor rails. On SQLite a batch operation makes its table anew and drops the
table's rails: lift them before it and lay them after it (``migrations.rail``).
"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
