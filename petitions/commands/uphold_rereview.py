"""Record that 复核 upheld the opinion: the ladder ends here."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class UpholdRereview(Command):
    """Record that 复核 upheld the opinion: the ladder ends here."""

    opinion: str


def uphold_rereview(cmd: UpholdRereview, desk: Desk) -> Case:
    """Record that 复核 upheld the opinion: the ladder ends here."""
    with desk.act(cmd, Verb.UPHOLD_REREVIEW) as move:
        move.case.closed_at = desk.now
    return move.case
