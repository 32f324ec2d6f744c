"""Rules for Python code that no linter brings along; each one carries samples that it must refuse and must let pass."""

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from tests.architecture.tree import ROOMS

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def parsed(source: str) -> ast.Module:
    """The tree of a source; every rule reads the same one."""
    return ast.parse(source)


@dataclass(frozen=True)
class Rule:
    """A rule, the rooms and files it holds for, and what it must refuse and let pass."""

    name: str
    find: Callable[[ast.Module, str], Iterable[tuple[int, str]]]
    rooms: tuple[str, ...]
    refuses: tuple[str, ...] = field(repr=False)
    passes: tuple[str, ...] = field(repr=False)
    exempt: tuple[str, ...] = ()

    def faults(self, source: str, path: str = "sample.py") -> list[str]:
        """One line for each fault, as a reader would look it up."""
        return [f"{path}:{line}: {why}" for line, why in self.find(parsed(source), source)]


def _dotted(node: ast.expr) -> str:
    """`datetime.datetime.now` as written; empty for anything but names and dots."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := _dotted(node.value)):
        return f"{before}.{node.attr}"
    return ""


def _imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{name.name}") for name in node.names)


CLOCKS = (
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "func.now",
    "func.current_timestamp",
)
OUTSIDE = ("time.time", "time.time_ns", "time.localtime", "os.environ", "os.getenv", "os.environb")


def clock_chance_environment(tree: ast.Module, source: str) -> Iterator[tuple[int, str]]:
    """Time, chance and environment are arguments; a seeded `random.Random(seed)` that was handed in is one too."""
    for line, name in _imported(tree):
        if name in OUTSIDE or (name.startswith("random.") and name != "random.Random"):
            yield line, f"{name} is an argument below web"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _dotted(node.func) in ("Random", "random.Random") and not node.args:
            yield node.lineno, "a generator without a seed is chance"
        if not isinstance(node, ast.Attribute):
            continue
        name = _dotted(node)
        by_chance = name.startswith("random.") and name != "random.Random"
        if by_chance or name in OUTSIDE or ".".join(name.split(".")[-2:]) in CLOCKS:
            yield node.lineno, f"{name} is an argument below web"


def _targets(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Assign):
        return [part for target in node.targets for part in ast.walk(target) if isinstance(part, ast.expr)]
    return [node.target] if isinstance(node, ast.AnnAssign | ast.AugAssign) else []


def _writes_state(call: ast.Call) -> str:
    """How a call writes state past the door, if it does."""
    if _dotted(call.func) == "setattr" and len(call.args) > 1 and ast.unparse(call.args[1]) == "'state'":
        return "sets state by setattr"
    in_bulk = isinstance(call.func, ast.Attribute) and call.func.attr == "values"
    return "writes state in bulk" if in_bulk and any(word.arg == "state" for word in call.keywords) else ""


def _outside_constructors(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those of `__init__` and `__new__`: a value that is being made has no state to lose yet."""
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, Function) and child.name in ("__init__", "__new__")):
            yield child
            yield from _outside_constructors(child)


def state_is_moved_at_the_door(tree: ast.Module, source: str) -> Iterator[tuple[int, str]]:
    """No assignment to `.state`, no `setattr(…, "state", …)`, no bulk `.values(state=…)`."""
    for node in _outside_constructors(tree):
        for target in _targets(node):
            if (
                isinstance(target, ast.Attribute)
                and target.attr == "state"
                and isinstance(target.ctx, ast.Store)
            ):
                yield node.lineno, "assigns .state"
        if isinstance(node, ast.Call) and (how := _writes_state(node)):
            yield node.lineno, how


def module_docstring(tree: ast.Module, source: str) -> Iterator[tuple[int, str]]:
    """Every module says what it is for."""
    if not ast.get_docstring(tree):
        yield 1, "has no module docstring"


MODULE_LINES = 400


def module_length(tree: ast.Module, source: str) -> Iterator[tuple[int, str]]:
    """A module that needs scrolling back is two modules."""
    if (lines := len(source.splitlines())) > MODULE_LINES:
        yield lines, f"{lines} lines; {MODULE_LINES} are the limit"


FUNCTION_LINES = 60


def functions(tree: ast.Module) -> Iterator[tuple[Function, int]]:
    """Every function and its length without decorators."""
    for node in ast.walk(tree):
        if isinstance(node, Function) and node.end_lineno is not None:
            yield node, node.end_lineno - node.lineno + 1


def function_length(tree: ast.Module, source: str) -> Iterator[tuple[int, str]]:
    """A function is read at one glance."""
    for node, lines in functions(tree):
        if lines > FUNCTION_LINES:
            yield node.lineno, f"{node.name} has {lines} lines; {FUNCTION_LINES} are the limit"


def public_annotated(tree: ast.Module, source: str) -> Iterator[tuple[int, str]]:
    """A public function names the type of all that it takes and of what it gives."""
    for node, _ in functions(tree):
        if node.name.startswith("_"):
            continue
        arguments = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
        bare = [item.arg for item in arguments if item.annotation is None and item.arg not in ("self", "cls")]
        if bare or node.returns is None:
            yield node.lineno, f"{node.name} is not annotated: {', '.join(bare) or 'return'}"


def no_print(tree: ast.Module, source: str) -> Iterator[tuple[int, str]]:
    """Only the command line speaks to a terminal."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _dotted(node.func) == "print":
            yield node.lineno, "prints"


_LONG_FUNCTION = "def f() -> None:\n" + "    pass\n" * FUNCTION_LINES

RULES = (
    Rule(
        name="time, chance and environment are arguments below web",
        find=clock_chance_environment,
        rooms=("workflow", "petitions", "reports"),
        refuses=(
            "now = datetime.now(UTC)",
            "import datetime\nx = datetime.datetime.utcnow()",
            "x = date.today()",
            "column(default=datetime.now)",
            "column(server_default=func.now())",
            "import time\nx = time.time()",
            "from time import time",
            "import random\nx = random.choice([1])",
            "from random import shuffle",
            "chance = random.Random()",
            "import os\nhome = os.environ['HOME']",
            "from os import environ",
            "import os\nhome = os.getenv('HOME')",
        ),
        passes=(
            "moment = desk.now",
            "def f(chance: random.Random) -> None: chance.random()",
            "rows = Random(7)",
        ),
    ),
    Rule(
        name="state changes only at the door",
        find=state_is_moved_at_the_door,
        rooms=("web", "reports", "petitions", "workflow"),
        refuses=(
            "case.state = State.CLOSED",
            "case.state, x = State.CLOSED, 1",
            "event.case.state += 'x'",
            "setattr(case, 'state', 'closed')",
            "update(Case).values(state='closed')",
        ),
        passes=(
            "state = case.state",
            "case.state.label = 1",
            "class Case:\n    state: State = 1",
            "class Tray:\n    def __new__(cls, state): member.state = state",
        ),
        exempt=("petitions/desk.py", "workflow/machine.py"),
    ),
    Rule(
        name="every module says what it is for",
        find=module_docstring,
        rooms=ROOMS,
        refuses=("x = 1", ""),
        passes=('"""The rule."""\nx = 1',),
    ),
    Rule(
        name="modules are short",
        find=module_length,
        rooms=(*ROOMS, "tests"),
        refuses=("x = 1\n" * (MODULE_LINES + 1),),
        passes=("x = 1\n" * MODULE_LINES,),
        exempt=(
            "workflow/tables/",
        ),  # a table of rows is looked up, not read through, and stands in one place
    ),
    Rule(
        name="functions are short",
        find=function_length,
        rooms=(*ROOMS, "tests"),
        refuses=(
            _LONG_FUNCTION,
            "class A:\n" + "".join(f"    {line}\n" for line in _LONG_FUNCTION.splitlines()),
        ),
        passes=("def f() -> None:\n" + "    pass\n" * (FUNCTION_LINES - 1),),
    ),
    Rule(
        name="public functions are annotated",
        find=public_annotated,
        rooms=ROOMS,
        refuses=("def f(x) -> int: ...", "def f(x: int): ...", "class A:\n    def f(self, *, x) -> int: ..."),
        passes=("def f(x: int) -> int: ...", "def _f(x): ...", "class A:\n    def f(self) -> int: ..."),
    ),
    Rule(
        name="only the command line prints",
        find=no_print,
        rooms=ROOMS,
        refuses=("print('x')",),
        passes=("click.echo('x')", "sheet.print()"),
        exempt=("web/cli/", "migrations/__main__.py"),
    ),
)
