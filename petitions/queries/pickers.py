"""What a form offers to choose from: leaders, officers, units, enterprises, cells of the grid, and cases by number."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, or_, select
from sqlalchemy.orm import Session

from petitions.models import Case, Enterprise, GridUnit, Officer, OfficerRole, Unit
from petitions.models.office import GridLevel
from petitions.models.people import UnitKind
from petitions.queries.reading import read
from petitions.visibility import visible_to
from workflow.facts import Leader
from workflow.roles import OF_THE_UNIT, Actor, Role
from workflow.tables.hands import LEADERS
from workflow.vocabulary import Industry, Level

MOST = 12
"""So many suggestions are made while somebody types."""

UNITS_THAT_HANDLE = (UnitKind.SUB_BUREAU, UnitKind.DIVISION, UnitKind.TEAM)


@dataclass(frozen=True, slots=True)
class LeaderChoice:
    """Somebody who may own a case (包案)."""

    id: int
    name: str
    title: str
    level: Level
    unit_id: int
    unit: str

    @property
    def leader(self) -> Leader:
        """The person as the law sees it."""
        return Leader(self.id, self.level, self.unit_id)


@dataclass(frozen=True, slots=True)
class OfficerChoice:
    """An officer and its unit."""

    id: int
    name: str
    title: str
    unit_id: int
    unit: str


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit that may handle cases."""

    id: int
    name: str
    kind: UnitKind


@dataclass(frozen=True, slots=True)
class EnterpriseChoice:
    """一企一档."""

    id: int
    name: str
    industry: Industry
    address: str
    district_id: int | None
    grid_id: int | None


@dataclass(frozen=True, slots=True)
class GridChoice:
    """A cell of the grid."""

    id: int
    name: str
    level: GridLevel
    district_id: int | None


def _with_role(*roles: Role) -> ColumnElement[bool]:
    held = select(OfficerRole.officer_id).where(OfficerRole.officer_id == Officer.id)
    return held.where(OfficerRole.role.in_(roles)).exists()


LEADERS_OF_CASES = (
    select(Officer.id, Officer.name, Officer.title, Officer.level, Officer.unit_id, Unit.short_name)
    .join(Unit, Unit.id == Officer.unit_id)
    .where(
        Officer.active,
        or_(
            (Officer.level == Level.CITY) & _with_role(*LEADERS),
            (Officer.level == Level.SUB) & _with_role(Role.UNIT_HEAD),
        ),
    )
    .order_by(Officer.level, Unit.id, Officer.id)
)
INVESTIGATORS = (
    select(Officer.id, Officer.name, Officer.title, Officer.unit_id, Unit.short_name)
    .join(Unit, Unit.id == Officer.unit_id)
    .where(Officer.active, Officer.unit_id.in_(bindparam("units", expanding=True)), _with_role(*OF_THE_UNIT))
    .order_by(Unit.id, Officer.id)
)
HANDLING_UNITS = (
    select(Unit.id, Unit.short_name, Unit.kind)
    .where(Unit.active, Unit.kind.in_(UNITS_THAT_HANDLE))
    .order_by(Unit.kind == UnitKind.DIVISION, Unit.id)
)
ENTERPRISES = select(
    Enterprise.id,
    Enterprise.name,
    Enterprise.industry,
    Enterprise.address,
    Enterprise.district_id,
    Enterprise.grid_id,
)
CELLS = select(GridUnit.id, GridUnit.name, GridUnit.level, GridUnit.district_id)


def leaders(session: Session) -> tuple[LeaderChoice, ...]:
    """Who may own a case: the city's leaders, and the heads of the sub-bureaus."""
    return read(session, LEADERS_OF_CASES, LeaderChoice)


def investigators(session: Session, units: frozenset[int]) -> tuple[OfficerChoice, ...]:
    """The people of the units that handle a case."""
    return read(session, INVESTIGATORS, OfficerChoice, units=sorted(units))


def handling_units(session: Session) -> tuple[UnitChoice, ...]:
    """Every unit that a case may be handed to, sub-bureaus first."""
    return read(session, HANDLING_UNITS, UnitChoice)


def enterprises_like(session: Session, typed: str) -> tuple[EnterpriseChoice, ...]:
    """Enterprises whose name holds what was typed, or whose pinyin initials begin with it."""
    query = _like(ENTERPRISES, Enterprise.name, Enterprise.initials, typed)
    return read(session, query, EnterpriseChoice) if typed.strip() else ()


def cells_like(session: Session, typed: str) -> tuple[GridChoice, ...]:
    """Cells of the grid whose name holds what was typed, or whose pinyin initials begin with it."""
    query = _like(CELLS, GridUnit.name, GridUnit.initials, typed)
    return read(session, query, GridChoice) if typed.strip() else ()


def _like(query: Select[*tuple[Any, ...]], name: Any, initials: Any, typed: str) -> Select[*tuple[Any, ...]]:
    wanted = typed.strip()
    found = name.contains(wanted, autoescape=True)
    if wanted.isascii():
        found = or_(found, initials.startswith(wanted.lower(), autoescape=True))
    return query.where(found).order_by(name).limit(MOST)


def case_id_of(session: Session, actor: Actor, case_no: str) -> int | None:
    """The number of a case that the actor may see, by the number that people know it by."""
    return session.scalar(select(Case.id).where(Case.case_no == case_no.strip(), visible_to(actor)))
