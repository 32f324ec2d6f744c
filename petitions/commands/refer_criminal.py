"""The head decides to refer a suspected crime; it goes to the police within twenty-four hours."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferCriminal(Command):
    """To which police, and the head's opinion."""

    police: str
    opinion: str


def refer_criminal(cmd: ReferCriminal, desk: Desk) -> Case:
    """Decide to refer; the case itself may be answered and closed meanwhile."""
    with desk.act(cmd, Verb.REFER_CRIMINAL) as move:
        pass
    return move.case
