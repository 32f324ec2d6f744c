"""Where a case can stand. Each state knows its Chinese name, its stage of the loop and its published bucket.

Supervised (督办), overdue (超期), repeat (重复), key (重点) and backlog (积案) are not states: see ``Flag``.
"""

from enum import StrEnum
from typing import Self

from workflow.vocabulary import Labelled


class Stage(Labelled):
    """The four macro stages of the closed loop: 接访 → 转办 → 督查 → 反馈."""

    RECEIVE = "receive", "接访"
    TRANSFER = "transfer", "转办"
    SUPERVISE = "supervise", "督查"
    FEEDBACK = "feedback", "反馈"


class Bucket(Labelled):
    """The status columns of published statistics: 未办理 / 办理中 / 已办结 / 不受理."""

    NOT_STARTED = "not_started", "未办理"
    IN_PROGRESS = "in_progress", "办理中"
    DONE = "done", "已办结"
    REFUSED = "refused", "不受理"
    UNCOUNTED = "uncounted", "不计"


class State(StrEnum):
    """The states of a complaint (domain handbook §13.2).

    已登记 and 甄别 are one state, since nobody acts between them; so are 已答复 and 回访评价, since the
    evaluation window opens with the reply itself.
    """

    label: str
    stage: Stage
    bucket: Bucket

    def __new__(
        cls, value: str, label: str = "", stage: Stage = Stage.RECEIVE, bucket: Bucket = Bucket.UNCOUNTED
    ) -> Self:  # the defaults let ``State("draft")`` type-check
        member = str.__new__(cls, value)
        member._value_ = value
        member.label, member.stage, member.bucket = label, stage, bucket
        return member

    DRAFT = "draft", "待登记", Stage.RECEIVE, Bucket.NOT_STARTED
    DISCARDED = "discarded", "作废", Stage.RECEIVE, Bucket.UNCOUNTED
    REGISTERED = "registered", "已登记待甄别", Stage.RECEIVE, Bucket.NOT_STARTED
    NEED_INFO = "need_info", "待补充线索", Stage.RECEIVE, Bucket.NOT_STARTED
    PROPOSED = "proposed", "拟处理意见待审", Stage.RECEIVE, Bucket.NOT_STARTED
    REFUSED = "refused", "不予受理", Stage.RECEIVE, Bucket.REFUSED
    NO_LONGER_ACCEPTED = "no_longer_accepted", "不再受理", Stage.RECEIVE, Bucket.REFUSED
    REDIRECTED = "redirected", "告知移送", Stage.RECEIVE, Bucket.REFUSED
    DISCIPLINE = "discipline", "转纪检", Stage.RECEIVE, Bucket.UNCOUNTED
    ANSWERED = "answered", "咨询即答", Stage.RECEIVE, Bucket.DONE
    MERGED = "merged", "并案", Stage.RECEIVE, Bucket.IN_PROGRESS
    ACCEPTED = "accepted", "已受理", Stage.RECEIVE, Bucket.IN_PROGRESS
    DISPATCHED = "dispatched", "已转办", Stage.TRANSFER, Bucket.IN_PROGRESS
    OBJECTED = "objected", "承办单位异议", Stage.TRANSFER, Bucket.IN_PROGRESS
    SIGNED_IN = "signed_in", "已签收", Stage.TRANSFER, Bucket.IN_PROGRESS
    INVESTIGATING = "investigating", "调查核实", Stage.SUPERVISE, Bucket.IN_PROGRESS
    DISPOSING = "disposing", "处理整改", Stage.SUPERVISE, Bucket.IN_PROGRESS
    HEARING = "hearing", "听证", Stage.SUPERVISE, Bucket.IN_PROGRESS
    REVIEW = "review", "双审核", Stage.SUPERVISE, Bucket.IN_PROGRESS
    APPROVED = "approved", "待反馈", Stage.FEEDBACK, Bucket.IN_PROGRESS
    REPLIED = "replied", "已答复待评价", Stage.FEEDBACK, Bucket.DONE
    STAGE_CLOSED = "stage_closed", "阶段性办结", Stage.FEEDBACK, Bucket.DONE
    CLOSED = "closed", "办结", Stage.FEEDBACK, Bucket.DONE
    WITHDRAWN = "withdrawn", "信访人撤回", Stage.FEEDBACK, Bucket.DONE
    RECHECK = "recheck", "复查", Stage.FEEDBACK, Bucket.DONE
    RECHECKED = "rechecked", "复查维持", Stage.FEEDBACK, Bucket.DONE
    REREVIEW = "rereview", "复核", Stage.FEEDBACK, Bucket.DONE
    TERMINATED = "terminated", "三级终结", Stage.FEEDBACK, Bucket.DONE
    ARCHIVED = "archived", "归档", Stage.FEEDBACK, Bucket.DONE


INITIAL = State.DRAFT
FINAL: frozenset[State] = frozenset({State.ARCHIVED, State.DISCARDED})

UNREGISTERED: tuple[State, ...] = (State.DRAFT, State.DISCARDED)
"""No register entry, or not yet one: no statistics count these. What was discarded was no petition matter at all
(a wrong number, a test, the same call typed twice); what is one and is not taken on is refused, under its own name."""

SCREENING: tuple[State, ...] = (State.REGISTERED, State.NEED_INFO, State.PROPOSED)
"""Registered, and not yet decided whose and whether: the petition officer's queue."""

AT_THE_UNIT: tuple[State, ...] = (
    State.DISPATCHED,
    State.SIGNED_IN,
    State.INVESTIGATING,
    State.DISPOSING,
    State.HEARING,
)
"""With the handling unit: its people may write the case."""

IN_HAND: tuple[State, ...] = (State.ACCEPTED, State.OBJECTED, *AT_THE_UNIT, State.REVIEW, State.APPROVED)
"""Accepted and not yet answered."""

UNDECIDED: tuple[State, ...] = (*SCREENING, *IN_HAND)
"""Registered and neither answered nor turned away: the backlog lists these."""

OPEN: tuple[State, ...] = (*UNDECIDED, State.REPLIED, State.STAGE_CLOSED)
"""Somebody in the office still owes this case something."""

TURNED_AWAY: tuple[State, ...] = (State.REFUSED, State.NO_LONGER_ACCEPTED, State.REDIRECTED)
"""The three outcomes that end without acceptance, each with a notice of its own."""

BEYOND_TRANSFER: frozenset[State] = frozenset({State.OBJECTED, *AT_THE_UNIT, State.REVIEW, State.APPROVED})
"""States that a flagged case may enter only with both owners (双包案); the database refuses otherwise."""
