"""Issue a supervision notice (督办通知) on the case."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from petitions.supervisions import issue
from workflow.needs import SupervisionLevel
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervise(Command):
    """Issue a supervision notice (督办通知) on the case."""

    level: SupervisionLevel
    problem: str
    requirement: str


def supervise(cmd: Supervise, desk: Desk) -> Case:
    """Issue a supervision notice (督办通知) on the case."""
    with desk.act(cmd, Verb.SUPERVISE) as move:
        issue(desk, move.case, cmd.level, cmd.problem, cmd.requirement)
    return move.case
