"""What a verb asks of the person who uses it. The form is drawn from these, and the move is refused by them.

A ``Need`` checks one given value, next to whose field the reason is shown. Rules about the case itself are
guards; rules about what was just typed are needs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeGuard

from workflow.facts import Facts, Known, Leader, Outcome
from workflow.guards import INTERNAL, Reason
from workflow.vocabulary import Flag, Labelled, Level, Satisfaction, Track

Given = Mapping[str, object]
NeedCheck = Callable[[object, Any, Given], str | None]

OTHER_LEVEL = {Level.CITY: Level.SUB, Level.SUB: Level.CITY}


class Kind(StrEnum):
    """How a value is entered; ``web`` draws one control for each."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    DAY = "day"
    NUMBER = "number"
    OFFICERS = "officers"
    LEADER = "leader"
    UNIT = "unit"
    UNITS = "units"
    CASE = "case"
    TYPES = "types"
    GROUND = "ground"
    FINDINGS = "findings"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Need:
    """One value that a verb takes: its name, Chinese label, control, and the rule it must obey."""

    field: str
    label: str
    kind: Kind
    check: NeedCheck | None = None
    optional: bool = False
    choices: type[Labelled] | None = None
    help: str = ""
    without: frozenset[Labelled] = frozenset()
    """Members of ``choices`` that this verb does not take."""

    def __call__(self, facts: Known, given: Given) -> Reason | None:
        value = given.get(self.field)
        if _is_blank(value):
            return None if self.optional else self._reason(f"请填写{self.label}。")
        sentence = self.check(value, facts, given) if self.check else None
        return None if sentence is None else self._reason(sentence)

    def _reason(self, sentence: str) -> Reason:
        return Reason(f"need-{self.field.replace('_', '-')}", sentence, INTERNAL, self.field)


def _is_blank(value: object) -> bool:
    """Nothing, an empty list, or only blanks."""
    return not value.strip() if isinstance(value, str) else value is None or value in ((), [], set())


def _is_day(value: object) -> TypeGuard[date]:
    """A day, and not an instant, which Python counts among the days."""
    return isinstance(value, date) and not isinstance(value, datetime)


def text(field: str, label: str, minimum: int = 2, *, optional: bool = False, help: str = "") -> Need:
    """Words, at least ``minimum`` characters of them."""

    def check(value: object, facts: Facts, given: Given) -> str | None:
        return None if len(str(value).strip()) >= minimum else f"{label}太短，请写清楚（至少{minimum}个字）。"

    return Need(field, label, Kind.TEXT, check, optional, help=help)


def line(field: str, label: str, *, optional: bool = False, help: str = "") -> Need:
    """A short line of words."""
    return Need(field, label, Kind.LINE, None, optional, help=help)


def choice(field: str, label: str, choices: type[Labelled], *, optional: bool = False) -> Need:
    """One member of a closed list."""

    def check(value: object, facts: Facts, given: Given) -> str | None:
        return None if isinstance(value, choices) else f"请选择{label}。"

    return Need(field, label, Kind.CHOICE, check, optional, choices)


def number(field: str, label: str, low: int, high: int) -> Need:
    """A whole number between two bounds, both included."""

    def check(value: object, facts: Facts, given: Given) -> str | None:
        return None if type(value) is int and low <= value <= high else f"{label}应在{low}至{high}之间。"

    return Need(field, label, Kind.NUMBER, check, help=f"{low}至{high}")


def day_ahead(field: str, label: str, within: int | None = None, *, optional: bool = False) -> Need:
    """A day after today, at most ``within`` days away."""

    def check(value: object, facts: Facts, given: Given) -> str | None:
        if not _is_day(value) or value <= facts.local_today:
            return f"{label}应在今天以后。"
        if within is not None and (value - facts.local_today).days > within:
            return f"{label}最迟在{within}日以内。"
        return None

    return Need(field, label, Kind.DAY, check, optional)


def day_past(field: str, label: str, *, optional: bool = False) -> Need:
    """Today or a day before, since the register holds what happened."""

    def check(value: object, facts: Facts, given: Given) -> str | None:
        return None if _is_day(value) and value <= facts.local_today else f"{label}不能晚于今天。"

    return Need(field, label, Kind.DAY, check, optional)


def of(field: str, label: str, kind: Kind, *, optional: bool = False, help: str = "") -> Need:
    """A value that only has to be there: a unit, an officer, a table of findings."""
    return Need(field, label, kind, None, optional, help=help)


def _two_officers(task: str) -> NeedCheck:
    """At least two people who are not complained of themselves."""

    def check(value: object, facts: Facts, given: Given) -> str | None:
        listed = value if isinstance(value, tuple | list | set | frozenset) else ()
        officers = {officer for officer in listed if isinstance(officer, int)}
        if len(officers) < 2:
            return f"{task}须有两名以上执法人员。请再选一人。"
        if officers & facts.accused:
            return "所选人员是本件的被反映人，应当回避。请另选。"
        return None

    return check


INVESTIGATORS = Need(
    "officers", "调查人员", Kind.OFFICERS, _two_officers("现场调查"), help="两名以上执法人员"
)
VERIFIERS = Need("verifiers", "核实人员", Kind.OFFICERS, _two_officers("核实"), help="两名以上执法人员")


def _owner(value: object, facts: Facts, given: Given) -> str | None:
    if not isinstance(value, Leader):
        return "请选择包案领导。"
    level = given.get("level")
    if value.level is not level:
        return f"所选领导属于{value.level.label}，不能担任另一级的包案领导。请重新选择。"
    if value.officer_id in facts.accused:
        return "所选领导是本件的被反映人，应当回避。请另选。"
    if facts.owners.get(OTHER_LEVEL[value.level]) == value.officer_id:
        return "双包案领导须为两人。请另选。"
    if value.level is Level.SUB and facts.lead_unit is not None and value.unit_id != facts.lead_unit:
        return "分局包案领导须是承办分局的领导。请重新选择。"
    return None


OWNER = (
    choice("level", "包案层级", Level),
    Need("leader", "包案领导", Kind.LEADER, _owner),
    text("reason", "指定或调整原因"),
)


def _outcome(value: object, facts: Facts, given: Given) -> str | None:
    if not isinstance(value, Outcome):
        return "请选择拟处理意见。"
    if value is Outcome.REDIRECT and not str(given.get("department") or "").strip():
        return "告知移送须写明有权处理的部门。请在“有权处理的部门”中填写。"
    if value is not Outcome.REDIRECT and not given.get("ground"):
        return f"{value.label}须选定法定情形。请在“法定情形”中选择。"
    return None


PROPOSAL = (
    Need("outcome", "拟处理意见", Kind.CHOICE, _outcome, choices=Outcome),
    of("ground", "法定情形", Kind.GROUND, optional=True, help="不予受理、不再受理时必选"),
    line("department", "有权处理的部门", optional=True, help="告知移送时必填"),
    text("reason", "具体理由", 10),
)


def _seat(value: object, facts: Facts, given: Given) -> str | None:
    if not isinstance(value, Level):
        return "请选择包案层级。"
    return None if value in facts.owners else f"本件没有{value.label}包案领导，无需登记离任。"


SEAT = Need("level", "包案层级", Kind.CHOICE, _seat, choices=Level)


class TransferMode(Labelled):
    """转送 asks for no result; 交办 asks for a result by a day (《信访工作条例》第二十二条)."""

    FORWARD = "forward", "转送"
    ASSIGN = "assign", "交办"


class ReplyWay(Labelled):
    """How the reply reached the petitioner."""

    PHONE = "phone", "电话"
    NETWORK = "network", "网络"
    WRITTEN = "written", "书面"
    IN_PERSON = "in_person", "当面"
    PUBLISHED = "published", "公开"


def _way(value: object, facts: Facts, given: Given) -> str | None:
    if not isinstance(value, ReplyWay):
        return "请选择答复方式。"
    if not facts.contact_known:
        return None if value is ReplyWay.PUBLISHED else "信访人没有联系方式。请以公开方式答复。"
    if facts.written_reply_asked and value is not ReplyWay.WRITTEN:
        return "信访人要求书面答复。请以书面方式答复。"
    return None


REPLY = (
    Need("way", "答复方式", Kind.CHOICE, _way, choices=ReplyWay),
    line("proof", "送达凭据", help="通话录音编号、快递单号、短信回执等"),
)


class ReopenGround(Labelled):
    """Why an answered case is handled again."""

    NEW_FACTS = "new_facts", "不满意且有新的事实"
    SPOT_CHECK = "spot_check", "抽查不合格"
    REBOUND = "rebound", "问题反弹"


def _reopen_ground(value: object, facts: Facts, given: Given) -> str | None:
    if not isinstance(value, ReopenGround):
        return "请选择重办原因。"
    if value is ReopenGround.NEW_FACTS and facts.rating is not Satisfaction.DISSATISFIED:
        return "信访人没有不满意评价。请先登记评价，或选择其他原因。"
    if value is ReopenGround.REBOUND and facts.closed_at is None:
        return "本件尚未办结，不是反弹。请选择其他原因。"
    return None


REOPEN_GROUND = Need("ground", "重办原因", Kind.CHOICE, _reopen_ground, choices=ReopenGround)


class SupervisionLevel(Labelled):
    """督办 by weight; 挂牌 gives ten working days, the others five."""

    ORDINARY = "ordinary", "一般督办"
    KEY = "key", "重点督办"
    LISTED = "listed", "挂牌督办"


class Remedy(Labelled):
    """External procedures that a petitioner may choose instead."""

    RECONSIDERATION = "reconsideration", "行政复议"
    LITIGATION = "litigation", "行政诉讼"


class EmergencyGrade(Labelled):
    """突发环境事件分级: it decides how soon an emergency is reported upwards."""

    ORDINARY = "ordinary", "一般"
    LARGER = "larger", "较大"
    MAJOR = "major", "重大"
    EXTREME = "extreme", "特别重大"

    @property
    def is_major(self) -> bool:
        """Reported within two hours instead of four."""
        return self in {EmergencyGrade.MAJOR, EmergencyGrade.EXTREME}


BY_ITS_OWN_VERB: Mapping[Flag, str] = {
    Flag.EMERGENCY: "列为应急件”“解除应急",
    Flag.CRIMINAL: "报告涉嫌犯罪”“决定不予移送",
}
"""Flags that start and stop a clock are not raised and cleared like the others."""


def _flag_by_hand(value: object) -> str | None:
    if not isinstance(value, Flag):
        return "请选择标记。"
    own = BY_ITS_OWN_VERB.get(value)
    return f"“{value.label}”标记另有办理动作。请用“{own}”办理。" if own else None


def _flag(value: object, facts: Facts, given: Given) -> str | None:
    if (sentence := _flag_by_hand(value)) is not None:
        return sentence
    return "本件已有该标记。" if value in facts.flags else None


def _raised_flag(value: object, facts: Facts, given: Given) -> str | None:
    if (sentence := _flag_by_hand(value)) is not None:
        return sentence
    return None if value in facts.flags else "本件没有该标记。"


OWN_VERBS: frozenset[Labelled] = frozenset(BY_ITS_OWN_VERB)
NEW_FLAG = Need("flag", "标记", Kind.CHOICE, _flag, choices=Flag, without=OWN_VERBS)
RAISED_FLAG = Need("flag", "标记", Kind.CHOICE, _raised_flag, choices=Flag, without=OWN_VERBS)


def _track(value: object, facts: Facts, given: Given) -> str | None:
    return None if isinstance(value, Track) else "请选择办理路径。"


TRACK = Need("track", "办理路径", Kind.CHOICE, _track, choices=Track)


def _master(value: object, facts: Facts, given: Given) -> str | None:
    if isinstance(value, int) and value in facts.open_masters:
        return None
    return "所选主办件未经认定为同一事项，或已办结。请先认定重复关系。"


MASTER = Need("master", "主办件", Kind.CASE, _master)
