import importlib
import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from web import cli
from web.cli import COMMANDS, Entry, main
from web.cli.office import Broken, Declined, ExitCode, answer, home_option, json_option
from workflow.guards import Reason
from workflow.machine import Refused
from workflow.states import State
from workflow.verbs import Verb

FOLDER = Path(cli.__file__).parent
NOT_COMMANDS = {"__init__", "__main__", "import_ledger", "office", "repeat_tables", "repeat_training", "told"}


@click.command()
@home_option
@json_option
@click.argument("ending", default="well")
def sample(home: Path, as_json: bool, ending: str) -> None:
    if ending == "declined":
        raise Declined("owners-missing", "双包案领导未到位。请先指定。")
    if ending == "refused":
        raise Refused(Verb.CLOSE, State.REGISTERED, (Reason("too-early", "尚未答复。请先答复。"),))
    if ending == "broken":
        raise Broken("第7条记录")
    if ending == "fault":
        raise ZeroDivisionError
    answer({"home": home, "案": 1}, f"数据目录：{home}", as_json)


@pytest.fixture
def run(monkeypatch):
    row = Entry("sample", f"{__name__}:sample", "样例", "A sample")
    monkeypatch.setattr(cli, "COMMANDS", (row,))
    monkeypatch.setitem(sys.modules, __name__, sys.modules[__name__])
    return lambda *args: CliRunner().invoke(main, args)


def test_help_lists_every_command_in_both_languages(run):
    page = run("--help").output
    assert "样例 / A sample" in page and "退出码" in page and "Exit codes" in page


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["sample"], ExitCode.OK),
        (["sample", "declined"], ExitCode.REFUSED),
        (["sample", "refused"], ExitCode.REFUSED),
        (["no-such-command"], ExitCode.USAGE),
        (["sample", "--no-such-option"], ExitCode.USAGE),
        (["sample", "broken"], ExitCode.INTEGRITY),
        (["sample", "fault"], ExitCode.FAULT),
    ],
)
def test_the_exit_code_says_how_it_ended(run, args, code):
    assert run(*args).exit_code == code


def test_a_refusal_says_what_to_do_on_the_error_stream(run):
    result = run("sample", "declined")
    assert result.stdout == ""
    assert result.stderr == "不能办理：双包案领导未到位。请先指定。（owners-missing）\n"


def test_what_the_law_refused_is_said_without_a_traceback(run):
    assert run("sample", "refused").stderr == "不能办理：尚未答复。请先答复。（too-early）\n"


def test_json_keeps_chinese_readable_and_is_one_document(run, tmp_path):
    result = run("sample", "--json", "--home", str(tmp_path))
    assert json.loads(result.output) == {"home": str(tmp_path), "案": 1}
    assert "案" in result.output


def test_the_home_comes_from_the_environment_when_not_given(run, tmp_path, monkeypatch):
    monkeypatch.setenv("BIHUAN_HOME", str(tmp_path))
    assert str(tmp_path) in run("sample").output


def test_rows_and_files_of_the_commands_agree():
    files = {path.stem for path in FOLDER.glob("*.py")} - NOT_COMMANDS
    assert {entry.target.partition(":")[0].removeprefix("web.cli.") for entry in COMMANDS} == files
    assert len({entry.name for entry in COMMANDS}) == len(COMMANDS)


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_each_row_leads_to_its_command(entry):
    module, _, attribute = entry.target.partition(":")
    command = getattr(importlib.import_module(module), attribute)
    assert isinstance(command, click.Command)
    assert command.name == entry.name


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_each_command_explains_itself_in_chinese_and_english(entry):
    module, _, attribute = entry.target.partition(":")
    text = getattr(importlib.import_module(module), attribute).help or ""
    assert re.search(r"[一-鿿]{4}", text) and re.search(r"[A-Za-z]+ [a-z]+ [a-z]+", text)


def test_help_starts_without_database_web_server_or_paper():
    heavy = "sqlalchemy flask weasyprint jinja2 transitions lxml"
    script = (
        "import sys; from web.cli import main; main(['--help'], standalone_mode=False);"
        f"print(sorted(set('{heavy}'.split()) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"
