"""Record that a leader took the case down to the spot (带案下访)."""

from dataclasses import dataclass
from datetime import date

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case, Visit
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordVisit(Command):
    """Record that a leader took the case down to the spot (带案下访)."""

    visited_on: date
    place: str
    findings: str
    promises: str = ""


def visit(cmd: RecordVisit, desk: Desk) -> Case:
    """Record that a leader took the case down to the spot (带案下访)."""
    with desk.act(cmd, Verb.VISIT) as move:
        desk.session.add(
            Visit(
                case_id=move.case.id,
                leader_id=desk.actor.officer_id,
                visited_on=cmd.visited_on,
                place=cmd.place,
                findings=cmd.findings,
                promises=cmd.promises,
            )
        )
    return move.case
