"""Tell the petitioner whom to approach, as proposed (告知移送)."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from petitions.proposals import decide
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect(Command):
    """Tell the petitioner whom to approach, as proposed (告知移送)."""


def redirect(cmd: Redirect, desk: Desk) -> Case:
    """Tell the petitioner whom to approach, as proposed (告知移送)."""
    with desk.act(cmd, Verb.REDIRECT) as move:
        decide(desk, move.case, agreed=True)
    return move.case
