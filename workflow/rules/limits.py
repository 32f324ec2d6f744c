"""Which limits a case has, computed from what has happened to it so far."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from workflow.calendar import WorkCalendar, local_day
from workflow.rules.model import RuleSet
from workflow.rules.sets import RULE_SETS, rule_set_for
from workflow.terms import Anchor, Limit, Term, TermRule, limit
from workflow.vocabulary import Channel, Track


@dataclass(frozen=True, slots=True)
class TermSettings:
    """What a bureau sets itself: lengths of practice and internal terms, and whether a last day off moves.

    A term of law is not a setting. Whether a natural-day limit that ends on a day off moves to the next
    working day is argued by analogy only; by default it stays, which is the safe reading.
    """

    lengths: Mapping[Term, int] = field(default_factory=lambda: MappingProxyType({}))
    roll_to_workday: bool = False

    def __post_init__(self) -> None:
        for term, length in self.lengths.items():
            if not RULE_SETS[-1].term(term).standing.is_settable:
                raise ValueError(f"“{term.label}”是法定期限，不能在本地设置中更改。")
            if length < 1:
                raise ValueError(f"“{term.label}”的期限至少为1，现为{length}。")

    def applied_to(self, rule: TermRule) -> TermRule:
        """The rule with the bureau's own length, if it has one."""
        return replace(rule, length=self.lengths.get(rule.term, rule.length))


NO_SETTINGS = TermSettings()


def start_term(
    term: Term,
    at: datetime,
    *,
    rule_set: RuleSet,
    channel: Channel | None,
    calendar: WorkCalendar,
    settings: TermSettings = NO_SETTINGS,
) -> Limit:
    """Start one term at the instant of its event, as the rule-set and the bureau's settings have it."""
    rule = settings.applied_to(rule_set.term(term, channel))
    return limit(rule, at, calendar, rule_set=rule_set, roll_to_workday=settings.roll_to_workday)


def limits_for(
    *,
    received_at: datetime,
    accepted_at: datetime | None = None,
    replied_at: datetime | None = None,
    track: Track,
    channel: Channel | None,
    calendar: WorkCalendar,
    settings: TermSettings = NO_SETTINGS,
) -> tuple[Limit, ...]:
    """Every limit that follows from receipt, acceptance and reply, for this track and channel.

    ``crossarea.platform`` is not among them: neither track nor channel tells whether a place lies elsewhere.
    """
    rule_set = rule_set_for(local_day(received_at))
    happened = {Anchor.RECEIVED: received_at, Anchor.ACCEPTED: accepted_at, Anchor.REPLIED: replied_at}
    limits = []
    for term in _terms_of(rule_set, track, channel):
        at = happened.get(rule_set.term(term, channel).anchor)
        if at is not None:
            started = start_term(
                term, at, rule_set=rule_set, channel=channel, calendar=calendar, settings=settings
            )
            limits.append(started)
    return tuple(limits)


def _terms_of(rule_set: RuleSet, track: Track, channel: Channel | None) -> Iterator[Term]:
    """The terms of a matter in the order of its life; a consultation (track F) has none but its channel's."""
    if track is not Track.F:
        yield Term.ACCEPT_NOTIFY
    if track is Track.D:
        yield Term.DISCIPLINE_HANDOVER
    if (second_clock := rule_set.channel_term(channel)) is not None:
        yield second_clock
    if (handling := rule_set.handling(track)) is not None:
        yield handling
    if track in {Track.A, Track.G}:
        yield Term.EXPOSURE_NONPERFORMANCE
    yield from (remedy.term for remedy in rule_set.remedy(track))
