"""Pass the review of substance."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from petitions.reviews import add_review
from workflow.facts import ReviewKind
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class PassSubstance(Command):
    """Pass the review of substance."""

    opinion: str


def pass_substance(cmd: PassSubstance, desk: Desk) -> Case:
    """Pass the review of substance."""
    with desk.act(cmd, Verb.PASS_SUBSTANCE) as move:
        add_review(desk, move.case, ReviewKind.SUBSTANCE, cmd.opinion)
    return move.case
