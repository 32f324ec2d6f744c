"""Refuse the matter as proposed (不予受理)."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from petitions.proposals import decide
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuse(Command):
    """Refuse the matter as proposed (不予受理)."""


def refuse(cmd: Refuse, desk: Desk) -> Case:
    """Refuse the matter as proposed (不予受理)."""
    with desk.act(cmd, Verb.REFUSE) as move:
        decide(desk, move.case, agreed=True)
    return move.case
