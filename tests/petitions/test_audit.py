"""The record: sealed by day, walked from the database or from an export, and every tampering named."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import text

from petitions.audit import BadExport, export, seal_days, verify, verify_export
from petitions.verification import Walk
from tests.support.office import Scenario
from workflow.calendar import local_day


@pytest.fixture
def played(scenario: Scenario) -> Scenario:
    """Three cases on two sealed days and one on a third that is still open."""
    scenario.received().replied()
    scenario.received().refused()
    scenario.pass_time(days=1)
    scenario.received().signed_in()
    scenario.pass_time(days=1)
    scenario.received()
    with scenario.sessions.begin() as session:
        days = seal_days(session, scenario.office.algorithm, local_day(scenario.now), scenario.now)
    assert len(days) == 2
    return scenario


def walked(scenario: Scenario) -> Walk:
    with scenario.sessions() as session:
        return verify(session)


def tamper(scenario: Scenario, *statements: str) -> None:
    """Change rows as somebody with the database's own rights could: the rails are taken off first."""
    with scenario.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            names = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all()
            for name in names:
                connection.execute(text(f"DROP TRIGGER {name}"))
            connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        else:
            connection.execute(text("SET session_replication_role = replica"))
        for statement in statements:
            assert connection.execute(text(statement)).rowcount, statement


def test_an_untouched_record_is_intact(played: Scenario) -> None:
    walk = walked(played)
    assert (walk.broken, walk.cases, walk.seals) == (None, 4, 2)
    with played.sessions() as session:
        assert verify_export(export(session)) == walk


def test_sealing_again_seals_nothing_twice(played: Scenario) -> None:
    with played.sessions.begin() as session:
        assert seal_days(session, played.office.algorithm, local_day(played.now), played.now) == []


FIRST, LAST = "HJ20261102-000001", "HJ20261104-000004"


@pytest.mark.parametrize(
    ("statement", "where", "why"),
    [
        ("UPDATE case_event SET payload = '{}' WHERE case_id = 1 AND seq = 2", f"{FIRST}#2", "被改动"),
        ("DELETE FROM case_event WHERE case_id = 1 AND seq = 3", f"{FIRST}#4", "有事件缺失"),
        (
            "UPDATE case_event SET actor_id = actor_id + 1 WHERE case_id = 1 AND seq = 2",
            f"{FIRST}#2",
            "被改动",
        ),
        ("UPDATE case_event SET hash = previous_hash WHERE case_id = 1 AND seq = 2", f"{FIRST}#2", "不符"),
        ("UPDATE petition_case SET state = 'accepted' WHERE id = 1", FIRST, "重放事件得到"),
        ("UPDATE day_seal SET root = hash WHERE day = '2026-11-02'", "2026-11-02", "根哈希不符"),
        ("UPDATE day_seal SET events = 1 WHERE day = '2026-11-02'", "2026-11-02", "封存时有1个事件"),
        ("DELETE FROM day_seal WHERE day = '2026-11-02'", "2026-11-03", "不相接"),
        ("DELETE FROM case_event WHERE case_id = 4", LAST, "没有事件"),
    ],
)
def test_a_change_past_the_rails_is_named_at_its_first_broken_link(
    played: Scenario, statement: str, where: str, why: str
) -> None:
    tamper(played, statement)
    broken = walked(played).broken
    assert broken is not None
    assert broken.where == where
    assert why in broken.sentence


def test_a_whole_case_that_vanished_breaks_its_days_seal(played: Scenario) -> None:
    children = ("case_event", "term_run", "outbox_message", "paper", "case_type", "petitioner", "proposal")
    tamper(
        played,
        "DELETE FROM repeat_link WHERE case_id = 2 OR earlier_id = 2",
        *(f"DELETE FROM {table} WHERE case_id = 2" for table in children),
        "DELETE FROM petition_case WHERE id = 2",
    )
    broken = walked(played).broken
    assert broken is not None
    assert broken.where == "2026-11-02"
    assert "现有" in broken.sentence


def test_a_chain_that_was_rewritten_from_end_to_end_still_breaks_the_seal(played: Scenario) -> None:
    """Whoever can rewrite a case's events can recompute its hashes too, but not the seal over the day."""
    from petitions.chain import GENESIS, Algorithm, Link

    with played.engine.connect() as connection:
        events = (
            connection.execute(text("SELECT * FROM case_event WHERE case_id = 2 ORDER BY seq"))
            .mappings()
            .all()
        )
    from petitions.audit import _entries

    with played.sessions() as session:
        links = [entry.link for entry in _entries(session) if entry.link.case_no.endswith("2")]
    previous, statements = GENESIS, []
    for event, link in zip(events, links, strict=True):
        forged = Link(
            link.case_no,
            link.seq,
            link.at,
            link.verb,
            link.source,
            link.target,
            1,
            link.payload,
            previous,
            Algorithm.SM3,
        )
        statements.append(
            f"UPDATE case_event SET actor_id = 1, previous_hash = '{previous}', hash = '{forged.hash}' WHERE id = {event['id']}"
        )
        previous = forged.hash
    tamper(played, *statements)
    broken = walked(played).broken
    assert broken is not None
    assert broken.where == "2026-11-02"


def test_an_export_that_was_touched_or_cut_is_found_without_the_database(played: Scenario) -> None:
    with played.sessions() as session:
        lines = list(export(session))
    touched = [line.replace("依法查处", "不予查处") for line in lines]
    assert touched != lines
    broken = verify_export(touched).broken
    assert broken is not None
    assert "被改动" in broken.sentence
    with pytest.raises(BadExport, match="不完整"):
        verify_export(lines[:-1])
    with pytest.raises(BadExport, match="不完整"):
        verify_export([*lines[:5], *lines[6:]])
    with pytest.raises(BadExport, match="不是本系统导出的记录"):
        verify_export(["hello"])
    with pytest.raises(BadExport, match="第3行"):
        verify_export([*lines[:2], json.dumps({"event": [1]}), *lines[3:]])


def test_a_sealed_day_takes_no_more_events(played: Scenario) -> None:
    played.now -= timedelta(days=2)
    with pytest.raises(Exception, match="rail:day-sealed"):
        played.received()
