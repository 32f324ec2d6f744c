"""What lies behind a figure: the items that it counted, found by the conditions by which it was counted.

Every figure has a code that stands beside it on the screen and in the annex of the bulletin. The list behind a code is
read through the very statements of ``reports.facts``, so that its length is the figure.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from petitions.models import Case
from petitions.queries.lines import CaseLine, line_of, lines
from petitions.visibility import visible_to
from reports.facts import UNASSIGNED, ledger, receipts
from reports.facts.cohorts import members
from reports.facts.counted import Member
from reports.facts.standing import NO_UNIT, Fate, Span
from reports.figures import MonthFacts
from reports.kpis import BY_CODE, KPIS, Count, Kpi, Lasted
from reports.month import Period
from workflow.roles import Actor
from workflow.states import Bucket
from workflow.vocabulary import Channel, Industry, Labelled, PollutionType

PAGE = 50
ASKED_AT_ONCE = 5000

Find = Callable[[Session, Span], Iterable[Member]]


class Part(Labelled):
    """The two numbers of an indicator."""

    NUMERATOR = "numerator", "分子"
    DENOMINATOR = "denominator", "分母"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure by its code, in the words of the office, and how its items are found."""

    code: str
    name: str
    find: Find
    middle: bool = False
    """Whether it looks at the items in the middle alone."""


# --- the items of one figure ----------------------------------------------------------------------------------------


def _counted(count: Count) -> Find:
    """The items of a number made of the cohort."""

    def find(session: Session, span: Span) -> Iterable[Member]:
        whole = _members(session, span, count.field)
        if isinstance(count, Lasted) or not count.less:
            return whole
        left = Counter(whole)
        left.subtract(_members(session, span, count.less))
        return left.elements()

    return find


def _members(session: Session, span: Span, field: str) -> list[Member]:
    entries = ledger.counted(ledger.ledger(session, span), span, ledger.look_back_days(session))
    listed = ((name, Member(entry.case_id, entry.unit)) for name, entry in entries)
    return members(session, span, field, listed)


def _middle(lasted: Sequence[Member]) -> Sequence[Member]:
    """The item in the middle by its days, or the two."""
    ordered = sorted(lasted, key=lambda member: (member.days, member.case_id))
    return ordered[max(0, len(ordered) - 1) // 2 : len(ordered) // 2 + 1]


def _decided(*fates: Fate) -> Find:
    return lambda session, span: (
        found for found, fate, _ in receipts.sorted_out(session, span) if fate in fates
    )


def _standing(bucket: Bucket) -> Find:
    return lambda session, span: (
        found for found, _, stood in receipts.sorted_out(session, span) if stood is bucket
    )


def _kind(kind: Channel | PollutionType | Industry) -> Find:
    return lambda session, span: receipts.of_kind(session, span, kind)


def kpi_code(kpi: Kpi, part: Part) -> str:
    """``timely_closure_rate.numerator``."""
    return f"{kpi.code}.{part.value}"


def kind_code(kind: Channel | PollutionType | Industry) -> str:
    """``channel.wechat``, ``type.noise``, ``industry.chemical``."""
    sort = {Channel: "channel", PollutionType: "type", Industry: "industry"}[type(kind)]
    return f"{sort}.{kind.value}"


def _figures() -> Iterable[Figure]:
    for kpi in KPIS:
        for part, count in ((Part.NUMERATOR, kpi.numerator), (Part.DENOMINATOR, kpi.denominator)):
            name = f"{kpi.name}的{part.label}"
            yield Figure(
                kpi_code(kpi, part), name, _counted(count), isinstance(count, Lasted) and count.middle
            )
    yield Figure("registered", "登记件", _decided(*Fate))
    yield Figure("accepted", "受理件", _decided(Fate.ACCEPTED))
    yield Figure("refused", "不受理件", _decided(Fate.REFUSED))
    yield Figure("answered", "即时答复件", _decided(Fate.ANSWERED))
    yield Figure("undecided", "尚未决定件", _decided(Fate.UNDECIDED))
    for bucket in Bucket:
        if bucket is not Bucket.UNCOUNTED:
            yield Figure(f"status.{bucket.value}", f"{bucket.label}件", _standing(bucket))
    for kind in (*Channel, *PollutionType, *Industry):
        yield Figure(kind_code(kind), f"{kind.label}件", _kind(kind))


FIGURES = {figure.code: figure for figure in _figures()}
"""Every figure whose items can be listed, by its code."""


def items_of(
    session: Session, figure: Figure, period: Period, today: date, unit: int | None = None
) -> list[Member]:
    """The items behind a figure of the period, counted as of ``today``; those of one unit where it is named."""
    found = figure.find(session, Span(period, today))
    kept = [member for member in found if unit is None or member.unit == unit]
    return sorted(_middle(kept) if figure.middle else kept, key=lambda member: (member.case_id, member.days))


def unit_numbers(session: Session) -> dict[str, int]:
    """The units by the names under which the bulletin tells of them."""
    known = receipts.units(session)
    return {name: number for number, (name, _, _) in known.items()} | {UNASSIGNED: NO_UNIT}


def stated(facts: MonthFacts, code: str, unit: str | None = None) -> int | None:
    """The figure as these facts state it, of the bureau or of one unit; ``None`` where they do not tell it."""
    own = next((one for one in facts.units if one.name == unit), None)
    name, _, rest = code.partition(".")
    if name in BY_CODE:
        kpi, cohort = BY_CODE[name], facts.cohort if unit is None else own and own.cohort
        count = kpi.numerator if rest == Part.NUMERATOR else kpi.denominator
        return count(cohort) if cohort else None
    if name == "status":
        return getattr(own, rest, None)
    if unit is not None:
        return own.total if own and name == "registered" else None
    kinds = {
        "channel": facts.channels,
        "industry": facts.industries,
        "type": [one.type for one in facts.types],
    }
    if name in kinds:
        return {line.label: line.this for line in kinds[name]}.get(_label(code), 0)
    return getattr(facts.totals, name, None)


def _label(code: str) -> str:
    return FIGURES[code].name.removesuffix("件")


# --- the list that a reader sees ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the items behind a figure, as far as the reader may see them."""

    rows: tuple[tuple[CaseLine, int], ...]
    """Each case with its days."""
    total: int
    """The items behind the figure, seen or not."""
    hidden: int
    """Those that the reader may not see."""
    page: int
    pages: int


def listed(session: Session, items: Sequence[Member], actor: Actor, now: datetime, page: int = 1) -> Listed:
    """A page of the list. What the reader may not see is told by its number alone."""
    seen = _visible(session, sorted({item.case_id for item in items}), actor)
    shown = [item for item in items if item.case_id in seen]
    pages = max(1, -(-len(shown) // PAGE))
    page = min(max(page, 1), pages)
    chosen = shown[PAGE * (page - 1) : PAGE * page]
    wanted = lines().where(Case.id.in_({item.case_id for item in chosen}))
    told = {row[0]: line_of(row, now) for row in session.execute(wanted)}
    rows = tuple((told[item.case_id], item.days) for item in chosen)
    return Listed(rows, len(items), len(items) - len(shown), page, pages)


def _visible(session: Session, numbers: Sequence[int], actor: Actor) -> set[int]:
    """Which of the cases the actor may see."""
    seen: set[int] = set()
    for start in range(0, len(numbers), ASKED_AT_ONCE):
        some = numbers[start : start + ASKED_AT_ONCE]
        seen.update(session.scalars(select(Case.id).where(Case.id.in_(some), visible_to(actor))))
    return seen
