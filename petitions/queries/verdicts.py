"""What people decided about suspected repeats, against what the program had thought of them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from petitions.models import RepeatLink
from workflow.vocabulary import Relation, Verdict


def verdicts(session: Session) -> list[tuple[float, bool]]:
    """Every decided suggestion: the likelihood as learned, and whether it was found the same matter.

    Whoever confirms that another matter of the same place lies before has found it not the same.
    """
    decided = select(RepeatLink.learned, RepeatLink.verdict, RepeatLink.relation).where(
        RepeatLink.verdict != Verdict.SUGGESTED
    )
    return [
        (learned, verdict is Verdict.CONFIRMED and relation is not Relation.HISTORY)
        for learned, verdict, relation in session.execute(decided.order_by(RepeatLink.id))
        if learned is not None
    ]
