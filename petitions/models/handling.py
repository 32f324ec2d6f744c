"""What the office writes while it handles a case: proposals, findings, reviews, evaluations, supervision, visits."""

from datetime import date, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Date,
    Float,
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
from workflow.facts import Outcome, ReviewKind
from workflow.needs import SupervisionLevel
from workflow.tables.supervision import NoticeState
from workflow.vocabulary import Opinion, Relation, Satisfaction, Truth, Verdict

PENDING = text("decided_at IS NULL")


class Proposal(Base):
    """拟处理意见: a refusal or redirection that waits for, or got, its decision by another person."""

    __tablename__ = "proposal"
    __table_args__ = (
        CheckConstraint(
            "decided_by IS NULL OR NOT agreed OR decided_by <> proposed_by", name="second_pair_of_eyes"
        ),
        CheckConstraint("outcome <> 'redirect' OR department <> ''", name="department_if_redirected"),
        CheckConstraint("outcome = 'redirect' OR ground <> ''", name="ground_if_refused"),
        Index("uq_proposal_pending", "case_id", unique=True, sqlite_where=PENDING, postgresql_where=PENDING),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("petition_case.id"), index=True)
    outcome: Mapped[Outcome] = mapped_column(coded(Outcome, "outcome"))
    ground: Mapped[str] = mapped_column(String(60), default="")
    department: Mapped[str] = mapped_column(String(80), default="")
    reason: Mapped[str] = mapped_column(Text)
    proposed_by: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    proposed_at: Mapped[datetime] = mapped_column(Instant)
    agreed: Mapped[bool] = mapped_column(Boolean, default=False)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)


class Investigator(Base):
    """An officer on the investigation of one round."""

    __tablename__ = "investigator"

    case_id: Mapped[int] = mapped_column(ForeignKey("petition_case.id"), primary_key=True)
    round: Mapped[int] = mapped_column(Integer, primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), primary_key=True)


class Finding(Base):
    """One claim item and what the investigation found of it; ``truth`` is null while undecided."""

    __tablename__ = "finding"

    case_id: Mapped[int] = mapped_column(ForeignKey("petition_case.id"), primary_key=True)
    round: Mapped[int] = mapped_column(Integer, primary_key=True)
    item: Mapped[int] = mapped_column(Integer, primary_key=True)
    claim: Mapped[str] = mapped_column(Text)
    truth: Mapped[Truth | None] = mapped_column(coded(Truth, "truth"))
    evidence: Mapped[str] = mapped_column(Text, default="")
    visited_on: Mapped[date] = mapped_column(Date)


class Submission(Base):
    """办理情况报告 with the drafted reply, as sent up for double review. A new one leaves old reviews behind."""

    __tablename__ = "submission"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("petition_case.id"), index=True)
    round: Mapped[int] = mapped_column(Integer)
    report: Mapped[str] = mapped_column(Text)
    reply: Mapped[str] = mapped_column(Text)
    gaps: Mapped[list[str]] = mapped_column(JSON)
    """What the reply lacked of the check-list when it was submitted."""
    submitted_by: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    submitted_at: Mapped[datetime] = mapped_column(Instant)


class Review(Base):
    """One of the two reviews of a submission."""

    __tablename__ = "review"
    __table_args__ = (UniqueConstraint("submission_id", "officer_id"),)

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    kind: Mapped[ReviewKind] = mapped_column(coded(ReviewKind, "kind"), primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    opinion: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant)


class Evaluation(Base):
    """The petitioner's evaluation of one round's reply, and the explanation given to a dissatisfied one."""

    __tablename__ = "evaluation"

    case_id: Mapped[int] = mapped_column(ForeignKey("petition_case.id"), primary_key=True)
    round: Mapped[int] = mapped_column(Integer, primary_key=True)
    rating: Mapped[Satisfaction] = mapped_column(coded(Satisfaction, "rating"))
    way: Mapped[str] = mapped_column(String(40))
    remark: Mapped[str] = mapped_column(Text, default="")
    rated_at: Mapped[datetime] = mapped_column(Instant)
    explanation: Mapped[str] = mapped_column(Text, default="")


class ExtensionRequest(Base):
    """延期: asked by the handler, granted by the head, once."""

    __tablename__ = "extension_request"

    case_id: Mapped[int] = mapped_column(ForeignKey("petition_case.id"), primary_key=True)
    days: Mapped[int] = mapped_column(Integer)
    reason: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    granted_days: Mapped[int | None] = mapped_column(Integer)
    granted_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))

    __table_args__ = (CheckConstraint("granted_days BETWEEN 1 AND 30", name="thirty_days_at_most"),)


class Supervision(Base):
    """督办通知: its level, what it found wrong, what it demands, and how it was answered."""

    __tablename__ = "supervision"
    __table_args__ = (
        CheckConstraint("state = 'issued' OR answer <> ''", name="answer_if_answered"),
        CheckConstraint("state <> 'lifted' OR lifted_at IS NOT NULL", name="lifted_at_if_lifted"),
        Index(
            "ix_supervision_open",
            "unit_id",
            sqlite_where=text("state <> 'lifted'"),
            postgresql_where=text("state <> 'lifted'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("petition_case.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    level: Mapped[SupervisionLevel] = mapped_column(coded(SupervisionLevel, "level"))
    state: Mapped[NoticeState] = mapped_column(coded(NoticeState, "state"))
    problem: Mapped[str] = mapped_column(Text)
    requirement: Mapped[str] = mapped_column(Text)
    issued_by: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    issued_at: Mapped[datetime] = mapped_column(Instant, index=True)
    due_at: Mapped[datetime] = mapped_column(Instant)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    lifted_at: Mapped[datetime | None] = mapped_column(Instant)


class Visit(Base):
    """带案下访: a leader took the case down to the spot."""

    __tablename__ = "visit"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("petition_case.id"), index=True)
    leader_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    visited_on: Mapped[date] = mapped_column(Date, index=True)
    place: Mapped[str] = mapped_column(String(120))
    findings: Mapped[str] = mapped_column(Text)
    promises: Mapped[str] = mapped_column(Text, default="")


class RepeatLink(Base):
    """重复信访: a suggested, confirmed or denied relation between a case and an earlier one."""

    __tablename__ = "repeat_link"
    __table_args__ = (
        UniqueConstraint("case_id", "earlier_id"),
        CheckConstraint("case_id <> earlier_id", name="two_cases"),
        CheckConstraint("verdict = 'suggested' OR decided_by IS NOT NULL", name="person_decides"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("petition_case.id"))
    earlier_id: Mapped[int] = mapped_column(ForeignKey("petition_case.id"), index=True)
    relation: Mapped[Relation] = mapped_column(coded(Relation, "relation"))
    score: Mapped[float] = mapped_column(Float)
    """The likelihood of one matter as it was shown."""
    learned: Mapped[float | None] = mapped_column(Float)
    """The same before the office's calibration; nothing where nobody suggested it."""
    reasons: Mapped[list[list[str]]] = mapped_column(JSON)
    """What spoke for it: pairs of a code and what it is about (petitions.repeats.parts)."""
    verdict: Mapped[Verdict] = mapped_column(coded(Verdict, "verdict"))
    opinion: Mapped[Opinion | None] = mapped_column(coded(Opinion, "opinion"))
    """Of the officer who took the matter down, who had the caller on the line."""
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    decision: Mapped[str] = mapped_column(String(400), default="")

    @property
    def ties(self) -> bool:
        """Whether it holds the two together in one incident (同源事件)."""
        return self.verdict is Verdict.CONFIRMED and self.relation.same_matter
