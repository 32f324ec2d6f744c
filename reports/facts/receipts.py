"""What came in: totals, channels, types, industries, units and the reasons for turning items away.

By receipt in the month; what was decided on the items is told as of the end of the month.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select
from sqlalchemy.orm import Session

from petitions.models import Case, CaseType, Enterprise, Proposal, Unit
from petitions.models.people import UnitKind
from reports.facts.counted import Member
from reports.facts.standing import (
    ARCHIVED,
    LAST,
    NOT_TAKEN_ON,
    REGISTERED,
    STANDING,
    UNIT,
    Fate,
    Span,
    bucket,
    fate,
    last_before,
)
from reports.figures import Compared, Tally, Totals, TypeFigures
from reports.month import Month
from workflow.facts import Outcome
from workflow.rules import RULE_SETS
from workflow.states import Bucket, State
from workflow.vocabulary import Channel, Industry, PollutionSubtype, PollutionType

NOTHING = Totals(0, 0, 0, 0, 0)
ELSEWHERE = "应由其他有权机关处理，已移送或者告知"
WITHDRAWN = "受理前信访人撤回"
INDUSTRY = func.coalesce(Case.industry, Enterprise.industry)
"""That of the item, else that of the enterprise's file."""


def _months(months: Iterable[Month]) -> ColumnElement[bool]:
    return and_(Case.month.in_(sorted({str(month) for month in months})), REGISTERED)


def _standings(span: Span, months: Iterable[Month], *keys: Any) -> Select[Any]:
    """How many items of the months stood where at the end of the span, by ``keys``."""
    accepted = func.coalesce(Case.accepted_at < span.cutoff, false())
    columns = (*keys, STANDING.label("standing"), ARCHIVED.label("archived"), accepted.label("accepted"))
    return (
        select(*columns, func.count().label("items"))
        .select_from(Case)
        .outerjoin(LAST, last_before(span.cutoff))
        .where(_months(months))
        .group_by(*columns)
    )


def totals_by_month(session: Session, span: Span, months: Sequence[Month]) -> dict[Month, Totals]:
    """The items of each month and what was decided on them by the end of the span."""
    counts: dict[str, Counter[Fate]] = defaultdict(Counter)
    for row in session.execute(_standings(span, months, Case.month)):
        counts[row.month][fate(row.standing, row.accepted)] += row.items
    return {month: _totals(counts[str(month)]) for month in months}


def _totals(fates: Counter[Fate]) -> Totals:
    return Totals(
        registered=fates.total(),
        accepted=fates[Fate.ACCEPTED],
        refused=fates[Fate.REFUSED],
        answered=fates[Fate.ANSWERED],
        undecided=fates[Fate.UNDECIDED],
    )


def summed(parts: Iterable[Totals]) -> Totals:
    """Several months as one."""
    whole = NOTHING
    for part in parts:
        whole = Totals(
            whole.registered + part.registered,
            whole.accepted + part.accepted,
            whole.refused + part.refused,
            whole.answered + part.answered,
            whole.undecided + part.undecided,
        )
    return whole


def buckets_by_unit(session: Session, span: Span) -> dict[int, Counter[Bucket]]:
    """The published status columns of each unit, by the unit's number (0: none yet)."""
    columns: dict[int, Counter[Bucket]] = defaultdict(Counter)
    for row in session.execute(_standings(span, [span.month], UNIT.label("unit"))):
        columns[row.unit][bucket(row.standing, row.archived, row.accepted)] += row.items
    return columns


def sorted_out(session: Session, span: Span) -> Iterator[tuple[Member, Fate, Bucket]]:
    """Each item of the month with its fate and its published column: the items behind totals and columns."""
    of_one = _standings(span, [span.month], Case.id.label("case_id"), UNIT.label("unit"))
    for row in session.execute(of_one):
        found = Member(row.case_id, row.unit)
        yield found, fate(row.standing, row.accepted), bucket(row.standing, row.archived, row.accepted)


# --- by channel, type, industry -------------------------------------------------------------------------------------


def _compared_months(span: Span) -> tuple[Month, Month, Month]:
    return span.month, span.month.previous, span.month.year_ago


def _by_month(session: Session, span: Span, statement: Any) -> dict[Any, Counter[str]]:
    """Rows of (month, key, items) as key → month → items."""
    counts: dict[Any, Counter[str]] = defaultdict(Counter)
    for month, key, items in session.execute(statement.where(_months(_compared_months(span)))):
        counts[key][month] += items
    return counts


def _compared(label: str, months: Counter[str], span: Span) -> Compared:
    this, previous, year_ago = (months[str(month)] for month in _compared_months(span))
    return Compared(label, this, previous, year_ago)


def channels(session: Session, span: Span) -> tuple[Compared, ...]:
    """Items by channel in the order of the ministry's table, which is that of the list."""
    statement = select(Case.month, Case.channel, func.count()).group_by(Case.month, Case.channel)
    counts = _by_month(session, span, statement)
    return tuple(_compared(channel.label, counts[channel], span) for channel in Channel if channel in counts)


def industries(session: Session, span: Span) -> tuple[Compared, ...]:
    """Items by the industry of what was complained of; items without one are not among them."""
    statement = (
        select(Case.month, INDUSTRY, func.count())
        .outerjoin(Enterprise, Enterprise.id == Case.enterprise_id)
        .where(INDUSTRY.is_not(None))
        .group_by(Case.month, INDUSTRY)
    )
    counts = _by_month(session, span, statement)
    return tuple(_compared(kind.label, counts[kind], span) for kind in Industry if kind in counts)


def types(session: Session, span: Span) -> tuple[TypeFigures, ...]:
    """Items by type and, within it, sub-type. An item counts once under each of its types."""
    statement = (
        select(Case.month, CaseType.type, CaseType.subtype, func.count())
        .join(CaseType, CaseType.case_id == Case.id)
        .where(_months(_compared_months(span)))
        .group_by(Case.month, CaseType.type, CaseType.subtype)
    )
    of_type: dict[PollutionType, Counter[str]] = defaultdict(Counter)
    of_subtype: Counter[PollutionSubtype] = Counter()
    for month, kind, subtype, items in session.execute(statement):
        of_type[kind][month] += items
        if subtype is not None and month == str(span.month):
            of_subtype[subtype] += items
    return tuple(
        TypeFigures(
            _compared(kind.label, of_type[kind], span),
            tuple(
                Tally(sub.label, of_subtype[sub])
                for sub in PollutionSubtype
                if sub.type is kind and of_subtype[sub]
            ),
        )
        for kind in PollutionType
        if kind in of_type
    )


def of_kind(session: Session, span: Span, kind: Channel | PollutionType | Industry) -> list[Member]:
    """The items of the month behind one line of these three tables."""
    statement = select(Case.id, UNIT).where(_months([span.month]))
    match kind:
        case Channel():
            statement = statement.where(Case.channel == kind)
        case PollutionType():
            typed = CaseType.case_id == Case.id
            statement = statement.join(CaseType, typed).where(CaseType.type == kind)
        case Industry():
            firm = Enterprise.id == Case.enterprise_id
            statement = statement.outerjoin(Enterprise, firm).where(INDUSTRY.in_((kind,)))
    return [Member(*row) for row in session.execute(statement)]


# --- turned away ----------------------------------------------------------------------------------------------------


def refusals(session: Session, span: Span) -> tuple[Tally, ...]:
    """Why items of the month were not taken on, the most frequent reason first."""
    decided = and_(Proposal.case_id == Case.id, Proposal.agreed, Proposal.decided_at < span.cutoff)
    ground = case((STANDING.in_((State.REFUSED, State.NO_LONGER_ACCEPTED)), Proposal.ground), else_="")
    columns = (STANDING.label("standing"), Proposal.outcome, ground.label("ground"), Case.rule_set)
    statement = (
        select(*columns, func.count().label("items"))
        .select_from(Case)
        .outerjoin(LAST, last_before(span.cutoff))
        .outerjoin(Proposal, decided)
        .where(_months([span.month]), STANDING.in_(NOT_TAKEN_ON))
        .where(or_(Case.accepted_at.is_(None), Case.accepted_at >= span.cutoff))
        .group_by(*columns)
    )
    reasons: Counter[str] = Counter()
    for row in session.execute(statement):
        reasons[_reason(row.standing, row.outcome, row.ground, row.rule_set)] += row.items
    return tuple(Tally(label, items) for label, items in sorted(reasons.items(), key=lambda r: (-r[1], r[0])))


def _reason(standing: State, outcome: Outcome | None, ground: str | None, rule_set: str) -> str:
    """The ground in the words of the case's own rule-set."""
    if standing is State.WITHDRAWN:
        return WITHDRAWN
    if standing in {State.REDIRECTED, State.DISCIPLINE}:
        return ELSEWHERE
    for known in next(rules for rules in RULE_SETS if rules.code == rule_set).refusal_grounds():
        if (known.code, known.outcome) == (ground, outcome):
            return known.text
    return standing.label


# --- units ----------------------------------------------------------------------------------------------------------


def units(session: Session) -> dict[int, tuple[str, int, bool]]:
    """Short name, inhabitants, and whether the unit stands in every table: each sub-bureau at work does."""
    rows = session.execute(
        select(Unit.id, Unit.short_name, Unit.population, Unit.kind, Unit.active).order_by(Unit.id)
    )
    return {
        row.id: (row.short_name, row.population, row.active and row.kind is UnitKind.SUB_BUREAU)
        for row in rows
    }
