"""What every command on a stored case shares: which case, as last seen at which event, and what was filled in."""

from dataclasses import dataclass, fields

HEADER = frozenset({"case_no", "seen"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A verb addressed to a case. Further fields are what the verb's row asks for, under the same names."""

    case_no: str
    seen: int | None = None
    """The last event on the page from which the command came; ``None`` where no page was shown."""

    @property
    def given(self) -> dict[str, object]:
        """What the actor filled in: the payload of the event."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name not in HEADER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered(Command):
    """What an old register tells of a case: the desk's time is that of the fact, ``entered_at`` that of the entry."""

    source: str
    """The file and the row."""
    entered_at: str
