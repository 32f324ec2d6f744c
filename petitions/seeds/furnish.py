"""The demonstration city's office: units, grid, enterprises and officers as rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from petitions.demo.city import City
from petitions.models import Enterprise, GridUnit, Officer, OfficerRole, Setting, Unit
from petitions.models.office import GridLevel
from petitions.models.people import UnitKind
from petitions.pinyin import initials
from petitions.repeats import normalise
from workflow.facts import Leader
from workflow.roles import Actor, Role
from workflow.terms import Term
from workflow.vocabulary import Level


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what the demonstration city's cases refer to, by the codes of ``petitions.demo``."""

    actors: Mapping[str, Actor]
    leaders: Mapping[str, Leader]
    units: Mapping[str, int]
    grid: Mapping[str, int]
    enterprises: Mapping[str, int]

    def of_unit(self, code: str, suffix: str) -> Actor:
        """An officer of a unit by the end of the username: ``head``, ``deputy``, ``h1`` …"""
        return self.actors[f"{code}-{suffix}"]


def furnish(session: Session, city: City, hash_password: Callable[[str], str], password: str) -> Cast:
    """Write the office; every officer gets the same demonstration password."""
    session.add_all(
        [
            Setting(key="bureau", value=city.bureau_name),
            Setting(key="mark", value=city.code_word),
            # The usual seven days are for a first feedback; this city agreed with its 12345 centre on the law's sixty.
            Setting(key="term_lengths", value={Term.ORDER_12345.value: 60}),
        ]
    )
    units = _units(session, city)
    grid = _grid(session, city, units)
    enterprises = _enterprises(session, city, units, grid)
    officers = _officers(session, city, units, hash_password(password))
    leaders = {
        officer.username: Leader(officer.id, officer.level, officer.unit_id)
        for officer in officers
        if officer.roles & {Role.LEADER, Role.UNIT_HEAD}
    }
    actors = {officer.username: officer.actor for officer in officers}
    return Cast(actors, leaders, units, grid, enterprises)


def _units(session: Session, city: City) -> dict[str, int]:
    ids: dict[str, int] = {}
    for demo in city.units:
        unit = Unit(
            code=demo.code,
            name=demo.name,
            short_name=demo.short,
            kind=UnitKind(demo.kind),
            parent_id=ids[demo.parent] if demo.parent else None,
            district=demo.district,
            population=demo.population,
        )
        session.add(unit)
        session.flush()
        ids[demo.code] = unit.id
    return ids


def _grid(session: Session, city: City, units: Mapping[str, int]) -> dict[str, int]:
    ids: dict[str, int] = {}
    for level in GridLevel:
        cells = [
            GridUnit(
                code=demo.code,
                name=demo.name,
                initials=initials(demo.name),
                level=level,
                parent_id=ids[demo.parent] if demo.parent else None,
                district_id=units[demo.unit] if demo.unit else None,
            )
            for demo in city.grid
            if demo.level == level.value
        ]
        session.add_all(cells)
        session.flush()
        ids |= {cell.code: cell.id for cell in cells}
    return ids


def _enterprises(
    session: Session, city: City, units: Mapping[str, int], grid: Mapping[str, int]
) -> dict[str, int]:
    rows = {
        demo.code: Enterprise(
            name=demo.name,
            match_key=normalise.enterprise(demo.name, (city.name,)),
            initials=initials(demo.short),
            credit_code=demo.credit_code,
            industry=demo.industry,
            address=demo.address,
            district_id=units[demo.district],
            grid_id=grid[demo.grid],
        )
        for demo in city.enterprises
    }
    session.add_all(rows.values())
    session.flush()
    return {code: row.id for code, row in rows.items()}


def _officers(session: Session, city: City, units: Mapping[str, int], password_hash: str) -> list[Officer]:
    officers = [
        Officer(
            username=demo.username,
            name=demo.name,
            title=demo.title,
            unit_id=units[demo.unit],
            level=Level(demo.level),
            password_hash=password_hash,
            role_rows=[OfficerRole(role=role) for role in sorted(demo.roles)],
        )
        for demo in city.officers
    ]
    session.add_all(officers)
    session.flush()
    return officers
