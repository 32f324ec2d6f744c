"""同源事件: one incident in one view. Of cases that the actor may not see it tells how many, and who handles them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from petitions.desk import NotFound
from petitions.facts import plan_holder
from petitions.models import Case, Enterprise, GridUnit, Petitioner, Plan, RepeatLink, Unit
from petitions.queries import case_owners as leaders
from petitions.queries.due import Urgency, days_left, urgency_of
from petitions.queries.incident_doings import Doing, doings
from petitions.visibility import visible_to
from workflow.calendar import local_day
from workflow.roles import Actor
from workflow.states import UNDECIDED, State
from workflow.vocabulary import Channel, Relation, Verdict

Name = TypeVar("Name", str, str | None)

LEAD: BindParameter[int] = bindparam("lead_id")


@dataclass(frozen=True, slots=True)
class IncidentMark:
    """What a case's own page tells of its incident."""

    no: str
    """A number under which this actor finds the incident: the lead's, else that of the case itself."""
    lead_no: str | None
    """The lead, if the actor may see it."""
    cases: int


@dataclass(frozen=True, slots=True)
class IncidentCase:
    """A case of an incident. Who called is a count: the first caller is 1, and somebody who calls again keeps it."""

    id: int
    case_no: str
    title: str
    state: State
    channel: Channel
    received_at: datetime
    replied_at: datetime | None
    due_at: datetime | None
    people: int
    unit: str | None
    place: str
    cell: str | None
    enterprise: str
    is_lead: bool
    caller: int
    ties: tuple[tuple[Relation, str | None], ...]
    """How it relates to which earlier cases; the number is missing where the actor may not see that one."""

    @property
    def open(self) -> bool:
        """Registered, and neither answered nor turned away."""
        return self.state in UNDECIDED


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in the grid: how many cases, and at which spots they were told to be."""

    name: str
    cases: int
    spots: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class IncidentStory:
    """An incident as far as the actor may know it."""

    no: str
    title: str
    cases: tuple[IncidentCase, ...]
    """Those that the actor may see, in the order of receipt."""
    hidden: tuple[tuple[str | None, int], ...]
    """Which units handle the others, and how many; the bureau itself is no unit."""
    overdue: int
    cells: tuple[Cell, ...]
    enterprises: tuple[tuple[str, int], ...]
    relations: Mapping[Relation, int]
    """Confirmed links of these cases, each kind by itself."""
    plans: tuple[leaders.PlanShown, ...]
    """The plan by which every case goes that has none of its own, newest version first."""
    plan_no: str | None
    """The case for which it was drawn, if the actor may see that one."""
    plan_signatures: tuple[leaders.SignatureShown, ...]
    own_plans: int
    """How many cases have a plan of their own beside it."""
    doings: tuple[Doing, ...]

    @property
    def total(self) -> int:
        """All cases, seen or not."""
        return len(self.cases) + sum(count for _, count in self.hidden)

    @property
    def callers(self) -> int:
        """How many different people told of it."""
        return max((case.caller for case in self.cases), default=0)

    @property
    def in_hand(self) -> int:
        """Cases that wait for their answer."""
        return sum(case.open for case in self.cases)

    @property
    def days(self) -> int:
        """From the first receipt to the last, both days included."""
        return days_from(self.cases[0].received_at, self.cases[-1].received_at)


def days_from(first: datetime, last: datetime) -> int:
    """Calendar days, both included."""
    return (local_day(last) - local_day(first)).days + 1


@lru_cache(maxsize=512)
def _mark(actor: Actor) -> Select[*tuple[Any, ...]]:
    seen_lead = func.max(Case.case_no).filter(Case.id == Case.lead_id, visible_to(actor))
    return select(seen_lead, func.count()).where(Case.lead_id == LEAD)


def incident_mark(session: Session, actor: Actor, case: Case) -> IncidentMark | None:
    """The incident of a case that the actor may see; nothing where it stands alone."""
    if case.lead_id is None:
        return None
    lead_no, count = session.connection().execute(_mark(actor), {"lead_id": case.lead_id}).one()
    return IncidentMark(lead_no or case.case_no, lead_no, count)


@lru_cache(maxsize=512)
def _members(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Case.id,
            Case.case_no,
            Case.title,
            Case.state,
            Case.channel,
            Case.received_at,
            Case.replied_at,
            Case.next_due_at,
            Case.people,
            Unit.short_name.label("unit"),
            Case.place,
            GridUnit.name.label("cell"),
            func.coalesce(Enterprise.name, Case.respondent).label("enterprise"),
            visible_to(actor).label("visible"),
        )
        .outerjoin(Unit, Unit.id == Case.unit_id)
        .outerjoin(GridUnit, GridUnit.id == Case.grid_id)
        .outerjoin(Enterprise, Enterprise.id == Case.enterprise_id)
        .where(Case.lead_id == LEAD)
        .order_by(Case.received_at, Case.id)
    )


CALLERS = (
    select(Petitioner.case_id, func.coalesce(Petitioner.phone_hash, Petitioner.name_hash).label("caller"))
    .join(Case, Case.id == Petitioner.case_id)
    .where(Case.lead_id == LEAD)
    .order_by(Petitioner.id.desc())
)
"""The principal petitioner of each case is read last."""
Later = aliased(Case)
LINKS = (
    select(RepeatLink.case_id, RepeatLink.earlier_id, RepeatLink.relation)
    .join(Later, Later.id == RepeatLink.case_id)
    .where(Later.lead_id == LEAD, RepeatLink.verdict == Verdict.CONFIRMED)
    .order_by(RepeatLink.earlier_id)
)
PLANNED = (
    select(func.count(Plan.case_id.distinct()), plan_holder(LEAD))
    .join(Case, Case.id == Plan.case_id)
    .where(Case.lead_id == LEAD)
)


def one_incident(session: Session, actor: Actor, case_no: str, now: datetime) -> IncidentStory:
    """The incident of the case of this number, to whoever may see any case of it; else ``NotFound``."""
    lead_id = session.scalar(select(Case.lead_id).where(Case.case_no == case_no))
    given = {"lead_id": lead_id}
    connection = session.connection()
    rows = connection.execute(_members(actor), given).all() if lead_id is not None else ()
    seen = [row for row in rows if row.visible]
    if lead_id is None or not seen:
        raise NotFound(case_no)
    numbers = {row.id: row.case_no for row in seen}
    links = [link for link in connection.execute(LINKS, given) if link.case_id in numbers]
    callers = _callers(
        numbers, links, {row.case_id: row.caller for row in connection.execute(CALLERS, given)}
    )
    planned, holder = connection.execute(PLANNED, given).one()
    cases = tuple(_case(row, lead_id, callers, links, numbers) for row in seen)
    return IncidentStory(
        no=cases[0].case_no,
        title=cases[0].title,
        cases=cases,
        hidden=_counted(row.unit for row in rows if not row.visible),
        overdue=sum(
            case.open and urgency_of(days_left(case.due_at, now)) is Urgency.OVERDUE for case in cases
        ),
        cells=_cells(cases),
        enterprises=_counted(case.enterprise for case in cases if case.enterprise),
        relations=Counter(link.relation for link in links),
        plans=leaders.plans(session, holder) if holder else (),
        plan_no=numbers.get(holder),
        plan_signatures=leaders.plan_signatures(session, holder) if holder else (),
        own_plans=max(planned - 1, 0),
        doings=doings(session, actor, lead_id),
    )


def _case(
    row: Any, lead_id: int, callers: Mapping[int, int], links: Sequence[Any], numbers: Mapping[int, str]
) -> IncidentCase:
    mine = [link for link in links if link.case_id == row.id and link.relation.same_matter]
    ties = tuple((link.relation, numbers.get(link.earlier_id)) for link in mine)
    values = (*row[:13], row.id == lead_id, callers[row.id], ties)
    return IncidentCase(*values)


def _callers(
    cases: Iterable[int], links: Sequence[Any], hashes: Mapping[int, str | None]
) -> Mapping[int, int]:
    """Who called, by count: the same person where a person said so or the keyed hash is the same."""
    again = {link.case_id: link.earlier_id for link in links if link.relation.repeats}
    known: dict[str, int] = {}
    found: dict[int, int] = {}
    for number in cases:
        key = hashes.get(number) or f"case {number}"
        caller = found.get(again.get(number, 0)) or known.get(key) or max(found.values(), default=0) + 1
        known.setdefault(key, caller)
        found[number] = caller
    return found


def _cells(cases: Sequence[IncidentCase]) -> tuple[Cell, ...]:
    """Where it was told to be, the place with most cases first."""
    names = _counted(case.cell or "" for case in cases)
    return tuple(
        Cell(name, count, _counted(case.place for case in cases if case.place and (case.cell or "") == name))
        for name, count in names
    )


def _counted(names: Iterable[Name]) -> tuple[tuple[Name, int], ...]:
    """Each name with how often it occurs, the most frequent first, then as they came."""
    return tuple(Counter(names).most_common())
