"""Answer the petitioner: the reply as approved, the way it went and the proof of delivery."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from petitions.reviews import approved_reply
from workflow.needs import ReplyWay
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(Command):
    """Answer the petitioner: the reply as approved, the way it went and the proof of delivery."""

    way: ReplyWay
    proof: str


def reply(cmd: Reply, desk: Desk) -> Case:
    """Answer the petitioner: the reply as approved, the way it went and the proof of delivery."""
    with desk.act(cmd, Verb.REPLY) as move:
        case = move.case
        case.reply = approved_reply(desk, case)
        case.replied_at = desk.now
    return move.case
