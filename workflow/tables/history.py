"""What an old register tells of the time before this system (补录): rows of the complaint table that only the import takes.

A ledger knows when a matter was accepted, answered and closed; it knows neither investigators nor reviewers, nor whose
signature stood where. So its facts enter by verbs of their own, which stop and start the same clocks, print no paper
and write to nobody: no reader takes them for work that was done here.
"""

from workflow import guards as g
from workflow import needs as n
from workflow.needs import Kind
from workflow.roles import Role
from workflow.states import State
from workflow.table import Clock, Row
from workflow.terms import Term
from workflow.verbs import Verb
from workflow.vocabulary import Satisfaction, Truth

IMPORT = frozenset({Role.SYSTEM})
"""Nobody at a page: the import of a ledger, in the name of the officer who answers for it."""

ENTERED = (n.line("source", "台账"), n.line("entered_at", "补录时间"))
"""Which row of which file says so, and when it was entered: the event itself stands at the time that the row tells."""

FIRST = (Term.ACCEPT_NOTIFY, Clock.CHANNEL, Term.EXPOSURE_NONPERFORMANCE)
UNTIL_REPLIED = (Clock.HANDLING, Clock.CHANNEL, Term.EXPOSURE_NONPERFORMANCE, Term.TRANSFER)

HISTORY = (
    Row(
        "L1", Verb.HISTORY_REGISTER, (State.DRAFT,), State.REGISTERED, IMPORT,
        guards=(g.case_comes_from_a_ledger,),
        needs=ENTERED,
        starts=FIRST,
    ),
    Row(
        "L2", Verb.HISTORY_REFUSE, (State.REGISTERED,), State.REFUSED, IMPORT,
        guards=(g.case_comes_from_a_ledger,),
        needs=(
            n.line("reason", "不予受理原因"), n.of("unit", "承办单位", Kind.UNIT, optional=True), *ENTERED,
        ),
        stops=(*FIRST, Clock.HANDOVER, Clock.VACANCY),
    ),
    Row(
        "L3", Verb.HISTORY_ACCEPT, (State.REGISTERED,), State.ACCEPTED, IMPORT,
        guards=(g.case_comes_from_a_ledger,),
        needs=(n.of("unit", "承办单位", Kind.UNIT, optional=True), *ENTERED),
        starts=(Clock.HANDLING,), stops=(Term.ACCEPT_NOTIFY, Term.OBJECTION_SUPERIOR, Clock.HANDOVER),
    ),
    Row(
        "L4", Verb.HISTORY_FIND, (State.ACCEPTED,), None, IMPORT,
        guards=(g.case_comes_from_a_ledger,),
        needs=(n.choice("truth", "属实情况", Truth), *ENTERED),
    ),
    Row(
        "L5", Verb.HISTORY_REPLY, (State.ACCEPTED,), State.REPLIED, IMPORT,
        guards=(g.case_comes_from_a_ledger,),
        needs=(n.choice("way", "答复方式", n.ReplyWay), *ENTERED),
        starts=(Term.EVALUATE, Clock.REMEDY), stops=UNTIL_REPLIED,
    ),
    Row(
        "L6", Verb.HISTORY_RATE, (State.REPLIED,), None, IMPORT,
        guards=(g.case_comes_from_a_ledger, g.is_not_rated_yet),
        needs=(n.choice("rating", "评价", Satisfaction), *ENTERED),
        stops=(Term.EVALUATE,),
    ),
    Row(
        "L7", Verb.HISTORY_CLOSE, (State.REPLIED,), State.CLOSED, IMPORT,
        guards=(g.case_comes_from_a_ledger, g.strike_off_is_signed_by_both),
        needs=ENTERED,
        stops=(Term.EVALUATE, Clock.VACANCY),
    ),
    # Closed without an answer: the law knows no such way, but old registers do, and the reply rate is to show it.
    Row(
        "L7", Verb.HISTORY_CLOSE, (State.ACCEPTED,), State.CLOSED, IMPORT,
        guards=(g.case_comes_from_a_ledger, g.strike_off_is_signed_by_both),
        needs=ENTERED,
        stops=(*UNTIL_REPLIED, Clock.VACANCY),
    ),
)  # fmt: skip
"""L1-L7 are numbers of this house; the handbook's table knows no import."""
