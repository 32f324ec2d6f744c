"""Two years, or any span, of complaints as they came in."""

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from petitions.demo.city import City
from petitions.demo.complaint import DemoComplaint
from petitions.demo.fate import Ending
from petitions.demo.recipe import RECIPE, Profile, draw, repeat_gap_days, table
from petitions.demo.texts import draw_complaint, retell
from workflow.calendar import SHANGHAI, days_between
from workflow.vocabulary import Track

DAY_OFF = 0.55
"""Weight of a day on which the office is closed; the hotline and the network are not."""

HOURS = {
    "0": 10, "1": 6, "2": 4, "3": 3, "4": 3, "5": 6, "6": 12, "7": 24, "8": 60, "9": 105, "10": 110, "11": 72,
    "12": 34, "13": 40, "14": 68, "15": 92, "16": 88, "17": 50, "18": 34, "19": 36, "20": 38, "21": 38,
    "22": 32, "23": 22,
}  # fmt: skip
"""How many come in at each hour: most from nine to eleven and from three to five, and a few all night."""

_HOURS = table(HOURS)

REPEATED = frozenset({Track.A, Track.B, Track.E})
"""What people come back with; what is not a report of pollution only for themselves.

Suggestions, enquiries and accusations are made once.
"""


def timeline(
    rng: Random,
    city: City,
    start: date,
    end: date,
    monthly: tuple[int, int] = (80, 130),
    profile: Profile = RECIPE,
) -> tuple[DemoComplaint, ...]:
    """The complaints received from ``start`` to ``end``, both included, in order, numbered from 1.

    Each month draws its number between the two of ``monthly``, halved in the Spring Festival's month and cut
    to the part of the month inside the span. The profile's share of them retells an earlier matter.
    """
    told: list[DemoComplaint] = []
    instants: list[datetime] = []
    seen: set[str] = set()
    for when in sorted(_instants(rng, start, end, monthly, profile)):
        complaint = _next(rng, when, city, profile, told, instants)
        while complaint.text in seen:
            complaint = _next(rng, when, city, profile, told, instants)
        seen.add(complaint.text)
        told.append(replace(complaint, serial=len(told) + 1))
        instants.append(when)
    return tuple(told)


def _instants(
    rng: Random, start: date, end: date, monthly: tuple[int, int], profile: Profile
) -> Iterator[datetime]:
    for first, last in _months(start, end):
        days = list(days_between(first, last))
        full = rng.randint(*monthly) * (profile.trough_factor if profile.trough(first) else 1.0)
        part = len(days) / monthrange(first.year, first.month)[1]
        drawn = table({day.isoformat(): 1.0 if profile.works(day) else DAY_OFF for day in days})
        for _ in range(round(full * part)):
            yield _instant(rng, date.fromisoformat(draw(rng, drawn)))


def _months(start: date, end: date) -> Iterator[tuple[date, date]]:
    """The months of a span, the first and the last cut to it."""
    first = start
    while first <= end:
        last = first.replace(day=monthrange(first.year, first.month)[1])
        yield first, min(last, end)
        first = last + timedelta(days=1)


def _instant(rng: Random, day: date) -> datetime:
    hour, minute = int(draw(rng, _HOURS)), int(rng.random() * 60)
    return datetime(day.year, day.month, day.day, hour, minute, int(rng.random() * 60), tzinfo=SHANGHAI)


def _next(
    rng: Random,
    when: datetime,
    city: City,
    profile: Profile,
    told: list[DemoComplaint],
    instants: list[datetime],
) -> DemoComplaint:
    if told and rng.random() < profile.repeats:
        earlier = _earlier(rng, when, told, instants)
        if earlier:
            same = earlier.track is not Track.A or rng.random() < profile.same_person
            return retell(rng, earlier, when, city, same_person=same, profile=profile)
    return draw_complaint(rng, when, city, profile)


def _earlier(
    rng: Random, when: datetime, told: list[DemoComplaint], instants: list[datetime]
) -> DemoComplaint | None:
    """The complaint nearest to a drawn gap before now, if people come back with it; of merged ones the master."""
    at = bisect_left(instants, when - timedelta(days=repeat_gap_days(rng)))
    found = told[min(at, len(told) - 1)]
    if found.fate.ending is Ending.MERGED and found.earlier:
        found = told[found.earlier - 1]
    return found if found.track in REPEATED and found.received_at < when else None
