"""Units and officers. As they stood at revision 0001; frozen."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from migrations.foundation.base import INSTANT, TABLES, known
from migrations.foundation.vocabulary import LEVEL, ROLE, UNIT_KIND

Table(
    "unit",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("code", String(20), nullable=False, unique=True),
    Column("name", String(80), nullable=False),
    Column("short_name", String(20), nullable=False),
    Column("kind", String(18), nullable=False),
    Column("parent_id", Integer, ForeignKey("unit.id")),
    Column("district", String(40), nullable=False),
    Column("population", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    known("kind", UNIT_KIND),
)

Table(
    "officer",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("username", String(40), nullable=False, unique=True),
    Column("name", String(40), nullable=False),
    Column("title", String(60), nullable=False),
    Column("unit_id", Integer, ForeignKey("unit.id"), nullable=False, index=True),
    Column("level", String(12), nullable=False),
    Column("password_hash", String(200), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("session_version", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("id", "level"),
    CheckConstraint("username = lower(username)", name="username_lower"),
    known("level", LEVEL),
)

Table(
    "officer_role",
    TABLES,
    Column("officer_id", Integer, ForeignKey("officer.id"), primary_key=True),
    Column("role", String(24), primary_key=True),
    CheckConstraint("role NOT IN ('owner_city', 'owner_sub')", name="role_not_by_case"),
    known("role", ROLE),
)

Table(
    "login_attempt",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("username", String(40), nullable=False),
    Column("address", String(64), nullable=False),
    Column("at", INSTANT, nullable=False),
    Column("succeeded", Boolean, nullable=False),
    Index("ix_login_attempt_username_at", "username", "at"),
)
