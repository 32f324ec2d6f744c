"""典型问题: up to four cases of the month, told from coded fields alone, so that no petitioner can be in them.

Neither the complaint's text nor the officer's is used: type, place by district, verdict, days and evaluation tell the
case. The office may write its own words over the draft.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from petitions.models import Case, CaseAccused, CaseEvent, CaseType, Evaluation, Finding, RepeatLink, TermRun
from reports.facts.cohorts import CLOSING, HANDLING_TERMS
from reports.facts.standing import LISTABLE, UNIT, Span, confirmed
from reports.figures import TypicalCase
from workflow.calendar import local_day
from workflow.vocabulary import PollutionSubtype, PollutionType, Satisfaction, Truth

EACH = 2
"""So many as praise, so many as warning."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a closed case."""

    unit: int
    type: PollutionType
    subtype: PollutionSubtype | None
    days: int
    days_over: int
    borne_out: int
    partly: int
    items: int
    rating: Satisfaction | None
    times: int

    @property
    def matter(self) -> str:
        """恶臭异味, or the type where there is no sub-type."""
        if self.subtype is not None:
            return self.subtype.label
        return "其他环境" if self.type is PollutionType.OTHER else self.type.label

    @property
    def verdict(self) -> str:
        """What the investigation found, over all claim items."""
        if self.borne_out == self.items:
            return Truth.TRUE.label
        return Truth.PARTLY.label if self.borne_out or self.partly else Truth.UNTRUE.label

    @property
    def faults(self) -> tuple[str, ...]:
        """Why it is a warning; empty when it is none."""
        found = []
        if self.days_over > 0:
            found.append(f"超过办理期限{self.days_over}日答复")
        if self.rating is Satisfaction.DISSATISFIED:
            found.append("信访人评价为不满意")
        if self.times > 1:
            found.append(f"同一事项先后反映{self.times}次")
        return tuple(found)

    @property
    def deserves_praise(self) -> bool:
        """Borne out, handled without fault, and the petitioner is satisfied."""
        borne_out = bool(self.borne_out or self.partly)
        return borne_out and not self.faults and self.rating is Satisfaction.SATISFIED


def typical(session: Session, span: Span, names: Mapping[int, str]) -> tuple[TypicalCase, ...]:
    """Praise for quick handling that satisfied, warning for what came late or came again; one of a unit and kind."""
    told = _closed(session, span)
    good = sorted((one for one in told if one.deserves_praise), key=lambda one: one.days)
    bad = [one for one in told if one.faults]
    bad.sort(key=lambda one: (-len(one.faults), -one.days_over, -one.times, -one.days))
    return (
        *(_praise(one, names[one.unit]) for one in _spread(good)),
        *(_warning(one, names[one.unit]) for one in _spread(bad)),
    )


def _spread(cases: Iterable[Told]) -> Iterator[Told]:
    """The first few, no unit twice."""
    units: set[int] = set()
    for one in cases:
        if one.unit not in units and len(units) < EACH:
            units.add(one.unit)
            yield one


def _praise(one: Told, unit: str) -> TypicalCase:
    text = (
        f"群众反映辖区内{one.matter}问题，{unit}受理后及时开展现场调查，认定反映事项{one.verdict}，依法处理并答复，"
        f"自受理之日起{one.days}日办结，信访人评价为满意。"
    )
    return TypicalCase(f"{unit}及时办结{one.matter}问题", text, True)


def _warning(one: Told, unit: str) -> TypicalCase:
    text = (
        f"群众反映辖区内{one.matter}问题，{unit}调查认定反映事项{one.verdict}，自受理之日起{one.days}日办结。"
        f"该件{'，'.join(one.faults)}。"
    )
    return TypicalCase(f"{unit}办理{one.matter}问题不到位", text, False)


def _closed(session: Session, span: Span) -> list[Told]:
    """The accepted cases with findings that were closed in the month; complaints of officers are left out."""
    statement = (
        select(
            UNIT.label("unit"),
            Case.primary_type,
            _subtype().label("subtype"),
            Case.accepted_at,
            func.max(CaseEvent.day).label("closed_on"),
            _handling(TermRun.due_at).label("due_at"),
            _handling(TermRun.stopped_at).label("stopped_at"),
            _findings().label("items"),
            _findings(Truth.TRUE).label("true"),
            _findings(Truth.PARTLY).label("partly"),
            _rating(span).label("rating"),
            _repeats(span).label("repeats"),
        )
        .join(Case, Case.id == CaseEvent.case_id)
        .where(CaseEvent.day >= span.period.first_day, CaseEvent.day <= span.counted_on)
        .where(CaseEvent.verb.in_(CLOSING), Case.primary_type.is_not(None), _findings() > 0, LISTABLE)
        .where(~select(CaseAccused.case_id).where(CaseAccused.case_id == Case.id).exists())
        .group_by(Case.id)
        .order_by(Case.id)
    )
    return [
        Told(
            unit=row.unit,
            type=row.primary_type,
            subtype=row.subtype,
            days=(row.closed_on - local_day(row.accepted_at)).days,
            days_over=(local_day(row.stopped_at) - local_day(row.due_at)).days if row.stopped_at else 0,
            borne_out=row.true,
            partly=row.partly,
            items=row.items,
            rating=row.rating,
            times=row.repeats + 1,
        )
        for row in session.execute(statement)
    ]


def _findings(*truths: Truth) -> Any:
    """How many claim items of the last round have one of these verdicts, or any."""
    last = select(func.max(Finding.round)).where(Finding.case_id == Case.id).correlate(Case).scalar_subquery()
    verdict = Finding.truth.in_(truths or tuple(Truth))
    return (
        select(func.count())
        .where(Finding.case_id == Case.id, Finding.round == last, verdict)
        .correlate(Case)
        .scalar_subquery()
    )


def _subtype() -> Any:
    return (
        select(CaseType.subtype)
        .where(CaseType.case_id == Case.id, CaseType.type == Case.primary_type)
        .correlate(Case)
        .scalar_subquery()
    )


def _handling(moment: Any) -> Any:
    """A moment of the limit for handling, which is met by the reply."""
    return (
        select(func.max(moment))
        .where(TermRun.case_id == Case.id, TermRun.term.in_(HANDLING_TERMS))
        .correlate(Case)
        .scalar_subquery()
    )


def _rating(span: Span) -> Any:
    """The petitioner's last evaluation."""
    return (
        select(Evaluation.rating)
        .where(Evaluation.case_id == Case.id, Evaluation.rated_at < span.cutoff)
        .order_by(Evaluation.round.desc())
        .limit(1)
        .correlate(Case)
        .scalar_subquery()
    )


def _repeats(span: Span) -> Any:
    """How many later cases a person confirmed to repeat this one."""
    return (
        select(func.count())
        .where(RepeatLink.earlier_id == Case.id, confirmed(span.cutoff))
        .correlate(Case)
        .scalar_subquery()
    )
