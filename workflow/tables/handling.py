"""The complaint on its way through the office: 接访 → 转办 → 督查 (domain handbook §13.3, T1–T23)."""

from workflow import guards as g
from workflow import needs as n
from workflow.effects import Effect
from workflow.facts import Outcome, ReviewKind
from workflow.needs import Kind
from workflow.roles import Role
from workflow.states import UNDECIDED, State
from workflow.table import Clock, Row
from workflow.tables.hands import (
    DESK,
    FIRST_CLOCKS,
    HEAD_OF_OFFICE,
    OFFICE,
    REVIEWERS,
    SCREENED,
    SCREENING_CLOCKS,
    UNIT,
)
from workflow.terms import Term
from workflow.verbs import Verb
from workflow.vocabulary import Relation

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
