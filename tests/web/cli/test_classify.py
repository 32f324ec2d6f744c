"""`bihuan classify`: a table of messages in, a line of JSON for each row out."""

import json

import pytest
from click.testing import CliRunner

from web.cli import ExitCode, main

SMELL = "东方化工厂每天夜里排放废气，气味刺鼻，居民不敢开窗"
FUND = "请问离职以后公积金怎么办理提取？"


@pytest.fixture
def table(tmp_path):
    def write(text: str, encoding: str = "utf-8", name: str = "messages.csv") -> str:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return str(path)

    return write


@pytest.fixture
def classified(tmp_path):
    def classified(file: str) -> list[dict]:
        output = tmp_path / "out.jsonl"
        done = CliRunner().invoke(main, ["classify", file, "-o", str(output)])
        assert done.exit_code == ExitCode.OK, done.output
        return [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]

    return classified


def test_each_row_gets_a_line_with_types_and_their_reason(table, classified):
    lines = classified(table(f"id,subject,text\n7,化工厂扰民,{SMELL}\n8,公积金,{FUND}\n"))
    assert [(line["id"], line["environment"]) for line in lines] == [("7", True), ("8", False)]
    assert lines[0]["main_type"] == "大气"
    assert lines[0]["types"][0] == "大气"
    assert "刺鼻" in lines[0]["reason"]
    assert (lines[1]["main_type"], lines[1]["types"]) == (None, [])


def test_other_columns_and_a_missing_subject_do_no_harm(table, classified):
    (line,) = classified(table(f"user,id,text,district\nU1,9,{SMELL},东湖区\n"))
    assert (line["id"], line["environment"], line["main_type"]) == ("9", True, "大气")


def test_a_table_without_numbers_is_counted_by_its_rows(table, classified):
    assert [line["id"] for line in classified(table(f"text\n{SMELL}\n{FUND}\n"))] == ["2", "3"]


def test_ecology_and_soil_go_by_the_name_of_the_labels(table, classified):
    (line,) = classified(table("id,text\n1,农田土壤重金属超标，还有人毁林采石，水土流失严重\n"))
    assert line["types"].count("生态/土壤") == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_the_usual_encodings_are_read(table, classified, encoding):
    (line,) = classified(table(f"id,subject,text\n1,,{SMELL}\n", encoding))
    assert line["main_type"] == "大气"


def test_dirt_does_not_change_the_proposal(table, classified):
    dirty = (
        "_x000D_\n\t\t\u3000\u3000" + SMELL.replace("废气", "废 气").replace("刺鼻", "刺\u00a0鼻") + "\t\n"
    )
    clean, spoilt = classified(table(f'id,text\n1,{SMELL}\n2,"{dirty}"\n'))
    assert (spoilt["environment"], spoilt["types"]) == (clean["environment"], clean["types"])


def test_an_empty_message_is_answered_too(table, classified):
    (line,) = classified(table("id,subject,text\n1,,\n"))
    assert (line["environment"], line["main_type"], line["types"]) == (False, None, [])


def test_without_an_output_file_the_lines_go_to_the_screen(table):
    done = CliRunner().invoke(main, ["classify", table(f"id,text\n1,{SMELL}\n")])
    assert json.loads(done.stdout)["id"] == "1"
    assert "1 rows, 1 of environment" in done.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [("", "空文件"), ("a,b\n1,2\n", "请把内容列的列名改为 text")],
)
def test_what_is_no_table_of_messages_is_wrong_usage(table, content, said):
    done = CliRunner().invoke(main, ["classify", table(content)])
    assert done.exit_code == ExitCode.USAGE
    assert said in done.stderr


def test_a_file_that_cannot_be_written_is_told(table, tmp_path):
    done = CliRunner().invoke(main, ["classify", table("id,text\n1,x\n"), "-o", str(tmp_path / "no" / "o")])
    assert done.exit_code == ExitCode.REFUSED
    assert "无法写入" in done.stderr


def test_the_answers_are_compared_with_the_labels_of_the_table(table):
    labelled = f"id,text,l1,types,main_type\n1,{SMELL},环境保护,大气|噪声,大气\n2,{FUND},劳动和社会保障,,\n"
    done = CliRunner().invoke(main, ["classify", table(labelled), "--evaluate"])
    assert done.exit_code == ExitCode.OK
    lines = done.stdout.splitlines()
    assert lines[0] == "是否生态环境事项（2条）  P 1.000  R 1.000  F1 1.000"
    assert lines[1].startswith("污染类型（1条）  P 1.000  R 0.500")
    assert lines[1].endswith("主要类型 1.000")
    assert "  噪声  P 0.000  R 0.000  F1 0.000" in lines


def test_a_table_without_labels_cannot_be_compared(table):
    done = CliRunner().invoke(main, ["classify", table(f"id,text\n1,{SMELL}\n"), "--evaluate"])
    assert done.exit_code == ExitCode.USAGE
    assert "没有人工标注的列" in done.stderr
