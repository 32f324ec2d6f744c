"""Items that were counted: one source for a number and for the list behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, func, select


@dataclass(frozen=True, slots=True)
class Member:
    """One item that a count counted: its case, the unit it is counted for, and its days where days are counted."""

    case_id: int
    unit: int
    days: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """Items with their unit and case, and which of them each count takes: one source for number and list."""

    items: Subquery
    conditions: Mapping[str, ColumnElement[bool]]

    def numbers(self) -> Select[Any]:
        """How many items each count takes, by unit."""
        counts = [func.count().filter(taken).label(name) for name, taken in self.conditions.items()]
        return select(self.items.c.unit, *counts).select_from(self.items).group_by(self.items.c.unit)

    def members(self, name: str) -> Select[Any]:
        """The items that one of the counts takes."""
        return select(self.items.c.case_id, self.items.c.unit).where(self.conditions[name])
