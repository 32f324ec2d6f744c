"""How much of what: the recipe of a middling city (domain handbook §4.6), and how the year and the day bend it.

The weights of the kinds are set so that the pollution types come out as the national means of 2019 (§4.5).
They are demonstration figures, measured by the tests of this package; nothing else is computed from them.
"""

from bisect import bisect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from functools import cache
from itertools import accumulate
from math import log
from random import Random
from types import MappingProxyType

from workflow.vocabulary import Channel, Satisfaction, Track, Truth

SPRING_FESTIVALS = (
    date(2023, 1, 22),
    date(2024, 2, 10),
    date(2025, 1, 29),
    date(2026, 2, 17),
    date(2027, 2, 6),
    date(2028, 1, 26),
)
"""Lunar New Year's days: the recipe halves the month that contains one."""


def spring_festival_month(day: date) -> bool:
    """Whether the Spring Festival falls into the day's month."""
    return any((feast.year, feast.month) == (day.year, day.month) for feast in SPRING_FESTIVALS)


def monday_to_friday(day: date) -> bool:
    """A working day, as far as the calendar alone can tell."""
    return day.weekday() < 5


class Season(Enum):
    """What the year does to a kind: (months, factor of its weight in them)."""

    EVEN = (frozenset[int](), 1.0)
    ODOUR = (frozenset({6, 7, 8, 9}), 2.6)
    """So much weight makes odour half as large again as its *share* of air complaints is otherwise."""
    BUILDING = (frozenset({3, 4, 5, 6}), 1.6)
    """The building season, and the examinations of May and June."""
    BURNING = (frozenset({5, 6, 10, 11}), 2.0)
    """After the harvests."""

    def factor(self, month: int) -> float:
        """The factor for a month."""
        months, factor = self.value
        return factor if month in months else 1.0


@dataclass(frozen=True, slots=True)
class Share:
    """A kind's weight; its factor from ten in the evening to six; how often it is another department's."""

    weight: float
    season: Season = Season.EVEN
    night: float = 1.0
    redirect: float = 0.0


NUISANCES: Mapping[str, Share] = MappingProxyType(
    {
        "chemical_odour": Share(4.5, Season.ODOUR, 2.5),
        "paint_odour": Share(4.3, Season.ODOUR, 0.6),
        "refuse_odour": Share(2.3, Season.ODOUR, 1.5),
        "site_dust": Share(9.3, Season.BUILDING, 0.3, 0.2),
        "haul_dust": Share(2.4, Season.EVEN, 0.6, 0.3),
        "mineral_dust": Share(3.2, Season.EVEN, 0.6),
        "factory_smoke": Share(5.6, Season.EVEN, 1.8),
        "kitchen_fume": Share(7.2, Season.EVEN, 0.8, 0.42),
        "open_burning": Share(2.0, Season.BURNING, 1.0, 0.3),
        "exhaust": Share(0.6, Season.EVEN, 0.8, 0.4),
        "site_noise": Share(15.2, Season.BUILDING, 3.0, 0.2),
        "factory_noise": Share(8.6, Season.EVEN, 2.0),
        "leisure_noise": Share(5.0, Season.EVEN, 2.0, 0.5),
        "machine_noise": Share(2.7, Season.EVEN, 2.0, 0.3),
        "traffic_noise": Share(1.3, Season.EVEN, 2.0, 0.5),
        "factory_wastewater": Share(7.3),
        "livestock": Share(3.1, Season.EVEN, 0.5),
        "sewage": Share(1.7, Season.EVEN, 0.3, 0.4),
        "black_river": Share(1.7, Season.EVEN, 0.3, 0.3),
        "industrial_waste": Share(2.6, Season.EVEN, 1.0),
        "building_waste": Share(2.0, Season.EVEN, 1.0, 0.5),
        "household_waste": Share(1.3, Season.EVEN, 0.4, 0.6),
        "quarrying": Share(2.5, Season.EVEN, 0.4, 0.35),
        "radiation": Share(0.95, Season.EVEN, 0.4),
        "unapproved_project": Share(0.9, Season.EVEN, 0.5),
        "light": Share(0.5, Season.EVEN, 2.0, 0.4),
        "test_fraud": Share(0.4, Season.EVEN, 0.3),
    }
)

BY_TRACK: Mapping[Track, Mapping[str, float]] = MappingProxyType(
    {
        Track.B: {"mediation": 0.55, "work_style": 0.45},
        Track.C: {"suggestion": 1.0},
        Track.D: {"misconduct": 1.0},
        Track.E: {"other_procedure": 1.0},
        Track.F: {"enquiry": 1.0},
    }
)

ANY_HOUR = (Channel.PHONE_12369, Channel.WECHAT, Channel.WEB, Channel.ORDER_12345)
"""Channels open day and night; the others keep office hours."""

Weights = Mapping[str, float]


def _fixed(**shares: float) -> Weights:
    return MappingProxyType(shares)


@dataclass(frozen=True, eq=False)
class Profile:
    """A city's numbers. Shares are of all complaints unless the name says otherwise."""

    nuisances: Mapping[str, Share] = field(default_factory=lambda: NUISANCES)
    tracks: Weights = field(
        default_factory=lambda: _fixed(A=0.868, B=0.042, C=0.023, D=0.012, E=0.021, F=0.034)
    )
    """Of what is told for the first time. Repeats are mostly track A, so that 88 % of all are."""
    channels: Weights = field(
        default_factory=lambda: _fixed(
            phone_12369=0.225,
            wechat=0.17,
            web=0.055,
            order_12345=0.40,
            letter=0.06,
            visit=0.03,
            superior=0.035,
            xf_bureau=0.012,
            inspection_prov=0.008,
            inspection_central=0.005,
        )
    )
    in_office_hours: float = 0.55
    """Share of complaints received in office hours, by the clock of ``timeline``."""
    notorious: float = 1 / 3
    repeats: float = 0.20
    same_person: float = 0.55
    """Of the repeats."""
    anonymous: float = 0.12
    consent: float = 0.15
    refused: float = 0.022
    """Of track A; redirections by kind come on top, 18 % in all."""
    merged: float = 0.6
    """Of repeats by the same person whose earlier case is still open."""
    truth: Weights = field(default_factory=lambda: _fixed(true=0.55, partly=0.25, untrue=0.20))
    participation: float = 0.72
    """Of those who can be reached."""
    works: Callable[[date], bool] = monday_to_friday
    trough: Callable[[date], bool] = spring_festival_month
    trough_factor: float = 0.5


RECIPE = Profile()

SATISFACTION: Mapping[Truth, Weights] = MappingProxyType(
    {
        Truth.TRUE: _fixed(satisfied=0.74, basically=0.21, dissatisfied=0.05),
        Truth.PARTLY: _fixed(satisfied=0.70, basically=0.23, dissatisfied=0.07),
        Truth.UNTRUE: _fixed(satisfied=0.59, basically=0.29, dissatisfied=0.12),
    }
)
"""70/23/7 over the three truths together; who was not borne out is less content."""

Drawn = tuple[tuple[str, ...], tuple[float, ...]]


def table(weights: Weights) -> Drawn:
    """Weights made ready for :func:`draw`."""
    return tuple(weights), tuple(accumulate(weights.values()))


def draw(rng: Random, drawn: Drawn) -> str:
    """One key, by weight."""
    keys, sums = drawn
    return keys[min(bisect(sums, rng.random() * sums[-1]), len(keys) - 1)]


def is_night(when: datetime) -> bool:
    """From ten in the evening to six in the morning, as the law has it for noise."""
    return when.hour >= 22 or when.hour < 6


def in_office_hours(when: datetime, profile: Profile) -> bool:
    """Half past eight to half past five on a working day."""
    return (8, 30) <= (when.hour, when.minute) < (17, 30) and profile.works(when.date())


def draw_nuisance(rng: Random, when: datetime, profile: Profile) -> str:
    """A kind of nuisance, as likely as month and hour make it."""
    return draw(rng, _nuisances(profile, when.month, is_night(when)))


@cache
def _nuisances(profile: Profile, month: int, night: bool) -> Drawn:
    return table(
        {
            key: share.weight * share.season.factor(month) * (share.night if night else 1.0)
            for key, share in profile.nuisances.items()
        }
    )


def draw_matter(rng: Random, when: datetime, profile: Profile) -> str:
    """A kind of matter: its track first, by the track split."""
    track = Track(draw(rng, _tracks(profile)))
    return draw_nuisance(rng, when, profile) if track is Track.A else draw(rng, _TRACK_TABLES[track])


@cache
def _tracks(profile: Profile) -> Drawn:
    return table(profile.tracks)


_TRACK_TABLES = {track: table(kinds) for track, kinds in BY_TRACK.items()}


def draw_channel(rng: Random, when: datetime, profile: Profile) -> Channel:
    """A channel that is open at this hour; over all hours the shares come out as the profile says."""
    return Channel(draw(rng, _channels(profile, in_office_hours(when, profile))))


@cache
def _channels(profile: Profile, office: bool) -> Drawn:
    always = {key: share for key, share in profile.channels.items() if key in ANY_HOUR}
    if not office:
        return table(always)
    staffed = {key: share for key, share in profile.channels.items() if key not in ANY_HOUR}
    weights = {key: share / profile.in_office_hours for key, share in staffed.items()}
    left = (1 - sum(weights.values())) / sum(always.values())
    return table(weights | {key: share * left for key, share in always.items()})


def draw_truth(rng: Random, profile: Profile) -> Truth:
    """What the investigation will find."""
    return Truth(draw(rng, _truths(profile)))


@cache
def _truths(profile: Profile) -> Drawn:
    return table(profile.truth)


_SATISFACTION_TABLES = {truth: table(weights) for truth, weights in SATISFACTION.items()}


def draw_satisfaction(rng: Random, truth: Truth) -> Satisfaction:
    """How a petitioner who answers the call-back rates the reply."""
    return Satisfaction(draw(rng, _SATISFACTION_TABLES[truth]))


def acceptance_days(rng: Random) -> float:
    """From receipt to acceptance: mean 2.5, standard deviation 1.5, at most 15."""
    return min(rng.gammavariate(2.5**2 / 1.5**2, 1.5**2 / 2.5), 15.0)


def closing_days(rng: Random) -> float:
    """From acceptance to closing: log-normal, mean 22; 3 % last longer than 55 days, 1 % longer than 60."""
    tail = rng.random()
    if tail < 0.01:
        return rng.uniform(60.5, 74)
    if tail < 0.03:
        return rng.uniform(55.1, 59.8)
    while True:
        if (days := rng.lognormvariate(log(19.2), CLOSING_SPREAD)) <= 55:
            return max(days, 1.0)


CLOSING_SPREAD = 0.5


def repeat_gap_days(rng: Random) -> float:
    """From a matter's last item to the next: a quarter come after a month, one in twenty-five after half a year."""
    return max(rng.lognormvariate(log(11.4), 1.575), 0.3)
