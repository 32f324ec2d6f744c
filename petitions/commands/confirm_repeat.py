"""A person confirms how the case relates to an earlier one. The same person's same matter makes it a repeat."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.links import decide_link
from petitions.models import Case
from petitions.overlays import raise_flags
from workflow.verbs import Verb
from workflow.vocabulary import Flag, Relation, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRepeat(Command):
    """A person confirms how the case relates to an earlier one. The same person's same matter makes it a repeat."""

    earlier: int
    relation: Relation
    reason: str


def confirm_repeat(cmd: ConfirmRepeat, desk: Desk) -> Case:
    """A person confirms how the case relates to an earlier one. The same person's same matter makes it a repeat."""
    with desk.act(cmd, Verb.CONFIRM_REPEAT) as move:
        decide_link(desk, move, cmd.earlier, Verdict.CONFIRMED, cmd.reason, cmd.relation)
        if cmd.relation.repeats and Flag.REPEAT not in move.facts.flags:
            raise_flags(desk, move.case, {Flag.REPEAT: cmd.reason})
    return move.case
