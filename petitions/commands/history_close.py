"""An old register tells when the matter was closed."""

from dataclasses import dataclass

from petitions.command import Entered
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryClose(Entered):
    """An old register tells when the matter was closed."""


def history_close(cmd: HistoryClose, desk: Desk) -> Case:
    """An old register tells when the matter was closed."""
    with desk.act(cmd, Verb.HISTORY_CLOSE) as move:
        move.case.closed_at = desk.now
    return move.case
