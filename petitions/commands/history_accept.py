"""An old register tells when the matter was accepted, and by which unit it was handled."""

from dataclasses import dataclass

from petitions.command import Entered
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryAccept(Entered):
    """An old register tells when the matter was accepted, and by which unit it was handled."""

    unit: int | None = None


def history_accept(cmd: HistoryAccept, desk: Desk) -> Case:
    """An old register tells when the matter was accepted, and by which unit it was handled."""
    with desk.act(cmd, Verb.HISTORY_ACCEPT) as move:
        case = move.case
        case.accepted_at = desk.now
        case.classified = True
        case.unit_id = cmd.unit
    return case
