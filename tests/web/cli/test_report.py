"""`bihuan report`: what it writes, what it prints, what it refuses."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from petitions.db import make_engine
from petitions.models import Setting
from reports import bulletin
from reports.kpis import KPIS
from tests.reports.register import FIRM, filled
from tests.support.office import Scenario
from tests.support.printed import fonts_of, text_of
from web.cli import ExitCode, main
from web.config import load_config

TODAY = datetime(2026, 11, 5, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def kept_office(sqlite_template, tmp_path_factory):
    """A folder with the register that is counted by hand."""
    folder = tmp_path_factory.mktemp("office")
    shutil.copyfile(sqlite_template, folder / "bihuan.db")
    engine = make_engine(f"sqlite:///{folder / 'bihuan.db'}")
    office = Scenario(engine)
    filled(office)
    with office.sessions.begin() as session:
        session.add_all(
            [Setting(key="bureau", value="青川市生态环境局"), Setting(key="mark", value="青环信访")]
        )
    engine.dispose()
    return folder


@pytest.fixture
def run(kept_office, tmp_path, monkeypatch):
    """Run the command in an empty folder, on 5 November 2026."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("web.config.load_config", lambda home: replace(load_config(home), now=lambda: TODAY))
    home = {"BIHUAN_HOME": str(kept_office)}
    return lambda *given: CliRunner().invoke(main, ["report", *given], env=home)


def test_the_bulletin_is_written_beside_one_and_said_so(run, tmp_path):
    result = run("2026-10")
    assert result.exit_code == ExitCode.OK, result.output
    assert "已生成2026年10月通报：bihuan-2026-10.pdf" in result.stdout
    printed = (tmp_path / "bihuan-2026-10.pdf").read_bytes()
    assert printed.startswith(b"%PDF-")
    text = text_of(printed)
    assert "青川市生态环境局关于2026年10月生态环境信访投诉举报办理情况的通报" in text
    assert "通报（送审稿）" in text and "青环信访〔2026〕号" in text and FIRM in text
    assert {"FandolFang", "FandolHei", "Bihuan-Biaosong-Bold"} <= fonts_of(printed)


def test_edition_number_and_place_are_as_asked_for(run, tmp_path):
    result = run("2026-10", "--edition", "public", "--number", "31", "-o", "out.pdf")
    assert result.exit_code == ExitCode.OK, result.output
    text = text_of((tmp_path / "out.pdf").read_bytes())
    assert "〔2026〕31号" in text and "送审稿" not in text and FIRM not in text
    assert [path.name for path in tmp_path.iterdir()] == ["out.pdf"]


def test_json_gives_each_indicator_with_both_numbers_and_prints_nothing_else(run, tmp_path):
    data = json.loads(run("2026-10", "--json").stdout)
    assert list(data["kpis"]) == [kpi.code for kpi in KPIS]
    assert data["kpis"]["timely_acceptance_rate"] == {
        "name": "按期受理率", "numerator": 3, "denominator": 4, "value": 0.75,
    }  # fmt: skip
    assert data["kpis"]["rebound_rate"]["value"] is None
    assert data["units"]["西湖分局"]["acceptance_rate"]["denominator"] == 0
    assert data["units"]["东城分局"]["timely_closure_rate"]["numerator"] == 1
    assert data["status"]["东城分局"]["total"] + data["status"]["西湖分局"]["total"] == 6
    assert data["channels"]["来信"] == {"this": 1, "previous": 0, "year_ago": 0}
    assert len(data["overdue"]) == len(data["hot"]) == len(data["notices"]) == 1
    assert list(tmp_path.iterdir()) == []


def test_json_and_pdf_together_leave_the_output_to_the_program(run, tmp_path):
    result = run("2026-10", "--json", "-o", "both.pdf")
    assert json.loads(result.stdout)["period"] == "2026-10"
    assert "both.pdf" in result.stderr and (tmp_path / "both.pdf").exists()


FORMS = {".docx": b"PK", ".xlsx": b"PK", ".csv": b"\xef\xbb\xbf", ".json": b"{"}


@pytest.mark.parametrize("suffix", FORMS)
def test_the_suffix_says_in_which_form_it_is_written(run, tmp_path, suffix):
    result = run("2026-10", "--edition", "public", "-o", f"out{suffix}")
    assert result.exit_code == ExitCode.OK, result.output
    written = (tmp_path / f"out{suffix}").read_bytes()
    assert written.startswith(FORMS[suffix]) and FIRM.encode() not in written


def test_a_suffix_that_is_no_form_is_declined_before_anything_is_counted(run, tmp_path):
    result = run("2026-10", "-o", "out.doc")
    assert result.exit_code == ExitCode.REFUSED
    assert "不能生成“.doc”文件" in result.stderr and ".docx" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("2026-Q3", "2026年第三季度"), ("2025", "2025年度"), ("2026-W43", "2026年第43周"),
        ("2026-09-15..2026-10-14", "2026年9月15日至10月14日"),
    ],
)  # fmt: skip
def test_periods_of_every_kind_are_counted(run, written, label):
    result = run(written, "--json", "-o", "out.docx")
    assert result.exit_code == ExitCode.OK, result.output
    assert json.loads(result.stdout)["period"] == written
    assert f"已生成{label}" in result.stderr


def test_the_public_figures_hold_no_single_case_and_no_firm(run):
    printed = run("2026-10", "--json", "--edition", "public").stdout
    assert not {"overdue", "open_repeats", "hot", "notices"} & set(json.loads(printed))
    assert FIRM not in printed


@pytest.mark.parametrize(
    "month", ["2026-13", "10", "2026/10", "十月", "2026-Q5", "2026-W54", "2026-10-02..2026-10-01"]
)
def test_a_period_that_is_none_is_wrong_usage_in_two_languages(run, month):
    result = run(month)
    assert result.exit_code == ExitCode.USAGE
    assert "请写成2026-10" in result.stderr and "write it like 2026-10" in result.stderr


def test_a_month_that_has_not_begun_is_declined(run):
    result = run("2026-12")
    assert result.exit_code == ExitCode.REFUSED
    assert "2026年12月还没有开始" in result.stderr


def test_an_empty_month_is_printed_with_a_word_of_warning(run):
    result = run("2026-05", "--json")
    assert result.exit_code == ExitCode.OK
    assert "2026年5月没有登记的信访件" in result.stderr
    assert json.loads(result.stdout)["totals"]["this"]["registered"] == 0


def test_totals_that_disagree_are_declined(run, monkeypatch):
    monkeypatch.setattr(bulletin, "discrepancies", lambda facts: ("各渠道之和为5，登记总数为6，二者不符。",))
    result = run("2026-10")
    assert result.exit_code == ExitCode.REFUSED
    assert "各渠道之和为5" in result.stderr


def test_a_place_that_cannot_be_written_is_told(run):
    result = run("2026-10", "-o", "no/such/folder/out.pdf")
    assert result.exit_code == ExitCode.REFUSED
    assert "无法写入" in result.stderr


def test_an_office_that_was_not_prepared_is_told_what_to_do(run, tmp_path):
    result = run("2026-10", "--home", str(tmp_path / "empty"))
    assert result.exit_code == ExitCode.REFUSED
    assert "bihuan init" in result.stderr


def test_figures_alone_do_not_wait_for_the_printing_press(kept_office):
    script = (
        "import sys; from web.cli import main; main(['report', '2026-10', '--json'], standalone_mode=False);"
        "print(sorted({'weasyprint', 'vl_convert'} & set(sys.modules)), file=sys.stderr)"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-P", "-c", script],
        capture_output=True, text=True, check=True, cwd=root, env={"BIHUAN_HOME": str(kept_office), "PYTHONPATH": str(root)},
    )  # fmt: skip
    assert done.stderr == "[]\n"
