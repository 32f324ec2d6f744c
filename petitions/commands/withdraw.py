"""The petitioner withdraws, and nothing was found that must go on ex officio."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw(Command):
    """The petitioner withdraws, and nothing was found that must go on ex officio."""

    reason: str


def withdraw(cmd: Withdraw, desk: Desk) -> Case:
    """The petitioner withdraws, and nothing was found that must go on ex officio."""
    with desk.act(cmd, Verb.WITHDRAW) as move:
        move.case.closed_at = desk.now
    return move.case
