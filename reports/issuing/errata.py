"""更正: what a bulletin says of the figures of earlier ones that the register no longer bears out.

An issued bulletin is not changed. What it said is compared with a count of the same period as of the same day: later
events do not move it, a correction of the register does. Which unit has a case is told as of the day of counting, and
handing a case on is no error; so the units' figures are not compared, the bureau's are.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from petitions.chain import canonical
from petitions.models import Bulletin
from reports.facts import month_facts
from reports.figures import MonthFacts
from reports.issuing import codec
from reports.kpis import KPIS
from reports.model import Align, Block, Column, Heading, Level, Paragraph, Table
from reports.numbers import count
from reports.periods import parse_period
from workflow.tables.bulletin import BulletinState

LOOKED_BACK = 12
"""So many bulletins, the last ones issued, are counted again for each new one: a year of months."""

NOTHING = "0件"


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as a bulletin tells it."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Erratum:
    """One figure of an issued bulletin, as it was printed and as it is."""

    period: str
    label: str
    """The period in words."""
    number: str
    code: str
    name: str
    was: str
    now: str

    @property
    def sentence(self) -> str:
        """登记件数原为12件，现为13件。"""
        return f"{self.name}原为{self.was}，现为{self.now}。"


# --- what a bulletin says -------------------------------------------------------------------------------------------


def told(facts: MonthFacts) -> dict[str, Told]:
    """Every figure of the bureau that the bulletin prints of its own period, by code."""
    return dict(_told(facts))


def _told(facts: MonthFacts) -> Iterator[tuple[str, Told]]:
    counts = {
        "registered": ("登记件数", facts.totals.registered),
        "accepted": ("受理件数", facts.totals.accepted),
        "refused": ("不受理件数", facts.totals.refused),
        "answered": ("即时答复件数", facts.totals.answered),
        "undecided": ("尚未决定件数", facts.totals.undecided),
        "backlog.opening": ("期初在册积案", facts.backlog.opening),
        "backlog.listed": ("新列入积案", facts.backlog.listed),
        "backlog.struck": ("销号积案", facts.backlog.struck_off),
        "backlog.rebounds": ("反弹积案", facts.backlog.rebounds),
        "overdue": ("超期未办结件数", len(facts.overdue)),
    }
    for code, (name, number) in counts.items():
        yield code, Told(name, f"{count(number)}件")
    yield "repeats.new", Told("新增重复信访事项", f"{count(facts.repeats.matters_new)}个")
    yield "repeats.settled", Told("化解重复信访事项", f"{count(facts.repeats.matters_settled)}个")
    yield "notices", Told("下发督办通知", f"{count(len(facts.notices))}份")
    yield "visits", Told("带案下访", f"{count(facts.visits)}次")
    for kpi in KPIS:
        yield f"kpi.{kpi.code}", Told(kpi.name, kpi.measure(facts.cohort).full)
    lines = {
        "channel": ((line.label, line.this) for line in facts.channels),
        "type": ((kind.type.label, kind.type.this) for kind in facts.types),
        "subtype": ((sub.label, sub.count) for kind in facts.types for sub in kind.subtypes),
        "industry": ((line.label, line.this) for line in facts.industries),
        "refusal": ((line.label, line.count) for line in facts.refusals),
    }
    for sort, rows in lines.items():
        yield from ((f"{sort}.{label}", Told(f"{label}件数", f"{count(n)}件")) for label, n in rows if n)


def differences(was: Mapping[str, Told], now: Mapping[str, Told]) -> Iterator[tuple[str, str, str, str]]:
    """Code, name, printed value and value by the register, of every figure that changed."""
    for code in dict.fromkeys((*was, *now)):
        name = (now.get(code) or was[code]).name
        printed, found = (side[code].value if code in side else NOTHING for side in (was, now))
        if printed != found:
            yield code, name, printed, found


# --- what is to be corrected ----------------------------------------------------------------------------------------


def pending(session: Session, without: str = "") -> tuple[Erratum, ...]:
    """What the next bulletin has to correct: figures of issued ones, as last printed, that the register tells otherwise.

    A correction that was printed once is not printed again.
    """
    issued = _issued(session)
    corrected = _corrected(issued)
    return tuple(
        erratum
        for bulletin in issued[-LOOKED_BACK:]
        if bulletin.period != without
        for erratum in _of_one(session, bulletin, corrected.get(bulletin.period, {}))
    )


def moved(session: Session, bulletin: Bulletin) -> tuple[str, ...]:
    """What the register tells otherwise than the figures of a bulletin that is not issued yet, in sentences."""
    said = _of_one(session, bulletin, {})
    stale = kept(pending(session, bulletin.period)) != bulletin.errata
    return (*(one.sentence for one in said), *(("对往期通报的更正有变动。",) if stale else ()))


def _of_one(session: Session, bulletin: Bulletin, corrected: Mapping[str, Told]) -> Iterator[Erratum]:
    facts = codec.read(bulletin.facts)
    printed = {**told(facts), **corrected}
    counted = told(month_facts(session, parse_period(bulletin.period), bulletin.counted_as_of))
    letterhead = json.loads(bulletin.letterhead or "{}")
    number = f"{letterhead.get('mark', '')}〔{bulletin.year}〕{bulletin.number}号"
    for code, name, was, now in differences(printed, counted):
        yield Erratum(bulletin.period, facts.period.label, number, code, name, was, now)


def _issued(session: Session) -> list[Bulletin]:
    query = select(Bulletin).where(Bulletin.state == BulletinState.ISSUED)
    return list(session.scalars(query.order_by(Bulletin.year, Bulletin.number)))


def _corrected(issued: list[Bulletin]) -> dict[str, dict[str, Told]]:
    """By period, what issued bulletins have corrected already."""
    found: dict[str, dict[str, Told]] = {}
    for bulletin in issued:
        for erratum in read(bulletin.errata):
            found.setdefault(erratum.period, {})[erratum.code] = Told(erratum.name, erratum.now)
    return found


def kept(errata: tuple[Erratum, ...]) -> str:
    """The errata as canonical JSON."""
    return canonical([codec.plain(erratum) for erratum in errata])


def read(text: str) -> tuple[Erratum, ...]:
    """The errata out of what was kept."""
    found: tuple[Erratum, ...] = codec.made(tuple[Erratum, ...], json.loads(text))
    return found


# --- how they are printed -------------------------------------------------------------------------------------------


def section(errata: tuple[Erratum, ...]) -> tuple[Block, ...]:
    """The section 更正; none where nothing is to be corrected."""
    if not errata:
        return ()
    columns = tuple(Column(head, Align.CENTER) for head in ("通报期", "发文字号", "数据", "原为", "更正为"))
    rows = tuple((one.label, one.number, one.name, one.was, one.now) for one in errata)
    return (
        Heading(Level.FIRST, "更正"),
        Paragraph("往期通报印发后，登记信息经核对有更正，下列数据以本期为准，已印发的通报不再改动。"),
        Table("往期通报数据更正", columns, rows),
    )
