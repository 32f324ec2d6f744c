"""The terms of the office's law: what runs, how long, from which event, on whose authority.

A ``Term`` is the name of a time limit. Its length comes from the rule-set in force on the day of receipt
(``workflow.rules``), its working days from the calendar (``workflow.calendar``). A ``Limit`` is one term
that runs, with its due date; it can prove every day that it counted.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Protocol

from workflow.calendar import ONE_DAY, SHANGHAI, DayClass, WorkCalendar, days_between, in_shanghai, local_day
from workflow.vocabulary import Labelled


class Unit(Labelled):
    """What a term counts. A year is twelve months."""

    DAY = "d", "日"
    WORKDAY = "wd", "个工作日"
    HOUR = "h", "小时"
    MONTH = "month", "个月"


class Term(Labelled):
    """Every time limit that the office knows; the value is the key of the deadline table (handbook §13.5)."""

    ACCEPT_NOTIFY = "accept.notify", "受理告知"
    OBJECTION_SUPERIOR = "objection.superior", "对上级转送交办件提出异议"
    CROSSAREA_PLATFORM = "crossarea.platform", "跨区域事项平台移交"
    HANDLE_A = "handle.A", "履职类投诉举报办理答复"
    HANDLE_B = "handle.B", "普通信访事项办理答复"
    HANDLE_C = "handle.C", "建议意见办理答复"
    REVIEW_REQUEST = "review.request", "申请复查"
    REVIEW_DECIDE = "review.decide", "作出复查意见"
    REREVIEW_REQUEST = "rereview.request", "申请复核"
    REREVIEW_DECIDE = "rereview.decide", "作出复核意见"
    EXPOSURE_NONPERFORMANCE = "exposure.nonperformance", "未履职可诉风险日"
    RECONSIDER_REQUEST = "reconsider.request", "申请行政复议"
    RECONSIDER_SUE = "reconsider.sue", "提起行政诉讼"
    INSPECT_CENTRAL = "inspect.central", "中央督察交办件反馈"
    INSPECT_PROV = "inspect.prov", "省级督察交办件反馈"
    ORDER_12345 = "order12345", "12345工单反馈"
    HEARING = "hearing", "听证"
    SPOTCHECK_TEXTFIX = "spotcheck.textfix", "抽查退回修改答复"
    EMERGENCY_REPORT = "emergency.report", "一般、较大突发事件报告"
    EMERGENCY_REPORT_MAJOR = "emergency.report.major", "重大、特别重大突发事件报告"
    CRIMINAL_DECIDE = "criminal.decide", "决定是否移送涉嫌犯罪案件"
    CRIMINAL_HANDOVER = "criminal.handover", "向公安机关移送案件"
    PENALTY_DECIDE = "penalty.decide", "作出行政处罚决定"
    PUBLISH = "publish", "主动公开"
    LOG_RETENTION = "log.retention", "网络日志留存"
    PIA_RETENTION = "pia.retention", "个人信息保护影响评估报告留存"
    # The office's own terms (handbook §13.3): settings, never law.
    INFO_SUPPLY = "info.supply", "补充线索"
    DISCIPLINE_HANDOVER = "discipline.handover", "转送纪检"
    TRANSFER = "transfer", "转办"
    SIGN_IN = "sign_in", "签收"
    OBJECTION_UNIT = "objection.unit", "承办单位提出异议"
    OBJECTION_DECIDE = "objection.decide", "裁定承办单位异议"
    INVESTIGATE_START = "investigate.start", "启动调查"
    DOUBLE_REVIEW = "double_review", "双审核"
    REWORK = "rework", "退办整改"
    EVALUATE = "evaluate", "回访评价"
    REHANDLE = "rehandle", "重新办理"
    STAGE_REPORT = "stage.report", "阶段性办结后续报告"
    ARCHIVE = "archive", "归档"
    REDECIDE = "redecide", "撤销后重新作出处理"
    SUPERVISE_ANSWER = "supervise.answer", "督办回复"
    SUPERVISE_ANSWER_LISTED = "supervise.answer.listed", "挂牌督办回复"
    OWNER_REPLACE = "owner.replace", "补齐包案领导"


class Anchor(Labelled):
    """The event that a term counts from; its day is day zero."""

    RECEIVED = "received", "收到信访事项"
    ACCEPTED = "accepted", "受理"
    REPLIED = "replied", "收到答复"
    ASKED = "asked", "告知补充"
    TRANSFERRED = "transferred", "转办"
    SIGNED_IN = "signed_in", "签收"
    OBJECTED = "objected", "承办单位提出异议"
    CALLED = "called", "决定举行听证"
    SUBMITTED = "submitted", "提交审核"
    RETURNED = "returned", "退回"
    REOPENED = "reopened", "决定重办"
    STAGE_CLOSED = "stage_closed", "阶段性办结"
    CLOSED = "closed", "办结"
    REVIEW_ASKED = "review_asked", "收到复查申请"
    REVIEWED = "reviewed", "收到复查意见"
    REREVIEW_ASKED = "rereview_asked", "收到复核申请"
    REVOKED = "revoked", "收到撤销决定"
    SUPERVISED = "supervised", "收到督办单"
    VACATED = "vacated", "包案领导空缺"
    ALERTED = "alerted", "发现或者得知突发环境事件"
    REPORTED = "reported", "收到移送报告"
    APPROVED = "approved", "批准移送"
    FILED = "filed", "立案"
    FORMED = "formed", "信息形成"
    LOGGED = "logged", "日志形成"
    ASSESSED = "assessed", "评估完成"


class Standing(Labelled):
    """On whose authority a term stands. The office may set only what is practice or its own."""

    LAW = "law", "法律法规"
    RULE = "rule", "部门规章和规范性文件"
    PRACTICE = "practice", "惯例（可设置）"
    INTERNAL = "internal", "内部（可设置）"

    @property
    def is_settable(self) -> bool:
        return self in {Standing.PRACTICE, Standing.INTERNAL}


@dataclass(frozen=True, slots=True)
class TermRule:
    """A term as one rule-set has it. ``basis`` is what may be printed: a citation, or that it is a setting."""

    term: Term
    length: int
    unit: Unit
    anchor: Anchor
    basis: str
    standing: Standing


class Versioned(Protocol):
    """What a limit remembers of its rule-set."""

    @property
    def code(self) -> str: ...
    @property
    def version(self) -> str: ...


@dataclass(frozen=True, slots=True)
class ProofDay:
    """One day of a limit: its class, whether it was counted, the count so far, and what is to be said of it."""

    day: date
    day_class: DayClass
    counted: bool
    n: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """A term that runs: from the instant of its event to the last second of its due day.

    ``length`` includes ``extended_by``; ``roll_to_workday`` is the office's setting when it was projected.
    """

    term: Term
    started_at: datetime
    due_at: datetime
    length: int
    unit: Unit
    basis: str
    standing: Standing
    rule_set: str
    rule_set_version: str
    calendar_version: str
    provisional: bool = False
    roll_to_workday: bool = False
    extended_by: int = 0

    @property
    def start(self) -> date:
        """Day zero: the day of the event, not counted."""
        return local_day(self.started_at)

    @property
    def due(self) -> date:
        """The last day, which still belongs to the term."""
        return local_day(self.due_at)

    @property
    def moved_by_setting(self) -> bool:
        """Whether the due day is not the last day counted but the working day after it."""
        match self.unit:
            case Unit.DAY:
                return self.due != self.start + self.length * ONE_DAY
            case Unit.MONTH:
                return self.due != months_after(self.start, self.length)
            case _:
                return False

    def proof(self, calendar: WorkCalendar) -> tuple[ProofDay, ...]:
        """Every day from day zero to the due day, as this calendar counts them."""
        last = _last_day(self, calendar)
        proof: list[ProofDay] = []
        n = 0
        for day in days_between(self.start, self.due):
            counted = self.start < day <= last and _counts(self.unit, calendar.classify(day))
            n += counted
            proof.append(ProofDay(day, calendar.classify(day), counted, n, self._say(day, last, calendar)))
        return tuple(proof)

    def note(self, calendar: WorkCalendar) -> str:
        """What a reader of the due date must know, in one or more sentences; empty if there is nothing."""
        said = (
            f"已延长{self.extended_by}{self.unit.label}" if self.extended_by else "",
            self._roll_note(_last_day(self, calendar), calendar),
            "期限涉及放假安排未全部公布的日期，为暂定，公布后重新推算" if self.provisional else "",
        )
        return "".join(f"{sentence}。" for sentence in said if sentence)

    def _roll_note(self, last: date, calendar: WorkCalendar) -> str:
        day_class = calendar.classify(last)
        if self.unit is Unit.HOUR or day_class.is_worked:
            return ""
        if self.moved_by_setting:
            return f"期满日{last}是{day_class.label}，按本地设置顺延至{self.due}"
        return f"期满日{last}是{day_class.label}，本地未设置顺延，仍以当日为期满日"

    def _say(self, day: date, last: date, calendar: WorkCalendar) -> str:
        if self.unit is Unit.HOUR:
            since = f"{in_shanghai(self.started_at):%H:%M}"
            return f"自{since}起连续计算{self.length}小时，不分工作日" if day == self.start else ""
        said = []
        if day == self.start:
            said.append("当日不计入，自次日起算")
        if day == last:
            said.append(self._roll_note(last, calendar) or "期满日，至23:59:59止")
        elif day == self.due:
            said.append("顺延后的期满日，至23:59:59止")
        if not calendar.is_settled(day, day):
            said.append("放假安排未全部公布，按周末和工作日推定")
        return "；".join(said)


def limit(
    rule: TermRule,
    start: datetime,
    calendar: WorkCalendar,
    *,
    rule_set: Versioned,
    roll_to_workday: bool = False,
) -> Limit:
    """Start a term at the instant of its event."""
    just_started = Limit(
        term=rule.term,
        started_at=in_shanghai(start),
        due_at=start,
        length=rule.length,
        unit=rule.unit,
        basis=rule.basis,
        standing=rule.standing,
        rule_set=rule_set.code,
        rule_set_version=rule_set.version,
        calendar_version=calendar.version,
        roll_to_workday=roll_to_workday,
    )
    return reprojected(just_started, calendar)


def reprojected(limit: Limit, calendar: WorkCalendar) -> Limit:
    """The same limit under another calendar, for instance once a year's notice is loaded."""
    if limit.unit is Unit.HOUR:
        due_at = in_shanghai(limit.started_at) + timedelta(hours=limit.length)
        return replace(limit, due_at=due_at, calendar_version=calendar.version)
    last = _last_day(limit, calendar)
    due = calendar.workday_from(last) if limit.roll_to_workday else last
    return replace(
        limit,
        due_at=datetime.combine(due, time(23, 59, 59), SHANGHAI),
        provisional=not calendar.is_settled(limit.start, due),
        calendar_version=calendar.version,
    )


def extended(limit: Limit, days: int, calendar: WorkCalendar) -> Limit:
    """The limit lengthened by so many days of its own kind; the count goes on where it would have ended."""
    if limit.unit not in {Unit.DAY, Unit.WORKDAY} or days < 1:
        raise ValueError(f"cannot extend {limit.term} ({limit.unit}) by {days} days")
    longer = replace(limit, length=limit.length + days, extended_by=limit.extended_by + days)
    return reprojected(longer, calendar)


def _counts(unit: Unit, day_class: DayClass) -> bool:
    return unit in {Unit.DAY, Unit.MONTH} or (unit is Unit.WORKDAY and day_class.is_worked)


def _last_day(limit: Limit, calendar: WorkCalendar) -> date:
    """The last day counted, before any setting moves it."""
    match limit.unit:
        case Unit.DAY:
            return limit.start + limit.length * ONE_DAY
        case Unit.WORKDAY:
            return calendar.add_workdays(limit.start, limit.length)
        case Unit.MONTH:
            return months_after(limit.start, limit.length)
        case _:
            return local_day(limit.started_at + timedelta(hours=limit.length))


def months_after(day: date, months: int) -> date:
    """The day of the same number so many months later, or that month's last day where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))
