"""What becomes of a complaint, decided when it is drawn and hidden from the office until it gets there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from petitions.demo.grammar import pick
from petitions.demo.lexicon import Matter, departments
from petitions.demo.recipe import (
    Profile,
    acceptance_days,
    closing_days,
    draw_satisfaction,
    draw_truth,
)
from workflow.vocabulary import Channel, Labelled, Satisfaction, Track, Truth

MEASURES_IN_FORCE = 2025
"""From this year of receipt the refusal grounds of the 2025 rules apply (``workflow.rules``)."""
LONGEST = 60.0


class Ending(Labelled):
    """The way a demonstration complaint leaves the desk."""

    HANDLED = "handled", "受理办理"
    REFUSED = "refused", "不予受理"
    REDIRECTED = "redirected", "告知移送"
    DISCIPLINE = "discipline", "转纪检"
    ANSWERED = "answered", "咨询即答"
    MERGED = "merged", "并案"


@dataclass(frozen=True, slots=True)
class Fate:
    """The hidden course of a complaint.

    ``decided_days`` runs from receipt to acceptance (or refusal, redirection …), ``closing_days`` from
    acceptance to closing. ``ground`` is a ground's code in ``workflow.rules``, ``reason`` what the officer
    writes. ``satisfaction`` is None for whoever does not answer the call-back.
    """

    ending: Ending
    decided_days: float
    closing_days: float | None = None
    truth: Truth | None = None
    satisfaction: Satisfaction | None = None
    ground: str = ""
    department: str = ""
    reason: str = ""

    @property
    def overdue(self) -> bool:
        """Whether it will be closed after the sixty days."""
        return self.closing_days is not None and self.closing_days > LONGEST

    def ends_at(self, received_at: datetime) -> datetime:
        """When the matter is off the desk."""
        return received_at + timedelta(days=self.decided_days + (self.closing_days or 0))


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the fate depends on."""

    matter: Matter
    when: datetime
    channel: Channel
    reachable: bool
    redirect: float
    """How often this kind is another department's."""


def draw_fate(rng: Random, case: Circumstances, profile: Profile) -> Fate:
    """Refused, redirected, answered … or handled to a finding and a rating."""
    days = acceptance_days(rng)
    match case.matter.track:
        case Track.D:
            return Fate(Ending.DISCIPLINE, days, reason="反映工作人员廉洁问题，按规定移送有权机关。")
        case Track.F:
            return Fate(Ending.ANSWERED, 0.0, reason=pick(rng, case.matter.answers))
        case Track.E:
            return _to_procedure(rng, days, case.matter)
        case Track.A:
            if rng.random() < profile.refused:
                return _refuse(rng, days, case)
            if rng.random() < case.redirect:
                return _to_department(days, case.matter)
    return handle(rng, days, case.reachable, profile)


def handle(rng: Random, days: float, reachable: bool, profile: Profile) -> Fate:
    """Accepted, investigated, answered, and rated if the petitioner can be reached and cares to."""
    truth = draw_truth(rng, profile)
    rates = reachable and rng.random() < profile.participation
    satisfaction = draw_satisfaction(rng, truth) if rates else None
    return Fate(Ending.HANDLED, days, closing_days(rng), truth, satisfaction)


def merge(days: float) -> Fate:
    """The earlier case is still open: the repeat follows it."""
    return Fate(
        Ending.MERGED, min(days, 3.0), reason="与在办件系同一信访人反映的同一事项，并入在办件一并办理。"
    )


def _to_procedure(rng: Random, days: float, matter: Matter) -> Fate:
    procedure = pick(rng, matter.procedures)
    return Fate(
        Ending.REDIRECTED,
        days,
        department=procedure,
        reason=f"该诉求应当通过{procedure}途径提出，已告知信访人。",
    )


def _to_department(days: float, matter: Matter) -> Fate:
    department = departments()[matter.key]
    return Fate(
        Ending.REDIRECTED,
        days,
        department=department,
        reason=f"经核，{matter.label}问题按本市职责分工由{department}负责，已移送并告知信访人。",
    )


def _refuse(rng: Random, days: float, case: Circumstances) -> Fate:
    recent = case.when.year >= MEASURES_IN_FORCE
    if case.channel is Channel.VISIT and recent:
        return Fate(
            Ending.REFUSED,
            days,
            ground="level-skipping",
            reason="来访人未向属地分局提出即到上级走访，已引导其向属地分局反映。",
        )
    if rng.random() < 0.5:
        return Fate(
            Ending.REFUSED,
            days,
            ground="pending-below" if recent else "pending",
            reason="该事项已由属地分局受理并在规定期限内办理，信访人又以同一事项提出，已告知办理进度查询方式。",
        )
    return Fate(
        Ending.REFUSED,
        days,
        ground="judicial",
        reason="信访人与被反映单位因同一事实引发的纠纷已进入诉讼程序，应当由人民法院处理，已告知信访人。",
    )
