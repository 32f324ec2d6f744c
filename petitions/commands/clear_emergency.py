"""Stand an emergency down: it was none, or it is over."""

from dataclasses import dataclass

from petitions import overlays
from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb
from workflow.vocabulary import Flag


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearEmergency(Command):
    """Stand an emergency down: it was none, or it is over."""

    reason: str


def clear_emergency(cmd: ClearEmergency, desk: Desk) -> Case:
    """Stand an emergency down; nothing waits for a first report any more."""
    with desk.act(cmd, Verb.CLEAR_EMERGENCY) as move:
        overlays.clear_flag(desk, move.case, Flag.EMERGENCY, cmd.reason, move.facts.flags - {Flag.EMERGENCY})
    return move.case
