"""What happened: events, seals, terms, papers and the outbox. The first two can never be changed."""

from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from petitions.db import Base, Instant, coded
from workflow.effects import Effect
from workflow.states import State
from workflow.terms import Term, Unit
from workflow.verbs import Verb


class CaseEvent(Base):
    """One thing done to one case. Each event carries the hash of the one before it in its case."""

    __tablename__ = "case_event"
    __table_args__ = (
        UniqueConstraint("case_id", "seq"),
        CheckConstraint("seq >= 1", name="seq_positive"),
        Index("ix_case_event_day", "day", "case_id", "seq", "verb"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("petition_case.id"))
    seq: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Instant)
    day: Mapped[date] = mapped_column(Date)
    """The day in Shanghai: what the daily seal covers."""
    verb: Mapped[Verb] = mapped_column(coded(Verb, "verb"))
    source: Mapped[State] = mapped_column(coded(State, "source"))
    target: Mapped[State] = mapped_column(coded(State, "target"))
    actor_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    payload: Mapped[str] = mapped_column(Text)
    """Canonical JSON: what is hashed is what is stored, byte for byte."""
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    algorithm: Mapped[str] = mapped_column(String(8))


class DaySeal(Base):
    """The Merkle root over a day's events, chained to the seal before: a whole case cannot vanish unseen."""

    __tablename__ = "day_seal"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    events: Mapped[int] = mapped_column(Integer)
    root: Mapped[str] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    algorithm: Mapped[str] = mapped_column(String(8))
    sealed_at: Mapped[datetime] = mapped_column(Instant)


UNDECIDED_REFERRAL = "term = 'criminal.decide' AND stopped_at IS NULL"
"""Suspected crimes that wait for the head, few among many runs: the condition of an index of their own."""


class TermRun(Base):
    """A limit that runs or ran on a case, under the rule-set of the day of receipt."""

    __tablename__ = "term_run"
    __table_args__ = (
        Index("ix_term_run_case_id", "case_id", "term"),
        Index("ix_term_run_due", "term", "due_at", "case_id"),
        Index(
            "ix_term_run_running",
            "due_at",
            sqlite_where=text("stopped_at IS NULL"),
            postgresql_where=text("stopped_at IS NULL"),
        ),
        Index(
            "ix_term_run_referral",
            "term",
            "case_id",
            sqlite_where=text(UNDECIDED_REFERRAL),
            postgresql_where=text(UNDECIDED_REFERRAL),
        ),
        Index(
            "ix_term_run_provisional",
            "id",
            sqlite_where=text("provisional AND stopped_at IS NULL"),
            postgresql_where=text("provisional AND stopped_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("petition_case.id"))
    term: Mapped[Term] = mapped_column(coded(Term, "term"))
    started_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    length: Mapped[int] = mapped_column(Integer)
    unit: Mapped[Unit] = mapped_column(coded(Unit, "unit"))
    basis: Mapped[str] = mapped_column(String(120))
    rule_set: Mapped[str] = mapped_column(String(24))
    """Code and version, ``RS-3@0123456789ab``."""
    calendar_version: Mapped[str] = mapped_column(String(16))
    provisional: Mapped[bool] = mapped_column(Boolean, default=False)
    rolls: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether a natural-day limit that ends on a day off moved to the next working day (a setting)."""
    added_days: Mapped[int] = mapped_column(Integer, default=0)
    """Days of ``length`` that an extension or a hearing added."""
    suspended_at: Mapped[datetime | None] = mapped_column(Instant)
    stopped_at: Mapped[datetime | None] = mapped_column(Instant)
    stopped_by: Mapped[Verb | None] = mapped_column(coded(Verb, "stopped_by"))


class TermMove(Base):
    """A due date that moved: a calendar notice was loaded, an extension granted, a hearing ended."""

    __tablename__ = "term_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    term_run_id: Mapped[int] = mapped_column(ForeignKey("term_run.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    old_due_at: Mapped[datetime] = mapped_column(Instant)
    new_due_at: Mapped[datetime] = mapped_column(Instant)
    cause: Mapped[str] = mapped_column(String(200))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))


class Paper(Base):
    """The fact that a document was issued. Its print is a pure function of this row."""

    __tablename__ = "paper"
    __table_args__ = (UniqueConstraint("kind", "year", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("petition_case.id"), index=True)
    kind: Mapped[Effect] = mapped_column(coded(Effect, "kind"))
    year: Mapped[int] = mapped_column(Integer)
    number: Mapped[int | None] = mapped_column(Integer)
    """Runs without gaps within kind and year; null where the case number serves."""
    event_seq: Mapped[int] = mapped_column(Integer)
    issued_at: Mapped[datetime] = mapped_column(Instant)
    issued_by: Mapped[int] = mapped_column(ForeignKey("officer.id"))


class PaperCounter(Base):
    """The last number given to a kind of paper in a year."""

    __tablename__ = "paper_counter"

    kind: Mapped[Effect] = mapped_column(coded(Effect, "kind"), primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True)
    last: Mapped[int] = mapped_column(Integer)


class OutboxMessage(Base):
    """Something to tell somebody, written with the change that causes it and sent after the commit."""

    __tablename__ = "outbox_message"
    __table_args__ = (
        Index(
            "ix_outbox_message_unsent",
            "id",
            sqlite_where=text("sent_at IS NULL"),
            postgresql_where=text("sent_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("petition_case.id"))
    kind: Mapped[Effect] = mapped_column(coded(Effect, "kind"))
    send_key: Mapped[str] = mapped_column(String(60), unique=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
