"""Who answers for a case (双包案) over time, under which plan (一案一策), and what its leaders did on the spot."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session, aliased

from petitions.models import Case, Officer, Ownership, Plan, PlanSignature, StrikeOffSignature, Visit
from petitions.queries.reading import read
from workflow.vocabulary import Level

CASE_ID: BindParameter[int] = bindparam("case_id")
Appointer = aliased(Officer)


@dataclass(frozen=True, slots=True)
class OwnerShown:
    """An interval in which somebody owned the case at one level."""

    level: Level
    officer_id: int
    name: str
    title: str
    since: datetime
    until: datetime | None
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class SignatureShown:
    """An owner's signature, under a plan or to strike the case off."""

    document: int
    level: Level
    name: str
    opinion: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PlanShown:
    """One version of the plan."""

    id: int
    version: int
    person: bool
    crux: str
    measures: str
    target: date
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class VisitShown:
    """带案下访."""

    on: date
    name: str
    place: str
    findings: str
    promises: str


OWNERS = (
    select(
        Ownership.level,
        Ownership.officer_id,
        Officer.name,
        Officer.title,
        Ownership.from_at,
        Ownership.to_at,
        Ownership.reason,
        Appointer.name,
    )
    .join(Officer, Officer.id == Ownership.officer_id)
    .join(Appointer, Appointer.id == Ownership.appointed_by)
    .where(Ownership.case_id == CASE_ID)
    .order_by(Ownership.to_at.is_not(None), Ownership.level, Ownership.from_at.desc())
)
PLANS = (
    select(
        Plan.id,
        Plan.version,
        Plan.person,
        Plan.crux,
        Plan.measures,
        Plan.target,
        Officer.name,
        Plan.drawn_at,
    )
    .join(Officer, Officer.id == Plan.drawn_by)
    .where(Plan.case_id == CASE_ID)
    .order_by(Plan.version.desc())
)
PLAN_SIGNATURES = (
    select(
        PlanSignature.plan_id,
        PlanSignature.level,
        Officer.name,
        PlanSignature.opinion,
        PlanSignature.signed_at,
    )
    .join(Plan, Plan.id == PlanSignature.plan_id)
    .join(Officer, Officer.id == PlanSignature.officer_id)
    .where(Plan.case_id == CASE_ID)
    .order_by(PlanSignature.signed_at)
)
STRIKE_OFF_SIGNATURES = (
    select(
        StrikeOffSignature.round,
        StrikeOffSignature.level,
        Officer.name,
        StrikeOffSignature.opinion,
        StrikeOffSignature.signed_at,
    )
    .join(Officer, Officer.id == StrikeOffSignature.officer_id)
    .join(Case, Case.id == StrikeOffSignature.case_id)
    .where(StrikeOffSignature.case_id == CASE_ID, StrikeOffSignature.round == Case.round)
    .order_by(StrikeOffSignature.signed_at)
)
VISITS = (
    select(Visit.visited_on, Officer.name, Visit.place, Visit.findings, Visit.promises)
    .join(Officer, Officer.id == Visit.leader_id)
    .where(Visit.case_id == CASE_ID)
    .order_by(Visit.visited_on.desc(), Visit.id.desc())
)


def owners(session: Session, case_id: int) -> tuple[OwnerShown, ...]:
    """Every owner there was, the present ones first."""
    return read(session, OWNERS, OwnerShown, case_id=case_id)


def plans(session: Session, case_id: int) -> tuple[PlanShown, ...]:
    """Every version of the plan, the newest first."""
    return read(session, PLANS, PlanShown, case_id=case_id)


def plan_signatures(session: Session, case_id: int) -> tuple[SignatureShown, ...]:
    """Who signed which plan; ``document`` is the plan's id."""
    return read(session, PLAN_SIGNATURES, SignatureShown, case_id=case_id)


def strike_off_signatures(session: Session, case_id: int) -> tuple[SignatureShown, ...]:
    """Who signed this round off (销号); ``document`` is the round."""
    return read(session, STRIKE_OFF_SIGNATURES, SignatureShown, case_id=case_id)


def visits(session: Session, case_id: int) -> tuple[VisitShown, ...]:
    """The leaders' visits, the latest first."""
    return read(session, VISITS, VisitShown, case_id=case_id)
