"""The office's own records. As they stood at revision 0001; frozen."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from migrations.foundation.base import INSTANT, TABLES, known
from migrations.foundation.vocabulary import GRID_LEVEL, INDUSTRY

Table(
    "grid_unit",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("code", String(24), nullable=False, unique=True),
    Column("name", String(60), nullable=False),
    Column("initials", String(40), nullable=False, index=True),
    Column("level", String(17), nullable=False),
    Column("parent_id", Integer, ForeignKey("grid_unit.id")),
    Column("district_id", Integer, ForeignKey("unit.id")),
    known("level", GRID_LEVEL),
)

Table(
    "enterprise",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("name", String(120), nullable=False, unique=True),
    Column("match_key", String(120), nullable=False, index=True),
    Column("initials", String(60), nullable=False, index=True),
    Column("credit_code", String(18), unique=True),
    Column("industry", String(27), nullable=False),
    Column("address", String(200), nullable=False),
    Column("district_id", Integer, ForeignKey("unit.id")),
    Column("grid_id", Integer, ForeignKey("grid_unit.id")),
    Column("listed", Boolean, nullable=False),
    Column("publishable", Boolean, nullable=False),
    known("industry", INDUSTRY),
)

Table(
    "calendar_notice",
    TABLES,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    Column("loaded_by", Integer, ForeignKey("officer.id"), nullable=False),
    Column("loaded_at", INSTANT, nullable=False),
)

Table(
    "setting",
    TABLES,
    Column("key", String(60), primary_key=True),
    Column("value", JSON, nullable=False),
)

Table(
    "attachment",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("case_id", Integer, ForeignKey("petition_case.id"), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("algorithm", String(8), nullable=False),
    Column("name", String(120), nullable=False),
    Column("media_type", String(80), nullable=False),
    Column("size", Integer, nullable=False),
    Column("added_by", Integer, ForeignKey("officer.id"), nullable=False),
    Column("added_at", INSTANT, nullable=False),
    UniqueConstraint("case_id", "digest"),
)

Table(
    "intake_draft",
    TABLES,
    Column("officer_id", Integer, ForeignKey("officer.id"), primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("saved_at", INSTANT, nullable=False),
)

Table(
    "office_event",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("at", INSTANT, nullable=False, index=True),
    Column("officer_id", Integer, ForeignKey("officer.id")),
    Column("kind", String(40), nullable=False),
    Column("detail", Text, nullable=False),
)
