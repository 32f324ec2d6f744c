"""Agree with the unit: the case comes back to be assigned anew, and so does its sub-bureau owner."""

from dataclasses import dataclass

from sqlalchemy import delete

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case, CaseUnit
from petitions.ownership import end_ownership
from workflow.verbs import Verb
from workflow.vocabulary import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class UpholdObjection(Command):
    """Agree with the unit: the case comes back to be assigned anew, and so does its sub-bureau owner."""

    reason: str


def uphold_objection(cmd: UpholdObjection, desk: Desk) -> Case:
    """Agree with the unit: the case comes back to be assigned anew, and so does its sub-bureau owner."""
    with desk.act(cmd, Verb.UPHOLD_OBJECTION) as move:
        case = move.case
        case.unit_id = None
        desk.session.execute(delete(CaseUnit).where(CaseUnit.case_id == case.id))
        end_ownership(desk, case, Level.SUB)
    return move.case
