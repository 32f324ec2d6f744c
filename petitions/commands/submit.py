"""Send report and drafted reply up for double review."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case, Submission
from petitions.replies import reply_gaps
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit(Command):
    """Send report and drafted reply up for double review."""

    report: str
    reply: str


def submit(cmd: Submit, desk: Desk) -> Case:
    """Send report and drafted reply up for double review."""
    with desk.act(cmd, Verb.SUBMIT) as move:
        case = move.case
        gaps = reply_gaps(cmd.reply, case, move.facts)
        desk.session.add(
            Submission(
                case_id=case.id,
                round=case.round,
                report=cmd.report,
                reply=cmd.reply,
                gaps=list(gaps),
                submitted_by=desk.actor.officer_id,
                submitted_at=desk.now,
            )
        )
    return move.case
