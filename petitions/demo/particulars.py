"""The fields of the register entry beside its text: petitioner, place, types, numbers."""

from random import Random

from petitions.demo.city import DemoEnterprise, Source
from petitions.demo.complaint import DemoPetitioner, Touches
from petitions.demo.dirt import misspell, write_phone
from petitions.demo.grammar import pick
from petitions.demo.lexicon import Matter
from petitions.demo.occasion import Occasion
from petitions.demo.people import Resident
from petitions.demo.recipe import draw, table
from petitions.demo.wording import place_as_written
from workflow.vocabulary import Channel, Industry, Track

NAMELESS = frozenset({"river", "road", "village", "square"})
"""Places that nobody in particular answers for."""

CLAIMS = table(
    {
        "查处并答复": 0.46,
        "限期整改": 0.20,
        "责令停止违法行为": 0.14,
        "监测并公布结果": 0.09,
        "搬迁或者关停": 0.06,
        "赔偿损失": 0.05,
    }
)
OTHER_CLAIMS = {
    "mediation": "调解赔偿",
    "work_style": "改进工作并重新答复",
    "suggestion": "采纳建议",
    "misconduct": "调查处理",
    "other_procedure": "告知办理途径",
    "enquiry": "解答咨询",
}
WRITTEN_REPLY = {Channel.LETTER: 0.35, Channel.VISIT: 0.4}
WITH_PHONE = {Channel.LETTER: 0.75, Channel.SUPERIOR: 0.85, Channel.XF_BUREAU: 0.85}


def claim(rng: Random, matter: Matter) -> str:
    """诉求目的."""
    return draw(rng, CLAIMS) if matter.track is Track.A else OTHER_CLAIMS[matter.key]


def petitioner(rng: Random, occasion: Occasion) -> DemoPetitioner:
    """Named and reachable, or anonymous. A visitor shows a face, so visits are never anonymous."""
    resident, profile, channel = occasion.resident, occasion.profile, occasion.channel
    chance = 0.0 if channel is Channel.VISIT else profile.anonymous / (1 - profile.channels["visit"])
    if rng.random() < chance:
        phone = write_phone(rng, resident.phone) if rng.random() < 0.35 else None
        return DemoPetitioner(None, phone, None, True, False, resident)
    has_phone = rng.random() < WITH_PHONE.get(channel, 0.98)
    return DemoPetitioner(
        name=_name(rng, resident, channel),
        phone=write_phone(rng, resident.phone) if has_phone else None,
        address=_address(rng, resident) if rng.random() < 0.55 or not has_phone else None,
        anonymous=False,
        consent=rng.random() < profile.consent,
        resident=resident,
    )


def _name(rng: Random, resident: Resident, channel: Channel) -> str:
    """In full, or 李女士 as an operator notes it."""
    spoken = channel in (Channel.PHONE_12369, Channel.ORDER_12345)
    if rng.random() < (0.3 if spoken else 0.06):
        return resident.name[0] + ("先生" if int(resident.phone[-1]) % 2 else "女士")
    return resident.name


def _address(rng: Random, resident: Resident) -> str:
    if rng.random() < 0.3:
        return resident.home.name
    return misspell(rng, resident.address) if rng.random() < 0.04 else resident.address


def touches(rng: Random, occasion: Occasion) -> Touches:
    """The pollution types, primary first. A retelling keeps the primary and may name others."""
    if occasion.topic:
        return ((occasion.topic.touch.type, occasion.topic.touch.subtype),)
    first, *others = occasion.matter.touches
    named = [touch for touch in others if rng.random() < touch.chance]
    return tuple((touch.type, touch.subtype) for touch in (first, *named))


def industry(occasion: Occasion) -> Industry:
    """The firm's industry, or the kind's."""
    if occasion.topic:
        return occasion.topic.industry
    if isinstance(occasion.source, DemoEnterprise):
        return occasion.source.industry
    return occasion.matter.industry


def place(rng: Random, occasion: Occasion, firm: str) -> str:
    """Where it happens; on the tracks without a source, the street alone."""
    if occasion.source:
        return place_as_written(rng, occasion.source, firm)
    home = occasion.resident.home
    return occasion.city.district(home.district).name + home.street


def answers(source: Source | None) -> bool:
    """Whether somebody answers for the source: a river, road, square or village has nobody."""
    return source is not None and (isinstance(source, DemoEnterprise) or source.kind not in NAMELESS)


def enterprise(source: Source | None) -> str | None:
    """The code of the enterprise that answers for the source."""
    if source is None:
        return None
    return source.code if isinstance(source, DemoEnterprise) else source.operator


def origin_no(rng: Random, occasion: Occasion) -> str | None:
    """The number in the system that it came from; calls, letters and visits have none."""
    when, serial = occasion.when, int(rng.random() * 100_000)
    match occasion.channel:
        case Channel.ORDER_12345:
            return f"RX{when:%Y%m%d}{serial:05d}"
        case Channel.WECHAT | Channel.WEB:
            return f"PT{when:%Y%m%d%H%M}{serial:05d}"
        case Channel.LETTER | Channel.VISIT | Channel.PHONE_12369:
            return None
    return f"转〔{when.year}〕{serial % 900 + 1}号-{when:%m%d%H}"


def people(rng: Random, channel: Channel) -> int:
    """How many petition: mostly one; visits now and then five or more (集体访)."""
    if channel is Channel.VISIT:
        return pick(rng, (1, 1, 1, 1, 2, 2, 3, 5, 6, 9))
    if channel is Channel.LETTER:
        return pick(rng, (1, 1, 1, 2, 12))
    return 1
