"""Turn to disposal: measures, orders, mediation, rectification."""

from dataclasses import dataclass
from datetime import date

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispose(Command):
    """Turn to disposal: measures, orders, mediation, rectification."""

    measures: str
    target: date | None = None


def dispose(cmd: Dispose, desk: Desk) -> Case:
    """Turn to disposal: measures, orders, mediation, rectification."""
    with desk.act(cmd, Verb.DISPOSE) as move:
        pass
    return move.case
