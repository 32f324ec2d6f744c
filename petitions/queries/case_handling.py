"""What the office wrote while it handled a case: proposals, findings, reports and reviews, supervision, evaluation."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session, aliased

from petitions.models import (
    Evaluation,
    ExtensionRequest,
    Finding,
    Investigator,
    Officer,
    Paper,
    Proposal,
    Review,
    Submission,
    Supervision,
)
from petitions.queries.reading import read
from workflow.effects import Effect
from workflow.facts import Outcome, ReviewKind
from workflow.needs import SupervisionLevel
from workflow.tables.supervision import NoticeState
from workflow.vocabulary import Satisfaction, Truth

CASE_ID: BindParameter[int] = bindparam("case_id")
Second = aliased(Officer)


@dataclass(frozen=True, slots=True)
class ProposalShown:
    """拟处理意见 and what became of it."""

    outcome: Outcome
    ground: str
    department: str
    reason: str
    by: str
    at: datetime
    agreed: bool
    decided_by: str | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class FindingShown:
    """One claim item of one round; ``truth`` is ``None`` while undecided."""

    round: int
    item: int
    claim: str
    truth: Truth | None
    evidence: str
    visited_on: date


@dataclass(frozen=True, slots=True)
class SubmissionShown:
    """A report with its drafted reply, as it went up for double review."""

    id: int
    round: int
    report: str
    reply: str
    gaps: list[str]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReviewShown:
    """One of the two reviews of a submission."""

    submission: int
    kind: ReviewKind
    by: str
    opinion: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SupervisionShown:
    """督办通知."""

    level: SupervisionLevel
    state: NoticeState
    problem: str
    requirement: str
    by: str
    at: datetime
    due_at: datetime
    answer: str
    answered_at: datetime | None
    lifted_at: datetime | None


@dataclass(frozen=True, slots=True)
class EvaluationShown:
    """The petitioner's evaluation of one round."""

    round: int
    rating: Satisfaction
    way: str
    remark: str
    at: datetime
    explanation: str


@dataclass(frozen=True, slots=True)
class ExtensionShown:
    """延期: asked, and how many days were granted."""

    days: int
    reason: str
    by: str
    at: datetime
    granted_days: int | None


@dataclass(frozen=True, slots=True)
class PaperShown:
    """A document that was issued."""

    id: int
    kind: Effect
    year: int
    number: int | None
    event_seq: int
    at: datetime
    by: str


PROPOSALS = (
    select(
        Proposal.outcome,
        Proposal.ground,
        Proposal.department,
        Proposal.reason,
        Officer.name,
        Proposal.proposed_at,
        Proposal.agreed,
        Second.name,
        Proposal.decided_at,
    )
    .join(Officer, Officer.id == Proposal.proposed_by)
    .outerjoin(Second, Second.id == Proposal.decided_by)
    .where(Proposal.case_id == CASE_ID)
    .order_by(Proposal.id.desc())
)
FINDINGS = (
    select(Finding.round, Finding.item, Finding.claim, Finding.truth, Finding.evidence, Finding.visited_on)
    .where(Finding.case_id == CASE_ID)
    .order_by(Finding.round.desc(), Finding.item)
)
INVESTIGATORS = (
    select(Officer.name)
    .join(Investigator, Investigator.officer_id == Officer.id)
    .where(Investigator.case_id == CASE_ID, Investigator.round == bindparam("round"))
    .order_by(Officer.id)
)
SUBMISSIONS = (
    select(
        Submission.id,
        Submission.round,
        Submission.report,
        Submission.reply,
        Submission.gaps,
        Officer.name,
        Submission.submitted_at,
    )
    .join(Officer, Officer.id == Submission.submitted_by)
    .where(Submission.case_id == CASE_ID)
    .order_by(Submission.id.desc())
)
REVIEWS = (
    select(Review.submission_id, Review.kind, Officer.name, Review.opinion, Review.at)
    .join(Submission, Submission.id == Review.submission_id)
    .join(Officer, Officer.id == Review.officer_id)
    .where(Submission.case_id == CASE_ID)
    .order_by(Review.at)
)
SUPERVISIONS = (
    select(
        Supervision.level,
        Supervision.state,
        Supervision.problem,
        Supervision.requirement,
        Officer.name,
        Supervision.issued_at,
        Supervision.due_at,
        Supervision.answer,
        Supervision.answered_at,
        Supervision.lifted_at,
    )
    .join(Officer, Officer.id == Supervision.issued_by)
    .where(Supervision.case_id == CASE_ID)
    .order_by(Supervision.id.desc())
)
EVALUATIONS = (
    select(
        Evaluation.round,
        Evaluation.rating,
        Evaluation.way,
        Evaluation.remark,
        Evaluation.rated_at,
        Evaluation.explanation,
    )
    .where(Evaluation.case_id == CASE_ID)
    .order_by(Evaluation.round.desc())
)
EXTENSIONS = (
    select(
        ExtensionRequest.days,
        ExtensionRequest.reason,
        Officer.name,
        ExtensionRequest.asked_at,
        ExtensionRequest.granted_days,
    )
    .join(Officer, Officer.id == ExtensionRequest.asked_by)
    .where(ExtensionRequest.case_id == CASE_ID)
)
PAPERS = (
    select(Paper.id, Paper.kind, Paper.year, Paper.number, Paper.event_seq, Paper.issued_at, Officer.name)
    .join(Officer, Officer.id == Paper.issued_by)
    .where(Paper.case_id == CASE_ID)
    .order_by(Paper.id)
)


def proposals(session: Session, case_id: int) -> tuple[ProposalShown, ...]:
    """Every proposal to turn the matter away, the newest first."""
    return read(session, PROPOSALS, ProposalShown, case_id=case_id)


def findings(session: Session, case_id: int) -> tuple[FindingShown, ...]:
    """Every finding, the present round's first."""
    return read(session, FINDINGS, FindingShown, case_id=case_id)


def investigators(session: Session, case_id: int, round: int) -> tuple[str, ...]:
    """The names of who investigates in this round."""
    return read(session, INVESTIGATORS, str, case_id=case_id, round=round)


def submissions(session: Session, case_id: int) -> tuple[SubmissionShown, ...]:
    """Every report that went up, the newest first."""
    return read(session, SUBMISSIONS, SubmissionShown, case_id=case_id)


def reviews(session: Session, case_id: int) -> tuple[ReviewShown, ...]:
    """Every review of these reports."""
    return read(session, REVIEWS, ReviewShown, case_id=case_id)


def supervisions(session: Session, case_id: int) -> tuple[SupervisionShown, ...]:
    """Every supervision notice, the newest first."""
    return read(session, SUPERVISIONS, SupervisionShown, case_id=case_id)


def evaluations(session: Session, case_id: int) -> tuple[EvaluationShown, ...]:
    """The petitioner's evaluations, the newest first."""
    return read(session, EVALUATIONS, EvaluationShown, case_id=case_id)


def extensions(session: Session, case_id: int) -> tuple[ExtensionShown, ...]:
    """The extension that was asked for, if one was."""
    return read(session, EXTENSIONS, ExtensionShown, case_id=case_id)


def papers(session: Session, case_id: int) -> tuple[PaperShown, ...]:
    """Every document that was issued, in its order."""
    return read(session, PAPERS, PaperShown, case_id=case_id)
