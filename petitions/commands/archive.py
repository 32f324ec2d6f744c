"""File the finished case."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive(Command):
    """File the finished case."""


def archive(cmd: Archive, desk: Desk) -> Case:
    """File the finished case."""
    with desk.act(cmd, Verb.ARCHIVE) as move:
        pass
    return move.case
