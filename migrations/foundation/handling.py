"""What is written while a case is handled. As they stood at revision 0001; frozen."""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from migrations.foundation.base import INSTANT, TABLES, known, partial
from migrations.foundation.vocabulary import (
    NOTICE_STATE,
    OPINION,
    OUTCOME,
    RELATION,
    REVIEW_KIND,
    SATISFACTION,
    SUPERVISION_LEVEL,
    TRUTH,
    VERDICT,
)

Table(
    "proposal",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("case_id", Integer, ForeignKey("petition_case.id"), nullable=False, index=True),
    Column("outcome", String(24), nullable=False),
    Column("ground", String(60), nullable=False),
    Column("department", String(80), nullable=False),
    Column("reason", Text, nullable=False),
    Column("proposed_by", Integer, ForeignKey("officer.id"), nullable=False),
    Column("proposed_at", INSTANT, nullable=False),
    Column("agreed", Boolean, nullable=False),
    Column("decided_by", Integer, ForeignKey("officer.id")),
    Column("decided_at", INSTANT),
    CheckConstraint(
        "decided_by IS NULL OR NOT agreed OR decided_by <> proposed_by", name="second_pair_of_eyes"
    ),
    CheckConstraint("outcome <> 'redirect' OR department <> ''", name="department_if_redirected"),
    CheckConstraint("outcome = 'redirect' OR ground <> ''", name="ground_if_refused"),
    known("outcome", OUTCOME),
    partial("uq_proposal_pending", "case_id", where="decided_at IS NULL", unique=True),
)

Table(
    "investigator",
    TABLES,
    Column("case_id", Integer, ForeignKey("petition_case.id"), primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("officer_id", Integer, ForeignKey("officer.id"), primary_key=True),
)

Table(
    "finding",
    TABLES,
    Column("case_id", Integer, ForeignKey("petition_case.id"), primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("claim", Text, nullable=False),
    Column("truth", String(14)),
    Column("evidence", Text, nullable=False),
    Column("visited_on", Date, nullable=False),
    known("truth", TRUTH),
)

Table(
    "submission",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("case_id", Integer, ForeignKey("petition_case.id"), nullable=False, index=True),
    Column("round", Integer, nullable=False),
    Column("report", Text, nullable=False),
    Column("reply", Text, nullable=False),
    Column("gaps", JSON, nullable=False),
    Column("submitted_by", Integer, ForeignKey("officer.id"), nullable=False),
    Column("submitted_at", INSTANT, nullable=False),
)

Table(
    "review",
    TABLES,
    Column("submission_id", Integer, ForeignKey("submission.id"), primary_key=True),
    Column("kind", String(17), primary_key=True),
    Column("officer_id", Integer, ForeignKey("officer.id"), nullable=False),
    Column("opinion", Text, nullable=False),
    Column("at", INSTANT, nullable=False),
    UniqueConstraint("submission_id", "officer_id"),
    known("kind", REVIEW_KIND),
)

Table(
    "evaluation",
    TABLES,
    Column("case_id", Integer, ForeignKey("petition_case.id"), primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("rating", String(20), nullable=False),
    Column("way", String(40), nullable=False),
    Column("remark", Text, nullable=False),
    Column("rated_at", INSTANT, nullable=False),
    Column("explanation", Text, nullable=False),
    known("rating", SATISFACTION),
)

Table(
    "extension_request",
    TABLES,
    Column("case_id", Integer, ForeignKey("petition_case.id"), primary_key=True),
    Column("days", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("asked_by", Integer, ForeignKey("officer.id"), nullable=False),
    Column("asked_at", INSTANT, nullable=False),
    Column("granted_days", Integer),
    Column("granted_by", Integer, ForeignKey("officer.id")),
    CheckConstraint("granted_days BETWEEN 1 AND 30", name="thirty_days_at_most"),
)

Table(
    "supervision",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("case_id", Integer, ForeignKey("petition_case.id"), nullable=False, index=True),
    Column("unit_id", Integer, ForeignKey("unit.id")),
    Column("level", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("problem", Text, nullable=False),
    Column("requirement", Text, nullable=False),
    Column("issued_by", Integer, ForeignKey("officer.id"), nullable=False),
    Column("issued_at", INSTANT, nullable=False, index=True),
    Column("due_at", INSTANT, nullable=False),
    Column("answer", Text, nullable=False),
    Column("answered_at", INSTANT),
    Column("lifted_at", INSTANT),
    CheckConstraint("state = 'issued' OR answer <> ''", name="answer_if_answered"),
    CheckConstraint("state <> 'lifted' OR lifted_at IS NOT NULL", name="lifted_at_if_lifted"),
    known("level", SUPERVISION_LEVEL),
    known("state", NOTICE_STATE),
    partial("ix_supervision_open", "unit_id", where="state <> 'lifted'"),
)

Table(
    "visit",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("case_id", Integer, ForeignKey("petition_case.id"), nullable=False, index=True),
    Column("leader_id", Integer, ForeignKey("officer.id"), nullable=False),
    Column("visited_on", Date, nullable=False, index=True),
    Column("place", String(120), nullable=False),
    Column("findings", Text, nullable=False),
    Column("promises", Text, nullable=False),
)

Table(
    "repeat_link",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("case_id", Integer, ForeignKey("petition_case.id"), nullable=False),
    Column("earlier_id", Integer, ForeignKey("petition_case.id"), nullable=False, index=True),
    Column("relation", String(22), nullable=False),
    Column("score", Float, nullable=False),
    Column("learned", Float),
    Column("reasons", JSON, nullable=False),
    Column("verdict", String(17), nullable=False),
    Column("opinion", String(13)),
    Column("decided_by", Integer, ForeignKey("officer.id")),
    Column("decided_at", INSTANT),
    Column("decision", String(400), nullable=False),
    UniqueConstraint("case_id", "earlier_id"),
    CheckConstraint("case_id <> earlier_id", name="two_cases"),
    CheckConstraint("verdict = 'suggested' OR decided_by IS NOT NULL", name="person_decides"),
    known("relation", RELATION),
    known("verdict", VERDICT),
    known("opinion", OPINION),
)
