"""Call a hearing; its days do not count (track B only)."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldHearing(Command):
    """Call a hearing; its days do not count (track B only)."""

    reason: str


def hold_hearing(cmd: HoldHearing, desk: Desk) -> Case:
    """Call a hearing; its days do not count (track B only)."""
    with desk.act(cmd, Verb.HOLD_HEARING) as move:
        pass
    return move.case
