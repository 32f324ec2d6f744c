"""双包案 and 一案一策: who answers for a case over time, under which plan, and who signed it off.

At any instant a case has at most one owner at each level; overlaps, one person in both seats, an owner of the
wrong level and an owner who is complained of are refused by the database itself.
"""

from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from petitions.db import Base, Instant, coded
from workflow.vocabulary import Level

ACTIVE = text("to_at IS NULL")


class Ownership(Base):
    """An interval in which an officer owned a case at one level."""

    __tablename__ = "ownership"
    __table_args__ = (
        ForeignKeyConstraint(
            ["officer_id", "level"], ["officer.id", "officer.level"], name="fk_owner_of_level"
        ),
        CheckConstraint("to_at IS NULL OR to_at >= from_at", name="interval_forward"),
        Index(
            "uq_ownership_active_level",
            "case_id",
            "level",
            unique=True,
            sqlite_where=ACTIVE,
            postgresql_where=ACTIVE,
        ),
        Index(
            "uq_ownership_active_officer",
            "case_id",
            "officer_id",
            unique=True,
            sqlite_where=ACTIVE,
            postgresql_where=ACTIVE,
        ),
        Index("ix_ownership_officer_active", "officer_id", sqlite_where=ACTIVE, postgresql_where=ACTIVE),
        Index("ix_ownership_case_id_level", "case_id", "level"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("petition_case.id"))
    level: Mapped[Level] = mapped_column(coded(Level, "level"))
    officer_id: Mapped[int] = mapped_column(Integer)
    from_at: Mapped[datetime] = mapped_column(Instant)
    to_at: Mapped[datetime | None] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(String(400))
    appointed_by: Mapped[int] = mapped_column(ForeignKey("officer.id"))


class Plan(Base):
    """一案一策: one plan for the case; ``person`` marks 一人一策, the plan for its petitioner."""

    __tablename__ = "plan"
    __table_args__ = (
        UniqueConstraint("case_id", "version"),
        CheckConstraint("version >= 1", name="version_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("petition_case.id"))
    version: Mapped[int] = mapped_column(Integer)
    person: Mapped[bool] = mapped_column(Boolean, default=False)
    crux: Mapped[str] = mapped_column(Text)
    measures: Mapped[str] = mapped_column(Text)
    target: Mapped[date] = mapped_column(Date)
    drawn_by: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    drawn_at: Mapped[datetime] = mapped_column(Instant)


class PlanSignature(Base):
    """An owner's signature under one version of a plan."""

    __tablename__ = "plan_signature"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    level: Mapped[Level] = mapped_column(coded(Level, "level"), primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    opinion: Mapped[str] = mapped_column(String(400))
    signed_at: Mapped[datetime] = mapped_column(Instant)


class StrikeOffSignature(Base):
    """An owner's signature to strike the case off (销号), the city owner's last. Append-only."""

    __tablename__ = "strike_off_signature"

    case_id: Mapped[int] = mapped_column(ForeignKey("petition_case.id"), primary_key=True)
    round: Mapped[int] = mapped_column(Integer, primary_key=True)
    level: Mapped[Level] = mapped_column(coded(Level, "level"), primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    opinion: Mapped[str] = mapped_column(String(400))
    signed_at: Mapped[datetime] = mapped_column(Instant)
