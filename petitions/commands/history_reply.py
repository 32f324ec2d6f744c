"""An old register tells when and how the petitioner was answered."""

from dataclasses import dataclass

from petitions.command import Entered
from petitions.desk import Desk
from petitions.models import Case
from workflow.needs import ReplyWay
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryReply(Entered):
    """An old register tells when and how the petitioner was answered."""

    way: ReplyWay


def history_reply(cmd: HistoryReply, desk: Desk) -> Case:
    """An old register tells when and how the petitioner was answered."""
    with desk.act(cmd, Verb.HISTORY_REPLY) as move:
        move.case.replied_at = desk.now
    return move.case
