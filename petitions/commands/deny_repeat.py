"""A person decides that the two are not the same. The verdict is kept and teaches the score."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.links import decide_link
from petitions.models import Case
from workflow.verbs import Verb
from workflow.vocabulary import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class DenyRepeat(Command):
    """A person decides that the two are not the same. The verdict is kept and teaches the score."""

    earlier: int
    reason: str


def deny_repeat(cmd: DenyRepeat, desk: Desk) -> Case:
    """A person decides that the two are not the same. The verdict is kept and teaches the score."""
    with desk.act(cmd, Verb.DENY_REPEAT) as move:
        decide_link(desk, move, cmd.earlier, Verdict.DENIED, cmd.reason)
    return move.case
