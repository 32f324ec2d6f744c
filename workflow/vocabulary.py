"""The office's closed lists: channel, track, pollution type, outcome. Each member carries its Chinese label.

A member's value is what the database stores; its label is what the screen and the papers print.
"""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A closed list whose members know their Chinese name: ``NOISE = "noise", "噪声"``."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:  # the default lets ``Track("A")`` type-check
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Track(Labelled):
    """依法分类处理: the legal path of a matter (办法 Arts. 22–31; domain handbook §2.4)."""

    A = "A", "履职类投诉举报"
    B = "B", "普通信访"
    C = "C", "建议意见"
    D = "D", "检举控告"
    E = "E", "导入其他程序"
    F = "F", "咨询"
    G = "G", "申请上级监督"


class Channel(Labelled):
    """信访来源: how the matter reached the bureau (domain handbook §4.2)."""

    PHONE_12369 = "phone_12369", "12369电话"
    ORDER_12345 = "order_12345", "12345转办"
    WECHAT = "wechat", "微信"
    WEB = "web", "网络"
    LETTER = "letter", "来信"
    VISIT = "visit", "来访"
    EMAIL = "email", "电子邮件"
    SUPERIOR = "superior", "上级交办"
    INSPECTION_CENTRAL = "inspection_central", "中央督察交办"
    INSPECTION_PROV = "inspection_prov", "省级督察交办"
    XF_BUREAU = "xf_bureau", "信访局转送"
    LEADER_NOTE = "leader_note", "领导批示"
    NPC_CPPCC = "npc_cppcc", "人大建议政协提案"
    MEDIA = "media", "媒体舆情"
    PATROL = "patrol", "巡查网格"
    LEADER_VISIT = "leader_visit", "下访发现"
    TRANSFER_DEPT = "transfer_dept", "部门移送"
    OTHER = "other", "其他"


class PollutionType(Labelled):
    """污染类型, the top level used in published bulletins (domain handbook §4.3)."""

    AIR = "air", "大气"
    NOISE = "noise", "噪声"
    WATER = "water", "水"
    SOLID = "solid", "固体废物"
    ECOLOGY = "ecology", "生态破坏"
    RADIATION = "radiation", "辐射"
    SOIL = "soil", "土壤"
    LIGHT = "light", "光污染"
    PROJECT = "project", "建设项目"
    OTHER = "other", "其他"


class PollutionSubtype(Labelled):
    """污染子类; ``type`` names the type it belongs to (domain handbook §4.3)."""

    type: PollutionType

    def __new__(cls, value: str, label: str, type: PollutionType) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.type = type
        return member

    ODOUR = "odour", "恶臭异味", PollutionType.AIR
    SMOKE_DUST = "smoke_dust", "烟粉尘", PollutionType.AIR
    INDUSTRIAL_GAS = "industrial_gas", "工业废气", PollutionType.AIR
    CATERING_FUME = "catering_fume", "餐饮油烟", PollutionType.AIR
    FUGITIVE_DUST = "fugitive_dust", "扬尘", PollutionType.AIR
    VEHICLE_EXHAUST = "vehicle_exhaust", "机动车尾气", PollutionType.AIR
    OPEN_BURNING = "open_burning", "露天焚烧", PollutionType.AIR
    CONSTRUCTION_NOISE = "construction_noise", "建筑施工噪声", PollutionType.NOISE
    INDUSTRIAL_NOISE = "industrial_noise", "工业噪声", PollutionType.NOISE
    SOCIAL_NOISE = "social_noise", "社会生活噪声", PollutionType.NOISE
    TRAFFIC_NOISE = "traffic_noise", "交通噪声", PollutionType.NOISE
    LOW_FREQUENCY_NOISE = "low_frequency_noise", "低频设备噪声", PollutionType.NOISE
    INDUSTRIAL_WASTEWATER = "industrial_wastewater", "工业废水", PollutionType.WATER
    DOMESTIC_SEWAGE = "domestic_sewage", "生活污水", PollutionType.WATER
    LIVESTOCK_WASTEWATER = "livestock_wastewater", "养殖废水", PollutionType.WATER
    BLACK_ODOROUS_WATER = "black_odorous_water", "黑臭水体", PollutionType.WATER
    DRINKING_SOURCE = "drinking_source", "饮用水源", PollutionType.WATER
    HOUSEHOLD_WASTE = "household_waste", "生活垃圾", PollutionType.SOLID
    INDUSTRIAL_WASTE = "industrial_waste", "工业固废", PollutionType.SOLID
    HAZARDOUS_WASTE = "hazardous_waste", "危险废物", PollutionType.SOLID
    CONSTRUCTION_WASTE = "construction_waste", "建筑垃圾", PollutionType.SOLID
    MEDICAL_WASTE = "medical_waste", "医疗废物", PollutionType.SOLID
    ELECTROMAGNETIC = "electromagnetic", "电磁辐射", PollutionType.RADIATION
    IONISING = "ionising", "电离辐射", PollutionType.RADIATION
    MINING = "mining", "采矿采砂", PollutionType.ECOLOGY
    PROTECTED_AREA = "protected_area", "自然保护地", PollutionType.ECOLOGY
    DEFORESTATION = "deforestation", "毁林", PollutionType.ECOLOGY
    BUILT_UNAPPROVED = "built_unapproved", "未批先建", PollutionType.PROJECT
    RUN_UNACCEPTED = "run_unaccepted", "未验先投", PollutionType.PROJECT
    MONITORING_FRAUD = "monitoring_fraud", "监测中介造假", PollutionType.OTHER


class Industry(Labelled):
    """行业分布, the groups of published bulletins (domain handbook §4.3)."""

    CONSTRUCTION = "construction", "建筑业"
    CATERING = "catering", "住宿餐饮娱乐业"
    NON_METALLIC = "non_metallic", "非金属矿物制品业"
    LIVESTOCK = "livestock", "畜禽养殖业"
    CHEMICAL = "chemical", "化工"
    METALLURGY = "metallurgy", "金属冶炼加工"
    MANUFACTURING = "manufacturing", "加工制造业"
    MINING = "mining", "采矿业"
    WASTE_TREATMENT = "waste_treatment", "环境治理业"
    FUEL_AND_REPAIR = "fuel_and_repair", "加油站汽修"
    TRANSPORT = "transport", "交通运输业"
    RESIDENTIAL_SERVICE = "residential_service", "居民服务业"
    OTHER = "other", "其他行业"


class Level(Labelled):
    """层级: the city bureau and its sub-bureaus; the two halves of dual ownership (双包案)."""

    CITY = "city", "市局"
    SUB = "sub", "分局"


class Flag(Labelled):
    """Overlays on a case. They are not states: each has its own record, and a case may carry several."""

    REPEAT = "repeat", "重复"
    KEY = "key", "重点"
    BACKLOG = "backlog", "积案"
    COLLECTIVE = "collective", "集体访"
    EMERGENCY = "emergency", "应急"
    OPINION = "opinion", "舆情"
    INSPECTION = "inspection", "督察"
    SUPERIOR = "superior", "上级交办"
    LEADER_NOTE = "leader_note", "领导批示"
    CRIMINAL = "criminal", "两法衔接"
    PUBLIC = "public", "公开"


class Truth(Labelled):
    """属实与否: what an investigation found of one claim item."""

    TRUE = "true", "属实"
    PARTLY = "partly", "部分属实"
    UNTRUE = "untrue", "不属实"


class Satisfaction(Labelled):
    """满意度: the petitioner's own evaluation of the reply."""

    SATISFIED = "satisfied", "满意"
    BASICALLY = "basically", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"


class Relation(Labelled):
    """How a case relates to an earlier one (domain handbook §9). Each has its own consequence and counter."""

    consequence: str

    def __new__(cls, value: str, label: str = "", consequence: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.consequence = consequence
        return member

    SAME_OPEN = (
        "same_open",
        "同人同事，原件在办",
        "同一信访人就同一事项再次反映，原件正在办理。可合并办理：本件照常登记并关联原件，告知信访人原件的办理情况。",
    )
    SAME_NEW_FACTS = (
        "same_new_facts",
        "同人同事，已答复，有新情况",
        "同一信访人就已答复事项反映了新的情况。应作为新件办理：调阅原件的调查和答复，对新情况重新核查。",
    )
    SAME_NO_NEWS = (
        "same_no_news",
        "同人同事，已答复，未见新情况",
        "同一信访人就已答复事项再次反映，未见新的情况。可依据原办理结果答复信访人；请先核对原答复是否已落实。",
    )
    ASSOCIATED = (
        "associated",
        "不同人同事",
        "不同信访人反映同一事项。可关联办理、一并调查；各件分别计算期限，分别答复。",
    )
    HISTORY = (
        "history",
        "同地点或同单位，其他事项",
        "同一地点或单位以前的其他事项，供了解历史情况。本件按新件办理。",
    )

    @property
    def repeats(self) -> bool:
        """Same person and same matter: a repeat (重复信访)."""
        return self in {Relation.SAME_OPEN, Relation.SAME_NEW_FACTS, Relation.SAME_NO_NEWS}

    @property
    def same_matter(self) -> bool:
        """One matter, whoever told it: the two belong to one incident (同源事件)."""
        return self is not Relation.HISTORY


class Verdict(Labelled):
    """What a person decided about a suggested relation. The program only suggests."""

    SUGGESTED = "suggested", "待认定"
    CONFIRMED = "confirmed", "已认定"
    DENIED = "denied", "已否定"


class Opinion(Labelled):
    """What whoever took the matter down thinks of a suspected repeat. Deciding it is the petition office's."""

    SAME = "same", "同一事项"
    OTHER = "other", "不是同一事项"
