"""通报: a bulletin with its figures and text as data, its two printed editions, and the record of what was done to it.

An issued one is never changed again, and its prints and its record are only ever added to: see the rails of revision
0003.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from petitions.db import Base, Instant, coded
from workflow.tables.bulletin import BulletinEdition, BulletinState, BulletinVerb


class Bulletin(Base):
    """The one bulletin of a period. What it says stands here as canonical JSON text."""

    __tablename__ = "bulletin"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        CheckConstraint(
            "state <> 'issued' OR (number IS NOT NULL AND year IS NOT NULL AND issued_on IS NOT NULL "
            "AND issued_by IS NOT NULL AND letterhead IS NOT NULL)",
            name="complete_if_issued",
        ),
        CheckConstraint("state = 'issued' OR number IS NULL", name="number_only_if_issued"),
        CheckConstraint("number >= 1", name="number_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(String(24), unique=True)
    """As commands and addresses write it: 2026-10."""
    version: Mapped[int] = mapped_column(Integer)
    state: Mapped[BulletinState] = mapped_column(coded(BulletinState, "state"))

    counted_as_of: Mapped[date] = mapped_column(Date)
    """The day as of which the figures were counted."""
    facts: Mapped[str] = mapped_column(Text)
    errata: Mapped[str] = mapped_column(Text)
    """What this bulletin corrects of earlier ones."""
    prose: Mapped[str] = mapped_column(Text)
    """What the office worded itself."""

    drafted_by: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    drafted_at: Mapped[datetime] = mapped_column(Instant)
    checked_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    checked_at: Mapped[datetime | None] = mapped_column(Instant)
    issued_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    issued_at: Mapped[datetime | None] = mapped_column(Instant)

    issued_on: Mapped[date | None] = mapped_column(Date)
    year: Mapped[int | None] = mapped_column(Integer)
    number: Mapped[int | None] = mapped_column(Integer)
    """Runs without gaps within the year."""
    letterhead: Mapped[str | None] = mapped_column(Text)
    """Who issued it, under which mark and to whom, as the office was called on that day."""

    __mapper_args__ = {"version_id_col": version}


class BulletinPrint(Base):
    """One edition as it was printed at the issue, byte for byte, with its hash."""

    __tablename__ = "bulletin_print"

    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletin.id"), primary_key=True)
    edition: Mapped[BulletinEdition] = mapped_column(coded(BulletinEdition, "edition"), primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[str] = mapped_column(String(64))
    algorithm: Mapped[str] = mapped_column(String(8))


class BulletinEvent(Base):
    """One thing done to one bulletin. Each event carries the hash of the one before it, as those of a case do."""

    __tablename__ = "bulletin_event"
    __table_args__ = (
        UniqueConstraint("bulletin_id", "seq"),
        CheckConstraint("seq >= 1", name="seq_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletin.id"))
    seq: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Instant)
    verb: Mapped[BulletinVerb] = mapped_column(coded(BulletinVerb, "verb"))
    source: Mapped[BulletinState] = mapped_column(coded(BulletinState, "source"))
    target: Mapped[BulletinState] = mapped_column(coded(BulletinState, "target"))
    actor_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    payload: Mapped[str] = mapped_column(Text)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    algorithm: Mapped[str] = mapped_column(String(8))
