"""Merge a repeat into its open master case. The repeat keeps its number and counts in the statistics."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge(Command):
    """Merge a repeat into its open master case. The repeat keeps its number and counts in the statistics."""

    master: int


def merge(cmd: Merge, desk: Desk) -> Case:
    """Merge a repeat into its open master case. The repeat keeps its number and counts in the statistics."""
    with desk.act(cmd, Verb.MERGE) as move:
        move.case.master_id = cmd.master
    return move.case
