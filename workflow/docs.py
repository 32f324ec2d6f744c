"""STATES.md: the workflows as diagrams, as tables of rows and as a matrix of roles. Generated, never edited."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from workflow import states
from workflow.guards import DUAL_OWNERSHIP, INTERNAL, Guard
from workflow.needs import Need
from workflow.roles import Role
from workflow.rules import RULE_SETS
from workflow.states import Stage, State
from workflow.table import Row, Table
from workflow.tables import TABLES
from workflow.vocabulary import Labelled

HEAD = """\
# States / 状态流转

Generated from `workflow/tables/`; `make docs` writes it anew.

Each workflow is one table of rows. A row says who (岗位) may do what (动作), from which state to which (状态), under
which rules (规则), what must be filled in (填写), which papers and messages follow (文书和通知), and which clocks
start ▶, stop ■ and run on ↻ (时限). The numbers are those of the handbook's transitions. A case whose row leads nowhere (—)
stays where it is. A rule without an article is the office's own (内部规则). Supervised (督办), overdue (超期), repeat
(重复), key (重点) and backlog (积案) are not states: they lie over them.
"""

GROUPS: tuple[tuple[str, Sequence[State]], ...] = (
    ("未结", states.OPEN),
    ("未答复", states.UNDECIDED),
    ("办理中", states.IN_HAND),
    ("在承办单位", states.AT_THE_UNIT),
    ("甄别中", states.SCREENING),
    ("未受理", states.TURNED_AWAY),
)
"""Names for the groups of states that rows start from; the widest first."""

CROWD = 5
"""A row that starts from so many states is told beneath the drawing of the whole, not drawn in it."""

TINTS = {
    Stage.RECEIVE: "#e8f1fb",
    Stage.TRANSFER: "#fdf3d8",
    Stage.SUPERVISE: "#fbe6e1",
    Stage.FEEDBACK: "#e6f4e7",
}


def render() -> str:
    """The whole page."""
    lines = [HEAD, *_groups()]
    for table in TABLES:
        lines += [f"## {table.name.capitalize()} / {table.label}\n", *_diagrams(table), *_rows(table)]
        lines += _matrix(table)
    return "\n".join([*lines, *_rules()])


# --- Diagrams ---------------------------------------------------------------------------------------


def _diagrams(table: Table) -> Iterator[str]:
    moves = [
        (row, source, row.target) for row in table.rows for source in row.sources if row.target is not None
    ]
    drawn = [move for move in moves if len(move[0].sources) < CROWD]
    touched = {state for _, source, target in drawn for state in (source, target)}
    yield "### The whole / 全图\n"
    yield from _diagram(table, [state for state in table.states if state in touched], drawn)
    for row, target in dict.fromkeys((move[0], move[2]) for move in moves if move not in drawn):
        yield f"Not drawn: **{row.verb.label}** → {_label(target)}, from {_sources(row.sources)}.\n"
    for stage in Stage:
        inside = [state for state in table.states if getattr(state, "stage", None) is stage]
        leaving = [move for move in moves if move[1] in inside]
        if inside:
            beside = dict.fromkeys(target for _, _, target in leaving if target not in inside)
            yield f"### {stage.value.capitalize()} / {stage.label}\n"
            yield from _diagram(table, [*inside, *beside], leaving)


def _diagram(
    table: Table, shown: Sequence[StrEnum], moves: Sequence[tuple[Row, StrEnum, StrEnum]]
) -> Iterator[str]:
    """One mermaid drawing; several verbs between the same two states share an arrow."""
    yield "```mermaid\nstateDiagram-v2"
    for state in shown:
        yield f'    state "{_label(state)}" as {state.value}'
    if table.initial in shown:
        yield f"    [*] --> {table.initial.value}"
    arrows: dict[tuple[StrEnum, StrEnum], list[str]] = {}
    for row, source, target in moves:
        arrows.setdefault((source, target), []).append(row.verb.label)
    for (source, target), verbs in arrows.items():
        yield f"    {source.value} --> {target.value}: {'、'.join(verbs)}"
    for state in table.states:
        if state in table.final and state in shown:
            yield f"    {state.value} --> [*]"
    yield from _tints(shown)
    yield "```\n"


def _tints(shown: Sequence[StrEnum]) -> Iterator[str]:
    """One colour for each stage, so that a neighbour's state is seen to be one."""
    for stage, tint in TINTS.items():
        inside = [state.value for state in shown if getattr(state, "stage", None) is stage]
        if inside:
            yield f"    classDef {stage.value} fill:{tint},stroke:#667,color:#223"
            yield f"    class {','.join(inside)} {stage.value}"


# --- Rows -------------------------------------------------------------------------------------------


def _groups() -> Iterator[str]:
    yield "Groups of states / 状态组：\n"
    for name, members in GROUPS:
        yield f"- **{name}**：{'、'.join(state.label for state in members)}"
    yield ""


def _rows(table: Table) -> Iterator[str]:
    everywhere = _guards_of_nearly_every_row(table)
    yield "### Rows / 流转表\n"
    for guard in everywhere:
        free = dict.fromkeys(row.verb.label for row in table.rows if guard not in row.guards)
        yield f"In every row but those of {'、'.join(free)}: **{guard.title}**.\n"
    head = (
        "No.",
        "Verb 动作",
        "From 自",
        "To 至",
        "Who 岗位",
        "Rules 规则",
        "Asks for 填写",
        "Leaves 文书和通知",
        "Clocks 时限",
    )
    yield from _table(head, (_cells(row, everywhere) for row in table.rows))


def _cells(row: Row, everywhere: Sequence[Guard]) -> Iterator[str]:
    yield row.code
    yield row.verb.label
    yield _sources(row.sources)
    yield "—" if row.target is None else _label(row.target)
    yield _who(row.roles)
    yield "；".join(guard.title for guard in row.guards if guard not in everywhere)
    yield "、".join(map(_need, row.needs))
    yield "、".join(effect.label for effect in row.effects)
    marks = (("▶", row.starts), ("■", row.stops), ("↻", row.resumes))
    yield "，".join(f"{mark}{tick.label}" for mark, ticking in marks for tick in ticking)


def _guards_of_nearly_every_row(table: Table) -> list[Guard]:
    """Rules that would fill the table if each row repeated them."""
    carried = Counter(guard for row in table.rows for guard in row.guards)
    return [guard for guard, rows in carried.items() if rows * 4 > len(table.rows) * 3]


def _need(need: Need) -> str:
    return f"{need.label}（可不填）" if need.optional else need.label


def _sources(sources: Sequence[StrEnum]) -> str:
    """The states by the names of their groups, where a whole group is there."""
    left, names = dict.fromkeys(sources), []
    for name, members in GROUPS:
        if all(state in left and isinstance(state, State) for state in members) and set(members) <= set(left):
            names.append(f"**{name}**")
            left = dict.fromkeys(state for state in left if state not in members)
    return "、".join([*names, *map(_label, left)])


def _who(roles: Iterable[Role]) -> str:
    """The roles in the order of their list."""
    return "、".join(role.label for role in Role if role in frozenset(roles))


def _label(state: StrEnum) -> str:
    return str(getattr(state, "label", state.value))


# --- Roles and rules --------------------------------------------------------------------------------


def _matrix(table: Table) -> Iterator[str]:
    acting = [role for role in Role if any(role in row.roles for row in table.rows)]
    yield "### Who may do what / 岗位权限\n"
    yield "● in every state that knows the verb, ○ in some of them only.\n"
    head = ("Verb 动作", *(role.label for role in acting))
    yield from _table(
        head, ((verb.label, *(_may(table, verb, role) for role in acting)) for verb in table.verbs)
    )


def _may(table: Table, verb: Labelled, role: Role) -> str:
    rows = [role in row.roles for row in table.rows if row.verb is verb]
    return "●" if all(rows) else "○" if any(rows) else ""


def _rules() -> Iterator[str]:
    """Every rule with what may be cited for it, by the day of receipt."""
    guards = dict.fromkeys(guard for table in TABLES for row in table.rows for guard in row.guards)
    of_law = [guard for guard in guards if any("《" in citation.text for citation in guard.basis)]
    yield "## Rules / 规则依据\n"
    yield "What a refusal cites, by the rule-set in force on the day of receipt.\n"
    yield from _table(("Code", "规则", *(rules.code for rules in RULE_SETS)), map(_cited, of_law))
    yield f"These cite nothing but the office itself (“{INTERNAL}”, for dual ownership “{DUAL_OWNERSHIP.text}”):\n"
    yield from (f"- `{guard.code}` {guard.title}" for guard in guards if guard not in of_law)
    yield ""


def _cited(guard: Guard) -> Iterator[str]:
    yield f"`{guard.code}`"
    yield guard.title
    yield from (guard.basis_under(rules.code) for rules in RULE_SETS)


def _table(head: Sequence[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""
