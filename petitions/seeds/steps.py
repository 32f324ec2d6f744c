"""What a play is made of: its steps, and what is known of a case while it is played."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from petitions.command import Command
from petitions.commands import COMMANDS
from petitions.demo.complaint import DemoComplaint
from workflow.roles import Actor
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True)
class Step:
    """One command: when, by whom, what."""

    at: datetime
    actor: Actor
    verb: Verb
    given: Mapping[str, object] = field(default_factory=dict)
    tentative: bool = False
    """Another case may stand in its way by then; the course goes on otherwise if it is refused."""

    def command(self, case_no: str) -> Command:
        """The command object for the case."""
        return COMMANDS[self.verb].command(case_no=case_no, **self.given)  # type: ignore[arg-type]


Dated = Generator[Step, None, datetime]
"""Steps that end at an instant, from which the next ones count."""


@dataclass(slots=True)
class Played:
    """What is known of a case while it is played."""

    complaint: DemoComplaint
    case_no: str = ""
    case_id: int = 0
    open: bool = True
    """Neither answered nor turned away yet, so that a repeat may be merged into it."""
    refused: bool = False
    """The last tentative step was."""
