"""A case of an old register on its page: what the ledger told, named as such, and nothing to press for it."""

from sqlalchemy import select

from petitions.intake.ledger import ledger_columns
from petitions.intake.spreadsheets import read_rows
from petitions.models import Case
from web.ledger import LedgerImport, run

LEDGER = (
    "信访件编号,来源渠道,收到时间,受理时间,承办单位,调查完成时间,属实情况,答复时间,答复方式,办结时间,满意度,污染类型,反映内容\n"
    "A1,12369电话,2026-03-02,2026-03-05,东城分局,2026-03-20,属实,2026-04-01,电话,2026-04-10,满意,噪声,夜间施工噪声很大。\n"
    "A2,来信,2026-10-20,2026-10-21,东城分局,,,,,,,噪声,清晨装卸噪声很大。\n"
)


def imported(scenario):
    """The numbers of the two cases."""
    sheet = read_rows(LEDGER.encode(), "台账.csv")
    actor = scenario.actor("petition_head")
    run(
        LedgerImport(sheet, ledger_columns(sheet.headers), scenario.office, actor, scenario.now),
        scenario.sessions,
        lambda outcome: None,
    )
    with scenario.sessions() as session:
        return list(session.scalars(select(Case.case_no).order_by(Case.id)))


def test_the_page_tells_what_came_from_which_row(client_as, scenario):
    closed, _ = imported(scenario)
    page = client_as("petition_officer").get(f"/cases/{closed}").text
    for said in ("补录受理", "补录调查结论", "补录答复", "补录评价", "补录办结", "台账.csv第2行"):
        assert said in page
    assert "/do/history_" not in page


def test_an_open_case_of_a_ledger_waits_to_be_transferred(client_as, scenario):
    _, waiting = imported(scenario)
    page = client_as("petition_officer").get(f"/cases/{waiting}").text
    assert f"/cases/{waiting}/do/transfer" in page and "/do/history_" not in page
