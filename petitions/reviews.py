"""Double review of a submission: who passed what, and which reply came out of it."""

from sqlalchemy import select

from petitions.desk import Desk
from petitions.models import Case, Review, Submission
from workflow.facts import ReviewKind


def _latest_submission(desk: Desk, case: Case) -> Submission:
    query = (
        select(Submission)
        .where(Submission.case_id == case.id, Submission.round == case.round)
        .order_by(Submission.id.desc())
        .limit(1)
    )
    return desk.session.execute(query).scalar_one()


def add_review(desk: Desk, case: Case, kind: ReviewKind, opinion: str) -> None:
    """Pass one of the two reviews of the newest submission."""
    desk.session.add(
        Review(
            submission_id=_latest_submission(desk, case).id,
            kind=kind,
            officer_id=desk.actor.officer_id,
            opinion=opinion,
            at=desk.now,
        )
    )


def approved_reply(desk: Desk, case: Case) -> str:
    """The text that was reviewed and approved."""
    return _latest_submission(desk, case).reply
