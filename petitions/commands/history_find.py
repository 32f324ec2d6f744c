"""An old register tells what the investigation found of the matter as a whole."""

from dataclasses import dataclass

from petitions.command import Entered
from petitions.desk import Desk
from petitions.models import Case, Finding
from workflow.calendar import local_day
from workflow.verbs import Verb
from workflow.vocabulary import Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryFind(Entered):
    """An old register tells what the investigation found of the matter as a whole."""

    truth: Truth


def history_find(cmd: HistoryFind, desk: Desk) -> Case:
    """An old register tells what the investigation found of the matter as a whole."""
    with desk.act(cmd, Verb.HISTORY_FIND) as move:
        case = move.case
        desk.session.add(
            Finding(
                case_id=case.id,
                round=case.round,
                item=1,
                claim=case.title,
                truth=cmd.truth,
                evidence=cmd.source,
                visited_on=local_day(desk.now),
            )
        )
    return case
