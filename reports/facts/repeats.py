"""重复信访 and hotspots: matters that came back, and enterprises that many complained of."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from petitions.models import Case, CaseEvent, CaseType, Enterprise, RepeatLink, Unit
from reports.facts.standing import (
    LAST,
    LISTABLE,
    REGISTERED,
    STANDING,
    UNIT,
    Span,
    confirmed,
    last_before,
    then_in_hand,
)
from reports.figures import HotEnterprise, RepeatFigures, RepeatItem
from reports.numbers import DASH
from workflow.calendar import local_day
from workflow.states import UNDECIDED, State
from workflow.vocabulary import PollutionType

HOT_DAYS = 90
FIRM = func.coalesce(Case.enterprise_id, 0)
"""Wrapped so that no database goes through the whole history of each enterprise instead of through the window."""

HOT_FROM = 3
"""An enterprise is hot from so many complaints in the window, whoever made them (handbook §9)."""

ASKED_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Member:
    """One case of a matter that was raised again."""

    id: int
    case_no: str
    unit: int
    received_at: datetime
    standing: State
    settled_at: datetime | None
    """When it last left the office's hands; ``None`` while it is undecided."""
    listable: bool


@dataclass(frozen=True, slots=True)
class Matter:
    """Cases that persons confirmed to be the same person's same matter, oldest first."""

    members: tuple[Member, ...]
    repeated_at: datetime
    """When the first repeat was confirmed."""

    @property
    def own(self) -> tuple[Member, ...]:
        """The members that are handled themselves; merged ones follow their master."""
        return tuple(member for member in self.members if member.standing is not State.MERGED)

    @property
    def settled_at(self) -> datetime | None:
        """When the last of its cases was answered or turned away; ``None`` while one is in hand."""
        moments = [member.settled_at for member in self.own]
        settled = [at for at in moments if at is not None]
        return max(settled) if settled and len(settled) == len(moments) else None


def matters(session: Session, span: Span) -> tuple[Matter, ...]:
    """The repeated matters that were in hand at the end of the period, or that something was done to in it."""
    links = session.execute(
        select(RepeatLink.case_id, RepeatLink.earlier_id, RepeatLink.decided_at).where(confirmed(span.cutoff))
    ).all()
    groups = _joined((link.case_id, link.earlier_id) for link in links)
    stirred = {groups[case] for case in _stirred(session, span)}
    stirred |= {groups[link.case_id] for link in links if link.decided_at >= span.period.start}
    members = _members(session, span, [case for case, root in groups.items() if root in stirred])
    first: dict[int, datetime] = {}
    together: dict[int, list[Member]] = defaultdict(list)
    for link in links:
        root = groups[link.case_id]
        first[root] = min(first.get(root, link.decided_at), link.decided_at)
    for member in members:
        together[groups[member.id]].append(member)
    return tuple(
        Matter(tuple(sorted(found, key=lambda m: (m.received_at, m.id))), first[root])
        for root, found in sorted(together.items())
    )


def _joined(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Each case with the lowest number among all that are linked to it, however far."""
    parent: dict[int, int] = {}

    def root(case: int) -> int:
        while parent.setdefault(case, case) != case:
            parent[case] = case = parent[parent[case]]
        return case

    for pair in pairs:
        low, high = sorted(map(root, pair))
        parent[high] = low
    return {case: root(case) for case in list(parent)}


def _stirred(session: Session, span: Span) -> Iterator[int]:
    """Linked cases that were perhaps in hand at the end of the period, or were moved in it."""
    moved = select(CaseEvent.case_id).where(
        CaseEvent.day >= span.period.first_day, CaseEvent.day <= span.counted_on
    )
    for end in (RepeatLink.case_id, RepeatLink.earlier_id):
        linked = select(end).join(Case, Case.id == end).where(confirmed(span.cutoff))
        yield from session.scalars(linked.where(or_(Case.id.in_(moved), then_in_hand(span))))


def _members(session: Session, span: Span, cases: Sequence[int]) -> Iterator[Member]:
    """These cases, each with how it stood at the end of the period."""
    left = aliased(CaseEvent)
    settled_at = (
        select(func.max(left.at))
        .where(left.case_id == Case.id, left.at < span.cutoff)
        .where(left.source.in_(UNDECIDED), left.target.not_in(UNDECIDED))
        .correlate(Case)
        .scalar_subquery()
    )
    statement = select(
        Case.id,
        Case.case_no,
        UNIT.label("unit"),
        Case.received_at,
        STANDING.label("standing"),
        settled_at.label("settled_at"),
        LISTABLE.label("listable"),
    ).outerjoin(LAST, last_before(span.cutoff))
    for first in range(0, len(cases), ASKED_AT_ONCE):
        asked = statement.where(Case.id.in_(cases[first : first + ASKED_AT_ONCE]))
        for row in session.execute(asked):
            settled_on = None if row.standing in UNDECIDED else row.settled_at
            told = (row.id, row.case_no, row.unit, row.received_at, row.standing)
            yield Member(*told, settled_on, bool(row.listable))


def figures(found: tuple[Matter, ...], hot: tuple[HotEnterprise, ...], span: Span) -> RepeatFigures:
    """Matters that became repeats, and repeated matters that were settled, in the month."""
    start = span.period.start
    return RepeatFigures(
        matters_new=sum(matter.repeated_at >= start for matter in found),
        matters_settled=sum(matter.settled_at is not None and matter.settled_at >= start for matter in found),
        hot_window_days=hot_window(span),
        hot=hot,
    )


def open_repeats(found: tuple[Matter, ...], names: Mapping[int, str]) -> tuple[RepeatItem, ...]:
    """Matters in hand that were raised again, by their oldest open case; the most often raised first."""
    items = []
    for matter in found:
        in_hand = [m for m in matter.own if m.settled_at is None and m.standing in UNDECIDED and m.listable]
        if in_hand:
            case = in_hand[0]
            latest = local_day(matter.members[-1].received_at)
            times = len(matter.members)
            items.append(RepeatItem(case.case_no, names[case.unit], times, latest, case.standing.label))
    return tuple(sorted(items, key=lambda item: (-item.times, item.case_no)))


def hot_window(span: Span) -> int:
    """Ninety days, or as many as were counted of a longer period."""
    return max(HOT_DAYS, span.period.as_of(span.counted_on).days)


def hot_enterprises(session: Session, span: Span) -> tuple[HotEnterprise, ...]:
    """Enterprises with three complaints or more in the window up to the last day counted."""
    since = span.cutoff - timedelta(days=hot_window(span))
    window = (
        Case.month.in_(_months(local_day(since), span)),
        Case.received_at >= since,
        Case.received_at < span.cutoff,
        REGISTERED,
    )
    counted = (
        select(FIRM, func.count()).where(*window, FIRM > 0).group_by(FIRM).having(func.count() >= HOT_FROM)
    )
    items: dict[int, int] = {row[0]: row[1] for row in session.execute(counted)}
    kinds: dict[int, Counter[PollutionType]] = defaultdict(Counter)
    of_kinds = select(FIRM, CaseType.type, func.count()).join(CaseType, CaseType.case_id == Case.id)
    hot = of_kinds.where(*window, FIRM.in_(sorted(items))).group_by(FIRM, CaseType.type)
    for firm, kind, number in session.execute(hot):
        kinds[firm][kind] += number
    named = (
        select(Enterprise.id, Enterprise.name, Enterprise.publishable, Unit.short_name)
        .outerjoin(Unit, Unit.id == Enterprise.district_id)
        .where(Enterprise.id.in_(sorted(items)))
    )
    return tuple(
        HotEnterprise(
            row.name, row.publishable, row.short_name or DASH, items[row.id], _labels(kinds[row.id])
        )
        for row in sorted(session.execute(named), key=lambda row: (-items[row.id], row.name))
    )


def _months(first: date, span: Span) -> list[str]:
    """The months of the window by name: a database that is told a range guesses badly how few they are."""
    last = span.period.months[-1]
    return [
        str(last.shifted(-back))
        for back in range((last.year - first.year) * 12 + last.number - first.month + 1)
    ]


def _labels(kinds: Counter[PollutionType]) -> tuple[str, ...]:
    order = list(PollutionType)
    return tuple(kind.label for kind in sorted(kinds, key=lambda kind: (-kinds[kind], order.index(kind))))
