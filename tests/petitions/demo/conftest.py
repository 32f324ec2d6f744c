"""The demonstration city and six years of it: three histories of two years, each from its own seed."""

from collections.abc import Sequence
from datetime import date
from random import Random

import pytest

from petitions.demo.city import City, qingchuan
from petitions.demo.complaint import DemoComplaint
from petitions.demo.timeline import timeline

FIRST, LAST = date(2024, 11, 23), date(2026, 11, 22)
SEEDS = (7, 8, 9)


@pytest.fixture(scope="session")
def city() -> City:
    """青川市."""
    return qingchuan()


@pytest.fixture(scope="session")
def histories(city: City) -> tuple[tuple[DemoComplaint, ...], ...]:
    """Two years, three times."""
    return tuple(timeline(Random(seed), city, FIRST, LAST) for seed in SEEDS)


@pytest.fixture(scope="session")
def complaints(histories: Sequence[Sequence[DemoComplaint]]) -> list[DemoComplaint]:
    """All of them together, for shares."""
    return [complaint for history in histories for complaint in history]
