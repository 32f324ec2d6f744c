"""Record that the petitioner asked for 复核."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRereview(Command):
    """Record that the petitioner asked for 复核."""

    request: str
    reviewer: str


def request_rereview(cmd: RequestRereview, desk: Desk) -> Case:
    """Record that the petitioner asked for 复核."""
    with desk.act(cmd, Verb.REQUEST_REREVIEW) as move:
        pass
    return move.case
