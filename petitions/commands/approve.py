"""Approve the reply for sending."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Approve(Command):
    """Approve the reply for sending."""


def approve(cmd: Approve, desk: Desk) -> Case:
    """Approve the reply for sending."""
    with desk.act(cmd, Verb.APPROVE) as move:
        pass
    return move.case
