"""End the hearing; the handling limit runs on, longer by its days."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class EndHearing(Command):
    """End the hearing; the handling limit runs on, longer by its days."""

    record: str


def end_hearing(cmd: EndHearing, desk: Desk) -> Case:
    """End the hearing; the handling limit runs on, longer by its days."""
    with desk.act(cmd, Verb.END_HEARING) as move:
        pass
    return move.case
