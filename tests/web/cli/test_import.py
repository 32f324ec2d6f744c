"""`bihuan import`: what it prints, what it refuses, what it leaves behind."""

import json
import shutil

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from petitions.db import make_engine, make_sessions
from petitions.models import Case, CaseEvent, Officer
from tests.support.office import Scenario
from web.cli import ExitCode, main

GOOD = "编号,内容,地点,姓名\n1,工地夜里打桩噪声很大。,建国路118号,匿名\n2,河水发黑发臭有死鱼。,滨河路桥下,\n"
BAD = GOOD + "3,,和平路6号,匿名\n"


@pytest.fixture
def home(sqlite_template, tmp_path):
    """A folder with a small office."""
    shutil.copyfile(sqlite_template, tmp_path / "bihuan.db")
    engine = make_engine(f"sqlite:///{tmp_path / 'bihuan.db'}")
    Scenario(engine)
    engine.dispose()
    return tmp_path


@pytest.fixture
def table(tmp_path):
    def write(text: str, name: str = "表.csv", encoding: str = "utf-8") -> str:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return str(path)

    return write


@pytest.fixture
def imports(home):
    def imports(*args: str):
        return CliRunner().invoke(main, ["import", *args, "--home", str(home)])

    return imports


@pytest.fixture
def stored(home):
    def stored(query):
        engine = make_engine(f"sqlite:///{home / 'bihuan.db'}")
        with make_sessions(engine)() as session:
            rows = session.execute(query).all()
        engine.dispose()
        return rows

    return stored


def test_a_good_table_ends_well(imports, table, stored):
    done = imports(table(GOOD))
    assert done.exit_code == ExitCode.OK, done.output
    assert "共2行：已登记2件，暂存待登记0件，先前已导入0件，未导入0行" in done.output
    assert "内容（content）← 内容" in done.output
    assert len(stored(select(Case.id))) == 2


def test_some_refused_rows_end_with_one_and_are_told_with_row_and_column(imports, table, stored):
    done = imports(table(BAD))
    assert done.exit_code == ExitCode.REFUSED
    assert "未导入：第4行“内容”：内容为空。请补上反映的内容后再导入这一行。" in done.output
    assert len(stored(select(Case.id))) == 2


def test_the_second_time_everything_is_known(imports, table, stored):
    imports(table(GOOD))
    done = imports(table(GOOD))
    assert done.exit_code == ExitCode.OK and "先前已导入2件" in done.output
    assert len(stored(select(Case.id))) == 2


def test_a_dry_run_only_looks(imports, table, stored):
    done = imports(table(BAD), "--dry-run")
    assert done.exit_code == ExitCode.REFUSED and "可登记2件" in done.output
    assert "没有写入任何数据" in done.output and stored(select(Case.id)) == []


def test_a_program_reads_all_of_it(imports, table):
    done = imports(table(BAD), "--json")
    said = json.loads(done.stdout)
    assert {key: said[key] for key in ("rows", "registered", "drafts", "known", "dry_run", "as")} == {
        "rows": 3,
        "registered": 2,
        "drafts": 0,
        "known": 0,
        "dry_run": False,
        "as": "operator",
    }
    assert said["mapping"] == {"number": "编号", "content": "内容", "place": "地点", "name": "姓名"}
    (refused,) = said["refused"]
    assert (refused["row"], refused["column"], refused["reason"]) == (4, "内容", "内容为空。")
    assert refused["advice"] and all(remark["row"] for remark in said["remarks"])


def test_like_remarks_are_told_once(imports, table):
    done = imports(table(GOOD))
    assert done.output.count("没有写明时间") == 1 and "第2行等2行“时间”" in done.output


def test_columns_can_be_named_by_field_or_by_its_chinese_name(imports, table, stored):
    odd = "甲,乙,丙\n工地夜里打桩噪声很大。,建国路118号,锦绣公司\n"
    done = imports(table(odd), "--map", "content=甲", "--map", "地点=乙", "--map", "respondent=丙")
    assert done.exit_code == ExitCode.OK, done.output
    assert stored(select(Case.content, Case.place, Case.respondent)) == [
        ("工地夜里打桩噪声很大。", "建国路118号", "锦绣公司")
    ]


def test_a_table_in_the_coding_of_old_offices_is_read(imports, table, stored):
    assert imports(table(GOOD, encoding="gb18030")).exit_code == ExitCode.OK
    assert len(stored(select(Case.id))) == 2


def test_rows_are_entered_in_the_name_that_was_given_on_the_channel_that_was_given(imports, table, stored):
    done = imports(table(GOOD), "--as", "petition_officer", "--channel", "letter")
    assert done.exit_code == ExitCode.OK
    query = select(Officer.username, Case.channel).select_from(CaseEvent).join(Officer).join(Case)
    assert {(name, channel.value) for name, channel in stored(query)} == {("petition_officer", "letter")}


@pytest.mark.parametrize("username", ["handler", "system_admin", "nobody"])
def test_who_does_not_register_is_refused(imports, table, stored, username):
    done = imports(table(GOOD), "--as", username)
    assert done.exit_code == ExitCode.REFUSED and "不是在用的受理员" in done.output
    assert stored(select(Case.id)) == []


@pytest.mark.parametrize(
    ("text", "args", "sentence"),
    [
        ("", (), "空文件"),
        ("分类,级别\n噪声,一\n", (), "看不出哪一列是反映内容"),
        (GOOD, ("--map", "content=没有"), "没有“没有”列"),
        (GOOD, ("--map", "colour=内容"), "应写成 项=列名"),
        (GOOD, ("--map", "content"), "应写成 项=列名"),
        (GOOD, ("--channel", "owl"), "无效"),
        (GOOD, ("--source", "长" * 31), "最多30个字"),
    ],
)
def test_wrong_usage_ends_with_two_and_says_what_to_do(imports, table, stored, text, args, sentence):
    done = imports(table(text), *args)
    assert done.exit_code == ExitCode.USAGE and sentence in done.output
    assert stored(select(Case.id)) == []


def test_a_missing_file_is_wrong_usage(imports):
    assert imports("nowhere.csv").exit_code == ExitCode.USAGE


def test_without_an_operator_the_command_says_how_to_get_one(sqlite_template, tmp_path, table):
    shutil.copyfile(sqlite_template, tmp_path / "bihuan.db")
    done = CliRunner().invoke(main, ["import", table(GOOD), "--home", str(tmp_path)])
    assert done.exit_code == ExitCode.REFUSED and "bihuan user add" in done.output


def test_what_the_rows_tell_of_people_is_not_printed(imports, table):
    done = imports(table("内容,姓名,电话\n,刘某某,19900008871\n工地夜里打桩噪声很大。,王某某,1990000\n"))
    assert done.exit_code == ExitCode.REFUSED
    assert "刘某某" not in done.output and "王某某" not in done.output and "1990000" not in done.output


# --- an old register ------------------------------------------------------------------------------------------------

LEDGER = (
    "信访件编号,来源渠道,收到时间,受理时间,承办单位,调查完成时间,属实情况,答复时间,答复方式,办结时间,满意度,污染类型,反映内容,联系方式\n"
    "A1,12369电话,2026-03-02,2026-03-05,东城分局,2026-03-20,属实,2026-04-01,电话,2026-04-10,满意,噪声,夜间施工噪声很大。,19900001111\n"
)


def test_a_ledger_enters_with_its_history_and_a_second_time_nothing(imports, table, stored):
    done = imports("--ledger", table(LEDGER))
    assert done.exit_code == ExitCode.OK, done.output
    assert "共1行：已导入1件及其办理经过，先前已导入0件，未导入0行" in done.output
    assert "收到时间（received）← 收到时间" in done.output
    again = imports("--ledger", table(LEDGER), "--json")
    said = json.loads(again.stdout)
    assert (said["rows"], said["registered"], said["known"], said["ledger"]) == (1, 0, 1, True)
    assert [one.state.value for one in stored(select(Case.state))] == ["closed"]


def test_a_ledgers_bad_row_is_told_and_its_good_rows_are_kept(imports, table, stored):
    done = imports(
        "--ledger", table(LEDGER + LEDGER.splitlines()[1].replace("A1", "A2").replace("东城", "南城") + "\n")
    )
    assert done.exit_code == ExitCode.REFUSED
    assert "未导入：第3行“承办单位”：没有名为“南城分局”的单位。" in done.output
    assert len(stored(select(Case.id))) == 1


def test_a_ledgers_column_may_be_named(imports, table, stored):
    odd = LEDGER.replace("收到时间", "何时来件")
    refused = imports("--ledger", table(odd))
    assert refused.exit_code == ExitCode.USAGE and "台账缺少收到时间列" in refused.output
    assert imports("--ledger", table(odd), "--map", "received=何时来件").exit_code == ExitCode.OK
    assert len(stored(select(Case.id))) == 1


@pytest.mark.parametrize("option", [("--channel", "web"), ("--source", "旧系统")])
def test_an_option_that_a_ledger_would_pass_over_is_wrong_usage(imports, table, option):
    done = imports("--ledger", table(LEDGER), *option)
    assert done.exit_code == ExitCode.USAGE and "不能与 --ledger 同用" in done.output


def test_a_ledger_too_late_is_declined_with_what_to_do(imports, table, home):
    assert imports("--ledger", table(LEDGER)).exit_code == ExitCode.OK
    sealed = CliRunner().invoke(main, ["audit", "seal", "--home", str(home)])
    assert sealed.exit_code == ExitCode.OK, sealed.output
    late = imports("--ledger", table(LEDGER.replace("A1", "A2")))
    assert late.exit_code == ExitCode.REFUSED and "sealed-days" in late.output
