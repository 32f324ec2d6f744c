"""Pages by key: a page begins after the last row of the one before, however many rows lie ahead of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, TypeVar

Row = TypeVar("Row")

PAGE = 20


@dataclass(frozen=True, slots=True)
class Key:
    """The place of a row in a list sorted by due date and number."""

    due_at: datetime
    id: int

    @property
    def text(self) -> str:
        """The key as an address carries it."""
        return f"{self.due_at.timestamp():.6f}-{self.id}"

    @classmethod
    def parse(cls, text: str | None) -> "Key | None":
        """The key of an address, or nothing where it is none."""
        moment, dash, number = (text or "").rpartition("-")
        try:
            return cls(datetime.fromtimestamp(float(moment), UTC), int(number)) if dash else None
        except (ValueError, OverflowError, OSError):
            return None


@dataclass(frozen=True, slots=True)
class Turn:
    """Which page is asked for: the first, the one after a key, or the one before a key."""

    after: Key | None = None
    before: Key | None = None
    size: int = PAGE


FIRST = Turn()


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows, and the keys of the pages around them."""

    rows: tuple[Row, ...]
    previous: Key | None = None
    following: Key | None = None


def cut(found: Sequence[Row], turn: Turn, keys: Sequence[Key]) -> Page[Row]:
    """The page out of ``size + 1`` rows fetched, in the direction of the turn; the extra one tells of more."""
    more = len(found) > turn.size
    rows, keys = tuple(found[: turn.size]), keys[: turn.size]
    if not rows:
        return Page(rows)
    if turn.before is not None:
        rows, keys = rows[::-1], keys[::-1]
        return Page(rows, keys[0] if more else None, keys[-1])
    return Page(rows, keys[0] if turn.after else None, keys[-1] if more else None)
