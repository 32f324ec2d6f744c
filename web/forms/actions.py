"""The buttons of a case: what this actor may do now, in groups, and why not what stands close by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from petitions.commands import COMMANDS
from petitions.queries.next_steps import WhatIsNext
from workflow.offers import Offer
from workflow.verbs import Verb
from workflow.vocabulary import Labelled


class Group(Labelled):
    """A group of buttons."""

    HANDLE = "handle", "办理"
    SUPERVISE = "supervise", "督办"
    OWN = "own", "包案"
    OTHER = "other", "其他"


GROUP_OF: Mapping[Verb, Group] = {
    Verb.SUPERVISE: Group.SUPERVISE,
    Verb.ANSWER_SUPERVISION: Group.SUPERVISE,
    Verb.RETURN_SUPERVISION: Group.SUPERVISE,
    Verb.LIFT_SUPERVISION: Group.SUPERVISE,
    Verb.INSTRUCT: Group.SUPERVISE,
    Verb.APPOINT_OWNER: Group.OWN,
    Verb.VACATE_OWNER: Group.OWN,
    Verb.DRAW_PLAN: Group.OWN,
    Verb.SIGN_PLAN: Group.OWN,
    Verb.SIGN_STRIKE_OFF: Group.OWN,
    Verb.VISIT: Group.OWN,
    Verb.AMEND: Group.OTHER,
    Verb.DISCARD: Group.OTHER,
    Verb.CONFIRM_REPEAT: Group.OTHER,
    Verb.DENY_REPEAT: Group.OTHER,
    Verb.RAISE_FLAG: Group.OTHER,
    Verb.CLEAR_FLAG: Group.OTHER,
    Verb.RAISE_EMERGENCY: Group.OTHER,
    Verb.REPORT_EMERGENCY: Group.OTHER,
    Verb.CLEAR_EMERGENCY: Group.OTHER,
    Verb.NOTE_PROCEDURE: Group.OTHER,
    Verb.PUBLISH: Group.OTHER,
    Verb.WITHDRAW: Group.OTHER,
}
"""Whatever is not here belongs to the handling itself."""


@dataclass(frozen=True, slots=True)
class Buttons:
    """What the page shows of the offers."""

    primary: tuple[Verb, ...]
    """The usual next steps, where they are this actor's."""
    groups: tuple[tuple[Group, tuple[Verb, ...]], ...]
    closed: tuple[Offer, ...]
    """Within the actor's reach, but not now; each with its reasons."""


def buttons(offers: Iterable[Offer], following: WhatIsNext) -> Buttons:
    """The buttons for one actor."""
    known = [offer for offer in offers if offer.row.verb in COMMANDS]
    verbs = [Verb(offer.row.verb) for offer in known if offer.open]
    usual = {step.verb for step in following.steps}
    grouped = {
        group: tuple(verb for verb in verbs if verb not in usual and _group(verb) is group) for group in Group
    }
    return Buttons(
        primary=tuple(step.verb for step in following.steps if step.verb in verbs),
        groups=tuple((group, members) for group, members in grouped.items() if members),
        closed=tuple(offer for offer in known if offer.within_reach and not offer.open),
    )


def _group(verb: Verb) -> Group:
    return GROUP_OF.get(verb, Group.HANDLE)
