"""Bulletins that are issued: their data, their prints, their record, and the rails that keep an issued one as it is.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

from migrations.rail import Rule, append_only, guarded, kept, lay, lift

revision = "0003"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None

INSTANT = sa.DateTime(timezone=True)
STATES = "'undrafted', 'draft', 'checked', 'issued'"
VERBS = "'draft', 'edit', 'recount', 'check', 'return', 'issue'"
EDITIONS = "'internal', 'public'"
GENESIS = f"'{'0' * 64}'"

HOLD_THE_BULLETINS = "LOCK TABLE bulletin IN SHARE ROW EXCLUSIVE MODE;"
"""Who issues takes the next number alone. A few times a month, so nobody waits for it."""

RAILS = (
    kept("bulletin", "id"),
    append_only("bulletin_print", "bulletin_id", "edition"),
    append_only("bulletin_event", "id"),
    guarded("bulletin", "INSERT", "drafted", Rule("begins-as-draft", "NEW.state <> 'draft'")),
    guarded(
        "bulletin",
        "UPDATE",
        "moved",
        Rule("issued-fixed", "OLD.state = 'issued'"),
        Rule(
            "one-person",
            "NEW.state IN ('checked', 'issued') AND (NEW.checked_by IS NULL OR EXISTS "
            "(SELECT 1 FROM bulletin_event WHERE bulletin_id = NEW.id AND actor_id = NEW.checked_by "
            "AND verb IN ('draft', 'edit', 'recount')))",
        ),
        Rule("not-checked", "NEW.state = 'issued' AND OLD.state <> 'checked'"),
        Rule(
            "checked-fixed",
            "OLD.state = 'checked' AND NEW.state <> 'draft' AND (NEW.facts <> OLD.facts OR "
            "NEW.errata <> OLD.errata OR NEW.prose <> OLD.prose OR NEW.counted_as_of <> OLD.counted_as_of)",
        ),
        Rule(
            "number-gap",
            "NEW.state = 'issued' AND NEW.number <> 1 + "
            "COALESCE((SELECT max(number) FROM bulletin WHERE year = NEW.year), 0)",
        ),
        Rule(
            "prints-missing",
            "NEW.state = 'issued' AND 2 <> (SELECT count(*) FROM bulletin_print WHERE bulletin_id = NEW.id)",
        ),
        first=f"IF NEW.state = 'issued' THEN {HOLD_THE_BULLETINS} END IF;",
    ),
    guarded(
        "bulletin_print",
        "INSERT",
        "printed",
        Rule(
            "not-checked",
            "NOT EXISTS (SELECT 1 FROM bulletin WHERE id = NEW.bulletin_id AND state = 'checked')",
        ),
    ),
    guarded(
        "bulletin_event",
        "INSERT",
        "chain",
        Rule(
            "seq-gap",
            "NEW.seq <> 1 + COALESCE((SELECT max(seq) FROM bulletin_event "
            "WHERE bulletin_id = NEW.bulletin_id), 0)",
        ),
        Rule(
            "hash-mismatch",
            "NEW.previous_hash <> COALESCE((SELECT hash FROM bulletin_event "
            f"WHERE bulletin_id = NEW.bulletin_id AND seq = NEW.seq - 1), {GENESIS})",
        ),
    ),
)


def upgrade() -> None:
    """Add the three tables and their rails."""
    _add_bulletins()
    _add_prints()
    _add_events()
    lay(op.execute, op.get_bind().dialect.name, RAILS)


def downgrade() -> None:
    """Take them away, issued bulletins too."""
    lift(op.execute, op.get_bind().dialect.name, RAILS)
    for table in ("bulletin_event", "bulletin_print", "bulletin"):
        op.drop_table(table)


def _known(table: str, column: str, members: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} IN ({members})", name=op.f(f"ck_{table}_{column}_known"))


def _officer(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["officer.id"], name=op.f(f"fk_{table}_{column}_officer"))


def _of_bulletin(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_bulletin_id_bulletin")
    return sa.ForeignKeyConstraint(["bulletin_id"], ["bulletin.id"], name=name)


def _add_bulletins() -> None:
    op.create_table(
        "bulletin",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("period", sa.String(24), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.String(17), nullable=False),
        sa.Column("counted_as_of", sa.Date, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("errata", sa.Text, nullable=False),
        sa.Column("prose", sa.Text, nullable=False),
        sa.Column("drafted_by", sa.Integer, nullable=False),
        sa.Column("drafted_at", INSTANT, nullable=False),
        sa.Column("checked_by", sa.Integer, nullable=True),
        sa.Column("checked_at", INSTANT, nullable=True),
        sa.Column("issued_by", sa.Integer, nullable=True),
        sa.Column("issued_at", INSTANT, nullable=True),
        sa.Column("issued_on", sa.Date, nullable=True),
        sa.Column("year", sa.Integer, nullable=True),
        sa.Column("number", sa.Integer, nullable=True),
        sa.Column("letterhead", sa.Text, nullable=True),
        sa.CheckConstraint(
            "state <> 'issued' OR (number IS NOT NULL AND year IS NOT NULL AND issued_on IS NOT NULL "
            "AND issued_by IS NOT NULL AND letterhead IS NOT NULL)",
            name=op.f("ck_bulletin_complete_if_issued"),
        ),
        sa.CheckConstraint(
            "state = 'issued' OR number IS NULL", name=op.f("ck_bulletin_number_only_if_issued")
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_bulletin_number_positive")),
        _known("bulletin", "state", STATES),
        *(_officer("bulletin", column) for column in ("drafted_by", "checked_by", "issued_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletin")),
        sa.UniqueConstraint("period", name=op.f("uq_bulletin_period")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_bulletin_year_number")),
    )


def _add_prints() -> None:
    op.create_table(
        "bulletin_print",
        sa.Column("bulletin_id", sa.Integer, nullable=False),
        sa.Column("edition", sa.String(16), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("algorithm", sa.String(8), nullable=False),
        _known("bulletin_print", "edition", EDITIONS),
        _of_bulletin("bulletin_print"),
        sa.PrimaryKeyConstraint("bulletin_id", "edition", name=op.f("pk_bulletin_print")),
    )


def _add_events() -> None:
    op.create_table(
        "bulletin_event",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("bulletin_id", sa.Integer, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("verb", sa.String(15), nullable=False),
        sa.Column("source", sa.String(17), nullable=False),
        sa.Column("target", sa.String(17), nullable=False),
        sa.Column("actor_id", sa.Integer, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("algorithm", sa.String(8), nullable=False),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_bulletin_event_seq_positive")),
        _known("bulletin_event", "verb", VERBS),
        _known("bulletin_event", "source", STATES),
        _known("bulletin_event", "target", STATES),
        _of_bulletin("bulletin_event"),
        _officer("bulletin_event", "actor_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletin_event")),
        sa.UniqueConstraint("bulletin_id", "seq", name=op.f("uq_bulletin_event_bulletin_id_seq")),
    )
