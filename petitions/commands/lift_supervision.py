"""Lift the oldest answered supervision notice."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from petitions.supervisions import step
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftSupervision(Command):
    """Lift the oldest answered supervision notice."""

    opinion: str


def lift_supervision(cmd: LiftSupervision, desk: Desk) -> Case:
    """Lift the oldest answered supervision notice."""
    with desk.act(cmd, Verb.LIFT_SUPERVISION) as move:
        notice = step(desk, move.case, Verb.LIFT_SUPERVISION, move.facts)
        notice.lifted_at = desk.now
    return move.case
