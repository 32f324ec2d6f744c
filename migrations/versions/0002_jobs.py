"""Jobs and their results; an index by which the month's limits are found in a long register.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None

INSTANT = sa.DateTime(timezone=True)
STATUS = "'waiting', 'running', 'done', 'failed', 'cancelled'"
UNFINISHED = sa.text("status IN ('running', 'waiting')")


def upgrade() -> None:
    """Add both tables and the index."""
    op.create_table(
        "job",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("parameters", sa.JSON, nullable=False),
        sa.Column("asked_by", sa.Integer, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("status", sa.String(17), nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("beat_at", INSTANT, nullable=True),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("whole", sa.Integer, nullable=False),
        sa.Column("step", sa.String(40), nullable=False),
        sa.Column("stop_asked", sa.Boolean, nullable=False),
        sa.Column("finished_at", INSTANT, nullable=True),
        sa.Column("problem", sa.String(400), nullable=False),
        sa.CheckConstraint(
            "status IN ('running', 'waiting') OR finished_at IS NOT NULL",
            name=op.f("ck_job_finished_at_if_over"),
        ),
        sa.CheckConstraint("status <> 'running' OR beat_at IS NOT NULL", name=op.f("ck_job_beat_if_running")),
        sa.CheckConstraint(f"status IN ({STATUS})", name=op.f("ck_job_status_known")),
        sa.ForeignKeyConstraint(["asked_by"], ["officer.id"], name=op.f("fk_job_asked_by_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    op.create_index("ix_job_unfinished", "job", ["id"], sqlite_where=UNFINISHED, postgresql_where=UNFINISHED)
    op.create_index("ix_job_asked_by", "job", ["asked_by", "id"])
    op.create_table(
        "job_result",
        sa.Column("job_id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("media_type", sa.String(80), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_job_result_job_id_job")),
        sa.PrimaryKeyConstraint("job_id", name=op.f("pk_job_result")),
    )
    op.create_index("ix_term_run_due", "term_run", ["due_at", "term", "case_id"])


def downgrade() -> None:
    """Take them away, results too."""
    op.drop_index("ix_term_run_due", "term_run")
    op.drop_table("job_result")
    op.drop_index("ix_job_asked_by", "job")
    op.drop_index("ix_job_unfinished", "job")
    op.drop_table("job")
