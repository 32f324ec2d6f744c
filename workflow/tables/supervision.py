"""督办单: a supervision notice has a life of its own beside the case that it presses (handbook §6.4, T36)."""

from workflow.roles import Role
from workflow.table import Row, Table
from workflow.tables.hands import JUDGES, UNIT
from workflow.verbs import Verb
from workflow.vocabulary import Labelled


class NoticeState(Labelled):
    """Where a supervision notice stands."""

    ISSUED = "issued", "待反馈"
    ANSWERED = "answered", "已反馈"
    LIFTED = "lifted", "已解除"


ANSWERERS = UNIT | {Role.PETITION_OFFICER}

SUPERVISION = Table(
    name="supervision",
    label="督办通知",
    states=NoticeState,
    initial=NoticeState.ISSUED,
    final=frozenset({NoticeState.LIFTED}),
    rows=(
        Row("T36", Verb.ANSWER_SUPERVISION, (NoticeState.ISSUED,), NoticeState.ANSWERED, ANSWERERS),
        Row("T36", Verb.RETURN_SUPERVISION, (NoticeState.ANSWERED,), NoticeState.ISSUED, JUDGES),
        Row("T36", Verb.LIFT_SUPERVISION, (NoticeState.ANSWERED,), NoticeState.LIFTED, JUDGES),
    ),
)
