"""Record that the reviewing body upheld the opinion."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class UpholdRecheck(Command):
    """Record that the reviewing body upheld the opinion."""

    opinion: str


def uphold_recheck(cmd: UpholdRecheck, desk: Desk) -> Case:
    """Record that the reviewing body upheld the opinion."""
    with desk.act(cmd, Verb.UPHOLD_RECHECK) as move:
        pass
    return move.case
