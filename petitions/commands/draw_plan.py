"""Draw up the plan (一案一策), or a new version of it that both owners sign anew."""

from dataclasses import dataclass
from datetime import date

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case, Plan
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawPlan(Command):
    """Draw up the plan (一案一策), or a new version of it that both owners sign anew."""

    crux: str
    measures: str
    target: date
    person: bool = False


def draw_plan(cmd: DrawPlan, desk: Desk) -> Case:
    """Draw up the plan (一案一策), or a new version of it that both owners sign anew."""
    with desk.act(cmd, Verb.DRAW_PLAN) as move:
        desk.session.add(
            Plan(
                case_id=move.case.id,
                version=move.facts.next_plan_version,
                person=cmd.person,
                crux=cmd.crux,
                measures=cmd.measures,
                target=cmd.target,
                drawn_by=desk.actor.officer_id,
                drawn_at=desk.now,
            )
        )
    return move.case
