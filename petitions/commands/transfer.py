"""Hand the case to its handling unit: forwarded, or assigned with a result required."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.db import rows_into
from petitions.desk import Desk
from petitions.models import Case, CaseUnit
from petitions.ownership import refuse_foreign_owner
from workflow.needs import TransferMode
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(Command):
    """Hand the case to its handling unit: forwarded, or assigned with a result required."""

    mode: TransferMode
    unit: int
    requirement: str
    assisting: tuple[int, ...] = ()


def transfer(cmd: Transfer, desk: Desk) -> Case:
    """Hand the case to its handling unit: forwarded, or assigned with a result required."""
    with desk.act(cmd, Verb.TRANSFER) as move:
        case = move.case
        refuse_foreign_owner(desk, case, move.facts, cmd.unit)
        case.unit_id, case.requirement = cmd.unit, cmd.requirement
        others = [unit for unit in dict.fromkeys(cmd.assisting) if unit != cmd.unit]
        if others:
            desk.session.execute(
                rows_into(CaseUnit), [{"case_id": case.id, "unit_id": unit} for unit in others]
            )
    return move.case
