"""What a complaint's free text tells of phones, times, places, firms and licence plates, as proposals with spans.

A proposal fills a field of the form only when the officer takes it. The span says where it stands in the text as
shown. A phone in the text may be the petitioner's or the firm's: it goes nowhere by itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

from petitions.repeats.names import Kind, names
from petitions.repeats.normalise import phone as phone_key
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
_ALNUM = "0-9A-HJ-NP-Za-hj-np-z０-９Ａ-ＨＪ-ＮＰ-Ｚａ-ｈｊ-ｎｐ-ｚ"
_PLATE = re.compile(
    rf"[\u4e00-\u9fff]\s?[A-HJ-Za-hj-zＡ-ＨＪ-Ｚａ-ｈｊ-ｚ]\s?[·•.．\-]?\s?"
    rf"(?:[{_ALNUM}]{{5,6}}|[{_ALNUM}]{{4,5}}[挂学警港澳领使])(?![{_ALNUM}*])"
)
_OF_A_CAR = re.compile(r"车牌|号牌|牌照|车号|车辆|车[:：、，,]?$")
_CAR_WITHIN = 10
_NO_PROVINCE = "次号是为车辆牌照及和坐乘"
_DIGITS_OF_A_PLATE = 2

_NUMBER = r"[0-9０-９零〇一二两三四五六七八九十]"
_PART = "凌晨|清晨|清早|早上|早晨|上午|中午|正午|下午|傍晚|晚上|晚间|夜间|夜里|深夜|半夜|午夜|白天|夜晚"
_NEXT = r"(?:次日|第二天|翌日|隔天)?"
_HOUR = rf"(?<!{_NUMBER}){_NUMBER}{{1,3}}"
_MORE = r"(?:左右|多钟|多|以后|之后|以前|之前|后|前|钟)"
_MINUTE = rf"(?:半|一刻|{_NUMBER}{{1,3}}分?)"
_COLON = r"(?<![0-9０-９])[0-2０-２]?[0-9０-９]\s?[:：]\s?[0-5０-５][0-9０-９](?![0-9０-９])分?"
_CLOCK = rf"(?:{_COLON}|{_HOUR}\s?[点时]{_MINUTE}?){_MORE}?"
_TO = r"\s?(?:到|至|[-—－~～]+)\s?"
_RANGE = rf"{_CLOCK}{_TO}{_NEXT}(?:{_PART})?{_CLOCK}|{_HOUR}{_TO}{_NEXT}(?:{_PART})?{_HOUR}[点时]{_MORE}?"
_OF_DAY = rf"(?:(?:{_PART}|晚)\s?(?:{_RANGE}|{_CLOCK})|{_RANGE})"
_ALONE = rf"(?:{_COLON}{_MORE}?|{_HOUR}\s?点(?:{_MINUTE}(?!建|意|要|理|原|请|问|情|事|内)|钟|左右|多钟|以后|之后|后))"
_YEAR = rf"{_NUMBER}{{2,4}}\s?年"
_MONTH = rf"{_NUMBER}{{1,3}}\s?月(?:份|初|中旬|底|末|上旬|下旬)?"
_DAY = rf"{_NUMBER}{{1,3}}\s?[日号]"
_DATE = (
    rf"(?<!{_NUMBER})(?:(?:{_YEAR}\s?)?{_MONTH}\s?(?:{_DAY})?|{_NUMBER}{{4}}\s?年(?:初|底|上半年|下半年)?"
    r"|\d{4}\s?[-/.／－]\s?\d{1,2}\s?[-/.／－]\s?\d{1,2}(?!\d))"
)
_UNTIL = rf"(?:{_TO}(?:{_DATE}|{_DAY}|今|现在|目前))?"
_SINCE = r"(?:以来|开始|起|至今)?"
_HABIT = (
    "每天|每日|每晚|每夜|天天|夜夜|每周[一二三四五六日末]?|每星期[一二三四五六日天]?|每个?月|每年|每逢[周节]\\w?|"
    f"每隔?{_NUMBER}{{1,2}}(?:个?小时|天|周|个月)|一到(?:晚上|夜里|夏天|周末|下雨天?)|隔三差五|三天两头|"
    "周末|双休日|节假日|大前天|前天|昨天|昨晚|昨夜|今天|今早|今晚|当晚|当天|近期|近日|最近|长期|常年|"
    "一年四季|整夜|整晚|通宵(?:达旦)?|彻夜|昼夜不停|昼夜|日夜不停|没日没夜|从早到晚|一天到晚|24小时(?:不间断|不停)?"
)
_HALF_WIDTH = str.maketrans("０１２３４５６７８９：／－", "0123456789:/-")
_TIME = re.compile(
    rf"(?:{_DATE}{_UNTIL}{_SINCE}|{_HABIT})(?:[，,\s]?(?:{_HABIT}))*[的\s]?(?:{_OF_DAY}|{_ALONE}|{_PART})"
    rf"|{_DATE}{_UNTIL}{_SINCE}(?:[，,\s]?(?:{_HABIT}))*"
    rf"|(?:{_HABIT})(?:[，,\s]?(?:{_HABIT}))*|{_OF_DAY}|{_ALONE}|(?:{_PART})"
)


def extract(text: str) -> list[Found]:
    """All passages that tell a field, in the order of the text."""
    found = [*_phones(text), *_plates(text), *_times(text), *_named(text)]
    return sorted(found, key=lambda passage: (passage.start, passage.field))


def first(found: list[Found], field: Field) -> Found | None:
    """The first proposal for a field: what the form is filled with."""
    return next((passage for passage in found if passage.field is field), None)


def _phones(text: str) -> Iterator[Found]:
    for match in _PHONE.finditer(text):
        if key := phone_key(match.group()):
            yield Found(Field.PHONE, *match.span(), match.group(), key)


def _plates(text: str) -> Iterator[Found]:
    """After a province's character, or after any where a car is spoken of: some registers mask the province."""
    known = ""
    for match in _PLATE.finditer(text):
        value = re.sub(r"[·•.\-\s]", "", normalize("NFKC", match.group())).upper()
        before = text[max(0, match.start() - _CAR_WITHIN) : match.start()]
        if value[0] in _NO_PROVINCE:
            continue
        of_a_car = value[0] in _PROVINCES or value[0] == known or _OF_A_CAR.search(before)
        if of_a_car and sum(char.isdigit() for char in value) >= _DIGITS_OF_A_PLATE:
            known = value[0]
            yield Found(Field.PLATE, *match.span(), match.group(), value)


def _times(text: str) -> Iterator[Found]:
    for match in _TIME.finditer(text):
        value = re.sub(r"\s", "", match.group()).translate(_HALF_WIDTH)
        yield Found(Field.TIME, *match.span(), match.group(), value)


def _named(text: str) -> Iterator[Found]:
    """Firms are what is complained of; roads, areas, estates and sites that stand together are one address."""
    place: Found | None = None
    for name in names(text):
        if name.kind is Kind.FIRM:
            yield from _firm(text, name.start, name.end)
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


_BEFORE_A_FIRM = re.compile(
    r".*(?:以下简称|简称|下属|靠近|打开|协调|违规|违建|非法|无证|私营|开设|开办|现在|成立|合资|村里|里面|其中|制约|受制|希望|难道|进入|根据|居然|他们|一个|该(?=公司)|"
    r"(?<=.)[找跟与和及对由从到把被请给向在于的是叫])(?=.)"
)
_ANY_FIRM = re.compile(
    r"(?:[子分总本该此各几两多我贵]|某些?|个别|[^\W\d]方)?(?:有限)?(?:公司|集团|工厂|厂)|餐[馆厅]|酒店|饭店|宾馆|(?i:ktv)|.?[酒音乐]吧|麻将馆|棋牌室|"
    r"[烧烤]?烤店|搅拌[站厂场]|[采碎砂]?[石砂][料]?[厂场]|养.场|加油站|洗[车衣]店|[砖瓦纸鞋]厂|煤矿|污水厂|汽修[店厂]"
)


def _firm(text: str, start: int, end: int) -> Iterator[Found]:
    """A firm by its name alone: what leads to it is cut off, and what names no firm in particular is left out."""
    while lead := _BEFORE_A_FIRM.match(text, start, end):
        start = lead.end()
    if not _ANY_FIRM.fullmatch(text, start, end):
        yield Found(Field.ENTERPRISE, start, end, text[start:end], text[start:end])


_HOUSE = re.compile(
    rf"(?:{_NUMBER}{{1,4}}[-—]?(?:号楼|单元|[号栋幢座期室组层楼])|[A-Za-z]{{1,2}}\d{{0,3}}[栋幢座])+(?:附近|旁边?|对面|门口|楼下)?"
)


def _numbered(text: str, end: int) -> int:
    """The end of the house number that follows a name."""
    house = _HOUSE.match(text, end)
    return house.end() if house else end


def _span(text: str, start: int, end: int) -> Found:
    return Found(Field.PLACE, start, end, text[start:end], text[start:end])
