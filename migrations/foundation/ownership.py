"""Owners, plans and signatures. As they stood at revision 0001; frozen."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from migrations.foundation.base import INSTANT, TABLES, known, partial
from migrations.foundation.vocabulary import LEVEL

Table(
    "ownership",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("case_id", Integer, ForeignKey("petition_case.id"), nullable=False),
    Column("level", String(12), nullable=False),
    Column("officer_id", Integer, nullable=False),
    Column("from_at", INSTANT, nullable=False),
    Column("to_at", INSTANT),
    Column("reason", String(400), nullable=False),
    Column("appointed_by", Integer, ForeignKey("officer.id"), nullable=False),
    ForeignKeyConstraint(["officer_id", "level"], ["officer.id", "officer.level"], name="fk_owner_of_level"),
    CheckConstraint("to_at IS NULL OR to_at >= from_at", name="interval_forward"),
    known("level", LEVEL),
    Index("ix_ownership_case_id_level", "case_id", "level"),
    partial("ix_ownership_officer_active", "officer_id", where="to_at IS NULL"),
    partial("uq_ownership_active_level", "case_id", "level", where="to_at IS NULL", unique=True),
    partial("uq_ownership_active_officer", "case_id", "officer_id", where="to_at IS NULL", unique=True),
)

Table(
    "plan",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("case_id", Integer, ForeignKey("petition_case.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("person", Boolean, nullable=False),
    Column("crux", Text, nullable=False),
    Column("measures", Text, nullable=False),
    Column("target", Date, nullable=False),
    Column("drawn_by", Integer, ForeignKey("officer.id"), nullable=False),
    Column("drawn_at", INSTANT, nullable=False),
    UniqueConstraint("case_id", "version"),
    CheckConstraint("version >= 1", name="version_positive"),
)

Table(
    "plan_signature",
    TABLES,
    Column("plan_id", Integer, ForeignKey("plan.id"), primary_key=True),
    Column("level", String(12), primary_key=True),
    Column("officer_id", Integer, ForeignKey("officer.id"), nullable=False),
    Column("opinion", String(400), nullable=False),
    Column("signed_at", INSTANT, nullable=False),
    known("level", LEVEL),
)

Table(
    "strike_off_signature",
    TABLES,
    Column("case_id", Integer, ForeignKey("petition_case.id"), primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("level", String(12), primary_key=True),
    Column("officer_id", Integer, ForeignKey("officer.id"), nullable=False),
    Column("opinion", String(400), nullable=False),
    Column("signed_at", INSTANT, nullable=False),
    known("level", LEVEL),
)
