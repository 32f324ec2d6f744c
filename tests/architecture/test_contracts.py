"""The import contracts of setup.cfg: kept by this tree, and broken by a copy of it with one sin for each contract."""

import configparser
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOMS, ROOT, python_files, read

# contract → (importer, imported): a module that is there, and an import that it must not have.
SINS = {
    "one-way": ("workflow.facts", "petitions.db"),
    "workflow-is-pure": ("workflow.calendar", "sqlalchemy"),
    "below-the-web": ("petitions.facts", "flask"),
    "rooms-of-petitions": ("petitions.models.case", "petitions.desk"),
    "one-verb-one-file": ("petitions.commands.close", "petitions.commands.accept"),
    "migrations-are-history": ("migrations.foundation.base", "workflow.verbs"),
    "tables-are-private": ("web.cli.office", "petitions.models"),
    "one-machine": ("workflow.offers", "transitions"),
    "one-paper-press": ("reports.html", "weasyprint"),
}


def lint(folder: Path) -> tuple[int, str]:
    """Exit code and report of the contracts of this folder's setup.cfg, with nothing on the path but the folder."""
    command = [
        sys.executable,
        "-P",
        "-c",
        "from importlinter.cli import lint_imports_command as c; c()",
        "--no-cache",
    ]
    settings = os.environ | {"COLUMNS": "400", "PYTHONPATH": str(folder), "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def sinful(tmp_path_factory) -> str:
    """The report on a copy of the tree in which each contract was broken once."""
    copy = tmp_path_factory.mktemp("sinful")
    for path in [*python_files(*ROOMS), "setup.cfg"]:
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / path).write_bytes((ROOT / path).read_bytes())
    for importer, imported in SINS.values():
        with (copy / f"{importer.replace('.', '/')}.py").open("a") as module:
            module.write(f"\nimport {imported}\n")
    code, report = lint(copy)
    assert code == 1, report
    return report


def contracts() -> dict[str, str]:
    """Id and name of each contract in setup.cfg."""
    config = configparser.ConfigParser()
    config.read_string(read("setup.cfg"))
    prefix = "importlinter:contract:"
    return {
        title.removeprefix(prefix): config[title]["name"]
        for title in config.sections()
        if title.startswith(prefix)
    }


def test_the_tree_keeps_every_contract():
    code, report = lint(ROOT)
    assert code == 0, report
    assert f"{len(contracts())} kept, 0 broken" in report


def test_every_contract_has_its_sin():
    assert set(SINS) == set(contracts())


@pytest.mark.parametrize("contract", SINS)
def test_the_contract_refuses_its_sin(sinful, contract):
    importer, imported = SINS[contract]
    _, _, finding = sinful.partition(f"\n{contracts()[contract]}\n-")
    finding, _, _ = finding.partition("\n---")
    assert f"{importer} -> {imported} (l." in finding.replace("  ", " ")
