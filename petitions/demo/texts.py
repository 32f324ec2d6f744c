"""Draws one complaint, and retells an earlier one in other words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from petitions.demo import particulars
from petitions.demo.city import City
from petitions.demo.complaint import DemoComplaint
from petitions.demo.compose import SHORTEST, Teller, Told, compose
from petitions.demo.dirt import soil
from petitions.demo.fate import Circumstances, Ending, draw_fate, merge
from petitions.demo.grammar import pick, render
from petitions.demo.lexicon import forms, phrases, voices
from petitions.demo.occasion import Occasion, draw_occasion, draw_repeat
from petitions.demo.recipe import RECIPE, Profile, acceptance_days
from petitions.demo.wording import ago, clock, firm_as_written, happened_at, occurrence, source_phrase
from workflow.vocabulary import Channel, Track

LONGEST_TITLE = 40
VOICES = {voice.key: voice for voice in voices()}


def draw_complaint(rng: Random, when: datetime, city: City, profile: Profile = RECIPE) -> DemoComplaint:
    """One complaint received at ``when``; month and hour bend what it is about and how it comes."""
    return _register(rng, draw_occasion(rng, when, city, profile))


def retell(
    rng: Random,
    earlier: DemoComplaint,
    when: datetime,
    city: City,
    *,
    same_person: bool,
    profile: Profile = RECIPE,
) -> DemoComplaint:
    """The same matter again, later: other sentences, another order, other spellings, and a word of last time.

    Some details of the earlier telling come back in other words, as a person remembers them. The same person
    mostly refers to the earlier report; another one has perhaps heard of it. What the same person repeats
    while the earlier case is open is mostly merged into it.
    """
    told = _register(rng, draw_repeat(rng, earlier, when, city, profile, same_person))
    is_open = earlier.fate.ending is Ending.HANDLED and earlier.fate.ends_at(earlier.received_at) > when
    if same_person and is_open and rng.random() < profile.merged:
        return replace(told, fate=merge(acceptance_days(rng)))
    return told


@dataclass(frozen=True, slots=True)
class Telling:
    """The worded part of a complaint."""

    title: str
    text: str
    firm: str
    occurred: str
    occurred_at: datetime
    details: tuple[int, ...]


def _register(rng: Random, occasion: Occasion) -> DemoComplaint:
    """The whole register entry for an occasion."""
    source, telling = occasion.source, _telling(rng, occasion)
    petitioner = particulars.petitioner(rng, occasion)
    home = occasion.resident.home
    return DemoComplaint(
        received_at=occasion.when,
        channel=occasion.channel,
        origin_no=particulars.origin_no(rng, occasion),
        title=telling.title,
        text=telling.text,
        claim=particulars.claim(rng, occasion.matter),
        occurred=telling.occurred,
        occurred_at=telling.occurred_at,
        matter=occasion.matter.key,
        track=occasion.matter.track,
        touches=particulars.touches(rng, occasion),
        industry=particulars.industry(occasion),
        place=particulars.place(rng, occasion, telling.firm),
        district=source.district if source else home.district,
        grid=source.grid if source else home.grid,
        respondent=telling.firm if particulars.answers(source) else "",
        source=source.code if source else None,
        enterprise=particulars.enterprise(source),
        petitioner=petitioner,
        written_reply_asked=rng.random() < particulars.WRITTEN_REPLY.get(occasion.channel, 0.03),
        people=particulars.people(rng, occasion.channel),
        fate=draw_fate(rng, _circumstances(occasion, petitioner.reachable), occasion.profile),
        details=telling.details,
        earlier=occasion.earlier.serial if occasion.earlier else None,
    )


def _circumstances(occasion: Occasion, reachable: bool) -> Circumstances:
    return Circumstances(occasion.matter, occasion.when, occasion.channel, reachable, occasion.share.redirect)


def _telling(rng: Random, occasion: Occasion) -> Telling:
    """Title and text, in the voice of the resident and the form of the channel."""
    source, when, matter = occasion.source, occasion.when, occasion.matter
    firm = firm_as_written(rng, source, careless=0.35 if occasion.earlier else 0.12) if source else ""
    moment = happened_at(rng, when, occasion.share.night)
    teller = Teller(VOICES[occasion.resident.voice], forms()[_form(rng, occasion.channel)])
    context = _context(rng, occasion, teller, firm, moment)
    told = _long_enough(rng, occasion, teller, context)
    return Telling(
        title=_title(rng, occasion, context),
        text=soil(rng, told.text),
        firm=firm,
        occurred=occurrence(rng, moment, when, context["often"]) if matter.track is Track.A else "",
        occurred_at=moment,
        details=told.details,
    )


def _form(rng: Random, channel: Channel) -> str:
    """The form that the channel gives a text."""
    match channel:
        case Channel.PHONE_12369:
            return "third" if rng.random() < 0.75 else "first"
        case Channel.ORDER_12345:
            return "hotline" if rng.random() < 0.8 else "third"
        case Channel.WECHAT | Channel.WEB:
            return "first"
        case Channel.LETTER:
            return "letter"
        case Channel.VISIT:
            return "visit"
    return "superior"


def _context(
    rng: Random, occasion: Occasion, teller: Teller, firm: str, moment: datetime
) -> Mapping[str, str]:
    """Every slot that a template may ask for."""
    source, home, matter = occasion.source, occasion.resident.home, occasion.matter
    district = occasion.city.district(source.district if source else home.district)
    schools = occasion.city.places_of("school", district.code)
    earlier = occasion.earlier
    return {
        "firm": firm,
        "source": source_phrase(rng, source, firm, home.name) if source else home.street,
        "that": source_phrase(rng, source, firm, "") if source else home.street,
        "place": source.road_number if source else home.street,
        "road": source.road if source else pick(rng, district.roads),
        "street": source.street if source else home.street,
        "community": source.community if source else home.name,
        "district": district.name,
        "office": pick(
            rng, (district.sub_bureau, f"{district.name}生态环境分局", f"{district.sub_bureau}执法人员")
        ),
        "school": pick(rng, schools).name if schools else "附近学校",
        "estate": home.name,
        "home": "我家" if teller.me == "我" else f"{teller.me}家",
        "i": teller.me,
        "it": pick(rng, matter.it),
        "often": render(rng, pick(rng, matter.times), {}),
        "when": clock(rng, moment, occasion.when),
        "ago": ago(rng, earlier.received_at, occasion.when) if earlier else "前段时间",
        "topic": occasion.topic.word if occasion.topic else matter.label,
    }


def _title(rng: Random, occasion: Occasion, context: Mapping[str, str]) -> str:
    """A title that fits the register; it never names the petitioner."""
    while True:
        title = render(rng, pick(rng, occasion.matter.titles), context)
        if len(title) <= LONGEST_TITLE:
            return title


def _long_enough(rng: Random, occasion: Occasion, teller: Teller, context: Mapping[str, str]) -> Told:
    """A text that is not too short for what a report must name: object, place and act."""
    earlier = occasion.earlier
    keep = earlier.details if earlier else ()
    again = _again(rng, occasion) if earlier else ()
    while True:
        told = compose(rng, occasion.matter, teller, context, keep, again)
        if len(told.text) >= SHORTEST:
            return told


def _again(rng: Random, occasion: Occasion) -> tuple[str, ...]:
    """What refers to the last time."""
    same = occasion.earlier is not None and occasion.earlier.petitioner.resident is occasion.resident
    name, chance = ("agains", 0.85) if same else ("others_again", 0.4)
    return (pick(rng, phrases(name)),) if rng.random() < chance else ()
