"""The demonstration city's bulletin against the shares that national bulletins published.

The figures lie in ``../shared/data`` beside the repository and never enter it; without that file the test is skipped.
A city differs from the nation, and a month from another: a share is right if it lies where the published ones lie, give
or take three standard deviations of a sample as large as the city's.
"""

import csv
import re
from math import sqrt
from pathlib import Path

import pytest

from petitions.db import make_sessions
from reports.bulletin import checked_facts
from reports.figures import MonthFacts
from reports.periods import parse_period
from tests.reports.conftest import CITY_DAY
from workflow.vocabulary import Channel, PollutionType

FILE = Path(__file__).parents[3] / "shared" / "data" / "official_statistics.csv"
NAMES = {
    "大气": PollutionType.AIR.label, "噪声": PollutionType.NOISE.label, "水": PollutionType.WATER.label,
    "固废": PollutionType.SOLID.label, "生态": PollutionType.ECOLOGY.label, "辐射": PollutionType.RADIATION.label,
}  # fmt: skip
PLATFORM = {"phone": Channel.PHONE_12369.label, "WeChat": Channel.WECHAT.label, "web": Channel.WEB.label}

pytestmark = pytest.mark.skipif(
    not FILE.exists(), reason=f"{FILE.name} lies beside the repository, not in it"
)


@pytest.fixture(scope="module")
def published() -> list[dict[str, str]]:
    """What the national hotline published."""
    with FILE.open(encoding="utf-8") as rows:
        return [row for row in csv.DictReader(rows) if row["source"] == "12369 national"]


@pytest.fixture(scope="module")
def facts(city) -> MonthFacts:
    """The city's two months and three weeks as one."""
    with make_sessions(city)() as session:
        return checked_facts(session, parse_period("2026-09-01..2026-11-20"), CITY_DAY)


def agrees(part: int, whole: int, shares: list[float]) -> bool:
    """Whether the share lies among the published ones, give or take what a sample of ``whole`` may stray."""
    low, high = min(shares), max(shares)
    return (
        low - 3 * sqrt(low * (1 - low) / whole) <= part / whole <= high + 3 * sqrt(high * (1 - high) / whole)
    )


def test_a_share_agrees_within_sampling_error_and_not_beyond():
    assert agrees(50, 100, [0.5]) and agrees(64, 100, [0.5]) and not agrees(66, 100, [0.5])
    assert not agrees(560, 1000, [0.45, 0.5])


@pytest.mark.parametrize("name", NAMES)
def test_the_types_have_the_nation_s_shares(facts, published, name):
    told = [re.search(rf"(?<![\w]){name} ([\d.]+)", row["detail"]) for row in published]
    shares = [float(found[1]) / 100 for found in told if found]
    assert len(shares) >= 3
    counted = {kind.type.label: kind.type.this for kind in facts.types}
    assert agrees(counted.get(NAMES[name], 0), facts.totals.registered, shares), (name, counted, shares)
    assert sum(counted.values()) > facts.totals.registered, "several types a case"


def test_the_platform_s_channels_have_the_nation_s_shares(facts, published):
    counted = {line.label: line.this for line in facts.channels}
    whole = sum(counted.get(label, 0) for label in PLATFORM.values())
    (year,) = [row["detail"] for row in published if re.match(r"phone [\d.]+ %", row["detail"])]
    told = {word: float(re.search(rf"{word} ([\d.]+) %", year)[1]) for word in PLATFORM}
    for word, label in PLATFORM.items():
        share = told[word] / sum(told.values())
        assert agrees(counted.get(label, 0), whole, [share]), (word, counted, whole)


def test_as_many_are_accepted_as_in_the_nation(facts, published):
    pairs = [re.fullmatch(r"(\d+) / (\d+)", row["value"]) for row in published]
    shares = [int(found[2]) / int(found[1]) for found in pairs if found]
    decided = facts.totals.registered - facts.totals.undecided - facts.totals.answered
    assert len(shares) >= 5 and agrees(facts.totals.accepted, decided, shares), (facts.totals, shares)
