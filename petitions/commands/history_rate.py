"""An old register tells how the petitioner rated the answer."""

from dataclasses import dataclass

from petitions.command import Entered
from petitions.desk import Desk
from petitions.models import Case, Evaluation
from workflow.verbs import Verb
from workflow.vocabulary import Satisfaction

WAY = "历史台账"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRate(Entered):
    """An old register tells how the petitioner rated the answer."""

    rating: Satisfaction


def history_rate(cmd: HistoryRate, desk: Desk) -> Case:
    """An old register tells how the petitioner rated the answer."""
    with desk.act(cmd, Verb.HISTORY_RATE) as move:
        desk.session.add(
            Evaluation(
                case_id=move.case.id,
                round=move.case.round,
                rating=cmd.rating,
                way=WAY,
                remark="",
                rated_at=desk.now,
            )
        )
    return move.case
