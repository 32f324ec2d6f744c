"""Registries are explicit, and here each set is closed: no file without its row, no row without its file."""

from pathlib import Path

import petitions.commands
from petitions.command import Command
from petitions.commands import COMMANDS, Entry, history_register, record, register
from workflow.verbs import Verb

FOLDER = Path(petitions.commands.__file__).parent
# They bring a case into being, so there is no stored case that they could name.
FIRST = (record, register, history_register)


def misplaced(entries: list[Entry], files: set[str]) -> list[str]:
    """Rows whose class or function lives elsewhere than in the one file of its name, and files without a row."""
    homes = {entry.do.__module__.rpartition(".")[2]: entry for entry in entries}
    faults = [f"{name}.py has no row" for name in files - set(homes)]
    for name, entry in homes.items():
        if entry.do.__name__ != name or entry.command.__module__ != entry.do.__module__ or name not in files:
            faults.append(f"{entry.command.__name__} and {entry.do.__name__} do not live in {name}.py")
    return faults


def files() -> set[str]:
    """The command files that carry a verb on a stored case."""
    return {path.stem for path in FOLDER.glob("[!_]*.py")} - {first.__name__ for first in FIRST}


def test_each_command_is_one_file_and_one_row():
    assert misplaced(list(COMMANDS.values()), files()) == []


def test_each_verb_of_the_office_has_its_command():
    assert set(COMMANDS) | {Verb.RECORD, Verb.HISTORY_REGISTER} == set(Verb)


def test_a_file_without_a_row_is_refused():
    assert misplaced(list(COMMANDS.values()), files() | {"forgotten"}) == ["forgotten.py has no row"]


def test_a_row_that_points_elsewhere_is_refused():
    entry = COMMANDS[Verb.CLOSE]
    astray = Entry(Command, entry.do)
    rows = [astray if row is entry else row for row in COMMANDS.values()]
    assert misplaced(rows, files()) == ["Command and close do not live in close.py"]
