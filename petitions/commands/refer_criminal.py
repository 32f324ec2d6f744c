"""Hand a suspected crime to the police; the case itself goes on."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from petitions.overlays import raise_flags
from workflow.verbs import Verb
from workflow.vocabulary import Flag


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferCriminal(Command):
    """Hand a suspected crime to the police; the case itself goes on."""

    facts: str
    police: str


def refer_criminal(cmd: ReferCriminal, desk: Desk) -> Case:
    """Hand a suspected crime to the police; the case itself goes on."""
    with desk.act(cmd, Verb.REFER_CRIMINAL) as move:
        if Flag.CRIMINAL not in move.facts.flags:
            raise_flags(desk, move.case, {Flag.CRIMINAL: f"移送{cmd.police}"})
    return move.case
