"""Places and firms as they are compared between two complaints: what is named, how it may be spelt, what contradicts.

``names`` finds them for the form, where an officer looks at each. Here a name cut out wrongly would speak against a
repeat, so that whatever follows a word of function (严重影响了…小区) or is no name at all (周边, 物业) is dropped.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import Indel

from petitions.repeats.names import Kind, names
from petitions.repeats.text import fold


class Reach(StrEnum):
    """How exactly a name tells the place. A town in common says little, an estate or a firm in common much."""

    SPOT = "spot"
    ROAD = "road"
    VILLAGE = "village"
    TOWN = "town"


@dataclass(frozen=True, slots=True)
class Entity:
    """A named place or firm: its core without the word for its kind, the first character of that word, as shown."""

    reach: Reach
    core: str
    tail: str
    shown: str


MASKED = re.compile(r"[a-z]\d{0,2}[省市区县](?:市(?=[^场政民区]))?")
"""A province, city or district whose name was masked (A市, A3区) tells nothing as a word; see ``districts``."""
_DISTRICT = re.compile(r"[a-z]\d{1,2}[区市县]")
_CITY = re.compile(r"([a-z])\d{0,2}[市区县]")
_BEGINNING = 120

_NO_NAME_BEFORE = re.compile(
    r"^.*(?:[的了对不与及给我你他她它这那把被让因而也又很请着要各每其]"
    r"|(?<![嘉永安中泰祥人雍仁锦兴共])和(?![平谐顺睦美园苑庭府家丰瑞兴泰悦盛信雅居])"
    r"|[希期盼]望|[致即]使|使得|还是|还有|都[是有在]|为[了何什]|将要|向[市区县镇]|[不只可才]能|能否|应该|[村居业]委会"
    r"|[\d几一两]条|\d[栋期号座楼区]|[栋幢座]\d?|私营|一家|影响|破坏|严重|导致|造成|放任|维护|追究|存在|称(?=.))"
)
_LONE_NUMBER = re.compile(r"^\d+(?=\D\D)")
_NO_NAME = re.compile(
    "物业|自然|周边|水泥|学生|和谐|地方|城市|经济|建设|施工|职业|人才|政府|品味|环境|附近|沿线|农贸|民营|住宅|保护|交通|道路|生活|高铁|废弃|非法"
    "|违规|质量|房地产|祠堂|宿舍|安全|国家|服务|分公司|开发|置地|此处|相关|私立|公立|农民|本地|加油|夜宵|烧烤|音乐|综合|商业|大型|小型|办公|工业"
    "|垃圾|公共|活动|休闲|文化|体育|社会|技术|科技|管理"
)


def entities(shown: str) -> tuple[Entity, ...]:
    """The places and firms named in a text, each once, in their order."""
    found: dict[tuple[Reach, str], Entity] = {}
    for name in names(shown):
        core = _NO_NAME_BEFORE.sub("", MASKED.sub("", name.core))
        core = _LONE_NUMBER.sub("", core)
        if len(core) < 2 or _NO_NAME.fullmatch(core) or core.isdigit():
            continue
        tail = fold(name.text)[len(name.core) :][:1]
        reach = _reach(name.kind, tail)
        found.setdefault((reach, core), Entity(reach, core, tail, name.text))
    return tuple(found.values())


def _reach(kind: Kind, tail: str) -> Reach:
    if kind is Kind.ROAD:
        return Reach.ROAD
    if kind is Kind.AREA:
        return Reach.TOWN if tail in "街镇乡" else Reach.VILLAGE
    return Reach.SPOT


def districts(title: str, text: str) -> frozenset[str]:
    """The masked districts that a folded title, or else the text's beginning, names."""
    return frozenset(_DISTRICT.findall(title) or _DISTRICT.findall(text[:_BEGINNING]))


def city(title: str, text: str) -> str:
    """The letter of the first masked city or district; empty if there is none."""
    found = _CITY.search(title) or _CITY.search(text[:_BEGINNING])
    return found.group(1) if found else ""


def told(entity: Entity, folded: str, mentioned: Iterable[Entity]) -> float:
    """How surely a complaint with this folded text and these names tells of the entity: 1 its name, 0 nothing."""
    core = entity.core
    if len(core) == 2 and core in folded:
        return 1.0 if core + entity.tail in folded else 0.6
    if len(core) > 2 and core[-3:] in folded:
        return 1.0
    if len(core) > 2 and any(swap in folded for swap in _swapped(core)):
        return 0.9
    if len(core) > 3 and core[:3] in folded:
        return 0.8
    return max((alike(core, other.core) for other in mentioned), default=0.0)


@lru_cache(8192)
def _swapped(core: str) -> tuple[str, ...]:
    """The core with two neighbours in each other's place, the commonest slip of the keyboard."""
    return tuple(core[:at] + core[at + 1] + core[at] + core[at + 2 :] for at in range(len(core) - 1))


@lru_cache(8192)
def alike(ours: str, theirs: str) -> float:
    """How surely two cores are one name: the same, one within the other, characters swapped, alike by sound."""
    if ours in theirs or theirs in ours or (min(len(ours), len(theirs)) > 2 and ours[-3:] == theirs[-3:]):
        return 1.0
    if len(ours) == len(theirs) and sorted(ours) == sorted(theirs):
        return 0.9
    if set(ours) & set(theirs) and len(ours) == len(theirs) and _sound(ours) == _sound(theirs):
        return 0.9
    long_enough = min(len(ours), len(theirs)) > 3
    return 0.7 if long_enough and Indel.normalized_similarity(ours, theirs) >= 0.75 else 0.0


@lru_cache(8192)
def _sound(core: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin  # loaded when first used: its tables take a while

    return tuple(lazy_pinyin(core))
