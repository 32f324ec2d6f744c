"""The main loop of a complaint: 接访 → 转办 → 督查 → 反馈 (domain handbook §13.3, T1–T41).

Read a row as a sentence: *who* may do *what*, from *where* to *where*, if *which rules* hold, giving *what*,
with *which papers* and *which clocks* started and stopped. The machine, the buttons and their forms, the
permissions, the diagram and the test matrix all come from here.
"""

from dataclasses import replace

from workflow import guards as g
from workflow import needs as n
from workflow.effects import Effect
from workflow.facts import Outcome, ReviewKind
from workflow.needs import Kind
from workflow.roles import Role
from workflow.states import AT_THE_UNIT, FINAL, IN_HAND, INITIAL, OPEN, TURNED_AWAY, UNDECIDED, State
from workflow.table import Clock, Row, Table
from workflow.tables.history import HISTORY
from workflow.terms import Term
from workflow.verbs import Verb
from workflow.vocabulary import Relation, Satisfaction

DESK = frozenset({Role.OPERATOR, Role.PETITION_OFFICER, Role.PETITION_HEAD})
OFFICE = frozenset({Role.PETITION_OFFICER, Role.PETITION_HEAD})
HEAD_OF_OFFICE = frozenset({Role.PETITION_HEAD, Role.DEPUTY_PETITIONS})
UNIT = frozenset({Role.HANDLER, Role.UNIT_HEAD})
REVIEWERS = frozenset({Role.DEPUTY_BUSINESS, Role.DEPUTY_PETITIONS, Role.BUREAU_HEAD})
"""Whoever passes or signs a reply may also send it back."""

OWNERS = frozenset({Role.OWNER_CITY, Role.OWNER_SUB})
LEADERS = frozenset({Role.LEADER, Role.BUREAU_HEAD, Role.DEPUTY_BUSINESS, Role.DEPUTY_PETITIONS})
SUPERVISORS = frozenset({Role.SUPERVISOR, Role.PETITION_HEAD, Role.OWNER_CITY, Role.OWNER_SUB, *LEADERS})
JUDGES = SUPERVISORS - {Role.OWNER_SUB}
"""Who may be content with an answer: not the leader of the unit that gives it."""

UNDER_REVIEW = (State.RECHECK, State.RECHECKED, State.REREVIEW)
"""Before another body, or waiting for whether it will be."""

SUPERVISED = (
    *OPEN, *UNDER_REVIEW, *TURNED_AWAY, State.DISCIPLINE, State.ANSWERED, State.MERGED, State.TERMINATED,
)  # fmt: skip
"""Wherever a notice may still be open: it is answered and lifted whatever has become of the case meanwhile."""

NOT_DECIDED = (State.DRAFT, *UNDECIDED)
"""Told to the office and neither answered nor turned away; here an emergency can be raised and reported."""

INVESTIGATED = (
    State.INVESTIGATING, State.DISPOSING, State.HEARING, State.REVIEW, State.APPROVED, State.REPLIED,
    State.STAGE_CLOSED, State.CLOSED, State.WITHDRAWN, *UNDER_REVIEW, State.TERMINATED,
)  # fmt: skip
"""Wherever a case may stand by the time that its suspected crime is decided on and handed over."""

EXTENDABLE = (*AT_THE_UNIT, State.REVIEW)

FIRST_CLOCKS = (Term.ACCEPT_NOTIFY, Clock.CHANNEL, Term.EXPOSURE_NONPERFORMANCE)
SCREENING_CLOCKS = (*FIRST_CLOCKS, Clock.HANDOVER)
SCREENED = (*SCREENING_CLOCKS, Clock.VACANCY)
"""What stops where a case ends before it is accepted."""
ALL_HANDLING = (Clock.HANDLING, Clock.CHANNEL, Term.EXPOSURE_NONPERFORMANCE, Term.REHANDLE, Term.REDECIDE)
UNIT_CLOCKS = (
    Term.SIGN_IN, Term.OBJECTION_UNIT, Term.INVESTIGATE_START, Term.HEARING, Term.REWORK, Term.DOUBLE_REVIEW,
)  # fmt: skip

RECEIVE = (
    Row(
        "T1", Verb.RECORD, (State.DRAFT,), None, DESK | {Role.SYSTEM},
    ),
    Row(
        "T2", Verb.REGISTER, (State.DRAFT,), State.REGISTERED, DESK | {Role.SYSTEM},
        guards=(g.particulars_are_complete,),
        effects=(Effect.TELL_PETITIONER,),
        starts=FIRST_CLOCKS,
    ),
    Row(
        "T2", Verb.AMEND, (State.DRAFT, *UNDECIDED), None, DESK,
        needs=(n.of("changes", "更正内容", Kind.CHANGES), n.text("reason", "更正原因")),
    ),
    # What is no petition matter is not refused, but neither does the one who took it down throw it away.
    Row(
        "T2", Verb.DISCARD, (State.DRAFT,), State.DISCARDED, HEAD_OF_OFFICE,
        needs=(n.text("reason", "作废理由", 5, help="如误拨、测试、同一来电重复记录；属于信访事项的应当登记"),),
    ),
    Row(
        "T3", Verb.CLASSIFY, (State.REGISTERED,), None, DESK,
        needs=(n.TRACK, n.of("types", "污染类型", Kind.TYPES), n.text("basis", "分类依据")),
        starts=(Clock.HANDOVER,), stops=(Clock.HANDOVER,),
    ),
    Row(
        "T4", Verb.ASK_INFO, (State.REGISTERED,), State.NEED_INFO, OFFICE,
        guards=(g.contact_is_known,),
        needs=(n.text("question", "需补充的内容"),),
        effects=(Effect.TELL_PETITIONER,),
        starts=(Term.INFO_SUPPLY,),
    ),
    Row(
        "T4", Verb.RESUME, (State.NEED_INFO,), State.REGISTERED, DESK,
        needs=(n.text("supplied", "补充的内容（期满未补充的，写明）"),),
        stops=(Term.INFO_SUPPLY,),
    ),
    Row(
        "T5", Verb.CONFIRM_REPEAT, UNDECIDED, None, OFFICE,
        needs=(
            n.of("earlier", "原件", Kind.CASE), n.choice("relation", "关系", Relation),
            n.text("reason", "认定理由"),
        ),
    ),
    Row(
        "T5", Verb.DENY_REPEAT, UNDECIDED, None, OFFICE,
        needs=(n.of("earlier", "原件", Kind.CASE), n.text("reason", "认定理由")),
    ),
    Row(
        "T5", Verb.MERGE, (State.REGISTERED,), State.MERGED, OFFICE,
        guards=(g.a_confirmed_master_is_open, g.is_not_with_a_unit),
        needs=(n.MASTER,),
        effects=(Effect.ISSUE_MERGE_NOTICE, Effect.TELL_PETITIONER),
        stops=SCREENED,
    ),
    Row(
        "T5", Verb.SEPARATE, (State.MERGED,), State.REGISTERED, OFFICE,
        needs=(n.text("reason", "拆分理由"),),
        starts=SCREENING_CLOCKS,
    ),
    Row(
        "T6-T8", Verb.PROPOSE, (State.REGISTERED,), State.PROPOSED, DESK,
        needs=n.PROPOSAL,
    ),
    Row(
        "T6-T8", Verb.RETURN_PROPOSAL, (State.PROPOSED,), State.REGISTERED, HEAD_OF_OFFICE,
        needs=(n.text("reason", "退回理由"),),
    ),
    Row(
        "T6", Verb.REFUSE, (State.PROPOSED,), State.REFUSED, HEAD_OF_OFFICE,
        guards=(g.proposal_is(Outcome.REFUSE), g.another_person_decides),
        effects=(Effect.ISSUE_REFUSAL, Effect.TELL_PETITIONER),
        starts=(Term.ARCHIVE,), stops=SCREENED,
    ),
    Row(
        "T7", Verb.NO_LONGER_ACCEPT, (State.PROPOSED,), State.NO_LONGER_ACCEPTED, HEAD_OF_OFFICE,
        guards=(g.proposal_is(Outcome.NO_LONGER_ACCEPT), g.another_person_decides),
        effects=(Effect.ISSUE_NO_LONGER, Effect.TELL_PETITIONER),
        starts=(Term.ARCHIVE,), stops=SCREENED,
    ),
    Row(
        "T8", Verb.REDIRECT, (State.PROPOSED,), State.REDIRECTED, HEAD_OF_OFFICE,
        guards=(g.proposal_is(Outcome.REDIRECT), g.another_person_decides),
        effects=(Effect.ISSUE_REDIRECTION, Effect.TELL_PETITIONER),
        starts=(Term.ARCHIVE,), stops=SCREENED,
    ),
    Row(
        "T9", Verb.REFER_DISCIPLINE, (State.REGISTERED,), State.DISCIPLINE, OFFICE,
        guards=(g.track_is_discipline,),
        effects=(Effect.ISSUE_SEALED_TRANSFER,),
        starts=(Term.ARCHIVE,), stops=SCREENED,
    ),
    Row(
        "T10", Verb.ANSWER, (State.REGISTERED,), State.ANSWERED, DESK,
        guards=(g.track_is_consultation,),
        needs=(n.text("answer", "答复内容"),),
        starts=(Term.ARCHIVE,), stops=SCREENED,
    ),
    Row(
        "T11", Verb.ACCEPT, (State.REGISTERED,), State.ACCEPTED, OFFICE | {Role.DEPUTY_PETITIONS},
        guards=(g.matter_is_classified, g.track_is_handled_here, g.key_case_is_accepted_by_a_head),
        effects=(Effect.ISSUE_ACCEPTANCE, Effect.TELL_PETITIONER),
        starts=(Clock.HANDLING, Term.TRANSFER),
        stops=(Term.ACCEPT_NOTIFY, Term.OBJECTION_SUPERIOR, Clock.HANDOVER),
    ),
)  # fmt: skip

TRANSFER = (
    Row(
        "T12", Verb.TRANSFER, (State.ACCEPTED,), State.DISPATCHED, OFFICE,
        guards=(g.both_owners_are_named,),
        needs=(
            n.choice("mode", "转办方式", n.TransferMode),
            n.of("unit", "承办单位", Kind.UNIT),
            n.of("assisting", "协办单位", Kind.UNITS, optional=True),
            n.text("requirement", "办理要求"),
        ),
        effects=(Effect.ISSUE_ASSIGNMENT, Effect.ISSUE_TRANSFER_NOTICE, Effect.TELL_UNIT),
        starts=(Term.SIGN_IN, Term.OBJECTION_UNIT), stops=(Term.TRANSFER,),
    ),
    Row(
        "T13", Verb.SIGN_IN, (State.DISPATCHED,), State.SIGNED_IN, UNIT,
        starts=(Term.INVESTIGATE_START,), stops=(Term.SIGN_IN,),
    ),
    Row(
        "T14", Verb.OBJECT, (State.DISPATCHED, State.SIGNED_IN), State.OBJECTED, frozenset({Role.UNIT_HEAD}),
        needs=(n.text("reason", "异议理由", 10), n.line("basis", "法定依据")),
        effects=(Effect.ISSUE_OBJECTION,),
        starts=(Term.OBJECTION_DECIDE,), stops=(Term.SIGN_IN, Term.INVESTIGATE_START, Term.OBJECTION_UNIT),
    ),
    Row(
        "T15", Verb.UPHOLD_OBJECTION, (State.OBJECTED,), State.ACCEPTED, HEAD_OF_OFFICE,
        needs=(n.text("reason", "采纳理由"),),
        starts=(Term.TRANSFER,), stops=(Term.OBJECTION_DECIDE,),
    ),
    Row(
        "T15", Verb.OVERRULE_OBJECTION, (State.OBJECTED,), State.DISPATCHED, HEAD_OF_OFFICE,
        needs=(n.text("reason", "驳回理由"),),
        effects=(Effect.TELL_UNIT,),
        starts=(Term.SIGN_IN,), stops=(Term.OBJECTION_DECIDE,),
    ),
)  # fmt: skip

SUPERVISE = (
    Row(
        "T16", Verb.INVESTIGATE, (State.SIGNED_IN,), State.INVESTIGATING, UNIT,
        needs=(n.INVESTIGATORS,),
        stops=(Term.INVESTIGATE_START, Term.OBJECTION_UNIT),
    ),
    Row(
        "T17", Verb.RECORD_FINDING, (State.INVESTIGATING,), None, UNIT,
        needs=(n.of("findings", "逐项结论", Kind.FINDINGS), n.day_past("visited_on", "现场检查日期")),
    ),
    Row(
        "T17", Verb.DISPOSE, (State.INVESTIGATING,), State.DISPOSING, UNIT,
        guards=(g.every_claim_item_is_decided, g.something_was_borne_out),
        needs=(n.text("measures", "处理整改措施", 5), n.day_ahead("target", "整改期限", optional=True)),
    ),
    Row(
        "T18", Verb.SUBMIT, (State.INVESTIGATING,), State.REVIEW, UNIT,
        guards=(g.every_claim_item_is_decided, g.nothing_was_borne_out, g.plan_is_signed_by_both),
        needs=(n.text("report", "办理情况", 10), n.text("reply", "答复稿", 20)),
        effects=(Effect.ISSUE_REPORT,),
        starts=(Term.DOUBLE_REVIEW,), stops=(Term.REWORK,),
    ),
    Row(
        "T19", Verb.SUBMIT, (State.DISPOSING,), State.REVIEW, UNIT,
        guards=(g.every_claim_item_is_decided, g.plan_is_signed_by_both),
        needs=(n.text("report", "办理情况", 10), n.text("reply", "答复稿", 20)),
        effects=(Effect.ISSUE_REPORT,),
        starts=(Term.DOUBLE_REVIEW,), stops=(Term.REWORK,),
    ),
    Row(
        "T20", Verb.HOLD_HEARING, (State.DISPOSING,), State.HEARING, HEAD_OF_OFFICE,
        guards=(g.track_is_ordinary,),
        needs=(n.text("reason", "听证事由"),),
        effects=(Effect.SUSPEND_HANDLING, Effect.TELL_PETITIONER),
        starts=(Term.HEARING,),
    ),
    Row(
        "T20", Verb.END_HEARING, (State.HEARING,), State.DISPOSING, HEAD_OF_OFFICE,
        needs=(n.text("record", "听证结论"),),
        effects=(Effect.RESUME_HANDLING,),
        stops=(Term.HEARING,),
    ),
    Row(
        "T23", Verb.PASS_SUBSTANCE, (State.REVIEW,), None, frozenset({Role.DEPUTY_BUSINESS}),
        guards=(
            g.not_passed_yet(ReviewKind.SUBSTANCE), g.the_other_review_is_not_mine,
            g.reviewer_did_not_investigate,
        ),
        needs=(n.text("opinion", "业务审核意见"),),
    ),
    Row(
        "T23", Verb.PASS_PROCEDURE, (State.REVIEW,), None, frozenset({Role.DEPUTY_PETITIONS}),
        guards=(
            g.not_passed_yet(ReviewKind.PROCEDURE), g.the_other_review_is_not_mine,
            g.reviewer_did_not_investigate,
        ),
        needs=(n.text("opinion", "程序审核意见"),),
    ),
    Row(
        "T22", Verb.RETURN_TO_INVESTIGATE, (State.REVIEW,), State.INVESTIGATING,
        REVIEWERS,
        needs=(n.text("reason", "退回理由", 5),),
        effects=(Effect.TELL_UNIT,),
        starts=(Term.REWORK,), stops=(Term.DOUBLE_REVIEW,),
    ),
    Row(
        "T22", Verb.RETURN_TO_DISPOSE, (State.REVIEW,), State.DISPOSING,
        REVIEWERS,
        guards=(g.something_was_borne_out,),
        needs=(n.text("reason", "退回理由", 5),),
        effects=(Effect.TELL_UNIT,),
        starts=(Term.REWORK,), stops=(Term.DOUBLE_REVIEW,),
    ),
    Row(
        "T23", Verb.APPROVE, (State.REVIEW,), State.APPROVED,
        frozenset({Role.DEPUTY_PETITIONS, Role.BUREAU_HEAD}),
        guards=(
            g.both_reviews_passed, g.reply_passes_the_checklist, g.key_case_is_signed_by_the_head,
        ),
        stops=(Term.DOUBLE_REVIEW,),
    ),
    # Back to where it was approved: the reviewers send it further back from there, or approve it after all.
    Row(
        "T23", Verb.WITHDRAW_APPROVAL, (State.APPROVED,), State.REVIEW, REVIEWERS,
        needs=(n.text("reason", "撤回理由", 5),),
        effects=(Effect.TELL_UNIT,),
        starts=(Term.DOUBLE_REVIEW,),
    ),
)  # fmt: skip

FEEDBACK = (
    Row(
        "T24", Verb.REPLY, (State.APPROVED,), State.REPLIED, OFFICE | UNIT,
        needs=n.REPLY,
        effects=(Effect.ISSUE_REPLY, Effect.INVITE_EVALUATION),
        starts=(Term.EVALUATE, Clock.REMEDY), stops=ALL_HANDLING,
    ),
    Row(
        "T25", Verb.EVALUATE, (State.REPLIED, State.STAGE_CLOSED), None, DESK,
        guards=(g.is_not_rated_yet,),
        needs=(
            n.choice("rating", "评价", Satisfaction), n.line("way", "回访方式"),
            n.text("remark", "信访人意见", optional=True),
        ),
        stops=(Term.EVALUATE,),
    ),
    Row(
        "T26", Verb.EXPLAIN, (State.REPLIED, State.STAGE_CLOSED), None, OFFICE | UNIT,
        guards=(g.petitioner_is_dissatisfied,),
        needs=(n.text("explanation", "解释说明情况", 5),),
    ),
    Row(
        "T26", Verb.SIGN_STRIKE_OFF, (State.REPLIED, State.STAGE_CLOSED, State.RECHECKED), None, OWNERS,
        guards=(g.dual_ownership_is_required, g.city_owner_signs_last),
        needs=(n.text("opinion", "销号意见"),),
    ),
    Row(
        "T26", Verb.CLOSE, (State.REPLIED,), State.CLOSED, OFFICE,
        guards=(g.evaluation_is_settled, g.strike_off_is_signed_by_both, g.no_supervision_is_open),
        needs=(n.text("opinion", "办结意见"),),
        starts=(Term.ARCHIVE,), stops=(Term.EVALUATE, Clock.VACANCY),
    ),
    Row(
        "T27", Verb.REOPEN, (State.REPLIED, State.STAGE_CLOSED), State.INVESTIGATING,
        HEAD_OF_OFFICE,
        guards=(g.both_owners_are_named,),
        needs=(n.REOPEN_GROUND, n.text("reason", "重办要求", 5)),
        effects=(Effect.ISSUE_REHANDLING, Effect.TELL_UNIT, Effect.NEXT_ROUND),
        starts=(Term.REHANDLE,), stops=(Term.EVALUATE, Clock.REMEDY, Term.STAGE_REPORT),
    ),
    Row(
        "T28", Verb.STAGE_CLOSE, (State.REPLIED,), State.STAGE_CLOSED, HEAD_OF_OFFICE,
        needs=(n.text("tracking", "跟踪计划", 5), n.day_ahead("next_report", "下次报告日期", within=30)),
        starts=(Term.STAGE_REPORT,), stops=(Term.EVALUATE,),
    ),
    Row(
        "T29", Verb.FINISH_STAGE, (State.STAGE_CLOSED,), State.CLOSED, HEAD_OF_OFFICE,
        guards=(g.evaluation_is_settled, g.strike_off_is_signed_by_both, g.no_supervision_is_open),
        needs=(n.text("acceptance", "验收意见", 5),),
        effects=(Effect.TELL_PETITIONER,),
        starts=(Term.ARCHIVE,), stops=(Term.STAGE_REPORT, Clock.VACANCY),
    ),
    Row(
        "T30", Verb.ARCHIVE,
        (*TURNED_AWAY, State.DISCIPLINE, State.ANSWERED, State.WITHDRAWN, State.TERMINATED),
        State.ARCHIVED, frozenset({Role.ARCHIVIST}),
        guards=(g.no_supervision_is_open, g.no_referral_is_open),
        effects=(Effect.ISSUE_CATALOGUE,),
        stops=(Term.ARCHIVE,),
    ),
    Row(
        "T30", Verb.ARCHIVE, (State.CLOSED,), State.ARCHIVED, frozenset({Role.ARCHIVIST}),
        guards=(g.no_supervision_is_open, g.no_referral_is_open, g.no_review_may_be_asked),
        effects=(Effect.ISSUE_CATALOGUE,),
        stops=(Term.ARCHIVE, Clock.REMEDY),
    ),
    # A merged case is filed with its master, in whose volume its handling lies. So its limit for filing is its master's,
    # which starts when the master ends; ``petitions.queries.case_limits`` shows it there.
    Row(
        "T30", Verb.ARCHIVE, (State.MERGED,), State.ARCHIVED, frozenset({Role.ARCHIVIST}),
        guards=(g.no_supervision_is_open, g.master_is_no_longer_open),
        effects=(Effect.ISSUE_CATALOGUE,),
    ),
    Row(
        "T31", Verb.REQUEST_RECHECK, (State.REPLIED, State.STAGE_CLOSED, State.CLOSED), State.RECHECK, OFFICE,
        guards=(g.track_is_ordinary, g.review_is_asked_in_time),
        needs=(n.text("request", "复查请求", 5), n.line("reviewer", "复查机关")),
        effects=(Effect.ISSUE_RECHECK_ACCEPTANCE,),
        starts=(Term.REVIEW_DECIDE,), stops=(Clock.REMEDY, Term.EVALUATE, Term.STAGE_REPORT, Term.ARCHIVE),
    ),
    # The opinion stands as answered, and the petitioner keeps what is left of the thirty days to ask again. A case that
    # was closed before is closed again by hand, since a supervision or a signature may be due by now.
    Row(
        "T31", Verb.WITHDRAW_RECHECK, (State.RECHECK,), State.REPLIED, OFFICE,
        needs=(n.text("reason", "撤回情况", 5),),
        stops=(Term.REVIEW_DECIDE,), resumes=(Clock.REMEDY, Term.EVALUATE),
    ),
    Row(
        "T31", Verb.UPHOLD_RECHECK, (State.RECHECK,), State.RECHECKED, OFFICE,
        needs=(n.text("opinion", "复查意见", 5),),
        effects=(Effect.ISSUE_RECHECK_OPINION, Effect.TELL_PETITIONER),
        starts=(Term.REREVIEW_REQUEST,), stops=(Term.REVIEW_DECIDE,),
    ),
    Row(
        "T34", Verb.REVOKE_RECHECK, (State.RECHECK,), State.INVESTIGATING, OFFICE,
        guards=(g.both_owners_are_named,),
        needs=(n.text("opinion", "复查意见", 5),),
        effects=(Effect.ISSUE_RECHECK_OPINION, Effect.TELL_UNIT, Effect.NEXT_ROUND),
        starts=(Term.REDECIDE,), stops=(Term.REVIEW_DECIDE,),
    ),
    Row(
        "T32", Verb.REQUEST_REREVIEW, (State.RECHECKED,), State.REREVIEW, OFFICE,
        guards=(g.review_is_asked_in_time,),
        needs=(n.text("request", "复核请求", 5), n.line("reviewer", "复核机关")),
        effects=(Effect.ISSUE_REREVIEW_ACCEPTANCE,),
        starts=(Term.REREVIEW_DECIDE,), stops=(Term.REREVIEW_REQUEST,),
    ),
    Row(
        "T32", Verb.WITHDRAW_REREVIEW, (State.REREVIEW,), State.RECHECKED, OFFICE,
        needs=(n.text("reason", "撤回情况", 5),),
        stops=(Term.REREVIEW_DECIDE,), resumes=(Term.REREVIEW_REQUEST,),
    ),
    Row(
        "T26", Verb.CLOSE, (State.RECHECKED,), State.CLOSED, OFFICE,
        guards=(g.rereview_window_is_over, g.strike_off_is_signed_by_both, g.no_supervision_is_open),
        needs=(n.text("opinion", "办结意见"),),
        starts=(Term.ARCHIVE,), stops=(Term.REREVIEW_REQUEST, Clock.VACANCY),
    ),
    Row(
        "T33", Verb.UPHOLD_REREVIEW, (State.REREVIEW,), State.TERMINATED, OFFICE,
        needs=(n.text("opinion", "复核意见", 5),),
        effects=(Effect.ISSUE_REREVIEW_OPINION, Effect.TELL_PETITIONER),
        starts=(Term.ARCHIVE,), stops=(Term.REREVIEW_DECIDE, Clock.VACANCY),
    ),
    Row(
        "T34", Verb.REVOKE_REREVIEW, (State.REREVIEW,), State.INVESTIGATING, OFFICE,
        guards=(g.both_owners_are_named,),
        needs=(n.text("opinion", "复核意见", 5),),
        effects=(Effect.ISSUE_REREVIEW_OPINION, Effect.TELL_UNIT, Effect.NEXT_ROUND),
        starts=(Term.REDECIDE,), stops=(Term.REREVIEW_DECIDE,),
    ),
    Row(
        "T39", Verb.REOPEN, (State.CLOSED,), State.INVESTIGATING, OFFICE,
        guards=(g.is_within_the_look_back, g.both_owners_are_named),
        needs=(n.REOPEN_GROUND, n.text("reason", "重办要求", 5)),
        effects=(Effect.ISSUE_REHANDLING, Effect.TELL_UNIT, Effect.NEXT_ROUND),
        starts=(Term.REHANDLE,), stops=(Term.ARCHIVE, Clock.REMEDY),
    ),
    Row(
        "T41", Verb.WITHDRAW, (State.REGISTERED, State.NEED_INFO, *IN_HAND), State.WITHDRAWN, OFFICE,
        guards=(g.no_violation_was_found, g.no_supervision_is_open),
        needs=(n.text("reason", "撤回理由及核实情况", 5),),
        starts=(Term.ARCHIVE,),
        stops=(
            *SCREENED, Clock.HANDLING, Term.REHANDLE, Term.REDECIDE, Term.TRANSFER, *UNIT_CLOCKS,
            Term.INFO_SUPPLY, Term.OBJECTION_DECIDE,
        ),
    ),
)  # fmt: skip

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

OPEN_TO_THE_ACCUSED = frozenset({Verb.RECORD, Verb.REGISTER, Verb.RAISE_EMERGENCY, Verb.REPORT_EMERGENCY})
"""Nobody may leave a complaint unregistered or an emergency unreported, not even one about himself."""


def _recused(row: Row) -> Row:
    """The row with 回避: whoever is complained of stays out of the whole matter (《信访工作条例》第二十八条)."""
    if row.verb in OPEN_TO_THE_ACCUSED:
        return row
    return replace(row, guards=(g.actor_is_not_accused, *row.guards))


def _reported(row: Row) -> Row:
    """The row with its 初报: no way out of the undecided while an emergency waits to be reported."""
    if row.target is None or row.target in NOT_DECIDED or set(row.sources).isdisjoint(NOT_DECIDED):
        return row
    return replace(row, guards=(*row.guards, g.emergency_was_reported))


COMPLAINT = Table(
    name="complaint",
    label="信访投诉举报办理",
    states=State,
    initial=INITIAL,
    final=FINAL,
    rows=tuple(
        _recused(_reported(row)) for row in (*RECEIVE, *TRANSFER, *SUPERVISE, *FEEDBACK, *OVERLAYS, *HISTORY)
    ),
)
