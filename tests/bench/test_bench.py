"""The benchmark runs and says what it promises; no time is asserted, for a test machine has other work."""

import json

import pytest

from tests.bench.__main__ import MEASURES, main


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder that keeps the small register for all tests here."""
    return tmp_path_factory.mktemp("bench")


@pytest.fixture
def run(folder, capsys):
    """The benchmark on three hundred cases; what it printed."""

    def bench(*arguments):
        main(["--cases", "300", "--rounds", "2", "--keep", str(folder), *arguments])
        return capsys.readouterr().out

    return bench


def test_every_measurement_prints_its_contenders_ratio_and_goal(run):
    printed = run("--only", "intake,transition,backlog,page")
    assert printed.count("300 cases") == printed.count("goal: ") == len(MEASURES) - 1
    assert printed.count(" × ") > printed.count("goal: ")
    for contender in ("raw SQL", "plain SQLAlchemy objects", "the desk's register", "GET /backlog"):
        assert contender in printed


def test_intake_and_transition_are_one_commit_each(run):
    found = json.loads(run("--only", "intake,transition", "--json"))
    assert [result["what"] for result in found] == ["intake", "transition"]
    assert all("1 commit" in result["notes"][0] for result in found)


def test_all_contenders_of_an_intake_leave_the_same_rows(run, folder):
    import sqlite3
    from contextlib import closing

    run("--only", "intake")
    with closing(sqlite3.connect(folder / "register-300.db")) as raw:
        for table in ("petitioner", "case_type", "term_run", "case_event", "outbox_message", "repeat_link"):
            query = f"SELECT case_id, count(*) FROM {table} GROUP BY case_id"
            counted = dict(raw.execute(query).fetchall())
            last = raw.execute("SELECT max(id) FROM petition_case").fetchone()[0]
            assert counted.get(last) == counted.get(last - 1) == counted.get(last - 2), table


def test_an_unknown_measurement_is_refused(run, capsys):
    with pytest.raises(SystemExit):
        run("--only", "speed")
    assert "not one of intake" in capsys.readouterr().err


def test_the_repeats_benchmark_finds_known_pairs_in_a_register_of_its_own(capsys, monkeypatch, tmp_path):
    from tests.bench import repeats

    monkeypatch.setattr(repeats, "REAL", tmp_path / "absent.csv")
    monkeypatch.setattr(repeats, "PAIRS", 20)
    repeats.main(["--cases", "200", "--json"])
    said = json.loads(capsys.readouterr().out)
    assert said["cases"] == 200 and said["invented"]["queries"] == 20 and "real" not in said
    assert said["invented"]["hit_at_5"] > 0.5 and said["invented"]["p95_ms"] > 0
