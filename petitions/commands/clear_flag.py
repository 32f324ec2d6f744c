"""Take an overlay off the case, with a reason."""

from dataclasses import dataclass

from petitions import overlays
from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb
from workflow.vocabulary import Flag


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearFlag(Command):
    """Take an overlay off the case, with a reason."""

    flag: Flag
    reason: str


def clear_flag(cmd: ClearFlag, desk: Desk) -> Case:
    """Take an overlay off the case, with a reason."""
    with desk.act(cmd, Verb.CLEAR_FLAG) as move:
        overlays.clear_flag(desk, move.case, cmd.flag, cmd.reason, move.facts.flags - {cmd.flag})
    return move.case
