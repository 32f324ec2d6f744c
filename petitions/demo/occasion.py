"""Who complains of what, when, and by which channel: what a complaint is told from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from random import Random

from petitions.demo.city import City, DemoEnterprise, Source
from petitions.demo.complaint import DemoComplaint
from petitions.demo.grammar import pick
from petitions.demo.lexicon import Matter, Topic, fitted, matters, topics
from petitions.demo.people import Resident
from petitions.demo.recipe import Drawn, Profile, Share, draw, draw_channel, draw_matter, table
from workflow.vocabulary import Channel, Track

TOPICS = table({str(n): topic.weight for n, topic in enumerate(topics())})
NO_SHARE = Share(0.0, night=0.2)
"""What the kinds of the other tracks have instead of a share among the nuisances."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a complaint is told from. ``topic`` is set where the matter has no pollution type of its own."""

    city: City
    profile: Profile
    when: datetime
    matter: Matter
    source: Source | None
    resident: Resident
    channel: Channel
    topic: Topic | None
    earlier: DemoComplaint | None = None

    @property
    def share(self) -> Share:
        """The matter's share in the recipe."""
        return self.profile.nuisances.get(self.matter.key, NO_SHARE)


def draw_occasion(rng: Random, when: datetime, city: City, profile: Profile) -> Occasion:
    """A matter by month and hour, a source of it, and somebody who lives nearby."""
    drawn = matters()[draw_matter(rng, when, profile)]
    source = _draw_source(rng, drawn, city, profile)
    matter = fitted_to(drawn.key, source)
    nearby = city.neighbours(source) if source else city.residents_of(draw(rng, _districts(city)))
    resident = pick(rng, nearby)
    channel = draw_channel(rng, when, profile)
    return Occasion(city, profile, when, matter, source, resident, channel, _draw_topic(rng, matter, source))


def draw_repeat(
    rng: Random, earlier: DemoComplaint, when: datetime, city: City, profile: Profile, same_person: bool
) -> Occasion:
    """The same matter and source later, by the same person or by a neighbour; the channel may be another."""
    source = city.source(earlier.matter, earlier.source)
    matter = fitted_to(earlier.matter, source)
    resident = earlier.petitioner.resident
    if not same_person:
        neighbours = city.neighbours(source) if source else city.residents_of(earlier.district)
        resident = pick(rng, [other for other in neighbours if other is not resident])
    channel = draw_channel(rng, when, profile)
    topic = _draw_topic(rng, matter, source)
    return Occasion(city, profile, when, matter, source, resident, channel, topic, earlier)


def fitted_to(key: str, source: Source | None) -> Matter:
    """The kind with the words that fit its source."""
    return fitted(key, source.tags if source else frozenset())


@cache
def _districts(city: City) -> Drawn:
    return table({district.code: district.population for district in city.districts})


@cache
def _notorious(city: City, matter: str) -> Drawn | None:
    """The notorious sources of a kind, by weight; None when it has none."""
    weights: Mapping[str, float] = {
        str(n): weight for n, source in enumerate(city.sources(matter)) if (weight := city.notoriety(source))
    }
    return table(weights) if weights else None


@cache
def _notorious_chance(city: City, profile: Profile) -> float:
    """How often a kind that has a notorious source comes from one, so that the profile's share of all does."""
    weights = {key: share.weight for key, share in profile.nuisances.items()}
    covered = sum(weight for key, weight in weights.items() if _notorious(city, key))
    return min(profile.notorious * sum(weights.values()) / covered / profile.tracks["A"], 1.0)


@cache
def _quiet_sources(city: City, matter: str) -> tuple[Source, ...]:
    return tuple(source for source in city.sources(matter) if not city.notoriety(source))


def _draw_source(rng: Random, matter: Matter, city: City, profile: Profile) -> Source | None:
    sources = city.sources(matter.key)
    if not sources:
        return None
    notorious = _notorious(city, matter.key) if matter.track is Track.A else None
    if notorious and rng.random() < _notorious_chance(city, profile):
        return sources[int(draw(rng, notorious))]
    return pick(rng, _quiet_sources(city, matter.key))


def _draw_topic(rng: Random, matter: Matter, source: Source | None) -> Topic | None:
    """What a matter of the other tracks is about: what its firm is complained of, or what people talk about."""
    if matter.touches:
        return None
    if isinstance(source, DemoEnterprise):
        nuisance = matters()[pick(rng, source.nuisances)]
        return Topic(nuisance.touches[0], source.industry, nuisance.label, 1.0)
    return topics()[int(draw(rng, TOPICS))]
