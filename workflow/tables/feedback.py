"""The complaint on its way back to the petitioner: 反馈, and what may follow it (domain handbook §13.3, T24–T41)."""

from workflow import guards as g
from workflow import needs as n
from workflow.effects import Effect
from workflow.roles import Role
from workflow.states import IN_HAND, TURNED_AWAY, State
from workflow.table import Clock, Row
from workflow.tables.hands import (
    ALL_HANDLING,
    DESK,
    HEAD_OF_OFFICE,
    OFFICE,
    OWNERS,
    SCREENED,
    UNIT,
    UNIT_CLOCKS,
)
from workflow.terms import Term
from workflow.verbs import Verb
from workflow.vocabulary import Satisfaction

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
