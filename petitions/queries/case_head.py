"""The register entry of one case, as a page shows it: no identity, names instead of numbers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session, aliased

from petitions.models import (
    Case,
    CaseFlag,
    CaseType,
    CaseUnit,
    Enterprise,
    GridUnit,
    Officer,
    Unit,
)
from petitions.queries.reading import read
from workflow.states import State
from workflow.vocabulary import Channel, Flag, Industry, PollutionSubtype, PollutionType, Track

CASE_ID: BindParameter[int] = bindparam("case_id")
Lead, District, Master = aliased(Unit), aliased(Unit), aliased(Case)


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What the register says of the matter itself."""

    id: int
    case_no: str
    state: State
    round: int
    channel: Channel
    origin_no: str | None
    rule_set: str
    track: Track | None
    title: str
    content: str
    claim: str
    occurred: str
    place: str
    district_id: int | None
    district: str | None
    grid_id: int | None
    grid: str | None
    respondent: str
    enterprise_id: int | None
    enterprise: str | None
    primary_type: PollutionType | None
    industry: Industry | None
    people: int
    anonymous: bool
    contact_known: bool
    consent_to_disclose: bool
    written_reply_asked: bool
    classified: bool
    dual_required: bool
    unit_id: int | None
    unit: str | None
    requirement: str
    master_no: str | None
    reply: str
    public_text: str
    received_at: datetime
    registered_at: datetime | None
    accepted_at: datetime | None
    replied_at: datetime | None
    closed_at: datetime | None
    next_due_at: datetime | None


@dataclass(frozen=True, slots=True)
class TypeShown:
    """A pollution type with its sub-type."""

    type: PollutionType
    subtype: PollutionSubtype | None


@dataclass(frozen=True, slots=True)
class FlagShown:
    """An overlay: who raised it and why, and when it was cleared."""

    flag: Flag
    reason: str
    by: str
    at: datetime
    cleared_at: datetime | None
    clearance: str | None


HEAD = (
    select(
        Case.id,
        Case.case_no,
        Case.state,
        Case.round,
        Case.channel,
        Case.origin_no,
        Case.rule_set,
        Case.track,
        Case.title,
        Case.content,
        Case.claim,
        Case.occurred,
        Case.place,
        Case.district_id,
        District.short_name,
        Case.grid_id,
        GridUnit.name,
        Case.respondent,
        Case.enterprise_id,
        Enterprise.name,
        Case.primary_type,
        Case.industry,
        Case.people,
        Case.anonymous,
        Case.contact_known,
        Case.consent_to_disclose,
        Case.written_reply_asked,
        Case.classified,
        Case.dual_required,
        Case.unit_id,
        Lead.short_name,
        Case.requirement,
        Master.case_no,
        Case.reply,
        Case.public_text,
        Case.received_at,
        Case.registered_at,
        Case.accepted_at,
        Case.replied_at,
        Case.closed_at,
        Case.next_due_at,
    )
    .select_from(Case)
    .outerjoin(Lead, Lead.id == Case.unit_id)
    .outerjoin(District, District.id == Case.district_id)
    .outerjoin(Master, Master.id == Case.master_id)
    .outerjoin(GridUnit, GridUnit.id == Case.grid_id)
    .outerjoin(Enterprise, Enterprise.id == Case.enterprise_id)
    .where(Case.id == CASE_ID)
)
TYPES = (
    select(CaseType.type, CaseType.subtype)
    .join(Case, Case.id == CaseType.case_id)
    .where(CaseType.case_id == CASE_ID)
    .order_by(CaseType.type != Case.primary_type, CaseType.type)
)
FLAGS = (
    select(
        CaseFlag.flag,
        CaseFlag.reason,
        Officer.name,
        CaseFlag.raised_at,
        CaseFlag.cleared_at,
        CaseFlag.clearance,
    )
    .join(Officer, Officer.id == CaseFlag.raised_by)
    .where(CaseFlag.case_id == CASE_ID)
    .order_by(CaseFlag.id)
)
ASSISTING = (
    select(Unit.short_name)
    .join(CaseUnit, CaseUnit.unit_id == Unit.id)
    .where(CaseUnit.case_id == CASE_ID)
    .order_by(Unit.id)
)


def case_head(session: Session, case_id: int) -> CaseHead:
    """The register entry."""
    return read(session, HEAD, CaseHead, case_id=case_id)[0]


def case_types(session: Session, case_id: int) -> tuple[TypeShown, ...]:
    """The pollution types, the primary one first."""
    return read(session, TYPES, TypeShown, case_id=case_id)


def case_flags(session: Session, case_id: int) -> tuple[FlagShown, ...]:
    """Every overlay that the case carries or carried."""
    return read(session, FLAGS, FlagShown, case_id=case_id)


def assisting_units(session: Session, case_id: int) -> tuple[str, ...]:
    """The units that help the one in the lead (协办)."""
    return read(session, ASSISTING, str, case_id=case_id)
