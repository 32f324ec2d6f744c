"""Events, seals, terms, papers, outbox. As they stood at revision 0001; frozen."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from migrations.foundation.base import INSTANT, TABLES, known, partial
from migrations.foundation.vocabulary import EFFECT, STATE, TERM, UNIT, VERB

Table(
    "case_event",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("case_id", Integer, ForeignKey("petition_case.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", INSTANT, nullable=False),
    Column("day", Date, nullable=False),
    Column("verb", String(29), nullable=False),
    Column("source", String(26), nullable=False),
    Column("target", String(26), nullable=False),
    Column("actor_id", Integer, ForeignKey("officer.id"), nullable=False),
    Column("payload", Text, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("algorithm", String(8), nullable=False),
    UniqueConstraint("case_id", "seq"),
    CheckConstraint("seq >= 1", name="seq_positive"),
    known("verb", VERB),
    known("source", STATE),
    known("target", STATE),
    Index("ix_case_event_day", "day", "case_id", "seq"),
)

Table(
    "day_seal",
    TABLES,
    Column("day", Date, primary_key=True),
    Column("events", Integer, nullable=False),
    Column("root", String(64), nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("algorithm", String(8), nullable=False),
    Column("sealed_at", INSTANT, nullable=False),
)

Table(
    "term_run",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("case_id", Integer, ForeignKey("petition_case.id"), nullable=False),
    Column("term", String(31), nullable=False),
    Column("started_at", INSTANT, nullable=False),
    Column("due_at", INSTANT, nullable=False),
    Column("length", Integer, nullable=False),
    Column("unit", String(13), nullable=False),
    Column("basis", String(120), nullable=False),
    Column("rule_set", String(24), nullable=False),
    Column("calendar_version", String(16), nullable=False),
    Column("provisional", Boolean, nullable=False),
    Column("rolls", Boolean, nullable=False),
    Column("added_days", Integer, nullable=False),
    Column("suspended_at", INSTANT),
    Column("stopped_at", INSTANT),
    Column("stopped_by", String(29)),
    known("term", TERM),
    known("unit", UNIT),
    known("stopped_by", VERB),
    Index("ix_term_run_case_id", "case_id", "term"),
    partial("ix_term_run_provisional", "id", where="provisional AND stopped_at IS NULL"),
    partial(
        "ix_term_run_referral", "term", "case_id", where="term = 'criminal.decide' AND stopped_at IS NULL"
    ),
    partial("ix_term_run_running", "due_at", where="stopped_at IS NULL"),
)

Table(
    "term_move",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("term_run_id", Integer, ForeignKey("term_run.id"), nullable=False, index=True),
    Column("at", INSTANT, nullable=False),
    Column("old_due_at", INSTANT, nullable=False),
    Column("new_due_at", INSTANT, nullable=False),
    Column("cause", String(200), nullable=False),
    Column("officer_id", Integer, ForeignKey("officer.id"), nullable=False),
)

Table(
    "paper",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("case_id", Integer, ForeignKey("petition_case.id"), nullable=False, index=True),
    Column("kind", String(33), nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", Integer),
    Column("event_seq", Integer, nullable=False),
    Column("issued_at", INSTANT, nullable=False),
    Column("issued_by", Integer, ForeignKey("officer.id"), nullable=False),
    UniqueConstraint("kind", "year", "number"),
    known("kind", EFFECT),
)

Table(
    "paper_counter",
    TABLES,
    Column("kind", String(33), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
    known("kind", EFFECT),
)

Table(
    "outbox_message",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("case_id", Integer, ForeignKey("petition_case.id"), nullable=False),
    Column("kind", String(33), nullable=False),
    Column("send_key", String(60), nullable=False, unique=True),
    Column("created_at", INSTANT, nullable=False),
    Column("sent_at", INSTANT),
    known("kind", EFFECT),
    partial("ix_outbox_message_unsent", "id", where="sent_at IS NULL"),
)
