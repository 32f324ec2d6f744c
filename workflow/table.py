"""The shape of a workflow table: rows, and how to look them up. The rows themselves live in ``workflow.tables``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from workflow.effects import Effect
from workflow.guards import Guard
from workflow.needs import Need
from workflow.roles import Role
from workflow.rules.model import CHANNEL_TERMS, HANDLING
from workflow.terms import Term
from workflow.vocabulary import Labelled


class Clock(Labelled):
    """Terms whose identity depends on the case or on what was filled in; the desk resolves them when they start."""

    HANDLING = "handling", "办理时限（按办理路径）"
    CHANNEL = "channel", "渠道时限（按来源渠道）"
    HANDOVER = "handover", "转送时限（按办理路径）"
    REMEDY = "remedy", "救济期限（按办理路径）"
    SUPERVISION = "supervision", "督办回复时限（按督办等级）"
    VACANCY = "vacancy", "补齐包案领导时限（仍有空缺时）"
    EMERGENCY = "emergency", "突发事件报告时限（按事件级别）"


Ticking = Term | Clock

MAY_BE: Mapping[Clock, frozenset[Term]] = {
    Clock.HANDLING: frozenset(HANDLING.values()),
    Clock.CHANNEL: frozenset(CHANNEL_TERMS.values()),
    Clock.HANDOVER: frozenset({Term.DISCIPLINE_HANDOVER}),
    Clock.REMEDY: frozenset({Term.REVIEW_REQUEST, Term.RECONSIDER_REQUEST, Term.RECONSIDER_SUE}),
    Clock.SUPERVISION: frozenset({Term.SUPERVISE_ANSWER, Term.SUPERVISE_ANSWER_LISTED}),
    Clock.VACANCY: frozenset({Term.OWNER_REPLACE}),
    Clock.EMERGENCY: frozenset({Term.EMERGENCY_REPORT, Term.EMERGENCY_REPORT_MAJOR}),
}
"""What a clock can turn out to be: none or some of these start with it, and all of them stop with it."""


def terms_of(ticking: Ticking) -> frozenset[Term]:
    """The terms that a row means: one term itself, or all that a clock can turn out to be."""
    return MAY_BE[ticking] if isinstance(ticking, Clock) else frozenset({ticking})


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the office's law: who may do what, from where, under which rules, and what follows.

    ``target`` of ``None`` means that the case stays where it is; ``code`` is the handbook's number (§13.3).
    Clocks stop before clocks start, so a row that names one in both begins it anew. What it ``resumes`` runs on as
    though the move that led here had not stopped it; a clock that was not running then stays as it is.
    """

    code: str
    verb: Labelled
    sources: tuple[StrEnum, ...]
    target: StrEnum | None
    roles: frozenset[Role]
    guards: tuple[Guard, ...] = ()
    needs: tuple[Need, ...] = ()
    effects: tuple[Effect, ...] = ()
    starts: tuple[Ticking, ...] = ()
    stops: tuple[Ticking, ...] = ()
    resumes: tuple[Ticking, ...] = ()


@dataclass(frozen=True)
class Table:
    """A workflow: its states, where it begins and ends, and its rows."""

    name: str
    label: str
    states: type[StrEnum]
    initial: StrEnum
    final: frozenset[StrEnum]
    rows: tuple[Row, ...]
    _index: Mapping[tuple[Labelled, StrEnum], Row] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        index: dict[tuple[Labelled, StrEnum], Row] = {}
        for row in self.rows:
            for source in row.sources:
                if (row.verb, source) in index:
                    raise ValueError(f"{self.name}: two rows for {row.verb!s} from {source!s}")
                index[row.verb, source] = row
        object.__setattr__(self, "_index", index)

    def row(self, verb: Labelled, state: StrEnum) -> Row | None:
        """The one row for this verb in this state, if the law knows it."""
        return self._index.get((verb, state))

    def ways_into(self, state: StrEnum) -> frozenset[Labelled]:
        """The verbs that lead from elsewhere to this state."""
        return frozenset(row.verb for row in self.rows if row.target is state)

    def rows_from(self, state: StrEnum) -> Iterator[Row]:
        """Every row that a case in this state might take, in the order of the table."""
        return (row for row in self.rows if state in row.sources)

    @cached_property
    def verbs(self) -> tuple[Labelled, ...]:
        """The verbs of this table, each once, in the order of the table."""
        return tuple(dict.fromkeys(row.verb for row in self.rows))
