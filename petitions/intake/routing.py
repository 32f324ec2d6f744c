"""Whose matter it is: the routing table by which another department's matter is proposed for handing on.

The division of matters, and the article for cases received under RS-3, follow the routing table of the domain
handbook, §8.1. Which department is competent differs from city to city: the names here are the usual ones and meant
to be replaced by the city's own table. For older rule-sets the handbook vouches for no article, except that a noise
report which belongs elsewhere is handed on promptly and the reporter told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from petitions.intake.classify import Proposal
from petitions.intake.evidence import Telling
from petitions.repeats.text import fold
from workflow.vocabulary import Labelled


class Step(Labelled):
    """What the bureau does with a matter of this kind."""

    HANDLE = "handle", "本部门受理"
    REDIRECT = "redirect", "登记后转有权部门并告知信访人"
    JOINT = "joint", "牵头会同有关部门办理"


INTERNAL_BASIS = "内部规则（可设置）"
_CODE = "《生态环境法典》"
_NOISE_TRANSFER = "《噪声污染防治法》第三十一条第三款（2022年6月5日起）"


@dataclass(frozen=True, slots=True)
class Route:
    """A kind of matter, the department usually competent for it, the bureau's step, and the words that tell it."""

    code: str
    matter: str
    department: str
    step: Step
    words: str
    articles: str = ""
    noise: bool = False

    def basis(self, rule_set: str) -> str:
        """Why that department: the article where one is vouched for, else the office's own rule."""
        return f"{_CODE}{self.articles}" if rule_set == "RS-3" and self.articles else INTERNAL_BASIS

    def transfer_basis(self, rule_set: str) -> str:
        """Why a report is handed on promptly and the reporter told."""
        return _NOISE_TRANSFER if rule_set == "RS-1" and self.noise else INTERNAL_BASIS


ROUTES: tuple[Route, ...] = (
    Route(
        "industrial",
        "工业企业排污、危险废物、排污许可、环评、辐射",
        "生态环境部门",
        Step.HANDLE,
        "废气 废水 偷排 排污 化工厂 危险废物 排污许可 环评 基站 变电站 烟囱 粉尘 喷漆 养殖污水 电镀 冶炼 工业园 造纸厂",
    ),
    Route(
        "industrial_noise",
        "工业噪声",
        "生态环境部门",
        Step.HANDLE,
        "机器噪音 机器轰鸣 生产噪音 冲压 车间噪音 工厂噪音 厂区噪声 机械噪声",
        "第一千一百八十四条",
        noise=True,
    ),
    Route(
        "construction_noise",
        "建筑施工噪声",
        "住房城乡建设或城市管理部门",
        Step.JOINT,
        "夜间施工 工地 施工噪音 施工噪声 施工扰民 打桩 通宵施工 混凝土浇筑 凌晨施工",
        "第一千一百八十五条、第一千一百八十六条",
        noise=True,
    ),
    Route(
        "social_noise",
        "社会生活噪声",
        "公安或城市管理部门",
        Step.REDIRECT,
        "广场舞 ktv 歌厅 酒吧 唱歌 音响 高音喇叭 麻将 装修噪音 低音炮 棋牌室 商铺噪音 空调外机 水泵噪音",
        "第一千一百八十九条至第一千一百九十一条",
        noise=True,
    ),
    Route(
        "traffic_noise",
        "交通噪声、改装车",
        "公安机关交通管理部门",
        Step.REDIRECT,
        "炸街 改装车 飙车 鸣笛 车流声 大货车噪音 交通噪音 交通噪声 隔音屏 声屏障",
        "第一千一百八十七条",
        noise=True,
    ),
    Route(
        "catering_fume",
        "餐饮油烟",
        "城市管理部门",
        Step.REDIRECT,
        "油烟 烟道 餐馆 烧烤店 夜宵店 饭店油烟 餐饮油烟 烧烤",
        "第一千一百三十二条",
    ),
    Route(
        "dust",
        "建筑工地、道路扬尘",
        "住房城乡建设、城市管理、交通运输、自然资源部门",
        Step.JOINT,
        "扬尘 工地扬尘 道路扬尘 渣土车 尘土飞扬 裸土 洒水抑尘",
        "第二百三十九条",
    ),
    Route(
        "open_burning",
        "露天焚烧秸秆、垃圾",
        "县级以上地方人民政府确定的部门、乡镇人民政府",
        Step.JOINT,
        "焚烧秸秆 烧秸秆 露天焚烧 焚烧垃圾 烧垃圾 烧荒",
        "第一千一百三十一条",
    ),
    Route(
        "light",
        "光污染",
        "住房城乡建设、交通运输、公安交管部门按职责",
        Step.JOINT,
        "光污染 霓虹灯 广告灯 灯光刺眼 强光 玻璃幕墙 亮化",
        "第一千二百一十条",
    ),
    Route(
        "household_waste",
        "生活垃圾",
        "城市管理部门",
        Step.REDIRECT,
        "生活垃圾 垃圾站 垃圾桶 垃圾堆 垃圾清运 垃圾中转站 垃圾遍地 垃圾成灾",
    ),
    Route(
        "black_water",
        "黑臭水体、城镇污水管网",
        "住房城乡建设、水利部门",
        Step.JOINT,
        "黑臭水体 臭水沟 污水管网 雨污分流 下水道 化粪池 污水管",
    ),
    Route(
        "natural_resources",
        "采矿采砂、毁林、占地、向河道倾倒",
        "自然资源、林业草原、水利部门",
        Step.JOINT,
        "非法采矿 采砂 毁林 砍伐 占用农田 基本农田 改变土地性质 采石场 倾倒河道 挖山",
    ),
    Route(
        "misconduct",
        "工作人员违纪违法",
        "机关纪委、派驻纪检监察机构",
        Step.REDIRECT,
        "受贿 贪污 索贿 保护伞 官商勾结 权钱交易 违纪",
    ),
)


def city_routes(departments: Mapping[str, str]) -> tuple[Route, ...]:
    """The routes with the departments that a city has designated, by route code."""
    if unknown := departments.keys() - {route.code for route in ROUTES}:
        raise ValueError(f"没有这些事项：{'、'.join(sorted(unknown))}。请核对职责分工表的事项代码。")
    return tuple(replace(route, department=departments.get(route.code, route.department)) for route in ROUTES)


def propose_route(title: str, text: str, routes: Iterable[Route] = ROUTES) -> Proposal[Route] | None:
    """The kind of matter that the words tell best, with those words; ``None`` if they tell none."""
    telling = Telling(title, text)
    found = []
    for route in routes:
        told = sorted(telling.told(route.words), key=lambda pair: -pair[1])
        if told:
            found.append(
                Proposal(route, sum(strength for _, strength in told), tuple(word for word, _ in told))
            )
    return max(found, key=lambda proposal: proposal.score, default=None)


_OPENING = 60
_SHORT_NAME = 0.5
_HIGHER = 0.25
_LEAST_NAME = 2


def propose_district(title: str, text: str, districts: Mapping[str, str]) -> Proposal[str] | None:
    """In whose district the matter lies: the one named most, in the title and the opening above all.

    ``districts`` are the names of the register, each with the name of the city that it belongs to, or nothing. A city
    is named beside its district more often than not, so its name alone counts least.
    """
    telling = Telling(title, text[:_OPENING])
    rest = Telling("", text[_OPENING:])
    found: list[Proposal[str]] = []
    for name, city in districts.items():
        for form, weight in ((name, 1.0 if city else _HIGHER), (_bare(name), _SHORT_NAME)):
            key = fold(form)
            score = weight * (2 * telling.strength(key) + rest.strength(key))
            if score:
                found.append(Proposal(name, score, (form,)))
                break
    whole = fold(title + text)
    return max(found, key=lambda one: (one.score, -whole.find(fold(one.words[0]))), default=None)


def _bare(name: str) -> str:
    """东湖 of 东湖区, where two characters are left."""
    return name[:-1] if name[-1:] in "区县市" and len(name) > _LEAST_NAME else name
