"""The triggers of 督办 (handbook §6.4): each by itself, and the gravest first."""

import pytest

from workflow.phases import Phase
from workflow.triggers import Pressure, Trigger, triggers
from workflow.vocabulary import Satisfaction

DISSATISFIED = Satisfaction.DISSATISFIED


@pytest.mark.parametrize(
    ("pressure", "reasons"),
    [
        (Pressure(), ()),
        (Pressure(Phase.NOTICE), ()),
        (Pressure(Phase.WARNING), (Trigger.WARNING,)),
        (Pressure(Phase.SEVERE), (Trigger.SEVERE,)),
        (Pressure(Phase.OVERDUE), (Trigger.OVERDUE,)),
        (Pressure(told=2), ()),
        (Pressure(told=3), (Trigger.THIRD_REPEAT,)),
        (Pressure(handled=3), ()),
        (Pressure(handled=2, rating=DISSATISFIED), ()),
        (Pressure(handled=3, rating=Satisfaction.BASICALLY), ()),
        (Pressure(handled=3, rating=DISSATISFIED), (Trigger.STILL_DISSATISFIED,)),
    ],
)
def test_each_trigger_begins_exactly_where_the_handbook_says(
    pressure: Pressure, reasons: tuple[Trigger, ...]
) -> None:
    assert triggers(pressure) == reasons


def test_every_reason_is_told_the_gravest_first() -> None:
    everything = Pressure(Phase.OVERDUE, told=4, handled=3, rating=DISSATISFIED)
    assert triggers(everything) == (Trigger.OVERDUE, Trigger.STILL_DISSATISFIED, Trigger.THIRD_REPEAT)
