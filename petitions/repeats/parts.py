"""The parts of a score, in which an officer is told why."""

from dataclasses import dataclass
from enum import StrEnum


class PartName(StrEnum):
    """The parts of a score, in the order in which they are shown."""

    TEXT = "text"
    TYPE = "type"
    PLACE = "place"
    ENTERPRISE = "enterprise"
    CALLER = "caller"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score: how far it agrees in −1…1, what it adds to the log-odds, the reason in the office's words."""

    name: PartName
    value: float
    evidence: float
    reason: str
