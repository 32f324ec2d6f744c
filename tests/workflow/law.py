"""A case on which every rule of a row holds, and for each rule the least that breaks it and nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from workflow import needs as n
from workflow.calendar import SHANGHAI
from workflow.facts import Facts, Leader, Outcome, Proposal, ReviewKind
from workflow.issuing import BulletinFacts
from workflow.needs import Kind, Need
from workflow.roles import BY_CASE, Actor, Role
from workflow.states import State
from workflow.table import Row
from workflow.tables import COMPLAINT
from workflow.tables.bulletin import BulletinVerb
from workflow.terms import Term
from workflow.verbs import Verb
from workflow.vocabulary import Channel, Flag, Level, Satisfaction, Track

NOW = datetime(2026, 10, 20, 15, 30, tzinfo=SHANGHAI)
DAY = timedelta(days=1)
HOME, ELSEWHERE = 5, 6
CITY_OWNER, SUB_OWNER, ME, SOMEBODY = 11, 12, 20, 99
MASTER = 77
BOTH = frozenset(Level)

Changes = Mapping[str, object]

BASE = Facts(
    now=NOW,
    rule_set="RS-3",
    received_at=NOW - 20 * DAY,
    channel=Channel.PHONE_12369,
    track=Track.A,
    flags=frozenset({Flag.OPINION}),
    classified=True,
    dual_required=True,
    owners={Level.CITY: CITY_OWNER, Level.SUB: SUB_OWNER},
    lead_unit=HOME,
    units=frozenset({HOME}),
    handling_due=NOW + 40 * DAY,
)
"""A pollution report by telephone, classified, with both owners and a handling unit, in time."""


ISSUABLE = BulletinFacts("2026年9月", authors=frozenset({SOMEBODY}))
"""A bulletin that somebody else drafted, of a month that is over, with which nothing is wrong."""


@dataclass
class Subject:
    """What a test moves in place of a case."""

    state: StrEnum


def actor(role: Role, unit: int = HOME) -> Actor:
    """One person in this role; an owner is given no role and owns the case instead."""
    officer = {Role.OWNER_CITY: CITY_OWNER, Role.OWNER_SUB: SUB_OWNER}.get(role, ME)
    return Actor(officer, role.label, frozenset({role}) - BY_CASE, unit)


def _my_turn_to_sign(row: Row, me: Actor) -> Changes:
    return {"strike_off_signed": frozenset({Level.SUB} if me.officer_id == CITY_OWNER else ())}


def _not_my_turn_to_sign(row: Row, me: Actor) -> Changes:
    return {"strike_off_signed": frozenset({Level.SUB} if me.officer_id == SUB_OWNER else ())}


def _i_gave_the_other_review(row: Row, me: Actor) -> Changes:
    mine = {guard.code for guard in row.guards} & {f"{kind.value}-passed" for kind in ReviewKind}
    return {"reviews": {kind: me.officer_id for kind in ReviewKind if f"{kind.value}-passed" not in mine}}


Setting = Changes | Callable[[Row, Actor], Changes]

HOLDS: Mapping[str, Setting] = {
    "accused": {},
    "already-extended": {},
    "already-rated": {},
    "already-transferred": {"lead_unit": None},
    "city-signs-last": _my_turn_to_sign,
    "dispose-first": {"claim_items": 2},
    "drafter-checks": {},
    "crime-unreported": {"running": frozenset({Term.CRIMINAL_DECIDE})},
    "emergency-unreported": {},
    "evaluation-open": {"rating": Satisfaction.SATISFIED},
    "extension-not-asked": {"extension_asked": True},
    "extension-pending": {},
    "extension-unlawful": {"extension_lawful": True},
    "figures-moved": {},
    "internal-in-public": {},
    "items-undecided": {"claim_items": 2},
    "key-needs-bureau-head": {},
    "key-needs-head": {},
    "limit-passed": {},
    "master-open": {},
    "no-confirmed-master": {"open_masters": frozenset({MASTER})},
    "no-contact": {},
    "no-emergency": {"flags": frozenset({Flag.EMERGENCY})},
    "no-handling-limit": {},
    "no-plan": {"plan_version": 1},
    "not-a-consultation": {"track": Track.F},
    "not-an-accusation": {"track": Track.D},
    "not-classified": {},
    "not-dissatisfied": {"rating": Satisfaction.DISSATISFIED},
    "not-flagged": {},
    "not-of-a-ledger": {"of_ledger": True},
    "not-ordinary-petition": {"track": Track.B},
    "not-proposed-no-longer-accept": {"proposal": Proposal(Outcome.NO_LONGER_ACCEPT, SOMEBODY)},
    "not-proposed-redirect": {"proposal": Proposal(Outcome.REDIRECT, SOMEBODY)},
    "not-proposed-refuse": {"proposal": Proposal(Outcome.REFUSE, SOMEBODY)},
    "not-supervised": {"open_supervisions": 1},
    "nothing-to-dispose": {"claim_items": 2, "borne_out_items": 1},
    "one-reviewer-twice": {},
    "outside-look-back": {"closed_at": NOW - 180 * DAY},
    "owners-missing": {},
    "period-runs": {},
    "plan-of-incident": {"plan_version": 1},
    "plan-unsigned": {"plan_required": True, "plan_version": 1, "plan_signed": BOTH},
    "procedure-passed": {},
    "referral-open": {},
    "referral-undecided": {"running": frozenset({Term.CRIMINAL_HANDOVER})},
    "registration-incomplete": {},
    "reply-incomplete": {},
    "review-missing": {"reviews": {ReviewKind.SUBSTANCE: 31, ReviewKind.PROCEDURE: 32}},
    "review-right-running": {"review_due": NOW - DAY},
    "review-window-open": {"review_due": NOW - DAY},
    "review-window-over": {"review_due": NOW},
    "reviewer-investigated": {"investigators": frozenset({SOMEBODY})},
    "same-person": {},
    "strike-off-unsigned": {"strike_off_signed": BOTH},
    "substance-passed": {},
    "supervision-open": {},
    "supervision-unanswered": {"open_supervisions": 1, "answered_supervisions": 1},
    "text-unfit": {},
    "totals-disagree": {},
    "track-not-ours": {},
    "violation-found": {"claim_items": 2},
}
"""By a guard's code: what must be true beyond ``BASE`` so that the guard lets the case pass."""

BREAKS: Mapping[str, Setting] = {
    "accused": lambda row, me: {"accused": frozenset({me.officer_id})},
    "already-extended": {"extended": True},
    "already-rated": {"rating": Satisfaction.SATISFIED},
    "already-transferred": {"lead_unit": HOME},
    "city-signs-last": _not_my_turn_to_sign,
    "dispose-first": {"borne_out_items": 1},
    "drafter-checks": lambda row, me: {"authors": frozenset({me.officer_id})},
    "crime-unreported": {"running": frozenset()},
    "emergency-unreported": {"running": frozenset({Term.EMERGENCY_REPORT})},
    "evaluation-open": {"rating": None, "evaluation_due": NOW},
    "extension-not-asked": {"extension_asked": False},
    "extension-pending": {"extension_asked": True},
    "extension-unlawful": {"extension_lawful": False},
    "figures-moved": {"moved": ("登记总数原为12件，现为13件。",)},
    "internal-in-public": {"leaks": ("某厂。",)},
    "items-undecided": {"undecided_items": 1},
    "key-needs-bureau-head": {"flags": frozenset({Flag.KEY})},
    "key-needs-head": {"flags": frozenset({Flag.KEY})},
    "limit-passed": {"handling_due": NOW - timedelta(seconds=1)},
    "master-open": {"open_masters": frozenset({MASTER})},
    "no-confirmed-master": {"open_masters": frozenset()},
    "no-contact": {"contact_known": False},
    "no-emergency": {"flags": frozenset()},
    "no-handling-limit": {"handling_due": None},
    "no-plan": {"plan_version": 0},
    "not-a-consultation": {"track": Track.A},
    "not-an-accusation": {"track": Track.B},
    "not-classified": {"classified": False},
    "not-dissatisfied": {"rating": None},
    "not-flagged": {"dual_required": False},
    "not-of-a-ledger": {"of_ledger": False},
    "not-ordinary-petition": {"track": Track.A},
    "not-proposed-no-longer-accept": {"proposal": Proposal(Outcome.REFUSE, SOMEBODY)},
    "not-proposed-redirect": {"proposal": Proposal(Outcome.REFUSE, SOMEBODY)},
    "not-proposed-refuse": {"proposal": None},
    "not-supervised": {"open_supervisions": 0},
    "nothing-to-dispose": {"borne_out_items": 0},
    "one-reviewer-twice": _i_gave_the_other_review,
    "outside-look-back": {"closed_at": NOW - 180 * DAY - timedelta(seconds=1)},
    "owners-missing": {"owners": {Level.CITY: CITY_OWNER}},
    "period-runs": {"period_over": False},
    "plan-of-incident": {"plan_of": MASTER},
    "plan-unsigned": {"plan_signed": frozenset({Level.CITY})},
    "procedure-passed": {"reviews": {ReviewKind.PROCEDURE: SOMEBODY}},
    "referral-open": {"running": frozenset({Term.CRIMINAL_DECIDE})},
    "referral-undecided": {"running": frozenset()},
    "registration-incomplete": {"registration_gaps": ("诉求目的",)},
    "reply-incomplete": {"reply_gaps": ("现场情况",)},
    "review-missing": {"reviews": {ReviewKind.SUBSTANCE: 31}},
    "review-right-running": {"review_due": NOW},
    "review-window-open": {"review_due": NOW},
    "review-window-over": {"review_due": NOW - timedelta(seconds=1)},
    "reviewer-investigated": lambda row, me: {"investigators": frozenset({me.officer_id})},
    "same-person": lambda row, me: {"proposal": Proposal(_outcome_of(row), me.officer_id)},
    "strike-off-unsigned": {"strike_off_signed": frozenset({Level.SUB})},
    "substance-passed": {"reviews": {ReviewKind.SUBSTANCE: SOMEBODY}},
    "supervision-open": {"open_supervisions": 1},
    "supervision-unanswered": {"answered_supervisions": 0},
    "text-unfit": {"text_faults": ("数字有改动。",)},
    "totals-disagree": {"discrepancies": ("二者不符。",)},
    "track-not-ours": {"track": Track.E},
    "violation-found": {"violation_found": True},
}
"""By a guard's code: what breaks this guard and no other guard of its row."""


def row(verb: Verb, state: State) -> Row:
    """The row of the complaint table, which must be there."""
    found = COMPLAINT.row(verb, state)
    assert found is not None, f"no row for {verb} from {state}"
    return found


def _outcome_of(row: Row) -> Outcome:
    return Outcome(row.verb.value)


def _changes(setting: Setting, row: Row, me: Actor) -> Changes:
    return setting(row, me) if callable(setting) else setting


def favourable(row: Row, me: Actor) -> Any:
    """Facts of the row's table under which every guard of the row lets this actor pass."""
    changes: dict[str, object] = {}
    for guard in row.guards:
        changes |= _changes(HOLDS[guard.code], row, me)
    base: Any = ISSUABLE if isinstance(row.verb, BulletinVerb) else BASE
    return replace(base, **changes)


def broken(row: Row, code: str, me: Actor) -> Any:
    """Facts under which only the guard of this code stands against the row."""
    return replace(favourable(row, me), **_changes(BREAKS[code], row, me))


VALUES: Mapping[Kind, object] = {
    Kind.LINE: "某处",
    Kind.TEXT: "某某某某" * 10,
    Kind.DAY: (NOW + 10 * DAY).date(),
    Kind.NUMBER: 10,
    Kind.OFFICERS: (41, 42),
    Kind.LEADER: Leader(51, Level.CITY, 1),
    Kind.UNIT: HOME,
    Kind.UNITS: (ELSEWHERE,),
    Kind.CASE: MASTER,
    Kind.TYPES: ("noise",),
    Kind.GROUND: "judicial",
    Kind.FINDINGS: ("属实",),
    Kind.CHANGES: {"place": "某路"},
}
"""For each control something that may be entered; a choice takes a member of its own list."""

CHOSEN: Mapping[str, object] = {
    "flag": Flag.BACKLOG,
    "ground": n.ReopenGround.SPOT_CHECK,
    "received_on": NOW.date(),
    "visited_on": NOW.date(),
}
"""Where the kind of control does not tell."""


def value_for(need: Need) -> object:
    """Something that the need accepts on favourable facts."""
    if need is n.RAISED_FLAG:
        return Flag.OPINION
    if need.kind is not Kind.GROUND and need.field in CHOSEN:
        return CHOSEN[need.field]
    if need.kind is Kind.CHOICE:
        assert need.choices is not None
        return next(iter(need.choices))
    return VALUES[need.kind]


def filled_in(row: Row) -> dict[str, object]:
    """What an actor may have filled in for this row, nothing left out."""
    return {need.field: value_for(need) for need in row.needs}
