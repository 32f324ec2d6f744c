"""What came in: totals, channels, types, industries, units and the reasons for turning items away.

By receipt in the period; what was decided on the items is told as of its end.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select
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
    moved_since,
    received_in,
)
from reports.figures import Compared, Tally, Totals, TypeFigures
from reports.month import Period
from workflow.facts import Outcome
from workflow.rules import RULE_SETS
from workflow.states import Bucket, State
from workflow.vocabulary import Channel, Industry, PollutionSubtype, PollutionType

ELSEWHERE = "应由其他有权机关处理，已移送或者告知"
WITHDRAWN = "受理前信访人撤回"
INDUSTRY = func.coalesce(Case.industry, Enterprise.industry)
"""That of the item, else that of the enterprise's file."""


def _standings(session: Session, span: Span, received: ColumnElement[bool], *keys: Any) -> Iterator[Any]:
    """How many items received then stood where at the end of the span, by ``keys``.

    A case that has not moved since stands where it stands today; only the others are replayed, and those that were
    archived without having been accepted, of which it must be known as what.
    """
    accepted = func.coalesce(Case.accepted_at < span.cutoff, false())
    archived = Case.state == State.ARCHIVED
    replayed = or_(Case.id.in_(moved_since(span)), and_(archived, ~accepted))
    as_today = (*keys, Case.state.label("standing"), archived.label("archived"), accepted.label("accepted"))
    as_then = (*keys, STANDING.label("standing"), ARCHIVED.label("archived"), accepted.label("accepted"))
    items = func.count().label("items")
    unmoved = select(*as_today, items).where(received, ~replayed).group_by(*as_today)
    moved = select(*as_then, items).select_from(Case).outerjoin(LAST, last_before(span.cutoff))
    yield from session.execute(unmoved)
    yield from session.execute(moved.where(received, replayed).group_by(*as_then))


def totals(session: Session, span: Span, periods: Iterable[Period]) -> dict[Period, Totals]:
    """The items of each period and what was decided on them by the end of the span.

    All that are made of months are counted together, month by month; each other one by itself.
    """
    wanted = tuple(dict.fromkeys(periods))
    months = sorted({month for one in wanted if one.is_whole_months for month in one.months})
    by_month: dict[str, Counter[Fate]] = defaultdict(Counter)
    received = and_(Case.month.in_([str(month) for month in months]), REGISTERED)
    for row in _standings(session, span, received, Case.month):
        by_month[row.month][fate(row.standing, row.accepted)] += row.items
    found: dict[Period, Totals] = {}
    for one in wanted:
        fates: Counter[Fate] = Counter()
        if one.is_whole_months:
            for month in one.months:
                fates.update(by_month[str(month)])
        else:
            for row in _standings(session, span, received_in(one)):
                fates[fate(row.standing, row.accepted)] += row.items
        found[one] = _totals(fates)
    return found


def _totals(fates: Counter[Fate]) -> Totals:
    return Totals(
        registered=fates.total(),
        accepted=fates[Fate.ACCEPTED],
        refused=fates[Fate.REFUSED],
        answered=fates[Fate.ANSWERED],
        undecided=fates[Fate.UNDECIDED],
    )


def buckets_by_unit(session: Session, span: Span) -> dict[int, Counter[Bucket]]:
    """The published status columns of each unit, by the unit's number (0: none yet)."""
    columns: dict[int, Counter[Bucket]] = defaultdict(Counter)
    for row in _standings(session, span, received_in(span.period), UNIT.label("unit")):
        columns[row.unit][bucket(row.standing, row.archived, row.accepted)] += row.items
    return columns


def sorted_out(session: Session, span: Span) -> Iterator[tuple[Member, Fate, Bucket]]:
    """Each item of the month with its fate and its published column: the items behind totals and columns."""
    received, each = received_in(span.period), (Case.id.label("case_id"), UNIT.label("unit"))
    for row in _standings(session, span, received, *each):
        found = Member(row.case_id, row.unit)
        yield found, fate(row.standing, row.accepted), bucket(row.standing, row.archived, row.accepted)


# --- by channel, type, industry -------------------------------------------------------------------------------------


def _by_base(session: Session, span: Span, statement: Any) -> dict[Any, Counter[Period]]:
    """Rows of (key, items) of the period and of what it is compared with, as key → period → items."""
    counts: dict[Any, Counter[Period]] = defaultdict(Counter)
    for base in dict.fromkeys(span.bases):
        for key, items in session.execute(statement.where(received_in(base))):
            counts[key][base] += items
    return counts


def _compared(label: str, items: Counter[Period], span: Span) -> Compared:
    this, previous, year_ago = (items[base] for base in span.bases)
    return Compared(label, this, previous, year_ago)


def channels(session: Session, span: Span) -> tuple[Compared, ...]:
    """Items by channel in the order of the ministry's table, which is that of the list."""
    counts = _by_base(session, span, select(Case.channel, func.count()).group_by(Case.channel))
    return tuple(_compared(channel.label, counts[channel], span) for channel in Channel if channel in counts)


def industries(session: Session, span: Span) -> tuple[Compared, ...]:
    """Items by the industry of what was complained of; items without one are not among them."""
    statement = (
        select(INDUSTRY, func.count())
        .outerjoin(Enterprise, Enterprise.id == Case.enterprise_id)
        .where(INDUSTRY.is_not(None))
        .group_by(INDUSTRY)
    )
    counts = _by_base(session, span, statement)
    return tuple(_compared(kind.label, counts[kind], span) for kind in Industry if kind in counts)


def types(session: Session, span: Span) -> tuple[TypeFigures, ...]:
    """Items by type and, within it, sub-type. An item counts once under each of its types."""
    counted = select(func.count()).select_from(Case).join(CaseType, CaseType.case_id == Case.id)
    by_type = counted.with_only_columns(CaseType.type, func.count()).group_by(CaseType.type)
    of_type: dict[PollutionType, Counter[Period]] = _by_base(session, span, by_type)
    by_subtype = counted.with_only_columns(CaseType.subtype, func.count()).group_by(CaseType.subtype)
    of_subtype = dict(session.execute(by_subtype.where(received_in(span.period))).all())
    return tuple(
        TypeFigures(
            _compared(kind.label, of_type[kind], span),
            tuple(
                Tally(sub.label, of_subtype[sub])
                for sub in PollutionSubtype
                if sub.type is kind and sub in of_subtype
            ),
        )
        for kind in PollutionType
        if kind in of_type
    )


def of_kind(session: Session, span: Span, kind: Channel | PollutionType | Industry) -> list[Member]:
    """The items of the month behind one line of these three tables."""
    statement = select(Case.id, UNIT).where(received_in(span.period))
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
        .where(received_in(span.period), STANDING.in_(NOT_TAKEN_ON))
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
