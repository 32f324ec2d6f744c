"""Proofs about a workflow table: every state can be reached and left, nobody is locked in, no clock is forgotten.

``lint(table)`` proves one table, ``unused(tables)`` that the vocabulary is spoken. Both answer with faults; a sound
table has none. Faults are read by whoever edits a table, so they are in English.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from workflow.effects import Effect
from workflow.guards import Guard
from workflow.roles import BY_CASE, Role
from workflow.table import Clock, Row, Table, terms_of
from workflow.terms import Term
from workflow.verbs import Verb
from workflow.vocabulary import Labelled


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a table, and where."""

    code: str
    where: str
    sentence: str


Rule = Callable[[Table], Iterator[Fault]]
Node = TypeVar("Node")

# --- What the office has decided about clocks and words, each with its reason -----------------------

SEVERAL_AT_ONCE: Mapping[Term, str] = {
    Term.SUPERVISE_ANSWER: "each notice has its own limit, and a case may be under several notices",
    Term.SUPERVISE_ANSWER_LISTED: "each notice has its own limit, and a case may be under several notices",
}
"""Terms that may start while they run."""

OUTLIVES_THE_OUTCOME: Mapping[Term, str] = {
    Term.SUPERVISE_ANSWER: "a notice is answered whatever becomes of the case; the archive waits until it is lifted",
    Term.SUPERVISE_ANSWER_LISTED: "as the ordinary notice",
    Term.CRIMINAL_DECIDE: "a suspected crime is decided on whatever becomes of the case; the archive waits for it",
    Term.CRIMINAL_HANDOVER: "as the decision",
}
"""Terms that may still run where a case only waits for its archiving."""

STOPPED_BEFORE: Mapping[str, frozenset[Term]] = {
    "supervision-open": terms_of(Clock.SUPERVISION),
    "emergency-unreported": terms_of(Clock.EMERGENCY),
    "referral-open": frozenset({Term.CRIMINAL_DECIDE, Term.CRIMINAL_HANDOVER}),
    "crime-unreported": frozenset(
        {Term.CRIMINAL_HANDOVER}
    ),  # a crime is reported only while none is handed over
}
"""By a guard's code: the terms that cannot be running where the guard lets a case pass."""

NO_ROW_STARTS: Mapping[Term, str] = {
    Term.CROSSAREA_PLATFORM: "the platform's own hand-over; neither track nor channel tells that it is due",
    Term.SPOTCHECK_TEXTFIX: "a failed spot check hands the case back by REOPEN; mending a text alone is no verb",
    Term.PENALTY_DECIDE: "runs in the enforcement file from its opening, beside the petition",
    Term.PUBLISH: "runs from the forming of information that is open by its kind, not from a petition",
    Term.LOG_RETENTION: "binds the system, not a case",
    Term.PIA_RETENTION: "binds the system, not a case",
}
"""Terms of the deadline table that no row of a workflow starts."""

DO_NOT_ACT: Mapping[Role, str] = {
    Role.DISCIPLINE: "receives what is handed over, and handles it under its own rules",
    Role.SYSTEM_ADMIN: "keeps the system, not its cases",
    Role.SECURITY_ADMIN: "keeps the keys, not the cases",
    Role.AUDITOR: "reads the record",
}
"""Roles that no row names."""


def lint(table: Table) -> tuple[Fault, ...]:
    """Every fault of one table."""
    return tuple(fault for rule in RULES for fault in rule(table))


# --- Words ------------------------------------------------------------------------------------------


def rows_name_known_states(table: Table) -> Iterator[Fault]:
    """``transitions`` would accept a state of another table, or one that is only a string, and never leave it."""
    for row in table.rows:
        for state in (*row.sources, row.target):
            if state is not None and not isinstance(state, table.states):
                yield _at(row, "unknown-state", f"“{state}” is no {table.states.__name__}")
        if not row.sources:
            yield _at(row, "no-source", "the row starts from nowhere")


def rows_name_a_role(table: Table) -> Iterator[Fault]:
    """Somebody must be allowed to do it."""
    for row in table.rows:
        if not row.roles:
            yield _at(row, "no-role", "nobody may do this")


def guards_name_their_basis(table: Table) -> Iterator[Fault]:
    """A refusal says by which rule: each guard has a code, a title and a basis, and a code means one rule."""
    rules: dict[str, Guard] = {}
    for row in table.rows:
        for guard in row.guards:
            if not (guard.code and guard.title and guard.basis):
                yield _at(row, "nameless-guard", f"guard “{guard.code}” lacks code, title or basis")
            if rules.setdefault(guard.code, guard) != guard:
                yield _at(row, "ambiguous-guard", f"two different rules share the code “{guard.code}”")


def needs_ask_once(table: Table) -> Iterator[Fault]:
    """Two needs with one field would draw one control twice."""
    for row in table.rows:
        for field, times in Counter(need.field for need in row.needs).items():
            if times > 1:
                yield _at(row, "repeated-field", f"asks {times} times for “{field}”")


# --- Ways -------------------------------------------------------------------------------------------


def every_state_can_be_reached(table: Table) -> Iterator[Fault]:
    """A state that no path enters is dead text."""
    reached = _closure(table.initial, lambda state: _targets(table, state))
    for state in table.states:
        if state not in reached:
            yield _in(table, state, "unreachable", f"no path leads here from {table.initial}")


def every_state_can_be_left(table: Table) -> Iterator[Fault]:
    """From every state that is not final some final state can be reached; a final state is not left."""
    for state in table.states:
        ways = _ways_out(table, state)
        if state in table.final:
            if ways:
                yield _in(table, state, "final-moves", f"“{ways[0].verb}” leads out of a final state")
        elif not _closure(state, lambda at: _targets(table, at)) & table.final:
            yield _in(table, state, "dead-end", "no path leads from here to a final state")


def nobody_waits_for_a_missing_owner(table: Table) -> Iterator[Fault]:
    """Where only an owner opens a way out, somebody who is not one can appoint one; and not all ways are owners'."""
    for state in table.states:
        ways = [] if state in table.final else _ways_out(table, state)
        if any(map(_waits_for_an_owner, ways)) and not _owner_can_be_appointed(table, state):
            yield _in(
                table, state, "owner-lock-in", "a way out waits for an owner whom nobody can appoint here"
            )
        if ways and all(row.roles <= BY_CASE for row in ways):
            yield _in(table, state, "owners-only", "every way out is an owner's alone")


def _waits_for_an_owner(row: Row) -> bool:
    return row.roles <= BY_CASE or any(guard.needs_owner for guard in row.guards)


def _owner_can_be_appointed(table: Table, state: StrEnum) -> bool:
    row = table.row(Verb.APPOINT_OWNER, state)
    return row is not None and not _waits_for_an_owner(row)


# --- Clocks -----------------------------------------------------------------------------------------

Instant = tuple[StrEnum, bool]
"""A state, and whether the term in question runs there."""


def clocks_start_and_stop(table: Table) -> Iterator[Fault]:
    """Follow each term along every path: it may not outrun its purpose, start twice or be stopped for nothing."""
    for term in Term:
        starting = [row for row in table.rows if _starts(row, term)]
        instants = _instants(table, term)
        if starting and not any(_stops(row, term) for row in table.rows):
            yield _at(starting[0], "never-stopped", f"no row stops “{term}”")
        yield from _left_running(table, term, instants)
        yield from _started_twice(starting, term, instants)
        yield from _waited_out(table, term, instants)


def _left_running(table: Table, term: Term, instants: frozenset[Instant]) -> Iterator[Fault]:
    """In a final state nothing runs; where a case only waits for the end, only what was started for that wait."""
    for state in table.states:
        if (state, True) not in instants:
            continue
        if state in table.final:
            yield _in(table, state, "still-running", f"“{term}” can still run in a final state")
        elif _only_waits(table, state) and term not in OUTLIVES_THE_OUTCOME:
            for row in table.rows:
                if row.target == state and not _starts(row, term) and _arrives_running(row, term, instants):
                    yield _at(row, "still-running", f"“{term}” can still run after this, in “{state}”")


def _started_twice(starting: list[Row], term: Term, instants: frozenset[Instant]) -> Iterator[Fault]:
    """A term that runs is not started again, unless the same row first stops it."""
    for row in starting:
        if term not in SEVERAL_AT_ONCE and _arrives_running(row, term, instants):
            yield _at(row, "started-twice", f"“{term}” can already be running")


def _waited_out(table: Table, term: Term, instants: frozenset[Instant]) -> Iterator[Fault]:
    """A guard that waits for a clock to stop is passable only where something can stop it."""
    before: dict[Instant, list[Instant]] = {}
    for instant in instants:
        for following in _next_instants(table, term, instant):
            before.setdefault(following, []).append(instant)
    ends = [instant for instant in instants if instant[0] in table.final]
    getting_there = frozenset(at for end in ends for at in _closure(end, lambda i: iter(before.get(i, ()))))
    for state in table.states:
        if (state, True) in instants - getting_there:
            yield _in(table, state, "locked-by-clock", f"while “{term}” runs, no final state can be reached")


def stops_stop_something(table: Table) -> Iterator[Fault]:
    """A row that stops a clock which can run in none of its sources was written for another path."""
    instants = {term: _instants(table, term) for term in Term}
    for row in table.rows:
        for ticking in row.stops:
            terms = terms_of(ticking)
            idle = not any((source, True) in instants[term] for term in terms for source in row.sources)
            if idle and not terms & NO_ROW_STARTS.keys():
                yield _at(row, "idle-stop", f"“{ticking}” can run in none of the row's sources")


def _starts(row: Row, term: Term) -> bool:
    return any(term in terms_of(ticking) for ticking in (*row.starts, *row.resumes))


def _stops(row: Row, term: Term) -> bool:
    return any(term in terms_of(ticking) for ticking in row.stops)


def _arrives_running(row: Row, term: Term, instants: frozenset[Instant]) -> bool:
    """Whether the term can have been running before the row and is not stopped by it."""
    passable = not any(term in STOPPED_BEFORE.get(guard.code, ()) for guard in row.guards)
    return passable and not _stops(row, term) and any((source, True) in instants for source in row.sources)


def _instants(table: Table, term: Term) -> frozenset[Instant]:
    """Every state that can be reached, with the term running and without, wherever each is possible."""
    return _closure((table.initial, False), lambda instant: _next_instants(table, term, instant))


def _next_instants(table: Table, term: Term, instant: Instant) -> Iterator[Instant]:
    """Where each row leads. A clock may or may not turn out to be this term, so its start leads both ways."""
    state, running = instant
    for row in table.rows_from(state):
        if running and any(term in STOPPED_BEFORE.get(guard.code, ()) for guard in row.guards):
            continue
        target = state if row.target is None else row.target
        if _starts(row, term):
            yield target, True
        if term not in row.starts:
            yield target, running and not _stops(row, term)


def _only_waits(table: Table, state: StrEnum) -> bool:
    """A state that is not final, but from which nothing but a final state follows: refused, withdrawn, …"""
    targets = frozenset(_targets(table, state))
    return state not in table.final and bool(targets) and targets <= table.final


# --- Vocabulary -------------------------------------------------------------------------------------


def unused(tables: tuple[Table, ...]) -> tuple[Fault, ...]:
    """Verbs, roles, effects, clocks and terms that no row of any table uses, unless their silence is declared."""
    rows = [row for table in tables for row in table.rows]
    started = {term for row in rows for tick in row.starts for term in terms_of(tick)}
    silent: tuple[Labelled, ...] = (
        *(verb for verb in Verb if verb not in {row.verb for row in rows}),
        *(
            role
            for role in Role
            if role not in {role for row in rows for role in row.roles} | DO_NOT_ACT.keys()
        ),
        *(effect for effect in Effect if effect not in {effect for row in rows for effect in row.effects}),
        *(clock for clock in Clock if clock not in {tick for row in rows for tick in row.starts}),
        *(term for term in Term if term not in started | NO_ROW_STARTS.keys()),
    )
    return tuple(
        Fault("unused", f"{type(word).__name__}.{word.name}", "no row of any table uses it")
        for word in silent
    )


# --- Helpers ----------------------------------------------------------------------------------------


def _closure(start: Node, following: Callable[[Node], Iterator[Node]]) -> frozenset[Node]:
    """All that can be reached from ``start``, itself included."""
    reached, waiting = {start}, [start]
    while waiting:
        for node in following(waiting.pop()):
            if node not in reached:
                reached.add(node)
                waiting.append(node)
    return frozenset(reached)


def _ways_out(table: Table, state: StrEnum) -> list[Row]:
    """The rows that move a case out of the state."""
    return [row for row in table.rows_from(state) if row.target not in (None, state)]


def _targets(table: Table, state: StrEnum) -> Iterator[StrEnum]:
    return (row.target for row in _ways_out(table, state) if row.target is not None)


def _at(row: Row, code: str, sentence: str) -> Fault:
    return Fault(code, f"{row.code} {row.verb} from {', '.join(row.sources) or 'nowhere'}", sentence)


def _in(table: Table, state: StrEnum, code: str, sentence: str) -> Fault:
    return Fault(code, f"{table.name}: {state}", sentence)


RULES: tuple[Rule, ...] = (
    rows_name_known_states,
    rows_name_a_role,
    guards_name_their_basis,
    needs_ask_once,
    every_state_can_be_reached,
    every_state_can_be_left,
    nobody_waits_for_a_missing_owner,
    clocks_start_and_stop,
    stops_stop_something,
)
