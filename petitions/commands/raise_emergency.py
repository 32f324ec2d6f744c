"""Raise the case as an emergency, or change its grade: the time to report it counts from when it was first raised."""

from dataclasses import dataclass

from petitions import overlays
from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.needs import EmergencyGrade


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseEmergency(Command):
    """What is happening, and how grave it is; without a grade it counts as 一般."""

    situation: str
    grade: EmergencyGrade | None = None


def raise_emergency(cmd: RaiseEmergency, desk: Desk) -> Case:
    """Raise the emergency: the duty leader is called, four hours run, or two for the two gravest grades."""
    case = desk.open(cmd.case_no, cmd.seen)
    overlays.raise_emergency(desk, case, cmd.given)
    return case
