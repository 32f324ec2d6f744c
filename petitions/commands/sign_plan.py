"""An owner signs the newest version of the plan."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case, PlanSignature
from petitions.ownership import level_of_owner, newest_plan
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class SignPlan(Command):
    """An owner signs the newest version of the plan."""

    opinion: str


def sign_plan(cmd: SignPlan, desk: Desk) -> Case:
    """An owner signs the newest version of the plan."""
    with desk.act(cmd, Verb.SIGN_PLAN) as move:
        desk.session.add(
            PlanSignature(
                plan_id=newest_plan(desk, move.case),
                level=level_of_owner(desk, move.facts),
                officer_id=desk.actor.officer_id,
                opinion=cmd.opinion,
                signed_at=desk.now,
            )
        )
    return move.case
