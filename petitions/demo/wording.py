"""Puts a matter into words: what the place and the firm are called, and when it happened."""

from datetime import datetime, timedelta
from random import Random

from petitions.demo.city import DemoEnterprise, Source
from petitions.demo.grammar import pick
from petitions.demo.recipe import is_night

FIRM = (
    "{address}的{firm}",
    "{firm}（{number}）",
    "位于{street}的{firm}",
    "{road}上的{firm}",
    "{district}{street}{firm}",
    "{home}附近的{firm}",
    "{number}{firm}",
    "{firm}",
)
SPOT = (
    "{number}{firm}",
    "{street}{firm}",
    "{home}旁边的{firm}",
    "{district}{firm}",
    "{address}{firm}",
    "{firm}",
)
STRETCH = ("{street}段的{firm}", "{firm}{street}段", "{district}{firm}", "{firm}{community}附近", "{firm}")
SPEECH_OF_SOURCE = {
    "enterprise": FIRM,
    "river": STRETCH,
    "road": STRETCH,
    "village": ("{street}{firm}", "{district}{street}{firm}", "{firm}", "{firm}村口"),
}
DAY_NAMES = ("今天", "昨天", "前天")
NIGHT_HOURS = (22, 23, 0, 1, 2, 3, 4, 5)
DAY_HOURS = (6, 7, 8, 9, 9, 10, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21)
NUMERALS = ("十二", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十", "十一")


def firm_as_written(rng: Random, source: Source, careless: float) -> str:
    """What the petitioner calls it: short, in full, or in one of its misspelt variants."""
    if source.variants and rng.random() < careless:
        return pick(rng, source.variants)
    return source.name if rng.random() < 0.3 else source.short


def source_phrase(rng: Random, source: Source, firm: str, home: str) -> str:
    """The firm with or without its place: 织造路118号的…, …（织造路118号）, …附近的….

    ``home`` is a landmark that the phrase may use, empty for none.
    """
    kind = "enterprise" if isinstance(source, DemoEnterprise) else source.kind
    patterns = SPEECH_OF_SOURCE.get(kind, SPOT)
    pattern = pick(rng, patterns)
    while home in ("", source.name) and "{home}" in pattern:
        pattern = pick(rng, patterns)
    return pattern.format(
        address=source.address,
        firm=firm,
        number=source.road_number,
        street=source.street,
        road=source.road,
        district=source.district_name,
        community=source.community,
        home=home,
    )


def place_as_written(rng: Random, source: Source, firm: str) -> str:
    """The field 事发地点."""
    style = rng.random()
    if not source.number:
        return f"{source.district_name}{source.street if style < 0.7 else ''}{firm}"
    if style < 0.45:
        return f"{source.address}{firm}"
    if style < 0.70:
        return f"{source.district_name}{source.street}{firm}"
    if style < 0.85:
        return f"{source.road_number}{firm}附近"
    return f"{source.district_name}{source.road_number}"


def happened_at(rng: Random, when: datetime, nightly: float) -> datetime:
    """The last time it happened, within three days before it was reported.

    ``nightly`` is the kind's weight at night: site noise is mostly a matter of nights, traffic dust of days.
    A person who calls at night calls about what is going on.
    """
    if is_night(when) and rng.random() < 0.7:
        return when - timedelta(minutes=int(rng.random() * 90) + 5)
    hours = NIGHT_HOURS if rng.random() < nightly / (nightly + 1.5) else DAY_HOURS
    moment = when.replace(hour=pick(rng, hours), minute=pick(rng, (0, 0, 10, 20, 30, 30, 40, 50)))
    back = int(rng.random() * 3)
    moment -= timedelta(days=back)
    return moment if moment < when else moment - timedelta(days=1)


def clock(rng: Random, moment: datetime, now: datetime) -> str:
    """昨晚十一点多, 今天凌晨2点左右, 11月19日下午3点半."""
    days = (now.date() - moment.date()).days
    named = 0 <= days < len(DAY_NAMES) and rng.random() < 0.7
    day = DAY_NAMES[days] if named else f"{moment.month}月{moment.day}日"
    part = day_part(moment.hour)
    if day == "昨天" and part == "晚上":
        day, part = "昨晚", ""
    half = "半" if moment.minute == 30 else ""
    hour = f"{moment.hour % 12 or 12}点" if rng.random() < 0.5 else f"{NUMERALS[moment.hour % 12]}点"
    about = pick(rng, ("多", "左右", "")) if not half else ""
    return day + part + hour + half + about


def day_part(hour: int) -> str:
    """凌晨, 早上, 上午, 中午, 下午 or 晚上."""
    for before, name in ((6, "凌晨"), (9, "早上"), (12, "上午"), (14, "中午"), (18, "下午")):
        if hour < before:
            return name
    return "晚上"


def occurrence(rng: Random, moment: datetime, when: datetime, often: str) -> str:
    """The field 发生时间: an instant, a span of days, or a habit."""
    style = rng.random()
    if style < 0.4:
        return f"{moment.year}年{moment.month}月{moment.day}日{moment.hour}时许"
    if style < 0.75:
        first = moment - timedelta(days=int(rng.random() * 12) + 1)
        return f"{first.month}月{first.day}日至{when.month}月{when.day}日，{often}"
    return often


def ago(rng: Random, earlier: datetime, when: datetime) -> str:
    """How a petitioner speaks of the last time: 上周, 上个月, 9月3日."""
    days = (when - earlier).days
    dated = f"{earlier.month}月{earlier.day}日"
    if earlier.year != when.year and days > 120:
        dated = f"去年{earlier.month}月"
    if rng.random() < 0.5:
        return dated
    for within, words in (
        (2, "前两天"),
        (7, "前几天"),
        (14, "上周"),
        (31, "前不久"),
        (62, "上个月"),
        (200, "几个月前"),
    ):
        if days <= within:
            return words
    return "很早以前"
