"""What a rule-set is: the law that a case keeps for life, chosen by the day on which it was received."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256

from workflow.facts import Outcome
from workflow.terms import Standing, Term, TermRule
from workflow.vocabulary import Channel, Labelled, Track

HANDLING: Mapping[Track, Term] = {
    Track.A: Term.HANDLE_A,
    Track.B: Term.HANDLE_B,
    Track.C: Term.HANDLE_C,
    Track.G: Term.HANDLE_A,
}
"""Track G is handled as A; D, E and F are handed on, led elsewhere or answered at once."""

CHANNEL_TERMS: Mapping[Channel, Term] = {
    Channel.ORDER_12345: Term.ORDER_12345,
    Channel.INSPECTION_CENTRAL: Term.INSPECT_CENTRAL,
    Channel.INSPECTION_PROV: Term.INSPECT_PROV,
    Channel.SUPERIOR: Term.OBJECTION_SUPERIOR,
    Channel.XF_BUREAU: Term.OBJECTION_SUPERIOR,
}
"""The second clock that some channels bring along."""


class Remedy(Labelled):
    """救济途径: what a reply tells the petitioner. ``term`` is the time to ask for it."""

    term: Term

    def __new__(cls, value: str, label: str, term: Term) -> "Remedy":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.term = term
        return member

    RECONSIDERATION = "reconsideration", "行政复议", Term.RECONSIDER_REQUEST
    SUIT = "suit", "行政诉讼", Term.RECONSIDER_SUE
    REVIEW = "review", "复查", Term.REVIEW_REQUEST
    REREVIEW = "rereview", "复核", Term.REREVIEW_REQUEST


REMEDIES: Mapping[Track, tuple[Remedy, ...]] = {
    Track.A: (Remedy.RECONSIDERATION, Remedy.SUIT),
    Track.B: (Remedy.REVIEW, Remedy.REREVIEW),
    Track.G: (Remedy.RECONSIDERATION, Remedy.SUIT),
}
"""复查 and 复核 belong to track B alone; to offer them on a pollution complaint is a standing error."""


@dataclass(frozen=True, slots=True)
class Extension:
    """延期: how far a handling term may be lengthened, once, before it ends, and who approves it."""

    days: int
    approver: str
    basis: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Ground:
    """法定情形: a ground for turning a matter away. ``article`` is None where none may be printed."""

    code: str
    outcome: Outcome
    text: str
    article: str | None


@dataclass(frozen=True, slots=True)
class Laws:
    """The texts in force, as a paper names them."""

    petition: str
    sector: tuple[str, ...]
    complaint: tuple[str, ...]
    data_security: tuple[str, ...]


class NotInForceError(LookupError):
    """The rule-set does not know this term."""


@dataclass(frozen=True, eq=False)
class RuleSet:
    """One state of the law, in force from its first to its last day of receipt, both included."""

    code: str
    in_force_from: date | None
    in_force_until: date | None
    laws: Laws
    terms: tuple[TermRule, ...]
    by_channel: Mapping[Channel, tuple[TermRule, ...]]
    """Terms that differ for matters of one channel."""
    extensions: Mapping[tuple[Term, Channel | None], Extension]
    """By handling term and channel; a channel of None stands for all."""
    grounds: tuple[Ground, ...]

    def term(self, term: Term, channel: Channel | None = None) -> TermRule:
        """The term as this rule-set has it, for matters of the channel."""
        try:
            return self._index.get((term, channel)) or self._index[term, None]
        except KeyError:
            raise NotInForceError(f"{self.code} 没有规定“{term.label}”（{term}）期限。") from None

    def has(self, term: Term) -> bool:
        """Whether the rule-set knows the term."""
        return (term, None) in self._index

    def handling(self, track: Track) -> Term | None:
        """The handling term of the track, if it is handled at all."""
        return HANDLING.get(track)

    def channel_term(self, channel: Channel | None) -> Term | None:
        """The further term, from the day of receipt, that the channel brings along."""
        return None if channel is None else CHANNEL_TERMS.get(channel)

    def extension(self, track: Track, channel: Channel | None = None) -> Extension | None:
        """Whether and how the handling term of the track may be extended."""
        handling = self.handling(track)
        if handling is None:
            return None
        return self.extensions.get((handling, channel)) or self.extensions.get((handling, None))

    def remedy(self, track: Track) -> tuple[Remedy, ...]:
        """What the reply tells the petitioner to turn to, in order."""
        return REMEDIES.get(track, ())

    def refusal_grounds(self) -> tuple[Ground, ...]:
        """The grounds for turning a matter away; ``outcome`` keeps 不予受理, 不再受理 and 告知 apart."""
        return self.grounds

    @cached_property
    def version(self) -> str:
        """A short hash of all that the rule-set says, so that a limit names the text it was computed under."""
        said = (self.code, self.in_force_from, self.in_force_until, self.laws, self.grounds)
        content = (*said, *self._index.items(), *self.extensions.items())
        return sha256("\n".join(map(repr, content)).encode()).hexdigest()[:12]

    @cached_property
    def _index(self) -> Mapping[tuple[Term, Channel | None], TermRule]:
        index: dict[tuple[Term, Channel | None], TermRule] = {(rule.term, None): rule for rule in self.terms}
        for channel, rules in self.by_channel.items():
            index |= {(rule.term, channel): rule for rule in rules}
        return index
