"""Discard a draft that is no petition matter. It keeps its number, its words and the identity in the vault."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Discard(Command):
    """Why it is no petition matter."""

    reason: str


def discard(cmd: Discard, desk: Desk) -> Case:
    """End the draft: it was never registered, is counted nowhere, and can still be looked up."""
    with desk.act(cmd, Verb.DISCARD) as move:
        pass
    return move.case
