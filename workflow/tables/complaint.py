"""The main loop of a complaint: 接访 → 转办 → 督查 → 反馈 (domain handbook §13.3, T1–T41).

Read a row as a sentence: *who* may do *what*, from *where* to *where*, if *which rules* hold, giving *what*,
with *which papers* and *which clocks* started and stopped. The machine, the buttons and their forms, the
permissions, the diagram and the test matrix all come from here.
"""

from dataclasses import replace

from workflow import guards as g
from workflow.states import FINAL, INITIAL, State
from workflow.table import Row, Table
from workflow.tables.feedback import FEEDBACK
from workflow.tables.handling import RECEIVE, SUPERVISE, TRANSFER
from workflow.tables.hands import NOT_DECIDED
from workflow.tables.history import HISTORY
from workflow.tables.overlays import OVERLAYS
from workflow.verbs import Verb

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
