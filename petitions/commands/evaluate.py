"""Record how the petitioner rates the reply."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case, Evaluation
from workflow.verbs import Verb
from workflow.vocabulary import Satisfaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluate(Command):
    """Record how the petitioner rates the reply."""

    rating: Satisfaction
    way: str
    remark: str = ""


def evaluate(cmd: Evaluate, desk: Desk) -> Case:
    """Record how the petitioner rates the reply."""
    with desk.act(cmd, Verb.EVALUATE) as move:
        desk.session.add(
            Evaluation(
                case_id=move.case.id,
                round=move.case.round,
                rating=cmd.rating,
                way=cmd.way,
                remark=cmd.remark,
                rated_at=desk.now,
            )
        )
    return move.case
