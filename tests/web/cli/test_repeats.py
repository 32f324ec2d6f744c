"""`bihuan repeats`: repeats in a file, pairs judged, and figures, all without a database."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from web.cli import ExitCode, main
from web.cli.repeat_tables import Remarks, labelled, messages

STATION = "幸福里小区北侧的示范搅拌站每天夜里装料，噪声大，粉尘飘进阳台，请尽快查处。"
RETOLD = "北边那个示范搅拌站又在半夜作业，灰尘大得不敢开窗，幸福里的居民睡不着，噪音太吵。"
PENSION = "请问退休金如何领取，需要带哪些材料，在哪里办理养老待遇的认证？"
HEADER = "id,user,subject,text,time,district,place\n"


@pytest.fixture
def table(tmp_path):
    def write(text: str, encoding: str = "utf-8") -> str:
        path = tmp_path / "表.csv"
        path.write_bytes(text.encode(encoding))
        return str(path)

    return write


def run(*args: str):
    return CliRunner().invoke(main, ["repeats", *args])


def lines(done) -> list[dict]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def row(name: str, text: str, time: str = "", user: str = "", subject: str = "") -> str:
    return f"{name},{user},{subject},{text},{time},,\n"


def test_a_repeat_is_found_in_order_of_time_whatever_the_order_of_rows(table):
    rows = row("r2", RETOLD, "2026/3/9 8:00:00", "u2", "幸福里搅拌站粉尘和噪音")
    rows += row("r3", PENSION, "2026-03-10") + row(
        "r1", STATION, "2026-03-01 20:00:00", "u1", "幸福里小区搅拌站噪声粉尘"
    )
    done = run("scan", table(HEADER + rows))
    assert done.exit_code == ExitCode.OK, done.output
    first, second, third = lines(done)
    assert (first["id"], first["alert"], first["matches"]) == ("r1", False, [])
    assert (second["id"], second["alert"]) == ("r2", True)
    match = second["matches"][0]
    assert (match["id"], match["relation"]) == ("r1", "associated")
    assert set(match["parts"]) == {"text", "type", "place", "enterprise", "caller", "time"}
    assert 0.5 < match["score"] <= 1
    assert (third["id"], third["alert"]) == ("r3", False)


@pytest.mark.parametrize(("time", "relation"), [("2026-03-05", "same_open"), ("2026-08-05", "same_no_news")])
def test_the_same_caller_is_told_from_others_and_after_sixty_days_the_first_counts_as_answered(
    table, time, relation
):
    rows = row("r1", STATION, "2026-03-01", "u1", "搅拌站噪声") + row("r2", STATION, time, "u1", "搅拌站噪声")
    (_, again) = lines(run("scan", table(HEADER + rows)))
    assert again["matches"][0]["relation"] == relation


def test_columns_may_be_missing_and_the_file_order_stands_for_time(table):
    done = run("scan", table(f"ID,TEXT\nr1,{STATION}\nr2,{STATION}\n", "gb18030"))
    assert [line["alert"] for line in lines(done)] == [False, True]


def test_a_row_without_words_gets_a_line_and_is_like_nothing(table):
    done = run("scan", table(HEADER + row("r1", STATION) + row("r2", "") + row("r3", "")))
    assert done.exit_code == ExitCode.OK
    assert [line["matches"] for line in lines(done)[1:]] == [[], []]
    assert "第3行：没有内容" in done.stderr


def test_a_row_without_id_is_told_and_ends_with_a_refusal(table):
    done = run("scan", table(HEADER + row("", STATION) + row("r2", STATION)))
    assert done.exit_code == ExitCode.REFUSED
    assert [line["id"] for line in lines(done)] == ["r2"]
    assert "第2行：没有编号" in done.stderr


def test_a_time_that_cannot_be_read_is_told_and_taken_as_missing(table):
    done = run("scan", table(HEADER + row("r1", STATION, "前天下午")))
    assert done.exit_code == ExitCode.OK
    assert "前天下午" in done.stderr


@pytest.mark.parametrize(
    ("text", "said"), [("", "空文件"), ("id,subject\nr1,x\n", "缺少列：text"), ("7,8\n9,3\n", "表头")]
)
def test_a_file_that_is_no_such_table_is_wrong_usage(table, text, said):
    done = run("scan", table(text))
    assert done.exit_code == ExitCode.USAGE
    assert said in done.stderr


def test_the_lines_go_to_a_file_that_must_be_writable(table, tmp_path):
    path = table(HEADER + row("r1", STATION))
    assert run("scan", path, "-o", str(tmp_path / "out.jsonl")).exit_code == ExitCode.OK
    assert json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))["id"] == "r1"
    refused = run("scan", path, "-o", str(tmp_path / "no" / "out.jsonl"))
    assert refused.exit_code == ExitCode.REFUSED
    assert "cannot-write" in refused.stderr


PAIRS = f"pair,text_a,text_b,label,kind,planted\np1,{STATION},{STATION},same,又一次,False\np2,{STATION},{PENSION},different,无关,True\n"


def test_pairs_are_judged_with_a_score_between_nothing_and_one(table):
    first, second = lines(run("score", table(PAIRS)))
    assert (first["pair"], first["same"], second["pair"], second["same"]) == ("p1", True, "p2", False)
    assert 0 <= second["score"] < first["score"] <= 1


def test_the_figures_are_told_in_all_and_by_kind(table):
    done = run("evaluate", table(PAIRS), "--json")
    groups = json.loads(done.stdout)["groups"]
    assert (groups["all"]["f1"], groups["all"]["ap"], groups["all"]["pairs"]) == (1, 1, 2)
    assert groups["without planted"]["pairs"] == groups["又一次"]["pairs"] == 1


def test_pairs_without_labels_cannot_be_measured(table):
    assert run("evaluate", table(PAIRS.replace("same,", "unsure,").replace("different,", ","))).exit_code == 1


@pytest.mark.parametrize("command", ["train", "report"])
def test_a_handful_of_pairs_teaches_nothing_and_is_refused(table, command):
    done = run(command, table(PAIRS))
    assert done.exit_code == ExitCode.REFUSED
    assert "too-few-pairs" in done.stderr


def test_labelled_pairs_and_messages_are_read_with_their_numbers_and_matters(table, tmp_path):
    header = PAIRS.splitlines()[0]
    told = table(
        f"{header},a,b\np1,{STATION},{RETOLD},same,又一次,False,m1,m2\np2,{STATION},{PENSION},unsure,,,,\n"
    )
    (pair,) = labelled(Path(told), Remarks())
    assert (pair.numbers, pair.same, pair.subjects[0].text) == (("m1", "m2"), True, STATION)
    known = messages(Path(table(f"id,text,matter\nm1,{STATION},搅拌站\nm2,{PENSION},\n")), Remarks())
    assert (known["m1"].matter, known["m2"].matter, known["m2"].subject.text) == ("搅拌站", "", PENSION)


def test_a_pair_of_which_one_side_is_empty_is_different_and_told(table):
    done = run("score", table(f"pair,text_a,text_b\np1,{STATION},\np2,{STATION},{STATION}\n"))
    assert done.exit_code == ExitCode.OK
    assert [line["same"] for line in lines(done)] == [False, True]
    assert "第2行：一侧没有内容" in done.stderr


def test_dirt_of_real_tables_does_no_harm(table):
    dirt = [
        "_x000D_",
        "\u3000\u00a0",
        "！！！",
        "😀",
        "Ａ１区 ３栋",
        "字" * 7000,
        "\x00工地\u200b夜里吵",
        "一二三百千",
    ]
    rows = "".join(row(f"r{n}", text, "2019/2/14 20:00:00") for n, text in enumerate(dirt))
    done = run("scan", table("\ufeff" + HEADER + rows))
    assert done.exit_code == ExitCode.OK, done.output
    assert [line["id"] for line in lines(done)] == [f"r{n}" for n in range(len(dirt))]
