"""Handle an answered or closed case again, in a new round."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.needs import ReopenGround
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen(Command):
    """Handle an answered or closed case again, in a new round."""

    ground: ReopenGround
    reason: str


def reopen(cmd: Reopen, desk: Desk) -> Case:
    """Handle an answered or closed case again, in a new round."""
    with desk.act(cmd, Verb.REOPEN) as move:
        move.case.closed_at = move.case.replied_at = None
    return move.case
