"""Start the investigation with at least two officers."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.db import rows_into
from petitions.desk import Desk
from petitions.models import Case, Investigator
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Investigate(Command):
    """Start the investigation with at least two officers."""

    officers: tuple[int, ...]


def investigate(cmd: Investigate, desk: Desk) -> Case:
    """Start the investigation with at least two officers."""
    with desk.act(cmd, Verb.INVESTIGATE) as move:
        rows = [
            {"case_id": move.case.id, "round": move.case.round, "officer_id": officer}
            for officer in sorted(set(cmd.officers))
        ]
        desk.session.execute(rows_into(Investigator), rows)
    return move.case
