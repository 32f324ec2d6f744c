"""The handling unit objects to the assignment."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectTo(Command):
    """The handling unit objects to the assignment."""

    reason: str
    basis: str


def object_to(cmd: ObjectTo, desk: Desk) -> Case:
    """The handling unit objects to the assignment."""
    with desk.act(cmd, Verb.OBJECT) as move:
        pass
    return move.case
