"""Which verbs are open to an actor now, and why the others are not. Feeds the buttons and, later, the API."""

from dataclasses import dataclass
from enum import StrEnum

from workflow.facts import Known
from workflow.guards import Reason
from workflow.machine import reasons_against
from workflow.roles import Actor
from workflow.table import Row, Table

_OUT_OF_REACH = frozenset({"not-your-role", "not-your-unit"})


@dataclass(frozen=True, slots=True)
class Offer:
    """A verb that the state allows: open when there is no reason against it."""

    row: Row
    reasons: tuple[Reason, ...]

    @property
    def open(self) -> bool:
        """True when the actor may use the verb now."""
        return not self.reasons

    @property
    def within_reach(self) -> bool:
        """True when the actor's role fits, so that only the case itself stands in the way."""
        return not any(reason.code in _OUT_OF_REACH for reason in self.reasons)


def offers(table: Table, state: StrEnum, facts: Known, actor: Actor) -> tuple[Offer, ...]:
    """Every row out of this state with the reasons against it, in the order of the table."""
    return tuple(Offer(row, reasons_against(row, facts, actor)) for row in table.rows_from(state))
