"""Note that the petitioner went to reconsideration or to court."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.needs import Remedy
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteProcedure(Command):
    """Note that the petitioner went to reconsideration or to court."""

    remedy: Remedy
    body: str
    remark: str


def note_procedure(cmd: NoteProcedure, desk: Desk) -> Case:
    """Note that the petitioner went to reconsideration or to court."""
    with desk.act(cmd, Verb.NOTE_PROCEDURE) as move:
        pass
    return move.case
