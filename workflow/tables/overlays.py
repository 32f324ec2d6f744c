"""What lies over a complaint wherever it stands: owners, plans, flags, emergencies, supervision (domain handbook §13.3)."""

from workflow import guards as g
from workflow import needs as n
from workflow.effects import Effect
from workflow.roles import Role
from workflow.states import AT_THE_UNIT, OPEN, TURNED_AWAY, UNDECIDED, State
from workflow.table import Clock, Row
from workflow.tables.hands import (
    DESK,
    EXTENDABLE,
    HEAD_OF_OFFICE,
    INVESTIGATED,
    JUDGES,
    LEADERS,
    NOT_DECIDED,
    OFFICE,
    OWNERS,
    SUPERVISED,
    SUPERVISORS,
    UNDER_REVIEW,
    UNIT,
)
from workflow.terms import Term
from workflow.verbs import Verb

OVERLAYS = (
    Row(
        "T12", Verb.APPOINT_OWNER, (*OPEN, *UNDER_REVIEW), None, HEAD_OF_OFFICE | {Role.BUREAU_HEAD},
        needs=n.OWNER,
        starts=(Clock.VACANCY,), stops=(Clock.VACANCY,),
    ),
    Row(
        "T12", Verb.VACATE_OWNER, (*OPEN, *UNDER_REVIEW), None, HEAD_OF_OFFICE | {Role.BUREAU_HEAD},
        needs=(n.SEAT, n.text("reason", "离任或者调整原因")),
        starts=(Clock.VACANCY,), stops=(Clock.VACANCY,),
    ),
    # A closed case needs its owners only to be reopened, and is not reopened without them: no limit runs here.
    Row(
        "T12", Verb.APPOINT_OWNER, (State.CLOSED,), None, HEAD_OF_OFFICE | {Role.BUREAU_HEAD},
        needs=n.OWNER,
    ),
    Row(
        "T12", Verb.VACATE_OWNER, (State.CLOSED,), None, HEAD_OF_OFFICE | {Role.BUREAU_HEAD},
        needs=(n.SEAT, n.text("reason", "离任或者调整原因")),
    ),
    Row(
        "T12", Verb.DRAW_PLAN, UNDECIDED, None, OFFICE | UNIT | OWNERS,
        needs=(
            n.text("crux", "问题症结", 5), n.text("measures", "化解措施", 5),
            n.day_ahead("target", "化解期限"),
        ),
    ),
    Row(
        "T12", Verb.SIGN_PLAN, UNDECIDED, None, OWNERS,
        guards=(g.a_plan_was_drawn, g.the_plan_is_its_own),
        needs=(n.text("opinion", "签署意见"),),
    ),
    Row(
        "T37", Verb.RAISE_FLAG, OPEN, None, OFFICE | LEADERS | {Role.SUPERVISOR, Role.SYSTEM},
        needs=(n.NEW_FLAG, n.text("reason", "理由")),
    ),
    Row(
        "T37", Verb.CLEAR_FLAG, OPEN, None, HEAD_OF_OFFICE,
        needs=(n.RAISED_FLAG, n.text("reason", "解除理由", 5)),
        starts=(Clock.VACANCY,), stops=(Clock.VACANCY,),
    ),
    Row(
        "T3e", Verb.RAISE_EMERGENCY, NOT_DECIDED, None, DESK | UNIT | LEADERS | {Role.SUPERVISOR, Role.SYSTEM},
        needs=(
            n.choice("grade", "事件级别", n.EmergencyGrade, optional=True), n.text("situation", "紧急情况", 5),
        ),
        effects=(Effect.TELL_DUTY_LEADER,),
        starts=(Clock.EMERGENCY,), stops=(Clock.EMERGENCY,),
    ),
    Row(
        "T3e", Verb.REPORT_EMERGENCY, NOT_DECIDED, None, DESK | UNIT,
        needs=(n.text("situation", "紧急情况", 5),),
        effects=(Effect.TELL_DUTY_LEADER, Effect.ISSUE_EMERGENCY_REPORT),
        stops=(Clock.EMERGENCY,),
    ),
    Row(
        "T3e", Verb.CLEAR_EMERGENCY, (State.DRAFT, *OPEN), None, HEAD_OF_OFFICE,
        guards=(g.emergency_was_raised,),
        needs=(n.text("reason", "解除理由", 5),),
        stops=(Clock.EMERGENCY,),
    ),
    Row(
        "T21", Verb.ASK_EXTENSION, EXTENDABLE, None, UNIT,
        guards=(
            g.extension_is_lawful, g.was_not_extended, g.no_extension_is_pending,
            g.handling_limit_is_running, g.limit_has_not_passed,
        ),
        needs=(n.number("days", "延长日数", 1, 30), n.text("reason", "延期理由", 5)),
    ),
    Row(
        "T21", Verb.GRANT_EXTENSION, EXTENDABLE, None, frozenset({Role.BUREAU_HEAD}),
        guards=(
            g.extension_was_asked, g.extension_is_lawful, g.was_not_extended,
            g.handling_limit_is_running, g.limit_has_not_passed,
        ),
        needs=(n.number("days", "批准延长日数", 1, 30),),
        effects=(Effect.EXTEND_HANDLING, Effect.ISSUE_EXTENSION, Effect.TELL_PETITIONER),
    ),
    Row(
        "T21", Verb.DENY_EXTENSION, EXTENDABLE, None, frozenset({Role.BUREAU_HEAD}),
        guards=(g.extension_was_asked,),
        needs=(n.text("reason", "不予延期的理由", 5),),
        effects=(Effect.TELL_UNIT,),
    ),
    Row(
        "T36", Verb.SUPERVISE, OPEN, None, SUPERVISORS | {Role.SYSTEM},
        needs=(
            n.choice("level", "督办等级", n.SupervisionLevel), n.text("problem", "存在问题", 5),
            n.text("requirement", "督办要求", 5),
        ),
        effects=(Effect.ISSUE_SUPERVISION, Effect.TELL_UNIT),
        starts=(Clock.SUPERVISION,),
    ),
    Row(
        "T36", Verb.ANSWER_SUPERVISION, SUPERVISED, None, UNIT | {Role.PETITION_OFFICER},
        guards=(g.a_supervision_is_open,),
        needs=(n.text("answer", "督办反馈", 10),),
        stops=(Clock.SUPERVISION,),
    ),
    Row(
        "T36", Verb.RETURN_SUPERVISION, SUPERVISED, None, JUDGES,
        guards=(g.a_supervision_is_answered,),
        needs=(n.text("reason", "退回理由", 5),),
        effects=(Effect.TELL_UNIT,),
        starts=(Clock.SUPERVISION,),
    ),
    Row(
        "T36", Verb.LIFT_SUPERVISION, SUPERVISED, None, JUDGES,
        guards=(g.a_supervision_is_answered,),
        needs=(n.text("opinion", "解除意见"),),
    ),
    Row(
        "T37", Verb.VISIT, OPEN, None, LEADERS | OWNERS | {Role.UNIT_HEAD},
        needs=(
            n.day_past("visited_on", "下访日期"), n.line("place", "下访地点"),
            n.text("findings", "了解情况", 5), n.text("promises", "承诺事项", optional=True),
        ),
    ),
    Row(
        "T36", Verb.INSTRUCT, OPEN, None, LEADERS | OWNERS,
        needs=(n.text("instruction", "批示内容"),),
        effects=(Effect.TELL_UNIT,),
    ),
    Row(
        "T19", Verb.REPORT_PROGRESS, AT_THE_UNIT, None, UNIT | OFFICE,
        needs=(n.text("progress", "进展情况", 5), n.day_ahead("next_report", "下次报告日期", optional=True)),
    ),
    Row(
        "T28", Verb.REPORT_PROGRESS, (State.STAGE_CLOSED,), None, UNIT | OFFICE,
        needs=(n.text("progress", "进展情况", 5), n.day_ahead("next_report", "下次报告日期", within=30)),
        starts=(Term.STAGE_REPORT,), stops=(Term.STAGE_REPORT,),
    ),
    Row(
        "T38", Verb.REPORT_CRIME, (State.INVESTIGATING, State.DISPOSING), None, UNIT,
        guards=(g.something_was_borne_out, g.no_referral_is_open),
        needs=(n.VERIFIERS, n.text("report", "涉嫌犯罪事实和核实情况", 10)),
        starts=(Term.CRIMINAL_DECIDE,),
    ),
    Row(
        "T38", Verb.REFER_CRIMINAL, INVESTIGATED, None, frozenset({Role.BUREAU_HEAD}),
        guards=(g.a_crime_was_reported,),
        needs=(n.line("police", "移送的公安机关"), n.text("opinion", "批准意见")),
        effects=(Effect.ISSUE_CRIMINAL_REFERRAL, Effect.TELL_UNIT),
        starts=(Term.CRIMINAL_HANDOVER,), stops=(Term.CRIMINAL_DECIDE,),
    ),
    Row(
        "T38", Verb.DECLINE_REFERRAL, INVESTIGATED, None, frozenset({Role.BUREAU_HEAD}),
        guards=(g.a_crime_was_reported,),
        needs=(n.text("reason", "不予移送的理由", 10),),
        effects=(Effect.TELL_UNIT,),
        stops=(Term.CRIMINAL_DECIDE,),
    ),
    Row(
        "T38", Verb.HAND_OVER_CRIME, INVESTIGATED, None, UNIT | OFFICE,
        guards=(g.a_referral_was_decided,),
        needs=(
            n.line("police", "接收的公安机关"), n.day_past("received_on", "公安机关签收日期"),
            n.line("receipt", "签收凭据", help="送达回执编号、签收人等"),
        ),
        stops=(Term.CRIMINAL_HANDOVER,),
    ),
    Row(
        "T35", Verb.NOTE_PROCEDURE, (*OPEN, *TURNED_AWAY, State.CLOSED), None, OFFICE,
        needs=(
            n.choice("remedy", "程序", n.Remedy), n.line("body", "受理机关"), n.text("remark", "情况"),
        ),
    ),
    Row(
        "T40", Verb.PUBLISH, (State.REPLIED, State.STAGE_CLOSED, State.CLOSED), None, HEAD_OF_OFFICE,
        needs=(n.text("public_text", "公开文本（已去标识）", 10),),
    ),
)  # fmt: skip
