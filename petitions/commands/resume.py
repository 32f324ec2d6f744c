"""Go on screening once the leads came in, or did not come in time."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume(Command):
    """Go on screening once the leads came in, or did not come in time."""

    supplied: str


def resume(cmd: Resume, desk: Desk) -> Case:
    """Go on screening once the leads came in, or did not come in time."""
    with desk.act(cmd, Verb.RESUME) as move:
        pass
    return move.case
