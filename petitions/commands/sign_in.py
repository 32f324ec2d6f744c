"""The handling unit signs for the case."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn(Command):
    """The handling unit signs for the case."""


def sign_in(cmd: SignIn, desk: Desk) -> Case:
    """The handling unit signs for the case."""
    with desk.act(cmd, Verb.SIGN_IN) as move:
        pass
    return move.case
