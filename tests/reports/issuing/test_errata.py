"""A later correction changes no issued bulletin; the next one says which figure was what and is now what. Once."""

import pytest

from petitions.bulletin_record import verify
from petitions.particulars import TypeChoice
from reports.issuing import errata
from reports.model import Table
from reports.monthly.compose import Edition
from tests.reports.issuing.conftest import Press
from tests.reports.register import at, filled
from tests.support.office import Scenario
from workflow.verbs import Verb
from workflow.vocabulary import PollutionType


def corrected(press, **case):
    """The officer corrects a case of October: the type was not noise but air."""
    press.cases["registered_late"].does(
        Verb.AMEND,
        "petition_officer",
        changes={},
        reason="回访核实为异味",
        types=(TypeChoice(PollutionType.AIR),),
    )


def told(press, month):
    return [(one.period, one.name, one.was, one.now) for one in press.paper(month).errata]


def printed(press, month, edition=Edition.INTERNAL):
    """The rows of the section 更正 as it is printed; none where the section is not there."""
    tables = [block for block in press.paper(month).document(edition).blocks if isinstance(block, Table)]
    return [row for table in tables if table.caption == "往期通报数据更正" for row in table.rows]


def test_a_correction_is_printed_in_the_next_bulletin_and_changes_no_issued_one(press, day):
    press.issued("2026-10")
    before = press.kept("2026-10")
    day(12, 2)
    corrected(press)
    press.drafted("2026-11")
    assert told(press, "2026-11") == [
        ("2026-10", "噪声件数", "6件", "5件"),
        ("2026-10", "建筑施工噪声件数", "6件", "5件"),
        ("2026-10", "大气件数", "0件", "1件"),
    ]
    for edition in Edition:
        assert ("2026年10月", "环信访〔2026〕1号", "大气件数", "0件", "1件") in printed(
            press, "2026-11", edition
        )
    after = press.kept("2026-10")
    assert (after.facts, after.version, after.number) == (before.facts, before.version, before.number)
    assert press.paper("2026-10").facts.types[0].type.this == 6


def test_what_only_went_on_since_is_no_error(press, day):
    press.issued("2026-10")
    day(12, 2)
    press.cases["late"].replied().rated().closed()
    press.drafted("2026-11")
    assert told(press, "2026-11") == [] == printed(press, "2026-11")
    text = [getattr(block, "text", "") for block in press.paper("2026-11").document(Edition.INTERNAL).blocks]
    assert "更正" not in text


def test_an_item_that_is_registered_afterwards_is_an_erratum_of_its_month(press, day):
    press.issued("2026-10")
    received = day(10, 30).now
    day(12, 2).received(received_at=received)
    press.drafted("2026-11")
    assert ("2026-10", "登记件数", "6件", "7件") in told(press, "2026-11")


def test_a_correction_is_not_printed_twice_but_a_second_one_is(press, day):
    press.issued("2026-09")
    press.issued("2026-10")
    day(12, 2)
    corrected(press)
    press.issued("2026-11")
    assert len(told(press, "2026-11")) == 3
    day(12, 20)
    with press.scenario.sessions() as session:
        assert errata.pending(session) == ()
    received = day(10, 29).now
    day(12, 21).received(received_at=received)
    with press.scenario.sessions() as session:
        again = {one.name: (one.was, one.now) for one in errata.pending(session) if one.period == "2026-10"}
    assert again["登记件数"] == ("6件", "7件") and again["噪声件数"] == ("5件", "6件")
    assert "大气件数" not in again


def test_a_draft_whose_figures_moved_is_told_so_before_it_goes_out(press):
    press.drafted("2026-10")
    assert press.examined("2026-10").moved == ()
    corrected(press)
    assert press.examined("2026-10").moved == (
        "噪声件数原为6件，现为5件。", "建筑施工噪声件数原为6件，现为5件。", "大气件数原为0件，现为1件。",
    )  # fmt: skip


def test_a_draft_is_told_when_the_errata_that_it_prints_are_out_of_date(press, day):
    press.issued("2026-10")
    day(12, 2)
    press.drafted("2026-11")
    corrected(press)
    assert press.examined("2026-11").moved == ("对往期通报的更正有变动。",)


@pytest.mark.postgres
def test_so_it_is_on_postgresql(postgres_database):
    press = Press(Scenario(postgres_database.engine))
    press.cases = filled(press.scenario)
    press.issued("2026-10")
    at(press.scenario, 12, 2)
    corrected(press)
    press.issued("2026-11")
    assert ("2026-10", "大气件数", "0件", "1件") in told(press, "2026-11")
    with press.scenario.sessions() as session:
        assert list(verify(session)) == [] == list(errata.pending(session))
