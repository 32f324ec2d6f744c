"""`bihuan deadline` and `bihuan calendar` as a person and as a program use them."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from web.cli.calendar import calendar
from web.cli.deadline import as_dict, deadline
from workflow.calendar import SHANGHAI, load_packaged
from workflow.rules import RULE_SETS, start_term
from workflow.terms import Term

NOTICE_2027 = """{"year": 2027, "holidays": [
  {"name": "春节", "from": "2027-01-18", "to": "2027-01-24"}], "makeup_days": ["2027-01-30"]}"""


def ask(*words: str) -> Result:
    command = {"deadline": deadline, "calendar": calendar}[words[0]]
    return CliRunner().invoke(command, words[1:])


def read(*words: str) -> Any:
    result = ask(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


@pytest.fixture
def notice(tmp_path: Path) -> str:
    path = tmp_path / "2027.json"
    path.write_text(NOTICE_2027, encoding="utf-8")
    return str(path)


def test_a_complaint_of_today_has_three_limits_each_with_its_proof() -> None:
    limits = read("deadline", "--received", "2026-11-22", "--accepted", "2026-11-25", "--track", "A")[
        "limits"
    ]
    assert {limit["term"]: (limit["start"], limit["due"], limit["provisional"]) for limit in limits} == {
        "accept.notify": ("2026-11-22", "2026-12-07", False),
        "handle.A": ("2026-11-25", "2027-01-24", True),
        "exposure.nonperformance": ("2026-11-22", "2027-01-22", True),
    }
    handling = next(limit for limit in limits if limit["term"] == "handle.A")
    assert (handling["unit"], handling["length"], handling["rule_set"]) == ("d", 60, "RS-3")
    assert handling["basis"] == "《生态环境信访工作办法》第二十七条"
    assert handling["calendar_version"] == load_packaged().version
    assert handling["rule_set_version"] == RULE_SETS[-1].version
    assert "仍以当日为期满日" in handling["note"]
    assert handling["proof"][0] == {
        "date": "2026-11-25",
        "class": "workday",
        "counted": False,
        "n": 0,
        "note": "当日不计入，自次日起算",
    }
    assert (handling["proof"][-1]["date"], handling["proof"][-1]["n"]) == ("2027-01-24", 60)


def test_the_channel_brings_its_own_limit() -> None:
    answer = read("deadline", "--received", "2026-11-22", "--track", "A", "--channel", "order_12345")
    assert "order12345" in {limit["term"] for limit in answer["limits"]}


def test_a_reply_starts_the_remedies() -> None:
    answer = read(
        "deadline",
        "--received",
        "2026-03-02",
        "--accepted",
        "2026-03-05",
        "--replied",
        "2026-04-01",
        "--track",
        "B",
    )
    assert [limit["term"] for limit in answer["limits"]] == ["accept.notify", "handle.B", "review.request"]


def test_rolling_moves_a_last_day_off() -> None:
    words = ("deadline", "--received", "2026-08-04", "--accepted", "2026-08-04", "--track", "A")
    handling = read(*words, "--roll")["limits"][1]
    assert handling["due"] == "2026-10-08"
    assert read(*words)["limits"][1]["due"] == "2026-10-03"
    assert "按本地设置顺延" in handling["note"]


def test_a_further_notice_settles_a_provisional_limit(notice: str) -> None:
    words = ("deadline", "--received", "2026-11-22", "--accepted", "2026-11-25", "--track", "A", "--roll")
    handling = read(*words, "--notice", notice)["limits"][1]
    assert (handling["due"], handling["provisional"]) == ("2027-01-25", False)
    assert handling["proof"][-2]["class"] == "holiday"


def test_a_person_reads_chinese_with_basis_and_caution() -> None:
    text = ask(
        "deadline", "--received", "2026-11-22", "--accepted", "2026-11-25", "--track", "A", "--proof"
    ).output
    assert "履职类投诉举报办理答复（handle.A）：2027-01-24 星期日 止（暂定）" in text
    assert "依据：《生态环境信访工作办法》第二十七条" in text
    assert "2026-11-28 至 2026-11-29  周末  第3至4" in text


def test_a_consultation_has_no_limit() -> None:
    result = ask("deadline", "--received", "2026-11-22", "--track", "F")
    assert (result.exit_code, result.output) == (0, "此类事项没有法定期限。\n")


def test_a_limit_of_hours_is_told_to_the_minute() -> None:
    start = datetime(2026, 10, 1, 22, 30, tzinfo=SHANGHAI)
    limit = start_term(
        Term.EMERGENCY_REPORT, start, rule_set=RULE_SETS[-1], channel=None, calendar=load_packaged()
    )
    told = as_dict(limit, load_packaged())
    assert told["start"] == "2026-10-01T22:30:00+08:00"
    assert told["due"] == (start + timedelta(hours=4)).isoformat()


@pytest.mark.parametrize(
    "words",
    [
        ("deadline", "--received", "2026-13-01", "--track", "A"),
        ("deadline", "--received", "昨天", "--track", "A"),
        ("calendar", "day", "2026-02-29"),
        ("calendar", "add", "2026-02-30", "5"),
    ],
)
def test_a_date_that_does_not_exist_is_refused_in_both_languages(words: tuple[str, ...]) -> None:
    result = ask(*words)
    assert result.exit_code == 2
    assert "不是有效日期" in result.output
    assert "not a date" in result.output


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("--received", "2026-11-22", "--accepted", "2026-11-21", "--track", "A"),
            "早于 --received 2026-11-22",
        ),
        (
            ("--received", "2026-11-22", "--replied", "2026-11-21", "--track", "A"),
            "早于 --received 2026-11-22",
        ),
        (("--received", "2026-11-22", "--track", "Z"), "可填：A、B"),
        (("--received", "2026-11-22", "--track", "A", "--channel", "fax"), "phone_12369"),
        (("--track", "A"), "--received"),
    ],
)
def test_wrong_usage_leaves_with_two_and_says_what_to_mend(words: tuple[str, ...], message: str) -> None:
    result = ask("deadline", *words)
    assert result.exit_code == 2
    assert message in result.output


def test_a_faulty_notice_file_is_refused_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text('{"year": 2027, "holidays": []}', encoding="utf-8")
    result = ask("calendar", "years", "--notice", str(path))
    assert result.exit_code == 2
    assert "2027年的通知没有列出任何假期" in result.output


def test_a_makeup_saturday_is_worked() -> None:
    assert read("calendar", "day", "2026-10-10") == {
        "date": "2026-10-10",
        "class": "makeup",
        "workday": True,
        "label": "调休上班",
        "year_published": True,
        "notice": "国办发明电〔2025〕7号",
    }


def test_a_day_of_an_unpublished_year_says_so(notice: str) -> None:
    found = read("calendar", "day", "2027-01-18")
    assert (found["class"], found["year_published"], found["notice"]) == ("workday", False, None)
    assert "推定" in ask("calendar", "day", "2027-01-18").output
    with_notice = read("calendar", "day", "2027-01-18", "--notice", notice)
    assert (with_notice["class"], with_notice["notice"]) == ("holiday", "2027年放假通知")


def test_five_working_days_over_the_national_day_break() -> None:
    found = read("calendar", "add", "2026-09-24", "5")
    assert (found["start"], found["n"], found["due"]) == ("2026-09-24", 5, "2026-10-09")
    assert not found["provisional"]
    assert [day["date"] for day in found["days"] if day["counted"]] == [
        "2026-09-28",
        "2026-09-29",
        "2026-09-30",
        "2026-10-08",
        "2026-10-09",
    ]


def test_working_days_into_an_unpublished_year_are_provisional() -> None:
    assert read("calendar", "add", "2026-12-28", "5")["provisional"]
    assert "为暂定" in ask("calendar", "add", "2026-12-28", "5").output


def test_the_loaded_years_are_listed_with_their_notices(notice: str) -> None:
    found = read("calendar", "years", "--notice", notice)
    years = {row["year"]: row for row in found["years"]}
    assert list(years) == list(range(2010, 2028))
    assert years[2026] == {
        "year": 2026,
        "number": "国办发明电〔2025〕7号",
        "amended_by": [],
        "days_off": 33,
        "makeup_days": 6,
    }
    assert found["version"] != load_packaged().version
    assert "文号不详" in ask("calendar", "years", "--notice", notice).output
