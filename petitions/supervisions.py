"""Supervision notices (督办通知) on a case: issued by the desk, then moved along their own small table."""

from sqlalchemy import select

from petitions.clocks import limits_started
from petitions.desk import Desk, refusal
from petitions.models import Case, Supervision
from workflow.facts import Facts
from workflow.machine import fire
from workflow.needs import SupervisionLevel
from workflow.table import Clock
from workflow.tables import SUPERVISION
from workflow.verbs import Verb


def issue(desk: Desk, case: Case, level: SupervisionLevel, problem: str, requirement: str) -> None:
    """Issue a notice to the handling unit, to be answered within the level's working days."""
    given = {"level": level}
    (limit,) = limits_started(desk.session, (Clock.SUPERVISION,), case, desk.office, desk.now, given)
    desk.session.add(
        Supervision(
            case_id=case.id,
            unit_id=case.unit_id,
            level=level,
            state=SUPERVISION.initial,
            problem=problem,
            requirement=requirement,
            issued_by=desk.actor.officer_id,
            issued_at=desk.now,
            due_at=limit.due_at,
        )
    )


def step(desk: Desk, case: Case, verb: Verb, facts: Facts) -> Supervision:
    """Move the oldest notice that the verb applies to; refuse when there is none."""
    query = (
        select(Supervision)
        .where(Supervision.case_id == case.id)
        .where(
            Supervision.state.in_(
                [state for row in SUPERVISION.rows if row.verb is verb for state in row.sources]
            )
        )
        .order_by(Supervision.issued_at, Supervision.id)
        .limit(1)
    )
    notice = desk.session.scalar(query)
    if notice is None:
        raise refusal(verb, case.state, "no-such-notice", f"没有可以“{verb.label}”的督办通知。")
    fire(SUPERVISION, notice, verb, facts, desk.actor)
    return notice
