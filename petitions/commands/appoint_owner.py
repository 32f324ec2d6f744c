"""Name an owner at one level (双包案); whoever owned the case there hands over."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case, Ownership
from petitions.ownership import end_ownership
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
        desk.session.add(
            Ownership(
                case_id=move.case.id,
                level=cmd.level,
                officer_id=cmd.leader.officer_id,
                from_at=desk.now,
                reason=cmd.reason,
                appointed_by=desk.actor.officer_id,
            )
        )
    return move.case
