"""Record that the police received the referred case."""

from dataclasses import dataclass
from datetime import date

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverCrime(Command):
    """Which police, on which day, and what proves it."""

    police: str
    received_on: date
    receipt: str


def hand_over_crime(cmd: HandOverCrime, desk: Desk) -> Case:
    """Record the hand-over; what the police makes of it is its own."""
    with desk.act(cmd, Verb.HAND_OVER_CRIME) as move:
        pass
    return move.case
