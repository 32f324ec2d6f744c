"""An owner leaves: the seat is empty, and the office has three working days to fill it."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from petitions.ownership import end_ownership
from workflow.verbs import Verb
from workflow.vocabulary import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class VacateOwner(Command):
    """Which seat, and why its owner leaves."""

    level: Level
    reason: str


def vacate_owner(cmd: VacateOwner, desk: Desk) -> Case:
    """End the interval; what the owner signed stands."""
    with desk.act(cmd, Verb.VACATE_OWNER) as move:
        end_ownership(desk, move.case, cmd.level)
    return move.case
