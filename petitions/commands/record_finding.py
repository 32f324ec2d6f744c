"""Write down, claim item by claim item, what the investigation found. A later record replaces an earlier one."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete

from petitions.command import Command
from petitions.db import rows_into
from petitions.desk import Desk
from petitions.models import Case, Finding
from workflow.verbs import Verb
from workflow.vocabulary import Truth


@dataclass(frozen=True, slots=True)
class FindingItem:
    """One claim item; ``truth`` is ``None`` while it is undecided."""

    claim: str
    truth: Truth | None
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFinding(Command):
    """Write down, claim item by claim item, what the investigation found. A later record replaces an earlier one."""

    findings: tuple[FindingItem, ...]
    visited_on: date


def record_finding(cmd: RecordFinding, desk: Desk) -> Case:
    """Write down, claim item by claim item, what the investigation found. A later record replaces an earlier one."""
    with desk.act(cmd, Verb.RECORD_FINDING) as move:
        case = move.case
        desk.session.execute(delete(Finding).where(Finding.case_id == case.id, Finding.round == case.round))
        rows = [
            {
                "case_id": case.id,
                "round": case.round,
                "item": number,
                "claim": item.claim,
                "truth": item.truth,
                "evidence": item.evidence,
                "visited_on": cmd.visited_on,
            }
            for number, item in enumerate(cmd.findings, start=1)
        ]
        desk.session.execute(rows_into(Finding), rows)
        move.payload["findings"] = [[item.claim, item.truth, item.evidence] for item in cmd.findings]
    return move.case
