"""A notice for 2027 that the tests make up: the real one was not published when they were written."""

import pytest

from workflow.calendar import Notice, WorkCalendar, load_packaged, parse_notice

MADE_UP_2027 = """{
  "year": 2027, "number": null,
  "holidays": [{"name": "元旦", "from": "2026-12-31", "to": "2027-01-02"},
               {"name": "春节", "from": "2027-02-05", "to": "2027-02-11"}],
  "makeup_days": ["2027-01-03", "2027-01-24"]
}"""


@pytest.fixture
def calendar() -> WorkCalendar:
    return load_packaged()


@pytest.fixture
def notice_2027() -> Notice:
    return parse_notice(MADE_UP_2027)
