"""Record progress."""

from dataclasses import dataclass
from datetime import date

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportProgress(Command):
    """Record progress."""

    progress: str
    next_report: date | None = None


def report_progress(cmd: ReportProgress, desk: Desk) -> Case:
    """Record progress."""
    with desk.act(cmd, Verb.REPORT_PROGRESS) as move:
        pass
    return move.case
