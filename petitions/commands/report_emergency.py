"""Report an emergency at once: it leaves the normal queue and calls the duty leader."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from petitions.overlays import raise_flags
from workflow.verbs import Verb
from workflow.vocabulary import Flag


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEmergency(Command):
    """Report an emergency at once: it leaves the normal queue and calls the duty leader."""

    situation: str


def report_emergency(cmd: ReportEmergency, desk: Desk) -> Case:
    """Report an emergency at once: it leaves the normal queue and calls the duty leader."""
    with desk.act(cmd, Verb.REPORT_EMERGENCY) as move:
        if Flag.EMERGENCY not in move.facts.flags:
            raise_flags(desk, move.case, {Flag.EMERGENCY: cmd.situation})
    return move.case
