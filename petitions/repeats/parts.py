"""The parts of a score, in which an officer is told why."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from workflow.vocabulary import Labelled


class PartName(StrEnum):
    """The parts of a score, in the order in which they are shown."""

    TEXT = "text"
    TYPE = "type"
    PLACE = "place"
    ENTERPRISE = "enterprise"
    CALLER = "caller"
    TIME = "time"


class Why(Labelled):
    """What speaks for or against the same matter; ``%(told)s`` is what it is about."""

    ALIKE = "alike", "内容相似 %(told)s"
    SAME_TROUBLES = "same_troubles", "反映的问题相同：%(told)s"
    OTHER_TROUBLES = "other_troubles", "反映的问题不同"
    TROUBLES_UNKNOWN = "troubles_unknown", "问题类型不明"
    SAME_ADDRESS = "same_address", "地点相同：%(told)s"
    SAME_PLACE = "same_place", "同一地点：%(told)s"
    OTHER_PLACE = "other_place", "地点不同：%(told)s"
    OTHER_DISTRICT = "other_district", "区县不同"
    PLACE_UNKNOWN = "place_unknown", "地点未能比对"
    SAME_FIRM = "same_firm", "被投诉单位相同"
    NEARLY_SAME_FIRM = "nearly_same_firm", "被投诉单位名称相近"
    OTHER_FIRM = "other_firm", "被投诉单位不同"
    FIRM_TOLD = "firm_told", "文中提到同一单位"
    FIRM_UNKNOWN = "firm_unknown", "被投诉单位未能比对"
    SAME_PHONE = "same_phone", "同一联系电话"
    SAME_NAME = "same_name", "信访人同名"
    OTHER_PHONE = "other_phone", "不是同一联系电话"
    CALLER_UNKNOWN = "caller_unknown", "信访人未能比对"
    DAYS_APART = "days_apart", "相隔 %(told)s 天"
    SAME_DAY = "same_day", "同一天内"


class Said(NamedTuple):
    """A reason, and what it is about."""

    why: Why
    told: str = ""

    def __str__(self) -> str:
        """In the office's words."""
        return self.why.label.replace("%(told)s", self.told)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score: how far it agrees in −1…1, what it adds to the log-odds, and the reasons."""

    name: PartName
    value: float
    evidence: float
    reasons: tuple[Said, ...]
