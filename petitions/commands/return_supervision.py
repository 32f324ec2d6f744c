"""The answer does not do; the unit must answer again."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from petitions.supervisions import step
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnSupervision(Command):
    """The answer does not do; the unit must answer again."""

    reason: str


def return_supervision(cmd: ReturnSupervision, desk: Desk) -> Case:
    """The answer does not do; the unit must answer again."""
    with desk.act(cmd, Verb.RETURN_SUPERVISION) as move:
        notice = step(desk, move.case, Verb.RETURN_SUPERVISION, move.facts)
        move.payload["level"] = notice.level
    return move.case
