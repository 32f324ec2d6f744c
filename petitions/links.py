"""Relations between cases: a person's verdict on what the program suggested, or on what nobody suggested."""

from sqlalchemy import select

from petitions.desk import Desk, Move, refusal
from petitions.incidents import regroup
from petitions.models import Case, RepeatLink
from workflow.verbs import Verb
from workflow.vocabulary import Relation, Verdict


def decide_link(
    desk: Desk, move: Move, earlier_id: int, verdict: Verdict, reason: str, relation: Relation | None = None
) -> None:
    """Write a person's verdict on the relation to an earlier case; it may join incidents, or part one."""
    case = move.case
    link = desk.session.scalar(
        select(RepeatLink).where(RepeatLink.case_id == case.id, RepeatLink.earlier_id == earlier_id)
    )
    if link is None:
        link = _unsuggested(desk, case, earlier_id, relation)
    tied = link.ties
    link.verdict, link.relation = verdict, relation or link.relation
    link.decided_by, link.decided_at, link.decision = desk.actor.officer_id, desk.now, reason
    if tied or link.ties:
        regroup(desk, move, link)


def _unsuggested(desk: Desk, case: Case, earlier_id: int, relation: Relation | None) -> RepeatLink:
    earlier = desk.session.get(Case, earlier_id)
    if earlier is None or earlier.id == case.id or earlier.received_at > case.received_at:
        verb = Verb.CONFIRM_REPEAT if relation else Verb.DENY_REPEAT
        raise refusal(
            verb, case.state, "no-earlier-case", "原件应是更早收到的另一件。请核对编号。", "earlier"
        )
    link = RepeatLink(
        case_id=case.id,
        earlier_id=earlier_id,
        relation=relation or Relation.HISTORY,
        score=0.0,
        reasons=[],
        verdict=Verdict.SUGGESTED,
    )
    desk.session.add(link)
    return link
