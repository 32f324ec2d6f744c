"""`bihuan bulletin`: what it lists, who takes which step, what is fetched, what is found changed."""

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from petitions.db import make_engine
from tests.reports.register import filled
from tests.support.office import Scenario
from web.cli import ExitCode, main
from web.config import load_config

TODAY = datetime(2026, 11, 5, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def played(sqlite_template, tmp_path_factory):
    """A folder with the register that is counted by hand."""
    folder = tmp_path_factory.mktemp("office")
    shutil.copyfile(sqlite_template, folder / "bihuan.db")
    engine = make_engine(f"sqlite:///{folder / 'bihuan.db'}")
    filled(Scenario(engine))
    engine.dispose()
    return folder


@pytest.fixture
def run(played, tmp_path, monkeypatch):
    """Run the command on a copy of the office, on 5 November 2026, with a press that takes no time."""
    shutil.copytree(played, tmp_path / "office")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("web.config.load_config", lambda home: replace(load_config(home), now=lambda: TODAY))
    monkeypatch.setattr("reports.pdf.document_pdf", lambda document: document.number.encode())
    home = {"BIHUAN_HOME": str(tmp_path / "office")}
    return lambda *given: CliRunner().invoke(main, ["bulletin", *given], env=home)


def issued(run):
    assert run("draft", "2026-10", "--as", "statistician").exit_code == ExitCode.OK
    assert run("check", "2026-10", "--as", "petition_head").exit_code == ExitCode.OK
    assert run("issue", "2026-10", "--as", "bureau_head").exit_code == ExitCode.OK


def test_a_bulletin_is_issued_listed_fetched_and_verified(run, tmp_path):
    assert "还没有起草过通报" in run("list").stdout
    issued(run)
    (told,) = json.loads(run("list", "--json").stdout)
    assert told == {
        "period": "2026-10",
        "state": "issued",
        "number": "环信访〔2026〕1号",
        "issued_on": "2026-11-05",
    }
    assert run("fetch", "2026-10", "--public").exit_code == ExitCode.OK
    assert (tmp_path / "bihuan-2026-10-public.pdf").read_text() == "环信访〔2026〕1号"
    assert "全部完好" in run("verify").stdout


def test_the_law_of_the_workflow_holds_at_the_command_line_too(run):
    run("draft", "2026-10", "--as", "petition_head")
    answer = run("check", "2026-10", "--as", "petition_head")
    assert answer.exit_code == ExitCode.REFUSED and "drafter-checks" in answer.stderr
    assert run("issue", "2026-10", "--as", "bureau_head").exit_code == ExitCode.REFUSED
    assert "not-your-role" in run("check", "2026-10", "--as", "operator").stderr
    assert run("recount", "2026-10", "--as", "statistician").exit_code == ExitCode.OK


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("check", "2026-10", "--as", "petition_head"), "no-bulletin"),
        (("issue", "2026-10", "--as", "petition_head"), "no-bulletin"),
        (("draft", "2026-11", "--as", "statistician"), "period-runs"),
        (("draft", "2027-01", "--as", "statistician"), "month-not-begun"),
        (("draft", "2026-10", "--as", "nobody"), "no-such-user"),
        (("fetch", "2026-10"), "not-issued"),
    ],
)
def test_what_cannot_be_done_is_said(run, given, code):
    answer = run(*given)
    assert answer.exit_code == ExitCode.REFUSED and code in answer.stderr


def test_a_file_that_was_changed_is_found(run, tmp_path):
    issued(run)
    engine = make_engine(f"sqlite:///{tmp_path / 'office' / 'bihuan.db'}")
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER rail_bulletin_print_append_only_update"))
        connection.execute(text("UPDATE bulletin_print SET body = X'00' WHERE edition = 'public'"))
    engine.dispose()
    home = ["--home", str(tmp_path / "office")]
    for answer in (run("verify"), CliRunner().invoke(main, ["audit", "verify", *home])):
        assert answer.exit_code == ExitCode.INTEGRITY
        assert "bulletin/2026-10/public" in answer.stdout


def test_an_office_that_was_not_prepared_is_told_what_to_do(run, tmp_path):
    answer = run("list", "--home", str(tmp_path / "empty"))
    assert answer.exit_code == ExitCode.REFUSED and "bihuan init" in answer.stderr
