"""积案: the ledger of the backlog, played case by case from flags, closings and reopenings."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from petitions.models import Case, CaseEvent, CaseFlag, Setting
from petitions.office import Settings
from reports.facts.standing import ENDS, REGISTERED, REOPENING, UNIT, Span
from reports.figures import BacklogFigures
from workflow.calendar import SHANGHAI, local_day
from workflow.vocabulary import Flag

LOOK_BACK = "look_back_days"


@dataclass(slots=True)
class Entry:
    """One case on the ledger: when it was listed, struck off and came back."""

    case_id: int
    unit: int
    listed: list[datetime] = field(default_factory=list)
    struck: list[datetime] = field(default_factory=list)
    """Closed (销号), or taken off the list with a reason."""
    rebounds: list[datetime] = field(default_factory=list)
    """Reopened after it had been struck off."""
    flagged: bool = False

    def take(self, what: str, at: datetime) -> None:
        """Play one event."""
        if what == "raised" and not self.flagged:
            self.flagged = True
            self.listed.append(at)
        elif what == "ended" and self.is_on:
            self.struck.append(at)
        elif what == "reopened" and self.flagged and not self.is_on:
            self.rebounds.append(at)
        elif what == "cleared" and self.flagged:
            if self.is_on:
                self.struck.append(at)
            self.flagged = False

    @property
    def is_on(self) -> bool:
        """Whether it stands on the ledger after what was played."""
        return len(self.listed) + len(self.rebounds) > len(self.struck)

    def was_on(self, instant: datetime) -> bool:
        """Whether it stood on the ledger at an instant."""
        entered = sum(at < instant for at in (*self.listed, *self.rebounds))
        return entered > sum(at < instant for at in self.struck)


def ledger(session: Session, span: Span) -> tuple[Entry, ...]:
    """Every case that was ever listed as backlog by the end of the month."""
    flags = (
        select(Case.id, UNIT.label("unit"), CaseFlag.raised_at, CaseFlag.cleared_at)
        .join(Case, Case.id == CaseFlag.case_id)
        .where(CaseFlag.flag == Flag.BACKLOG, CaseFlag.raised_at < span.cutoff, REGISTERED)
    )
    entries: dict[int, Entry] = {}
    happened: dict[int, list[tuple[datetime, int, str]]] = defaultdict(list)
    for row in session.execute(flags):
        entries[row.id] = Entry(row.id, row.unit)
        happened[row.id].append((row.raised_at, 0, "raised"))
        if row.cleared_at is not None and row.cleared_at < span.cutoff:
            happened[row.id].append((row.cleared_at, 1, "cleared"))
    for case_id, at, ended in session.execute(_turns(span)):
        happened[case_id].append((at, 2, "ended" if ended else "reopened"))
    for case_id, entry in entries.items():
        for at, _, what in sorted(happened[case_id]):
            entry.take(what, at)
    return tuple(entries.values())


def _turns(span: Span) -> Select[int, datetime, bool]:
    """Endings and reopenings of cases that were ever listed."""
    listed = select(CaseFlag.case_id).where(CaseFlag.flag == Flag.BACKLOG)
    ended = CaseEvent.target.in_(ENDS)
    return select(CaseEvent.case_id, CaseEvent.at, ended).where(
        CaseEvent.case_id.in_(listed),
        CaseEvent.at < span.cutoff,
        (ended & (CaseEvent.source != CaseEvent.target)) | CaseEvent.verb.in_(REOPENING),
    )


def figures(entries: tuple[Entry, ...], span: Span) -> BacklogFigures:
    """The ledger over the month."""
    start = span.period.start
    return BacklogFigures(
        opening=sum(entry.was_on(start) for entry in entries),
        listed=_since(start, [entry.listed for entry in entries]),
        struck_off=_since(start, [entry.struck for entry in entries]),
        rebounds=_since(start, [entry.rebounds for entry in entries]),
    )


def _since(start: datetime, moments: list[list[datetime]]) -> int:
    return sum(at >= start for found in moments for at in found)


def counted(entries: tuple[Entry, ...], span: Span, look_back_days: int) -> Iterator[tuple[str, Entry]]:
    """What the ledger gives to the cohorts: the name of a count, and an entry that it takes.

    Settlement is counted over the year, rebounds over the look-back of what was struck off earlier.
    """
    new_year = datetime.combine(date(span.period.last_day.year, 1, 1), time.min, SHANGHAI)
    window = timedelta(days=look_back_days)
    for entry in entries:
        if entry.was_on(new_year) or any(at >= new_year for at in (*entry.listed, *entry.rebounds)):
            yield "backlog_listed", entry
            if not entry.is_on:
                yield "backlog_struck", entry
        for struck in entry.struck:
            until = local_day(struck) + window
            if span.period.first_day <= until < local_day(span.judged):
                yield "strikes_watched", entry
                if any(at > struck and local_day(at) <= until for at in entry.rebounds):
                    yield "rebounds", entry


def counts(entries: tuple[Entry, ...], span: Span, look_back_days: int) -> dict[int, Counter[str]]:
    """How many entries each of these counts takes, by unit."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for name, entry in counted(entries, span, look_back_days):
        found[entry.unit][name] += 1
    return found


def look_back_days(session: Session) -> int:
    """How long a struck-off case is looked back at: the office's setting."""
    value = session.scalar(select(Setting.value).where(Setting.key == LOOK_BACK))
    return int(str(value)) if value is not None else Settings().look_back_days
