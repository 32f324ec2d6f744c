"""The unit answers the oldest unanswered supervision notice."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from petitions.supervisions import step
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSupervision(Command):
    """The unit answers the oldest unanswered supervision notice."""

    answer: str


def answer_supervision(cmd: AnswerSupervision, desk: Desk) -> Case:
    """The unit answers the oldest unanswered supervision notice."""
    with desk.act(cmd, Verb.ANSWER_SUPERVISION) as move:
        notice = step(desk, move.case, Verb.ANSWER_SUPERVISION, move.facts)
        notice.answer, notice.answered_at = cmd.answer, desk.now
    return move.case
