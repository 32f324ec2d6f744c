"""What a complaint's free text tells of phones, times, places, firms and licence plates, as proposals with spans.

A proposal fills a field of the form only when the officer takes it. The span says where it stands in the text as
shown. A phone in the text may be the petitioner's or the firm's: it goes nowhere by itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from petitions.repeats import normalise
from petitions.repeats.names import Kind, names
from workflow.vocabulary import Labelled


class Field(Labelled):
    """What a passage of the text tells."""

    PHONE = "phone", "联系电话"
    TIME = "time", "发生时间"
    PLACE = "place", "地点"
    ENTERPRISE = "enterprise", "被反映单位"
    PLATE = "plate", "车牌号"


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that tells a field, where it stands, and the value in one writing."""

    field: Field
    start: int
    end: int
    text: str
    value: str


_DIGIT = r"[0-9０-９]"
_PHONE = re.compile(
    rf"(?<![0-9０-９A-Za-z*])(?:[+＋]?86[- ]?)?[1１][3-9３-９]{_DIGIT}(?:[- ]?{_DIGIT}{{4}}){{2}}(?![0-9０-９*])"
    rf"|(?<![0-9０-９*])[(（]?0{_DIGIT}{{2,3}}[)）]?[-－— ]?[2-8２-８]{_DIGIT}{{6,7}}(?![0-9０-９*])"
    rf"|(?<![0-9０-９*])[48]00[- ]?{_DIGIT}{{3}}[- ]?{_DIGIT}{{4}}(?![0-9０-９*])"
)
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = re.compile(
    rf"[{_PROVINCES}][A-HJ-NP-Z][·•\s]?[A-HJ-NP-Z0-9]{{4,5}}[A-HJ-NP-Z0-9挂学警港澳](?![A-Z0-9])"
)
_NUMBER = r"[0-9０-９零〇一二两三四五六七八九十]"
_PART = "凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|夜间|夜里|深夜|半夜|午夜|白天|夜晚|晚"
_CLOCK = rf"{_NUMBER}{{1,3}}\s*(?:[点时](?:半|{_NUMBER}{{1,3}}分?)?|[:：]{_NUMBER}{{2}}(?:分)?)(?:左右|多|以后|之后|后|钟)?"
_CLOCKS = rf"(?:{_PART})?{_CLOCK}(?:\s*(?:到|至|[-—~～])+\s*(?:次日|第二天)?(?:{_PART})?{_CLOCK})?"
_YEAR = rf"(?:{_NUMBER}{{2,4}}年)?"
_DAY = rf"{_NUMBER}{{1,3}}月(?:{_NUMBER}{{1,3}}[日号])?"
_DATE = rf"{_YEAR}{_DAY}|{_NUMBER}{{4}}年|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
_HABIT = (
    "每天|每日|每晚|每周[一二三四五六日末]?|每逢周末|周末|节假日|昨天|昨晚|昨夜|今天|今早|今晚|前天|最近|近日|长期|"
    "常年|整夜|通宵|昼夜|24小时"
)
_SINCE = f"(?:{_DATE})(?:起|以来|开始|至今)?[，,\\s]?(?:{_HABIT})?"
_TIME = re.compile(rf"(?:{_SINCE}|(?:{_HABIT}))的?(?:{_CLOCKS}|{_PART})?|{_CLOCKS}|(?:{_PART})(?=[^，。])")


def extract(text: str) -> list[Found]:
    """All passages that tell a field, in the order of the text."""
    found = [*_phones(text), *_plates(text), *_times(text), *_named(text)]
    return sorted(found, key=lambda passage: (passage.start, passage.field))


def first(found: list[Found], field: Field) -> Found | None:
    """The first proposal for a field: what the form is filled with."""
    return next((passage for passage in found if passage.field is field), None)


def _phones(text: str) -> Iterator[Found]:
    for match in _PHONE.finditer(text):
        if key := normalise.phone(match.group()):
            yield Found(Field.PHONE, *match.span(), match.group(), key)


def _plates(text: str) -> Iterator[Found]:
    for match in _PLATE.finditer(text):
        yield Found(Field.PLATE, *match.span(), match.group(), re.sub(r"[·•\s]", "", match.group()))


def _times(text: str) -> Iterator[Found]:
    for match in _TIME.finditer(text):
        yield Found(Field.TIME, *match.span(), match.group(), match.group())


def _named(text: str) -> Iterator[Found]:
    """Firms are what is complained of; roads, areas, estates and sites that stand together are one address."""
    place: Found | None = None
    for name in names(text):
        if name.kind is Kind.FIRM:
            yield Found(Field.ENTERPRISE, name.start, name.end, name.text, name.text)
            continue
        end = _numbered(text, name.end)
        if place and name.start <= place.end:
            place = _span(text, place.start, end)
            continue
        if place:
            yield place
        place = _span(text, name.start, end)
    if place:
        yield place


_HOUSE = re.compile(
    rf"(?:{_NUMBER}{{1,4}}[-—]?(?:号楼|单元|[号栋幢座期室组层楼])|[A-Za-z]{{1,2}}\d{{0,3}}[栋幢座])+(?:附近|旁边?|对面|门口|楼下)?"
)


def _numbered(text: str, end: int) -> int:
    """The end of the house number that follows a name."""
    house = _HOUSE.match(text, end)
    return house.end() if house else end


def _span(text: str, start: int, end: int) -> Found:
    return Found(Field.PLACE, start, end, text[start:end], text[start:end])
