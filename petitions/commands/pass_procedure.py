"""Pass the review of procedure."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from petitions.reviews import add_review
from workflow.facts import ReviewKind
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class PassProcedure(Command):
    """Pass the review of procedure."""

    opinion: str


def pass_procedure(cmd: PassProcedure, desk: Desk) -> Case:
    """Pass the review of procedure."""
    with desk.act(cmd, Verb.PASS_PROCEDURE) as move:
        add_review(desk, move.case, ReviewKind.PROCEDURE, cmd.opinion)
    return move.case
