"""Close an answered case; the event carries the opinion."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Close(Command):
    """Close an answered case; the event carries the opinion."""

    opinion: str


def close(cmd: Close, desk: Desk) -> Case:
    """Close an answered case; the event carries the opinion."""
    with desk.act(cmd, Verb.CLOSE) as move:
        move.case.closed_at = desk.now
    return move.case
