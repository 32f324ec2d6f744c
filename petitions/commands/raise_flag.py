"""Put an overlay on the case."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from petitions.overlays import raise_flags
from workflow.verbs import Verb
from workflow.vocabulary import Flag


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseFlag(Command):
    """Put an overlay on the case."""

    flag: Flag
    reason: str


def raise_flag(cmd: RaiseFlag, desk: Desk) -> Case:
    """Put an overlay on the case."""
    with desk.act(cmd, Verb.RAISE_FLAG) as move:
        raise_flags(desk, move.case, {cmd.flag: cmd.reason})
    return move.case
