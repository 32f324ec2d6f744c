"""What two complaints are compared by: the facts of one (``Subject``) and their comparable form (``Profile``)."""

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from petitions.repeats.entities import MASKED, Entity, Reach, city, districts, entities
from petitions.repeats.normalise import place as place_key
from petitions.repeats.sources import sources
from petitions.repeats.text import BREAK, bigrams, fold
from petitions.repeats.topics import topics

Hash = str | bytes
"""A keyed hash of a telephone or a name. The clear value never comes here."""

Idf = Callable[[str], float]
"""How telling a bigram is, 0…1: the larger, the fewer complaints contain it."""

RAREST = 2000
"""A bigram that stands in fewer than one of so many complaints is as telling as any can be."""
_ASSUMED = 100
"""So many complaints are assumed beside those counted, with the shares that follow, lest a short file mislead."""
_EVERYDAY_SHARE, _OTHER_SHARE = 0.07, 0.0023
_EVERYDAY = frozenset(
    bigrams(
        fold(
            "尊敬的领导您好。书记。希望有关部门。能够尽快处理。严重影响。附近居民的正常生活。我们小区业主。政府。没有。问题。解决。反映。投诉。"
            "情况。现在。已经。因为。但是。一个。这个。多次。每天。晚上。噪音。污染。扰民。环境。周边。谢谢。请求。进行。相关。要求。时间。"
        )
    )
)


def counted(counts: Mapping[str, int], total: int) -> Idf:
    """How telling a bigram is by the number of complaints that contain it, of ``total`` in all."""

    def by_share(cases: int, assumed: float) -> float:
        share = (cases + _ASSUMED * assumed) / (total + _ASSUMED)
        return min(1.0, max(0.0, -math.log(share) / math.log(RAREST)))

    everyday, other = by_share(0, _EVERYDAY_SHARE), by_share(0, _OTHER_SHARE)
    known = dict.fromkeys(_EVERYDAY, everyday) | {
        gram: by_share(cases, _EVERYDAY_SHARE if gram in _EVERYDAY else _OTHER_SHARE)
        for gram, cases in counts.items()
    }

    def telling(gram: str) -> float:
        return known.get(gram, other)

    return telling


uncounted: Idf = counted({}, 0)
"""How telling a bigram is in a register whose frequencies have not been counted yet."""


class Standing(StrEnum):
    """How far a case has come, as far as its repeats care."""

    OPEN = "open"
    REPLIED = "replied"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Subject:
    """The facts of one complaint. Whatever is not known is left empty and speaks neither for nor against.

    ``enterprise`` is a key of ``normalise.enterprise``, ``types`` are values of ``PollutionType``. ``phones`` and
    ``people`` are keyed hashes of all petitioners and representatives: one in common is enough to be the same
    person (同人, domain handbook §9). ``text`` and ``title`` are as shown, so that passages can be marked in them.
    """

    text: str
    title: str = ""
    place: str = ""
    enterprise: str = ""
    types: frozenset[str] = frozenset()
    phones: frozenset[Hash] = frozenset()
    people: frozenset[Hash] = frozenset()
    district: str = ""
    received_at: datetime | None = None
    standing: Standing = Standing.OPEN


@dataclass(frozen=True, slots=True)
class Profile:
    """A subject made comparable once, so that it can be compared with many.

    ``telling`` and ``weights`` hold for each bigram how telling it is, without and with regard to how often it stands
    there; ``heading`` are the bigrams of the title, or of the beginning where there is no title. ``leading`` are the
    places and firms named there or, where none is, in the first lines; ``mentioned`` are all of both.
    """

    subject: Subject
    folded: str
    telling: dict[str, float]
    weights: dict[str, float]
    norm: float
    mass: float
    heading: dict[str, float]
    heading_mass: float
    opening: str
    leading: tuple[Entity, ...]
    mentioned: tuple[Entity, ...]
    place: str
    districts: frozenset[str]
    city: str
    troubles: frozenset[str]
    title_troubles: frozenset[str]
    words: frozenset[str]
    sources: Counter[str]
    title_sources: frozenset[str]


_ADDRESSED = re.compile("尊敬|敬爱|领导|你好|您好|书记|我们?是|我叫|" + BREAK)
_BEGINNING = 34
_FIRST_LINES = 200
_OPENED = 6
_REQUESTS = re.compile(
    r"^(?:请问|请|投诉|举报|反映|反应|关于|希望|建议|咨询|求助|恳请|恳求|请求|再次|强烈|对|在|坚决反对|反对|给|为何|为什么|能不能|能否"
    r"|要求|第\d次|帮忙|解决|位于|我要|加快|尽快|政府|领导|书记|市长|处理|查处|查封|关注|重视|整治|整改|制止|取缔|关停|坐落|地处"
    r"|怎么|如何|附近|小区|居民|严查|呼吁|申请|诚请|的|一下|们|是否)+"
)


def profile(subject: Subject, idf: Idf = uncounted) -> Profile:
    """Fold, split and weigh a subject. Names in the title and in the place lead."""
    raw_title, raw_text = fold(subject.title), fold(subject.text)
    title, text = MASKED.sub("", raw_title), MASKED.sub("", raw_text)
    head = title or _ADDRESSED.split(text, 1)[0][:_BEGINNING] or text[:_BEGINNING]
    whole = title + BREAK + text
    counts = Counter(bigrams(whole))
    telling = dict(zip(counts, map(idf, counts), strict=True))
    weights = {
        gram: telling[gram] * (_OFTEN[n] if n < _MOST else _OFTEN[_MOST]) for gram, n in counts.items()
    }
    heading = {gram: telling.get(gram) or idf(gram) for gram in bigrams(head)}
    named = entities(subject.place)
    leading = (*entities(subject.title or subject.text[: _BEGINNING + 16]), *named)
    mentioned = tuple(dict.fromkeys((*leading, *entities(subject.text[:_FIRST_LINES]))))
    troubles, words = topics(whole, counts)
    return Profile(
        subject=subject,
        folded=whole,
        telling=telling,
        weights=weights,
        norm=math.hypot(*weights.values()),
        mass=math.fsum(telling.values()),
        heading=heading,
        heading_mass=math.fsum(heading.values()),
        opening=_REQUESTS.sub("", head)[:_OPENED],
        leading=leading or mentioned,
        mentioned=mentioned,
        place="" if _towns_alone(named) else place_key(subject.place, filter(None, (subject.district,))),
        districts=districts(raw_title, raw_text),
        city=city(raw_title, raw_text),
        troubles=troubles | subject.types,
        title_troubles=topics(head, heading)[0],
        words=words,
        sources=sources(whole, counts),
        title_sources=frozenset(sources(head, heading)),
    )


def _towns_alone(named: Collection[Entity]) -> bool:
    """Whether a place tells no more than the town or street district: as good as none."""
    return bool(named) and all(entity.reach is Reach.TOWN for entity in named)


_MOST = 64
_OFTEN = (0.0, *(1 + math.log(n) for n in range(1, _MOST + 1)))
"""What a bigram weighs by how often it stands in one text."""
