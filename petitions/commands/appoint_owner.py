"""Name an owner at one level (双包案); whoever owned the case there hands over."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from petitions.ownership import begin_ownership, end_ownership
from workflow.facts import Leader
from workflow.verbs import Verb
from workflow.vocabulary import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointOwner(Command):
    """Name an owner at one level (双包案); whoever owned the case there hands over."""

    level: Level
    leader: Leader
    reason: str


def appoint_owner(cmd: AppointOwner, desk: Desk) -> Case:
    """Name an owner at one level (双包案); whoever owned the case there hands over."""
    with desk.act(cmd, Verb.APPOINT_OWNER) as move:
        end_ownership(desk, move.case, cmd.level)
        begin_ownership(desk, move.case, cmd.leader, cmd.reason)
    return move.case
