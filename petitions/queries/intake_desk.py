"""What stands beside the intake form: what the matter may repeat, what the caller said before, and names to choose."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from petitions.models import Case, CaseEvent, Enterprise, Evaluation, GridUnit, Officer, Petitioner, Unit
from petitions.models.people import UnitKind
from petitions.queries.reading import read
from petitions.repeats.calibration import AS_LEARNED, Calibration
from petitions.repeats.explain import Explanation, explain, withheld
from petitions.repeats.passages import Span
from petitions.repeats.subject import Subject
from petitions.suspects import find
from petitions.visibility import visible_to
from workflow.roles import Actor
from workflow.states import State
from workflow.vocabulary import PollutionType, Relation, Satisfaction

HISTORY = 5
"""So many of the caller's cases are listed; the number of all is told."""


# --- suspected repeats -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Suspect:
    """An earlier case that the one being typed may repeat, with its reasons."""

    case_no: str
    title: str
    text: str
    state: State
    received_at: datetime
    unit: str | None
    relation: Relation
    news: tuple[str, ...]
    """What is new since the earlier one's reply, as far as words show it."""
    explanation: Explanation

    @property
    def spans(self) -> tuple[Span, ...]:
        """The passages of its text that are told again."""
        return tuple(passage.old for passage in self.explanation.text_passages)


@dataclass(frozen=True, slots=True)
class Suspects:
    """Likely repeats, and other matters of the same place or enterprise.

    ``withheld`` are sentences on repeats that the reader may not see: that there is one, and who handles it.
    """

    repeats: tuple[Suspect, ...] = ()
    history: tuple[Suspect, ...] = ()
    withheld: tuple[str, ...] = ()

    @property
    def relations(self) -> tuple[tuple[Relation, int], ...]:
        """How many stand in each relation, in the order of the vocabulary; history included."""
        counted = Counter(one.relation for one in (*self.repeats, *self.history))
        return tuple((relation, counted[relation]) for relation in Relation if counted[relation])

    @property
    def count(self) -> int:
        """Suspected repeats, whether they may be read or not."""
        return len(self.repeats) + len(self.withheld)


def suspects_of(
    session: Session,
    actor: Actor,
    new: Subject,
    enterprise_id: int | None,
    now: datetime,
    judged: Collection[str] = (),
    calibration: Calibration = AS_LEARNED,
) -> Suspects:
    """What the matter being typed may repeat, as far as the reader may know.

    ``judged`` are the numbers of cases of which the reader has an opinion already; they stay in sight.
    """
    known = _visible_ids(session, actor, judged) if judged else ()
    found = find(session, new, enterprise_id, now, judged=known, calibration=calibration)
    rows = {row.id: row for row in session.execute(_earlier(actor, [one.case_id for one in found]))}
    shown, hidden = [], []
    for suggestion in found:
        row, relation = rows[suggestion.case_id], suggestion.finding.relation
        if row.visible:
            old = Subject(text=row.content, title=row.title)
            explanation = explain(new, old, suggestion.score, suggestion.finding)
            shown.append(
                Suspect(
                    row.case_no,
                    row.title,
                    row.content,
                    row.state,
                    row.received_at,
                    row.unit,
                    relation,
                    suggestion.finding.news,
                    explanation,
                )
            )
        elif relation is not Relation.HISTORY:
            hidden.append(withheld(_handled_by(row)))
    return Suspects(
        tuple(one for one in shown if one.relation is not Relation.HISTORY),
        tuple(one for one in shown if one.relation is Relation.HISTORY),
        tuple(hidden),
    )


def _visible_ids(session: Session, actor: Actor, numbers: Collection[str]) -> tuple[int, ...]:
    asked = Case.case_no.in_(sorted(numbers))
    return tuple(session.scalars(select(Case.id).where(asked, visible_to(actor))))


def _earlier(actor: Actor, ids: Collection[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Case.id,
            Case.case_no,
            Case.title,
            Case.content,
            Case.state,
            Case.received_at,
            Unit.short_name.label("unit"),
            visible_to(actor).label("visible"),
        )
        .outerjoin(Unit, Unit.id == Case.unit_id)
        .where(Case.id.in_(ids))
    )


def _handled_by(row: Any) -> str:
    """The unit in the lead; who keeps what has none yet."""
    if row.state is State.DISCIPLINE:
        return "纪检部门"
    return row.unit or "信访科"


# --- the caller's history ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CallerCase:
    """A case of the same telephone, without a word of who called."""

    case_no: str
    title: str
    received_at: datetime
    type: PollutionType | None
    state: State
    rating: Satisfaction | None


@dataclass(frozen=True, slots=True)
class CallerHistory:
    """The newest cases of a telephone that the reader may see, and how many there are."""

    cases: tuple[CallerCase, ...] = ()
    total: int = 0


def caller_history(session: Session, actor: Actor, phones: Collection[str]) -> CallerHistory:
    """What the caller brought before, found by the keyed hash of the telephone."""
    if not phones:
        return CallerHistory()
    theirs = select(Petitioner.case_id).where(Petitioner.phone_hash.in_(sorted(phones)))
    mine = and_(Case.id.in_(theirs), visible_to(actor))
    query = (
        select(Case.case_no, Case.title, Case.received_at, Case.primary_type, Case.state, Evaluation.rating)
        .outerjoin(Evaluation, and_(Evaluation.case_id == Case.id, Evaluation.round == Case.round))
        .where(mine)
        .order_by(Case.received_at.desc(), Case.id.desc())
        .limit(HISTORY)
    )
    total = session.scalar(select(func.count()).select_from(Case).where(mine)) or 0
    return CallerHistory(read(session, query, CallerCase), total)


# --- names ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Territory:
    """A sub-bureau and the district it looks after, by which a place is told."""

    id: int
    name: str
    district: str


@dataclass(frozen=True, slots=True)
class Named:
    """A row that a typed name means, with the territory it lies in."""

    id: int
    name: str
    district_id: int | None = None


def territories(session: Session) -> tuple[Territory, ...]:
    """Every sub-bureau at work."""
    query = (
        select(Unit.id, Unit.short_name, Unit.district)
        .where(Unit.active, Unit.kind == UnitKind.SUB_BUREAU)
        .order_by(Unit.id)
    )
    return read(session, query, Territory)


def enterprise_named(session: Session, name: str) -> Named | None:
    """The enterprise of exactly this name."""
    query = select(Enterprise.id, Enterprise.name, Enterprise.district_id).where(Enterprise.name == name)
    return next(iter(read(session, query, Named)), None)


def cells_named(session: Session, name: str) -> tuple[Named, ...]:
    """The cells of the grid of exactly this name; two streets may each have one."""
    query = select(GridUnit.id, GridUnit.name, GridUnit.district_id).where(GridUnit.name == name)
    return read(session, query, Named)


def officers_named(session: Session, name: str, unit: str = "") -> tuple[Named, ...]:
    """Officers at work of this name, of the unit of that short name if one is given; told as 姓名（单位）."""
    query = (
        select(Officer.id, Officer.name + "（" + Unit.short_name + "）")
        .join(Unit, Unit.id == Officer.unit_id)
        .where(Officer.active, Officer.name == name)
        .order_by(Officer.id)
    )
    return read(session, query.where(Unit.short_name == unit) if unit else query, Named)


def officers_like(session: Session, typed: str, most: int = 12) -> tuple[Named, ...]:
    """Officers whose name holds what was typed."""
    query = (
        select(Officer.id, Officer.name + "（" + Unit.short_name + "）")
        .join(Unit, Unit.id == Officer.unit_id)
        .where(Officer.active, Officer.name.contains(typed.strip(), autoescape=True))
        .order_by(Officer.name, Officer.id)
        .limit(most)
    )
    return read(session, query, Named) if typed.strip() else ()


# --- what a form became ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entered:
    """A case as it was entered, to tell whether a form that is sent again is the same."""

    case_no: str
    state: State
    content: str
    place: str
    respondent: str
    received_at: datetime


def entered_as(session: Session, officer_id: int, source_key: str) -> Entered | None:
    """The case that this officer made out of a form, if it was sent before."""
    query = (
        select(Case.case_no, Case.state, Case.content, Case.place, Case.respondent, Case.received_at)
        .join(CaseEvent, and_(CaseEvent.case_id == Case.id, CaseEvent.seq == 1))
        .where(Case.source_key == source_key, CaseEvent.actor_id == officer_id)
    )
    return next(iter(read(session, query, Entered)), None)


def sources_known(session: Session, keys: Collection[str]) -> frozenset[str]:
    """Which of these rows were imported before."""
    query = select(Case.source_key).where(Case.source_key.in_(keys))
    return frozenset(key for key in session.scalars(query) if key)
