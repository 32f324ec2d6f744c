"""A call as an operator types it, and what the tests of the operator's desk ask of it.

Import the fixtures ``look``, ``cases``, ``operator`` and ``registry`` where they are used.
"""

import re

import pytest

from petitions.models import Case, Enterprise, GridUnit
from petitions.models.office import GridLevel
from petitions.pinyin import initials
from petitions.repeats import normalise
from tests.support.pages import check_page
from workflow.vocabulary import Industry

PHONE = "19900008871"
NAME = "刘某某"
CALL = {
    "token": "a" * 32,
    "received_at": "2026-11-02T09:00",
    "phone": PHONE,
    "name": NAME,
    "protection": "secret",
    "channel": "phone_12369",
    "type": "noise",
    "subtype": "construction_noise",
    "place": "建国路118号锦绣花园三期工地",
    "respondent": "锦绣建设集团有限公司",
    "content": "锦绣花园三期工地连续三晚22时以后打桩，噪声很大，老人小孩无法休息。",
    "claim": "查处并答复",
    "occurred": "每晚22时以后",
    "urgency": "normal",
    "people": "1",
    "do": "register",
}


@pytest.fixture
def operator(client_as):
    return client_as("operator")


@pytest.fixture
def look(scenario):
    """Asks the database once."""

    def ask(query):
        with scenario.sessions() as session:
            return query(session)

    return ask


@pytest.fixture
def cases(look):
    return lambda: look(lambda session: session.query(Case).order_by(Case.id).all())


@pytest.fixture
def registry(scenario):
    """Enterprises and cells of the grid."""
    with scenario.sessions.begin() as session:
        for name in ("锦绣建设集团有限公司", "东风化工有限公司"):
            firm = Enterprise(
                name=name,
                match_key=normalise.enterprise(name),
                initials=initials(name),
                industry=Industry.CONSTRUCTION,
                district_id=scenario.units["east"],
            )
            session.add(firm)
        cells = [("E1", "建国路网格", "east"), ("E2", "滨河网格", "east"), ("W1", "滨河网格", "west")]
        for code, name, unit in cells:
            session.add(
                GridUnit(
                    code=code,
                    name=name,
                    initials=initials(name),
                    level=GridLevel.STREET,
                    district_id=scenario.units[unit],
                )
            )


def ask(client, path, data):
    """As the script asks: the answer is JSON."""
    headers = {"Accept": "application/json"}
    answer = client.send(path, data, headers=headers)
    assert answer.status_code == 200 and answer.mimetype == "application/json"
    return answer.json


def beside(client, **said):
    """The part beside the form, checked like a page of its own."""
    html = ask(client, "/intake/suspects", {**CALL, **said})["html"]
    check_page(
        f'<!doctype html><html lang="zh-CN"><head><title>t</title></head><body><h1>h</h1>{html}</body></html>'
    )
    return html


def field(page, name):
    """What stands in a line of the form."""
    return re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page).group(1)


def code_on(receipt):
    """The query code as it is read to the caller, without its gap."""
    return re.search(r'receipt-code">([0-9 ]+)<', receipt.text).group(1).replace(" ", "")
