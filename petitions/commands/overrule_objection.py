"""Overrule the unit: it must sign for the case."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class OverruleObjection(Command):
    """Overrule the unit: it must sign for the case."""

    reason: str


def overrule_objection(cmd: OverruleObjection, desk: Desk) -> Case:
    """Overrule the unit: it must sign for the case."""
    with desk.act(cmd, Verb.OVERRULE_OBJECTION) as move:
        pass
    return move.case
