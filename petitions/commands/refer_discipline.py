"""Hand an accusation of staff to discipline, sealed. From then on only discipline sees it."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferDiscipline(Command):
    """Hand an accusation of staff to discipline, sealed. From then on only discipline sees it."""


def refer_discipline(cmd: ReferDiscipline, desk: Desk) -> Case:
    """Hand an accusation of staff to discipline, sealed. From then on only discipline sees it."""
    with desk.act(cmd, Verb.REFER_DISCIPLINE) as move:
        pass
    return move.case
