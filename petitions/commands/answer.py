"""Answer a consultation on the spot."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Command):
    """Answer a consultation on the spot."""

    answer: str


def answer(cmd: Answer, desk: Desk) -> Case:
    """Answer a consultation on the spot."""
    with desk.act(cmd, Verb.ANSWER) as move:
        move.case.reply = cmd.answer
        move.case.replied_at = move.case.closed_at = desk.now
    return move.case
