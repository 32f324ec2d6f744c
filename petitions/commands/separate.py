"""Undo a merger: the case stands on its own again, its clocks counted from its own receipt."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Separate(Command):
    """Undo a merger: the case stands on its own again, its clocks counted from its own receipt."""

    reason: str


def separate(cmd: Separate, desk: Desk) -> Case:
    """Undo a merger: the case stands on its own again, its clocks counted from its own receipt."""
    with desk.act(cmd, Verb.SEPARATE) as move:
        move.case.master_id = None
    return move.case
