"""Ask the petitioner for more leads; the case waits, inside the fifteen days."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class AskInfo(Command):
    """Ask the petitioner for more leads; the case waits, inside the fifteen days."""

    question: str


def ask_info(cmd: AskInfo, desk: Desk) -> Case:
    """Ask the petitioner for more leads; the case waits, inside the fifteen days."""
    with desk.act(cmd, Verb.ASK_INFO) as move:
        pass
    return move.case
