"""Indexes that count a month without reading the register: limits by term and end, events of a day with their verb.

Revision ID: 0004
Revises: 0003
"""

from alembic import op

revision = "0004"
down_revision: str | None = "0003"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Lead the limits by their term; tell the verb beside the day."""
    op.drop_index("ix_term_run_due", "term_run")
    op.create_index("ix_term_run_due", "term_run", ["term", "due_at", "case_id"])
    op.drop_index("ix_case_event_day", "case_event")
    op.create_index("ix_case_event_day", "case_event", ["day", "case_id", "seq", "verb"])


def downgrade() -> None:
    """As they were."""
    op.drop_index("ix_case_event_day", "case_event")
    op.create_index("ix_case_event_day", "case_event", ["day", "case_id", "seq"])
    op.drop_index("ix_term_run_due", "term_run")
    op.create_index("ix_term_run_due", "term_run", ["due_at", "term", "case_id"])
