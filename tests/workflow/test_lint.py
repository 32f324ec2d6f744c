"""The proofs of ``workflow.lint``: the real tables are sound, and each proof refuses a table made bad on purpose."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from workflow import guards as g
from workflow import needs as n
from workflow.guards import Guard
from workflow.lint import DO_NOT_ACT, NO_ROW_STARTS, RULES, lint, unused
from workflow.needs import Kind
from workflow.roles import Role
from workflow.rules.model import REMEDIES, Remedy
from workflow.states import State
from workflow.table import MAY_BE, Clock, Row, Table, terms_of
from workflow.tables import COMPLAINT, TABLES
from workflow.tables.supervision import NoticeState
from workflow.terms import Term
from workflow.verbs import Verb
from workflow.vocabulary import Labelled


class Place(Labelled):
    """A workflow of three states, the smallest in which something can go wrong."""

    START = "start", "起点"
    MIDDLE = "middle", "中途"
    END = "end", "终点"


OFFICER = frozenset({Role.PETITION_OFFICER})
OWNER = frozenset({Role.OWNER_CITY})
BEGIN = Row("1", Verb.ACCEPT, (Place.START,), Place.MIDDLE, OFFICER)
FINISH = Row("2", Verb.ARCHIVE, (Place.MIDDLE,), Place.END, OFFICER)
BACK = Row("3", Verb.REOPEN, (Place.MIDDLE,), Place.START, OFFICER)
APPOINT = Row("4", Verb.APPOINT_OWNER, (Place.MIDDLE,), None, OFFICER)
WAITS_FOR_OWNER = replace(FINISH, guards=(g.strike_off_is_signed_by_both,))


def sample(*rows: Row) -> Table:
    return Table("sample", "样表", Place, Place.START, frozenset({Place.END}), rows)


def codes(table: Table) -> set[str]:
    return {fault.code for fault in lint(table)}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_tables_of_the_office_are_sound(table: Table) -> None:
    assert lint(table) == ()


def test_every_word_of_the_vocabulary_is_used_or_its_silence_is_declared() -> None:
    assert unused(TABLES) == ()


def test_a_sound_sample_has_no_fault() -> None:
    assert lint(sample(BEGIN, FINISH)) == ()


BAD_TABLES: dict[str, Table] = {
    "unreachable": sample(replace(BEGIN, target=Place.END)),
    "dead-end": sample(BEGIN, FINISH, replace(BACK, sources=(Place.START,), target=Place.START)),
    "final-moves": sample(BEGIN, FINISH, replace(BACK, sources=(Place.END,))),
    "no-role": sample(BEGIN, FINISH, replace(BACK, roles=frozenset())),
    "no-source": sample(BEGIN, FINISH, replace(BACK, sources=())),
    "unknown-state": sample(BEGIN, FINISH, replace(BACK, sources=(NoticeState.ISSUED,))),
    "nameless-guard": sample(replace(BEGIN, guards=(Guard("x", "", (), lambda f, a: None),)), FINISH),
    "ambiguous-guard": sample(
        replace(BEGIN, guards=(g.was_not_extended,)),
        replace(FINISH, guards=(g.guard("already-extended", "另一规则")(lambda f, a: None),)),
    ),
    "repeated-field": sample(
        replace(BEGIN, needs=(n.text("reason", "理由"), n.line("reason", "事由"))), FINISH
    ),
    "owner-lock-in": sample(BEGIN, WAITS_FOR_OWNER),
    "owners-only": sample(BEGIN, replace(FINISH, roles=OWNER), APPOINT),
    "never-stopped": sample(replace(BEGIN, starts=(Term.TRANSFER,)), FINISH),
    "still-running": sample(
        replace(BEGIN, starts=(Term.TRANSFER,)),
        FINISH,
        replace(BACK, stops=(Term.TRANSFER,)),
    ),
    "started-twice": sample(
        replace(BEGIN, starts=(Term.TRANSFER,)), replace(FINISH, stops=(Term.TRANSFER,)), BACK
    ),
    "idle-stop": sample(replace(BEGIN, stops=(Term.TRANSFER,)), FINISH),
    "locked-by-clock": sample(
        replace(BEGIN, starts=(Clock.SUPERVISION,)),
        replace(FINISH, guards=(g.no_supervision_is_open,)),
    ),
}
BAD_TABLES["dead-end"] = sample(
    replace(BEGIN, target=Place.END), Row("5", Verb.TRANSFER, (Place.START,), Place.MIDDLE, OFFICER)
)


@pytest.mark.parametrize("code", BAD_TABLES)
def test_a_bad_table_is_refused_under_the_name_of_its_fault(code: str) -> None:
    assert code in codes(BAD_TABLES[code])


def test_every_proof_bites() -> None:
    biting = {rule for rule in RULES for table in BAD_TABLES.values() if list(rule(table))}
    assert biting == set(RULES)


def test_a_fault_says_where_it_is() -> None:
    (fault,) = lint(sample(BEGIN, WAITS_FOR_OWNER))
    assert fault.where == "sample: middle"
    assert "owner" in fault.sentence


# --- Lock-ins ---------------------------------------------------------------------------------------


def test_a_way_out_that_waits_for_owners_is_sound_where_somebody_else_appoints_them() -> None:
    assert lint(sample(BEGIN, WAITS_FOR_OWNER, APPOINT)) == ()


@pytest.mark.parametrize(
    "appointing",
    [replace(APPOINT, roles=OWNER), replace(APPOINT, guards=(g.both_owners_are_named,))],
    ids=["by an owner", "once both are there"],
)
def test_an_owner_who_is_missing_cannot_be_appointed_by_owners(appointing: Row) -> None:
    assert "owner-lock-in" in codes(sample(BEGIN, WAITS_FOR_OWNER, appointing))


def without_appointing_in(state: State) -> Table:
    rows = (
        replace(row, sources=tuple(source for source in row.sources if source is not state))
        if row.verb is Verb.APPOINT_OWNER
        else row
        for row in COMPLAINT.rows
    )
    return replace(COMPLAINT, rows=tuple(row for row in rows if row.sources))


@pytest.mark.parametrize(
    "state",
    [
        State.ACCEPTED,
        State.INVESTIGATING,
        State.DISPOSING,
        State.REPLIED,
        State.STAGE_CLOSED,
        State.CLOSED,
        State.RECHECKED,
    ],
)
def test_wherever_owners_must_sign_the_office_can_replace_them(state: State) -> None:
    assert [(fault.code, fault.where) for fault in lint(without_appointing_in(state))] == [
        ("owner-lock-in", f"complaint: {state}")
    ]


# --- Clocks -----------------------------------------------------------------------------------------


def without(table: Table, verb: Verb, change: Callable[[Row], Row]) -> Table:
    return replace(table, rows=tuple(change(row) if row.verb is verb else row for row in table.rows))


def stops_nothing(row: Row) -> Row:
    return replace(row, stops=())


@pytest.mark.parametrize(
    ("verb", "term"),
    [
        (Verb.OBJECT, Term.SIGN_IN),
        (Verb.WITHDRAW, Term.HANDLE_A),
        (Verb.WITHDRAW, Term.INFO_SUPPLY),
        (Verb.WITHDRAW, Term.OBJECTION_UNIT),
        (Verb.WITHDRAW, Term.HEARING),
        (Verb.CLOSE, Term.OWNER_REPLACE),
        (Verb.REFUSE, Term.ACCEPT_NOTIFY),
        (Verb.REFER_DISCIPLINE, Term.EXPOSURE_NONPERFORMANCE),
        (Verb.MERGE, Term.ORDER_12345),
        (Verb.REPLY, Term.REDECIDE),
        (Verb.STAGE_CLOSE, Term.EVALUATE),
        (Verb.FINISH_STAGE, Term.STAGE_REPORT),
        (Verb.REQUEST_RECHECK, Term.STAGE_REPORT),
        (Verb.CLOSE, Term.REREVIEW_REQUEST),
        (Verb.REOPEN, Term.ARCHIVE),
        (Verb.SUBMIT, Term.REWORK),
        (Verb.RETURN_TO_INVESTIGATE, Term.DOUBLE_REVIEW),
        (Verb.REVOKE_REREVIEW, Term.REREVIEW_DECIDE),
    ],
)
def test_a_stop_taken_out_of_the_table_is_missed(verb: Verb, term: Term) -> None:
    faults = lint(without(COMPLAINT, verb, stops_nothing))
    assert any(term.value in fault.sentence for fault in faults)
    assert {fault.code for fault in faults} <= {
        "still-running", "started-twice", "never-stopped", "idle-stop", "locked-by-clock",
    }  # fmt: skip


def test_a_term_that_only_waits_for_the_archive_may_run_where_it_was_started() -> None:
    archived = sample(replace(BEGIN, starts=(Term.ARCHIVE,)), replace(FINISH, stops=(Term.ARCHIVE,)))
    assert lint(archived) == ()


def test_a_handling_term_that_the_archive_would_swallow_is_found_at_the_verb_that_forgot_it() -> None:
    forgotten = sample(
        Row("0", Verb.RECORD, (Place.START,), None, OFFICER, starts=(Term.TRANSFER,)),
        BEGIN,
        replace(FINISH, stops=(Term.TRANSFER,)),
    )
    assert ("still-running", "1 accept from start") in {
        (fault.code, fault.where) for fault in lint(forgotten)
    }


def test_a_supervision_that_outlives_the_outcome_can_still_be_answered_before_the_archive() -> None:
    rows = tuple(
        replace(row, sources=tuple(s for s in row.sources if s is not State.TERMINATED))
        if row.verb is Verb.ANSWER_SUPERVISION
        else row
        for row in COMPLAINT.rows
    )
    assert ("locked-by-clock", "complaint: terminated") in {
        (fault.code, fault.where) for fault in lint(replace(COMPLAINT, rows=rows))
    }


def test_a_clock_that_runs_on_is_followed_like_one_that_starts() -> None:
    resuming = sample(
        replace(BEGIN, starts=(Term.ARCHIVE,)),
        Row("3", Verb.AMEND, (Place.MIDDLE,), None, OFFICER, stops=(Term.ARCHIVE,)),
        Row("4", Verb.RESUME, (Place.MIDDLE,), None, OFFICER, resumes=(Term.ARCHIVE,)),
        FINISH,
    )
    assert ("still-running", "sample: end") in {(fault.code, fault.where) for fault in lint(resuming)}


def test_what_a_clock_may_be_agrees_with_the_rule_sets() -> None:
    assert MAY_BE.keys() == set(Clock)
    after_the_reply = {remedy.term for ways in REMEDIES.values() for remedy in ways} - {Remedy.REREVIEW.term}
    assert terms_of(Clock.REMEDY) == after_the_reply
    clocks = list(Clock)
    assert all(not (MAY_BE[a] & MAY_BE[b]) for a in clocks for b in clocks if a is not b)


# --- Vocabulary -------------------------------------------------------------------------------------


def test_words_that_no_row_speaks_are_reported() -> None:
    missing = {fault.where for fault in unused((sample(BEGIN, FINISH),))}
    assert {"Verb.REPLY", "Role.HANDLER", "Effect.ISSUE_REPLY", "Clock.REMEDY", "Term.TRANSFER"} <= missing
    assert not {"Verb.ACCEPT", "Role.PETITION_OFFICER", "Role.AUDITOR", "Term.LOG_RETENTION"} & missing


def test_no_silence_is_declared_for_a_word_that_is_spoken() -> None:
    rows = [row for table in TABLES for row in table.rows]
    assert not DO_NOT_ACT.keys() & {role for row in rows for role in row.roles}
    assert not NO_ROW_STARTS.keys() & {t for row in rows for tick in row.starts for t in terms_of(tick)}


def test_every_guard_of_the_office_stands_in_some_row() -> None:
    used = {guard.code for table in TABLES for row in table.rows for guard in row.guards}
    written = {value.code for value in vars(g).values() if isinstance(value, Guard)}
    assert written <= used


def test_every_control_is_asked_for_by_some_row() -> None:
    asked = {need.kind for table in TABLES for row in table.rows for need in row.needs}
    assert asked == set(Kind)
