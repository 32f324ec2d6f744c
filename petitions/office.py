"""What this bureau is and has set: its name, its rules of its own, its calendar, its vault."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from petitions.chain import Algorithm
from petitions.models import CalendarNotice, Setting
from petitions.vault import Vault
from workflow.calendar import WorkCalendar, load_packaged, parse_notice
from workflow.rules import TermSettings
from workflow.terms import Term
from workflow.vocabulary import Flag

DUAL_FLAGS = frozenset(
    {
        Flag.REPEAT,
        Flag.KEY,
        Flag.BACKLOG,
        Flag.SUPERIOR,
        Flag.INSPECTION,
        Flag.COLLECTIVE,
        Flag.LEADER_NOTE,
    }
)
"""Flags under which a case needs its two owners (双包案)."""

PLAN_FLAGS = frozenset({Flag.REPEAT, Flag.KEY, Flag.BACKLOG})
"""Flags under which a case needs its plan (一案一策)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default. A row of ``Setting`` overrides one by name."""

    bureau: str = "生态环境局"
    mark: str = "环信访"
    """机关代字, for the numbers of papers."""
    dual_for_all: bool = False
    """双包案 for every case instead of flagged ones."""
    roll_to_workday: bool = False
    """Whether a natural-day limit that ends on a day off moves to the next working day."""
    hash_algorithm: str = Algorithm.SM3.value
    look_back_days: int = 180
    repeat_scale: float = 1.0
    repeat_shift: float = 0.0
    """The calibration of suspected repeats by the office's verdicts (``bihuan calibrate``)."""
    term_lengths: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def terms(self) -> TermSettings:
        """The settings as the rule engine reads them."""
        lengths = {Term(key): length for key, length in self.term_lengths.items()}
        return TermSettings(MappingProxyType(lengths), self.roll_to_workday)


@dataclass(frozen=True, slots=True)
class Office:
    """All that a command needs to know besides the case, the actor and the hour."""

    settings: Settings
    calendar: WorkCalendar
    vault: Vault

    @property
    def algorithm(self) -> Algorithm:
        """The hash of the record."""
        return Algorithm(self.settings.hash_algorithm)


def load_office(session: Session, vault: Vault) -> Office:
    """The office as its database says: packaged calendar notices overridden by loaded ones, defaults by settings."""
    calendar = load_packaged()
    for notice in session.scalars(select(CalendarNotice).order_by(CalendarNotice.year)):
        calendar = calendar.with_notice(parse_notice(notice.body))
    return Office(load_settings(session), calendar, vault)


def load_settings(session: Session) -> Settings:
    """The settings alone: all that a paper needs to know of the office."""
    known = {field.name for field in fields(Settings)}
    rows = {row.key: row.value for row in session.scalars(select(Setting)) if row.key in known}
    return Settings(**rows)  # type: ignore[arg-type]  # typed JSON, checked on writing
