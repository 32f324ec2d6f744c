"""拟处理意见: proposed by one, decided by another, on a ground that the case's own rule-set knows."""

from sqlalchemy import select

from petitions.clocks import rule_set_of
from petitions.desk import Desk, refusal
from petitions.models import Case, Proposal
from workflow.facts import Outcome
from workflow.verbs import Verb


def add_proposal(desk: Desk, case: Case, outcome: Outcome, ground: str, department: str, reason: str) -> None:
    """Store a proposal; an unknown ground is refused next to its field."""
    known = {known.code for known in rule_set_of(case).refusal_grounds() if known.outcome is outcome}
    if outcome is not Outcome.REDIRECT and ground not in known:
        raise refusal(
            Verb.PROPOSE,
            case.state,
            "unknown-ground",
            f"所选情形不是“{outcome.label}”的法定情形。请重新选择。",
            "ground",
        )
    desk.session.add(
        Proposal(
            case_id=case.id,
            outcome=outcome,
            ground=ground if outcome is not Outcome.REDIRECT else "",
            department=department.strip() if outcome is Outcome.REDIRECT else "",
            reason=reason,
            proposed_by=desk.actor.officer_id,
            proposed_at=desk.now,
        )
    )


def decide(desk: Desk, case: Case, *, agreed: bool) -> None:
    """Decide the pending proposal."""
    query = select(Proposal).where(Proposal.case_id == case.id, Proposal.decided_at.is_(None))
    proposal = desk.session.execute(query).scalar_one()
    proposal.agreed, proposal.decided_by, proposal.decided_at = agreed, desk.actor.officer_id, desk.now
