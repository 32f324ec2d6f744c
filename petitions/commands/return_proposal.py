"""Send the proposal back: the officer screens again."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from petitions.proposals import decide
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnProposal(Command):
    """Send the proposal back: the officer screens again."""

    reason: str


def return_proposal(cmd: ReturnProposal, desk: Desk) -> Case:
    """Send the proposal back: the officer screens again."""
    with desk.act(cmd, Verb.RETURN_PROPOSAL) as move:
        decide(desk, move.case, agreed=False)
    return move.case
