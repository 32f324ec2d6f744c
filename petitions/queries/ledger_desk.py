"""What the import of a ledger must know of the register: which rows it holds, its units, and how far it is sealed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from petitions.models import Case, DaySeal, Unit
from petitions.models.people import UnitKind
from petitions.registration import LEDGER_KEY
from petitions.repeats.text import fold
from workflow.states import TURNED_AWAY

AT_ONCE = 500
"""Keys in one statement: databases allow only so many parameters."""


@dataclass(frozen=True, slots=True)
class Known:
    """A case of the register that a ledger may name."""

    id: int
    received: datetime
    settled: datetime | None
    """When the petitioner had his answer, if he had it."""
    of_ledger: bool
    """Entered from a ledger, under the very number that names it."""


@dataclass(frozen=True, slots=True)
class Handling:
    """A unit that a ledger may name."""

    id: int
    territorial: bool
    """A sub-bureau, which has a territory."""


def sealed_until(session: Session) -> date | None:
    """The last day that takes no more events."""
    return session.scalar(select(func.max(DaySeal.day)))


def units_by_name(session: Session) -> Mapping[str, Handling]:
    """Every unit by its folded names; a name that two of them have means neither."""
    found: dict[str, set[Handling]] = {}
    query = select(Unit.id, Unit.name, Unit.short_name, Unit.code, Unit.kind)
    for row in session.execute(query.order_by(Unit.id)):
        unit = Handling(row.id, row.kind is UnitKind.SUB_BUREAU)
        for name in {fold(row.name), fold(row.short_name), fold(row.code)}:
            found.setdefault(name, set()).add(unit)
    return {name: next(iter(units)) for name, units in found.items() if len(units) == 1}


def cases_named(session: Session, numbers: Collection[str]) -> dict[str, Known]:
    """The cases that go by these numbers: those of a ledger by its number, others by their own."""
    found: dict[str, Known] = {}
    wanted = sorted(numbers)
    columns = (
        Case.id, Case.case_no, Case.source_key, Case.received_at, Case.state, Case.replied_at, Case.closed_at,
    )  # fmt: skip
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        keys = [LEDGER_KEY + number for number in some]
        for row in session.execute(
            select(*columns).where(or_(Case.source_key.in_(keys), Case.case_no.in_(some)))
        ):
            key = row.source_key or ""
            of_ledger = key.startswith(LEDGER_KEY) and key.removeprefix(LEDGER_KEY) in numbers
            turned_away = row.received_at if row.state in TURNED_AWAY else None
            settled = row.replied_at or row.closed_at or turned_away
            number = key.removeprefix(LEDGER_KEY) if of_ledger else row.case_no
            found[number] = Known(row.id, row.received_at, settled, of_ledger)
    return found
