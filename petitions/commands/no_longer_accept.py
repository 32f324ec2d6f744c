"""Accept the matter no longer, as proposed (不再受理)."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from petitions.proposals import decide
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class NoLongerAccept(Command):
    """Accept the matter no longer, as proposed (不再受理)."""


def no_longer_accept(cmd: NoLongerAccept, desk: Desk) -> Case:
    """Accept the matter no longer, as proposed (不再受理)."""
    with desk.act(cmd, Verb.NO_LONGER_ACCEPT) as move:
        decide(desk, move.case, agreed=True)
    return move.case
