"""Close a stage-closed case once the rest was accepted."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishStage(Command):
    """Close a stage-closed case once the rest was accepted."""

    acceptance: str


def finish_stage(cmd: FinishStage, desk: Desk) -> Case:
    """Close a stage-closed case once the rest was accepted."""
    with desk.act(cmd, Verb.FINISH_STAGE) as move:
        move.case.closed_at = desk.now
    return move.case
