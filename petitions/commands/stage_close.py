"""Close the case for this stage: answered, while rectification or penalty goes on."""

from dataclasses import dataclass
from datetime import date

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class StageClose(Command):
    """Close the case for this stage: answered, while rectification or penalty goes on."""

    tracking: str
    next_report: date


def stage_close(cmd: StageClose, desk: Desk) -> Case:
    """Close the case for this stage: answered, while rectification or penalty goes on."""
    with desk.act(cmd, Verb.STAGE_CLOSE) as move:
        pass
    return move.case
