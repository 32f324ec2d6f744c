"""Overlays on a case: raised and cleared with a reason, and what they demand (双包案)."""

from types import MappingProxyType

from sqlalchemy import update

from petitions.db import rows_into
from petitions.desk import Desk
from petitions.models import Case, CaseFlag
from workflow.needs import Given
from workflow.verbs import Verb
from workflow.vocabulary import Flag

AT_INTAKE: Given = MappingProxyType({"situation": "受理员受理时标记为应急件"})
"""What the switch of the intake form says."""


def raise_flags(desk: Desk, case: Case, flags: dict[Flag, str]) -> None:
    """Put flags on a case; from then on it may need two owners."""
    if not flags:
        return
    rows = [
        {
            "case_id": case.id,
            "flag": flag,
            "reason": reason,
            "raised_by": desk.actor.officer_id,
            "raised_at": desk.now,
        }
        for flag, reason in flags.items()
    ]
    desk.session.execute(rows_into(CaseFlag), rows)
    if desk.needs_both_owners(frozenset(flags)) and not case.dual_required:
        case.dual_required = True


def clear_flag(desk: Desk, case: Case, flag: Flag, reason: str, remaining: frozenset[Flag]) -> None:
    """Take a flag off; the ``remaining`` ones decide whether two owners are still needed."""
    desk.session.execute(
        update(CaseFlag)
        .where(CaseFlag.case_id == case.id, CaseFlag.flag == flag, CaseFlag.cleared_at.is_(None))
        .values(cleared_at=desk.now, cleared_by=desk.actor.officer_id, clearance=reason)
    )
    case.dual_required = desk.needs_both_owners(remaining)


def raise_emergency(desk: Desk, case: Case, given: Given) -> None:
    """Take the case out of the normal queue: ring the duty leader and start the time for the 初报."""
    with desk.move(case, Verb.RAISE_EMERGENCY, given) as move:
        if Flag.EMERGENCY not in move.facts.flags:
            raise_flags(desk, case, {Flag.EMERGENCY: str(given["situation"])})
