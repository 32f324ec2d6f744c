"""All that a guard may know about a case, as one frozen value. ``petitions.facts`` fills it with one query.

A guard that would need a query is a guard whose fact is missing here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Protocol

from workflow.roles import BY_CASE, OF_THE_UNIT, Actor, Role
from workflow.terms import Term
from workflow.vocabulary import Channel, Flag, Labelled, Level, Satisfaction, Track


class Known(Protocol):
    """What is known of the thing that a table moves: its facts, whichever they are, answer these two questions."""

    @property
    def rule_set(self) -> str:
        """The code of the rule-set under which it is judged."""

    def roles_of(self, actor: Actor) -> frozenset[Role]:
        """The roles that the actor has towards this very thing."""


class Outcome(Labelled):
    """拟处理意见: the three ways to turn a matter away, each decided by a second pair of eyes."""

    REFUSE = "refuse", "不予受理"
    NO_LONGER_ACCEPT = "no_longer_accept", "不再受理"
    REDIRECT = "redirect", "告知移送"


class ReviewKind(Labelled):
    """双审核: substance by the business deputy, procedure by the petition deputy."""

    SUBSTANCE = "substance", "业务审核"
    PROCEDURE = "procedure", "程序审核"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed refusal or redirection waiting for the petition head."""

    outcome: Outcome
    proposed_by: int


@dataclass(frozen=True, slots=True)
class Leader:
    """An officer who may own a case: whose leader, and of which unit."""

    officer_id: int
    level: Level
    unit_id: int


@dataclass(frozen=True, slots=True)
class Facts:
    """The case as the law sees it at one instant."""

    now: datetime
    rule_set: str
    received_at: datetime
    channel: Channel
    track: Track | None = None
    flags: frozenset[Flag] = frozenset()

    of_ledger: bool = False
    """The case was entered from an old register, with what that tells of its history."""
    registration_gaps: tuple[str, ...] = ()
    """Chinese names of the required particulars (12369 call record) that are still missing."""
    contact_known: bool = True
    written_reply_asked: bool = False
    classified: bool = False

    dual_required: bool = False
    owners: Mapping[Level, int] = field(default_factory=lambda: MappingProxyType({}))
    accused: frozenset[int] = frozenset()
    """Officers who are themselves the object of the complaint."""
    strike_off_signed: frozenset[Level] = frozenset()
    plan_required: bool = False
    plan_version: int = 0
    plan_signed: frozenset[Level] = frozenset()
    plan_of: int | None = None
    """The other case of its incident (同源事件) by whose plan this one goes, having none of its own."""

    lead_unit: int | None = None
    units: frozenset[int] = frozenset()
    """Lead and assisting units: whose people count as handlers of this case."""

    proposal: Proposal | None = None
    open_masters: frozenset[int] = frozenset()
    """Open earlier cases that a person confirmed to be the same matter."""

    investigators: frozenset[int] = frozenset()
    claim_items: int = 0
    undecided_items: int = 0
    borne_out_items: int = 0
    """Claim items found true or partly true."""
    violation_found: bool = False
    """Whether any round of the investigation found a claim item true or partly true."""
    reviews: Mapping[ReviewKind, int] = field(default_factory=lambda: MappingProxyType({}))
    reply_gaps: tuple[str, ...] = ()
    """What the drafted reply still lacks of the reply check-list, in Chinese."""

    rating: Satisfaction | None = None
    explained: bool = False
    evaluation_due: datetime | None = None
    closed_at: datetime | None = None
    look_back_days: int = 180

    extension_lawful: bool = False
    extension_asked: bool = False
    extended: bool = False
    handling_due: datetime | None = None
    running: frozenset[Term] = frozenset()
    """Every term that runs."""
    review_due: datetime | None = None
    """Last moment to ask for 复查 or 复核, while such a right runs."""

    open_supervisions: int = 0
    answered_supervisions: int = 0

    @property
    def next_plan_version(self) -> int:
        """Which version the next plan of this very case will be."""
        return self.plan_version + 1 if self.plan_of is None else 1

    @property
    def local_today(self) -> date:
        """The day of ``now``; the desk passes Shanghai time in."""
        return self.now.date()

    def roles_of(self, actor: Actor) -> frozenset[Role]:
        """The roles the actor has *towards this case*: unit roles only at home, owner roles only if owner."""
        roles = set(actor.roles) - BY_CASE
        if actor.unit_id not in self.units:
            roles -= OF_THE_UNIT
        if self.owners.get(Level.CITY) == actor.officer_id:
            roles.add(Role.OWNER_CITY)
        if self.owners.get(Level.SUB) == actor.officer_id:
            roles.add(Role.OWNER_SUB)
        return frozenset(roles)
