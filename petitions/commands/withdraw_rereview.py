"""Record that the petitioner took the request for 复核 back."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawRereview(Command):
    """How it was taken back."""

    reason: str


def withdraw_rereview(cmd: WithdrawRereview, desk: Desk) -> Case:
    """The upheld opinion stands; what was left of the thirty days runs on."""
    with desk.act(cmd, Verb.WITHDRAW_REREVIEW) as move:
        pass
    return move.case
