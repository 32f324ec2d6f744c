"""Propose to refuse, to accept no longer, or to redirect; another person decides."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from petitions.proposals import add_proposal
from workflow.facts import Outcome
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Propose(Command):
    """Propose to refuse, to accept no longer, or to redirect; another person decides."""

    outcome: Outcome
    reason: str
    ground: str = ""
    department: str = ""


def propose(cmd: Propose, desk: Desk) -> Case:
    """Propose to refuse, to accept no longer, or to redirect; another person decides."""
    with desk.act(cmd, Verb.PROPOSE) as move:
        add_proposal(desk, move.case, cmd.outcome, cmd.ground, cmd.department, cmd.reason)
    return move.case
