"""The terms of the office's law: what runs, how long, from which event, on whose authority.

A ``Term`` is the name of a time limit. Its length comes from the rule-set in force on the day of receipt
(``workflow.rules``), its working days from the calendar (``workflow.calendar``).
"""

from workflow.vocabulary import Labelled


class Unit(Labelled):
    """What a term counts. A year is twelve months."""

    DAY = "d", "日"
    WORKDAY = "wd", "工作日"
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
