"""The head decides against referring a suspected crime; his reason is kept."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from petitions.overlays import clear_flag
from workflow.verbs import Verb
from workflow.vocabulary import Flag


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineReferral(Command):
    """Why it is not referred."""

    reason: str


def decline_referral(cmd: DeclineReferral, desk: Desk) -> Case:
    """Decide not to refer: the overlay goes, the reason stays in the record."""
    with desk.act(cmd, Verb.DECLINE_REFERRAL) as move:
        clear_flag(desk, move.case, Flag.CRIMINAL, cmd.reason, move.facts.flags - {Flag.CRIMINAL})
    return move.case
