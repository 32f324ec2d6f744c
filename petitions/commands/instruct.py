"""A leader's instruction (批示) on the case."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruct(Command):
    """A leader's instruction (批示) on the case."""

    instruction: str


def instruct(cmd: Instruct, desk: Desk) -> Case:
    """A leader's instruction (批示) on the case."""
    with desk.act(cmd, Verb.INSTRUCT) as move:
        pass
    return move.case
