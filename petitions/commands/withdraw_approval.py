"""Take an approved reply back before it is delivered. Its reviews stand until the report is sent up anew."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawApproval(Command):
    """What is wrong with it."""

    reason: str


def withdraw_approval(cmd: WithdrawApproval, desk: Desk) -> Case:
    """Take the reply back to those who reviewed it."""
    with desk.act(cmd, Verb.WITHDRAW_APPROVAL) as move:
        pass
    return move.case
