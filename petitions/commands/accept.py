"""Accept the matter: the handling limit starts, the notice goes out."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept(Command):
    """Accept the matter: the handling limit starts, the notice goes out."""


def accept(cmd: Accept, desk: Desk) -> Case:
    """Accept the matter: the handling limit starts, the notice goes out."""
    with desk.act(cmd, Verb.ACCEPT) as move:
        move.case.accepted_at = desk.now
    return move.case
