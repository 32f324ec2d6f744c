"""Publish a text without identities."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from petitions.overlays import raise_flags
from workflow.verbs import Verb
from workflow.vocabulary import Flag


@dataclass(frozen=True, slots=True, kw_only=True)
class Publish(Command):
    """Publish a text without identities."""

    public_text: str


def publish(cmd: Publish, desk: Desk) -> Case:
    """Publish a text without identities."""
    with desk.act(cmd, Verb.PUBLISH) as move:
        move.case.public_text = cmd.public_text
        if Flag.PUBLIC not in move.facts.flags:
            raise_flags(desk, move.case, {Flag.PUBLIC: "办理结果公开"})
    return move.case
