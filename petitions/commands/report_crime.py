"""Report a suspected crime to the head, verified by two officers at least; he has three days to decide."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from petitions.overlays import raise_flags
from workflow.verbs import Verb
from workflow.vocabulary import Flag


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCrime(Command):
    """Who verified, and the written report."""

    verifiers: tuple[int, ...]
    report: str


def report_crime(cmd: ReportCrime, desk: Desk) -> Case:
    """Report the suspected crime; the case itself goes on."""
    with desk.act(cmd, Verb.REPORT_CRIME) as move:
        if Flag.CRIMINAL not in move.facts.flags:
            raise_flags(desk, move.case, {Flag.CRIMINAL: "报告涉嫌犯罪，待决定是否移送"})
    return move.case
