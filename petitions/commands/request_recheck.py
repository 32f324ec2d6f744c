"""Record that the petitioner asked for 复查 (track B)."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRecheck(Command):
    """Record that the petitioner asked for 复查 (track B)."""

    request: str
    reviewer: str


def request_recheck(cmd: RequestRecheck, desk: Desk) -> Case:
    """Record that the petitioner asked for 复查 (track B)."""
    with desk.act(cmd, Verb.REQUEST_RECHECK) as move:
        pass
    return move.case
