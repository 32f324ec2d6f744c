"""Send the report back to be investigated further. Its reviews fall with it."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnToInvestigate(Command):
    """Send the report back to be investigated further. Its reviews fall with it."""

    reason: str


def return_to_investigate(cmd: ReturnToInvestigate, desk: Desk) -> Case:
    """Send the report back to be investigated further. Its reviews fall with it."""
    with desk.act(cmd, Verb.RETURN_TO_INVESTIGATE) as move:
        pass
    return move.case
