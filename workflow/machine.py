"""The finite-state machine: one shared ``transitions.Machine`` for each table, and the one way to move a subject.

``transitions`` alone would accept misspelt states, hide refused conditions behind ``False`` and take the first of
two equal rows in silence; the table and the checks here stand around it. It is the only module that imports it.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any, Protocol

from transitions import Machine

from workflow.facts import Known
from workflow.guards import INTERNAL, Reason
from workflow.needs import Given
from workflow.roles import OF_THE_UNIT, Actor
from workflow.table import Row, Table
from workflow.vocabulary import Labelled


class Subject(Protocol):
    """Whatever has a state that the machine may move: a case, a supervision notice."""

    state: Any


class Refused(Exception):  # noqa: N818 - the office refuses; it is no accident
    """The law does not allow this move now. ``reasons`` say why, by which rule, and what to do."""

    def __init__(self, verb: Labelled, state: StrEnum, reasons: tuple[Reason, ...]) -> None:
        super().__init__("; ".join(f"[{reason.code}] {reason.sentence}" for reason in reasons))
        self.verb, self.state, self.reasons = verb, state, reasons

    @property
    def code(self) -> str:
        """The code of the first reason."""
        return self.reasons[0].code


@cache
def machine_of(table_name: str) -> Machine:
    """The shared machine of a table, built once: no model, no automatic transitions, never queued."""
    from workflow.tables import TABLES

    table = next(table for table in TABLES if table.name == table_name)
    machine = Machine(
        model=None,
        states=[state.value for state in table.states],
        initial=table.initial.value,
        auto_transitions=False,
        send_event=True,
    )
    for row in table.rows:
        target = None if row.target is None else row.target.value
        machine.add_transition(row.verb.value, [source.value for source in row.sources], target)
    return machine


class _Mover:
    """What ``transitions`` moves in the subject's stead; it speaks plain strings."""

    def __init__(self, state: str) -> None:
        self.state = state


def _state_of(table: Table, verb: Labelled, state: StrEnum) -> StrEnum:
    """The state to which ``transitions`` itself takes this verb."""
    mover = _Mover(state.value)
    machine = machine_of(table.name)
    if not machine.events[verb.value].trigger(mover):
        raise AssertionError(f"{verb!s} did not fire from {state!s}")
    return table.states(mover.state)


def reasons_against(row: Row, facts: Known, actor: Actor) -> tuple[Reason, ...]:
    """Role first: whoever may not act at all is not told the state of the case. Then every guard."""
    if not facts.roles_of(actor) & row.roles:
        return (_wrong_role(row, facts, actor),)
    found = (guard(facts, actor) for guard in row.guards)
    return tuple(reason for reason in found if reason is not None)


def _wrong_role(row: Row, facts: Known, actor: Actor) -> Reason:
    who = "、".join(role.label for role in sorted(row.roles, key=lambda role: role.value))
    if actor.roles & row.roles & OF_THE_UNIT:
        return Reason("not-your-unit", f"本件不由您所在单位承办，不能“{row.verb.label}”。请由承办单位办理。")
    return Reason("not-your-role", f"您的岗位不能“{row.verb.label}”。须由{who}办理。")


def fire(
    table: Table, subject: Subject, verb: Labelled, facts: Known, actor: Actor, given: Given | None = None
) -> Row:
    """Move ``subject`` by ``verb``, or raise ``Refused`` with every reason and leave it untouched.

    ``given`` is what the actor filled in; each need of the row checks its own field. A state of another table
    is a mistake of the caller, though it may be spelt like one of this table.
    """
    state = subject.state
    if not isinstance(state, table.states):
        raise TypeError(f"{state!r} is no state of the {table.name} table")
    row = table.row(verb, state)
    if row is None:
        raise Refused(verb, state, (no_such_move(verb, state),))
    reasons = reasons_against(row, facts, actor)
    if not reasons:
        values: Mapping[str, object] = given or {}
        found = (need(facts, values) for need in row.needs)
        reasons = tuple(reason for reason in found if reason is not None)
    if reasons:
        raise Refused(verb, state, reasons)
    subject.state = _state_of(table, verb, state)
    return row


def no_such_move(verb: Labelled, state: StrEnum) -> Reason:
    """The reason given where the table has no row for this verb in this state."""
    label = getattr(state, "label", state.value)
    return Reason(
        "no-such-move", f"本件现为“{label}”，不能“{verb.label}”。请查看本件现在可办的事项。", INTERNAL
    )
