"""The case and what hangs on it directly. As they stood at revision 0001; frozen."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Sequence,
    String,
    Table,
    Text,
)

from migrations.foundation.base import INSTANT, TABLES, known, partial
from migrations.foundation.vocabulary import (
    BACKLOG,
    CHANNEL,
    FLAG,
    INDUSTRY,
    NOT_ACCEPTED,
    POLLUTION_SUBTYPE,
    POLLUTION_TYPE,
    STATE,
    TRACK,
)

Sequence("petition_case_number", metadata=TABLES)

Table(
    "petition_case",
    TABLES,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("case_no", String(24), nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("state", String(26), nullable=False),
    Column("round", Integer, nullable=False),
    Column("received_at", INSTANT, nullable=False),
    Column("registered_at", INSTANT),
    Column("accepted_at", INSTANT),
    Column("replied_at", INSTANT),
    Column("closed_at", INSTANT),
    Column("next_due_at", INSTANT),
    Column("month", String(7), nullable=False),
    Column("channel", String(26), nullable=False),
    Column("origin_no", String(60)),
    Column("source_key", String(80), unique=True),
    Column("rule_set", String(8), nullable=False),
    Column("track", String(9)),
    Column("title", String(120), nullable=False),
    Column("content", Text, nullable=False),
    Column("claim", String(200), nullable=False),
    Column("occurred", String(120), nullable=False),
    Column("place", String(200), nullable=False),
    Column("district_id", Integer, ForeignKey("unit.id")),
    Column("grid_id", Integer, ForeignKey("grid_unit.id")),
    Column("respondent", String(120), nullable=False),
    Column("enterprise_id", Integer, ForeignKey("enterprise.id"), index=True),
    Column("primary_type", String(17)),
    Column("industry", String(27)),
    Column("people", Integer, nullable=False),
    Column("anonymous", Boolean, nullable=False),
    Column("contact_known", Boolean, nullable=False),
    Column("consent_to_disclose", Boolean, nullable=False),
    Column("written_reply_asked", Boolean, nullable=False),
    Column("query_code_hash", String(64), nullable=False),
    Column("classified", Boolean, nullable=False),
    Column("dual_required", Boolean, nullable=False),
    Column("unit_id", Integer, ForeignKey("unit.id")),
    Column("requirement", Text, nullable=False),
    Column("master_id", Integer, ForeignKey("petition_case.id")),
    Column("lead_id", Integer, ForeignKey("petition_case.id")),
    Column("reply", Text, nullable=False),
    Column("public_text", Text, nullable=False),
    CheckConstraint(
        "state IN ('discarded', 'draft') OR registered_at IS NOT NULL", name="registered_at_if_registered"
    ),
    CheckConstraint(f"state IN ({NOT_ACCEPTED}) OR accepted_at IS NOT NULL", name="accepted_at_if_accepted"),
    CheckConstraint(f"state IN ({NOT_ACCEPTED}) OR track IS NOT NULL", name="track_if_accepted"),
    CheckConstraint("state <> 'closed' OR closed_at IS NOT NULL", name="closed_at_if_closed"),
    CheckConstraint("state <> 'replied' OR replied_at IS NOT NULL", name="replied_at_if_replied"),
    CheckConstraint("state <> 'merged' OR master_id IS NOT NULL", name="master_if_merged"),
    CheckConstraint("master_id IS NULL OR master_id <> id", name="not_its_own_master"),
    CheckConstraint("people >= 1", name="people_positive"),
    CheckConstraint("round >= 1", name="round_positive"),
    known("state", STATE),
    known("channel", CHANNEL),
    known("track", TRACK),
    known("primary_type", POLLUTION_TYPE),
    known("industry", INDUSTRY),
    partial("ix_petition_case_backlog", "next_due_at", "id", where=f"state IN ({BACKLOG})"),
    partial("ix_petition_case_incident", "lead_id", "received_at", "unit_id", where="lead_id IS NOT NULL"),
    Index("ix_petition_case_month", "month", "unit_id", "primary_type", "state", "channel"),
    partial("ix_petition_case_unit_backlog", "unit_id", "next_due_at", "id", where=f"state IN ({BACKLOG})"),
)

Table(
    "case_type",
    TABLES,
    Column("case_id", Integer, ForeignKey("petition_case.id"), primary_key=True),
    Column("type", String(17), primary_key=True),
    Column("subtype", String(29)),
    known("type", POLLUTION_TYPE),
    known("subtype", POLLUTION_SUBTYPE),
)

Table(
    "case_flag",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("case_id", Integer, ForeignKey("petition_case.id"), nullable=False),
    Column("flag", String(19), nullable=False),
    Column("reason", String(400), nullable=False),
    Column("raised_by", Integer, ForeignKey("officer.id"), nullable=False),
    Column("raised_at", INSTANT, nullable=False),
    Column("cleared_at", INSTANT),
    Column("cleared_by", Integer, ForeignKey("officer.id")),
    Column("clearance", String(400)),
    known("flag", FLAG),
    partial("uq_case_flag_raised", "case_id", "flag", where="cleared_at IS NULL", unique=True),
)

Table(
    "case_accused",
    TABLES,
    Column("case_id", Integer, ForeignKey("petition_case.id"), primary_key=True),
    Column("officer_id", Integer, ForeignKey("officer.id"), primary_key=True),
)

Table(
    "case_unit",
    TABLES,
    Column("case_id", Integer, ForeignKey("petition_case.id"), primary_key=True),
    Column("unit_id", Integer, ForeignKey("unit.id"), primary_key=True),
)
