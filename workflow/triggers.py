"""When a case should be pressed (督办). The program only proposes; a notice is issued by a person.

The triggers are those of the handbook (§6.4) that follow from the record itself: how far a limit is used, how often
the same person had to come back, how often the case was handled in vain.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.phases import Phase
from workflow.vocabulary import Labelled, Satisfaction

THIRD_TIME = 3
"""From so many times on, telling the same again, or handling in vain, calls for a supervisor."""


class Trigger(Labelled):
    """Why a notice is proposed, the gravest first."""

    OVERDUE = "overdue", "已超期"
    STILL_DISSATISFIED = "still_dissatisfied", "办理三次以上仍不满意"
    THIRD_REPEAT = "third_repeat", "同一事项反映三次以上"
    SEVERE = "severe", "时限严重警告（已用百分之八十五以上）"
    WARNING = "warning", "时限警告（已用百分之七十五以上）"


BY_PHASE = {
    Phase.OVERDUE: Trigger.OVERDUE,
    Phase.SEVERE: Trigger.SEVERE,
    Phase.WARNING: Trigger.WARNING,
}


@dataclass(frozen=True, slots=True)
class Pressure:
    """What the triggers look at: the phase of the case's next limit, and how often all was in vain."""

    phase: Phase = Phase.NORMAL
    told: int = 1
    """How often the same person has told the same matter, this case included."""
    handled: int = 1
    rating: Satisfaction | None = None


def triggers(pressure: Pressure) -> tuple[Trigger, ...]:
    """Every reason to press the case, the gravest first."""
    found = set(_found(pressure))
    return tuple(trigger for trigger in Trigger if trigger in found)


def _found(pressure: Pressure) -> Iterator[Trigger]:
    if (by_phase := BY_PHASE.get(pressure.phase)) is not None:
        yield by_phase
    if pressure.told >= THIRD_TIME:
        yield Trigger.THIRD_REPEAT
    if pressure.handled >= THIRD_TIME and pressure.rating is Satisfaction.DISSATISFIED:
        yield Trigger.STILL_DISSATISFIED
