"""Named places and firms in a complaint: where they stand in the text, and by which core they are compared.

Chinese writes no blanks between words, so the end of a name is found by the word for its kind (小区, 路, 公司 …)
and its beginning by what cannot belong to it: punctuation, another name, 位于, 我是. Two mentions are compared
from their ends, so that a beginning cut too early or too late does no harm.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from petitions.repeats.normalise import fold_name


class Kind(StrEnum):
    """What a name names; only names of one kind can contradict each other."""

    FIRM = "firm"
    ESTATE = "estate"
    ROAD = "road"
    AREA = "area"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text: its span there, and its core, the name without the word for its kind."""

    kind: Kind
    start: int
    end: int
    text: str
    core: str

    def told_in(self, folded: str) -> bool:
        """Whether a folded text names the same thing; told from the core's end, as its beginning is uncertain."""
        return self.core[-3:] in folded


_NUMBERED = r"(?=[\d一二三四五六七八九十A-Za-z]{1,3}[栋幢期座号])"
_WORDS: dict[Kind, str] = {
    Kind.FIRM: (
        "股份有限公司|有限责任公司|有限公司|集团公司|分公司|公司|集团|搅拌[站厂场]|加油站|养[殖猪鸡鸭牛]场|屠宰场|[采碎]?[石砂][料]?[厂场]|洗砂场|"
        "[砖瓦纸鞋]厂|水泥厂|化工厂|造纸厂|橡胶厂|印染厂|家具厂|塑料厂|电镀厂|污水处理厂|污水厂|焚烧厂|填埋场|工厂|厂(?![区房家长商])|煤矿|"
        "餐[馆厅]|酒店|饭店|宾馆|[烧烤]?烤店|(?i:ktv)|[酒音乐]吧|麻将馆|棋牌室|洗[车衣]店|汽修[店厂]"
    ),
    Kind.ROAD: "大道|公路|高速|快速路|[国省县]道|立交桥?|大桥|路(?![口边面灯上段况过人程线由费])|街(?![道坊上边])|巷(?![子口])|号线|联络线",
    Kind.AREA: "街道|社区|村(?![民里委干上支口部])|镇(?![政上里长])|乡(?![政镇亲下里])",
    Kind.ESTATE: (
        "小区|(?:花园|家园|公寓|新[村城]|安置区|[雅佳嘉名豪]苑|[华豪]庭|名[都邸]|[华首]府|[华壹]城|山庄|"
        f"苑(?=[\\d一二三四五六七八九十A-Za-z]|$|的|附近|旁)|[城湾园府郡里轩居]{_NUMBERED}|国际{_NUMBERED})(?:小区)?"
    ),
    Kind.SITE: (
        "[小中]学|大学|学院|幼儿园|医院|公园|广场|市场|工业园|产业园|开发区|地铁站|车站|机场|水库|垃圾站|变电站|中转站|湿地|码头|商场|大厦"
    ),
}
_ENDING = re.compile("|".join(f"(?P<{kind.value}>{words})" for kind, words in _WORDS.items()))
_REACH = 12
_LEAST = 2
_JOINING = "和与及跟至"
_OUTSIDE = re.compile(r"[^\u3400-\u9fffA-Za-z0-9０-９·]")
_LEADS = (
    "自从|除了|特别是|今年|去年|所属|月份|做了个|建了个|开了个|位于|坐落[于在]?|座落[于在]?|住在|家住|居住[于在]|来自|我[是们家住]|本人是?|业主|居民|市民|村民|投诉|举报|反映|关于|请问|咨询|建议|请求|要求|"
    "附近|旁边?|对面|隔壁|楼下|门口|周边|周围|靠近|紧[邻挨]|毗邻|距离?|以及|还有|名[为叫]|一[家个]|[几多某]家|经过|[往由]|内的?|里的?|上的?|"
    "的|在|于|是|到|从|至|被|将|把|让|有|省|市|[区县州]"
)
_ANYWHERE = re.compile(
    r"我们?的?|[他她它其]们?的?|其他的?|自己的?|每1?个?|这[个样么]?的?|那[个样么]?的?|居民|住宅|生活|本|该|整个?|各个?|所有|安置|老旧|"
    r"附近|\d期|[民公]办|[配新老大小]套?|多[个家条]|[\d两几][个家条座]"
)
_LEAD = re.compile(rf".*(?:{_LEADS})(?=.)")


def names(text: str) -> list[Name]:
    """All named places and firms in ``text``, in order of their position."""
    return list(_names(text))


def _names(text: str) -> Iterator[Name]:
    done = 0
    for ending in _ENDING.finditer(text):
        start = _beginning(text, max(done, ending.start() - _REACH), ending.start())
        if start == done and text[start] in _JOINING and ending.start() - start > _LEAST:
            start += 1
        done = ending.end()
        core = fold_name(text[start : ending.start()])
        if len(core) >= _LEAST and ending.lastgroup and not _ANYWHERE.fullmatch(core):
            yield Name(Kind(ending.lastgroup), start, ending.end(), text[start : ending.end()], core)


def _beginning(text: str, start: int, end: int) -> int:
    """Where the name before ``end`` begins: behind the last punctuation and the last word that only leads to it."""
    for outside in _OUTSIDE.finditer(text, start, end):
        start = outside.end()
    while lead := _LEAD.match(text, start, end):
        start = lead.end()
    return start
