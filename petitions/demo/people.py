"""The people of the demonstration city, counted out rather than drawn: the same numbers give the same people.

Officers are named by a surname and a word that means *example*; residents by a surname and a solar term or a
herb. All telephones begin 1990000.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from petitions.demo.lexicon import read_json, voices
from workflow.roles import Role
from workflow.vocabulary import Level

RESIDENTS = 6000
PHONES = 10_000


@dataclass(frozen=True, slots=True)
class DemoOfficer:
    """A person with a post. ``unit`` is the code of a :class:`~petitions.demo.city.DemoUnit`."""

    username: str
    name: str
    title: str
    unit: str
    level: Level
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Home:
    """Where residents live: an estate or a village."""

    name: str
    district: str
    street: str
    grid: str
    address: str
    rural: bool


@dataclass(frozen=True, slots=True)
class Resident:
    """A person who may complain. ``voice`` is the key of the way this person speaks."""

    name: str
    phone: str
    address: str
    home: Home
    voice: str


@dataclass(frozen=True, slots=True)
class Post:
    """A post to be filled: user name, title, unit, level and roles."""

    username: str
    title: str
    unit: str
    level: Level
    roles: frozenset[Role]


def _city(username: str, title: str, unit: str, *roles: Role) -> Post:
    return Post(username, title, unit, Level.CITY, frozenset(roles))


CITY_POSTS = (
    *(_city(f"op{n}", "12369热线受理员", "xf", Role.OPERATOR) for n in range(1, 5)),
    *(_city(f"xf{n}", "信访科科员", "xf", Role.PETITION_OFFICER) for n in range(1, 4)),
    _city("xf-head", "信访科科长", "xf", Role.PETITION_HEAD),
    _city("deputy-biz", "党组成员、副局长（分管执法监管）", "city", Role.DEPUTY_BUSINESS, Role.LEADER),
    _city("deputy-xf", "党组成员、副局长（分管信访）", "city", Role.DEPUTY_PETITIONS, Role.LEADER),
    _city("head", "党组书记、局长", "city", Role.BUREAU_HEAD, Role.LEADER),
    _city("leader1", "党组成员、总工程师", "city", Role.LEADER),
    _city("leader2", "党组成员、副局长（分管污染防治）", "city", Role.LEADER),
    _city("leader3", "二级调研员", "city", Role.LEADER),
    _city("sup1", "督查专员", "office", Role.SUPERVISOR),
    _city("sup2", "督办员", "office", Role.SUPERVISOR),
    _city("stat", "统计通报员", "xf", Role.STATISTICIAN),
    _city("archive", "档案员", "office", Role.ARCHIVIST),
    _city("discipline", "机关纪委书记", "jw", Role.DISCIPLINE),
    _city("sysadmin", "系统管理员", "info", Role.SYSTEM_ADMIN),
    _city("secadmin", "安全管理员", "info", Role.SECURITY_ADMIN),
    _city("auditor", "审计管理员", "jw", Role.AUDITOR),
)


def team_posts(unit: str, name: str) -> Iterator[Post]:
    """A team of the city bureau: its head and two enforcement officers."""
    yield _city(f"{unit}-head", f"{name}负责人", unit, Role.UNIT_HEAD)
    for n in (1, 2):
        yield _city(f"{unit}-h{n}", f"{name}执法人员", unit, Role.HANDLER)


def sub_bureau_posts(unit: str, name: str) -> Iterator[Post]:
    """A sub-bureau: its head, a deputy who may own cases too, and three handlers."""
    lead = frozenset({Role.UNIT_HEAD})
    yield Post(f"{unit}-head", f"{name}局长", unit, Level.SUB, lead)
    yield Post(f"{unit}-deputy", f"{name}副局长", unit, Level.SUB, lead)
    for n in (1, 2, 3):
        yield Post(f"{unit}-h{n}", f"{name}执法人员", unit, Level.SUB, frozenset({Role.HANDLER}))


def fill(posts: Sequence[Post]) -> tuple[DemoOfficer, ...]:
    """Give each post a person; no two bear the same name."""
    table = read_json("people.json")
    surnames, words = table["surnames"], table["officer_given"]
    return tuple(
        DemoOfficer(
            post.username,
            surnames[n % len(surnames)] + words[(n + n // len(surnames)) % len(words)],
            post.title,
            post.unit,
            post.level,
            post.roles,
        )
        for n, post in enumerate(posts)
    )


def settle(homes: Sequence[Home]) -> tuple[Resident, ...]:
    """The residents: three of four in estates, no name and no telephone twice.

    The factors are coprime to what they are taken modulo of, so each number is used once.
    """
    table = read_json("people.json")
    surnames, given = table["surnames"], table["given"]
    estates = [home for home in homes if not home.rural]
    villages = [home for home in homes if home.rural]
    return tuple(_resident(n, surnames, given, villages if n % 4 == 0 else estates) for n in range(RESIDENTS))


def _resident(n: int, surnames: str, given: Sequence[str], homes: Sequence[Home]) -> Resident:
    place = n * 1009 % (len(surnames) * len(given))
    home = homes[n // 4 * 7 % len(homes)] if homes[0].rural else homes[n * 5 % len(homes)]
    door = f"{n % 9 + 1}组{n * 7 % 60 + 1}号" if home.rural else _flat(n)
    return Resident(
        name=surnames[place % len(surnames)] + given[place // len(surnames)],
        phone=f"1990000{(n * 3571 + 1234) % PHONES:04d}",
        address=home.address + door,
        home=home,
        voice=_voice(n, home.rural),
    )


def _flat(n: int) -> str:
    return f"{n % 17 + 1}栋{n % 3 + 1}单元{n % 18 + 1}0{n % 4 + 1}室"


def _voice(n: int, rural: bool) -> str:
    """By the voices' weights, with a stride through them; most villagers speak as villagers."""
    if rural and n % 8 != 0:
        return "villager"
    townspeople = [voice for voice in voices() if voice.key != "villager"]
    whole = sum(voice.weight for voice in townspeople)
    point = n * 6151 % 9973 / 9973 * whole
    for voice in townspeople:
        point -= voice.weight
        if point < 0:
            return voice.key
    return townspeople[-1].key
