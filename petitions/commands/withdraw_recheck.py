"""Record that the petitioner took the request for 复查 back."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawRecheck(Command):
    """How it was taken back."""

    reason: str


def withdraw_recheck(cmd: WithdrawRecheck, desk: Desk) -> Case:
    """The opinion stands as answered; what was left of the thirty days runs on."""
    with desk.act(cmd, Verb.WITHDRAW_RECHECK) as move:
        pass
    return move.case
