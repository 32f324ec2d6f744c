"""Whose case it is: ends and checks of ownership, used by several commands."""

from sqlalchemy import func, select, update

from petitions.db import rows_into
from petitions.desk import Desk, refusal
from petitions.models import Case, Officer, Ownership, Plan
from workflow.facts import Facts, Leader
from workflow.verbs import Verb
from workflow.vocabulary import Level


def end_ownership(desk: Desk, case: Case, level: Level) -> None:
    """Close the running interval at this level, if there is one."""
    desk.session.execute(
        update(Ownership)
        .where(Ownership.case_id == case.id, Ownership.level == level, Ownership.to_at.is_(None))
        .values(to_at=desk.now)
    )


def begin_ownership(desk: Desk, case: Case, leader: Leader, reason: str) -> None:
    """Open an interval at the leader's level."""
    values = {
        "case_id": case.id,
        "level": leader.level,
        "officer_id": leader.officer_id,
        "from_at": desk.now,
        "to_at": None,
        "reason": reason,
        "appointed_by": desk.actor.officer_id,
    }
    desk.session.execute(rows_into(Ownership), values)


def level_of_owner(desk: Desk, facts: Facts) -> Level:
    """At which level the actor owns the case; the guards have made sure that it does."""
    return next(level for level, officer in facts.owners.items() if officer == desk.actor.officer_id)


def newest_plan(desk: Desk, case: Case) -> int:
    """The id of the plan's newest version."""
    return desk.session.execute(select(func.max(Plan.id)).where(Plan.case_id == case.id)).scalar_one()


def refuse_foreign_owner(desk: Desk, case: Case, facts: Facts, unit_id: int) -> None:
    """The sub-bureau's owner leads the very unit that handles the case."""
    owner = facts.owners.get(Level.SUB)
    if owner is None:
        return
    unit_of_owner = desk.session.scalar(select(Officer.unit_id).where(Officer.id == owner))
    if unit_of_owner != unit_id:
        raise refusal(
            Verb.TRANSFER,
            case.state,
            "owner-of-another-unit",
            "分局包案领导不是承办单位的领导。请改选承办单位，或重新指定分局包案领导。",
            "unit",
        )
