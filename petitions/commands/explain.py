"""Record the explanation given to a dissatisfied petitioner."""

from dataclasses import dataclass

from sqlalchemy import update

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case, Evaluation
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Explain(Command):
    """Record the explanation given to a dissatisfied petitioner."""

    explanation: str


def explain(cmd: Explain, desk: Desk) -> Case:
    """Record the explanation given to a dissatisfied petitioner."""
    with desk.act(cmd, Verb.EXPLAIN) as move:
        desk.session.execute(
            update(Evaluation)
            .where(Evaluation.case_id == move.case.id, Evaluation.round == move.case.round)
            .values(explanation=cmd.explanation)
        )
    return move.case
