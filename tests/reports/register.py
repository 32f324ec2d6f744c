"""A small register with every trap, whose October 2026 can be counted by hand.

| case | received | what happened |
|---|---|---|
| answered | 10 Aug | accepted 12 Aug, limit 11 Oct; replied 20 Sep, rated dissatisfied, closed 25 Sep |
| overdue | 20 Aug | accepted 21 Aug, limit 20 Oct; supervised 21 Oct, answered 26 Oct, visited 22 Oct |
| extended | 25 Aug | track B, accepted 26 Aug, limit 25 Oct, extended by 30 days to 24 Nov |
| closed | 25 Sep | accepted 26 Sep, replied 10 Oct, rated basically satisfied, closed 15 Oct |
| refused | 5 Oct | refused 8 Oct; it belongs to a court |
| late | 6 Oct | accepted 24 Oct, three days after its limit |
| redirected | 10 Oct | in the west; sent to the housing department 12 Oct |
| draft | 15 Oct | never registered |
| repeat | 20 Oct | confirmed 22 Oct to repeat ``overdue``, accepted the same day; no owners, no plan |
| undecided | 28 Oct | anonymous, a letter |
| registered_late | 31 Oct | registered on 1 Nov |
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from petitions.models import Enterprise
from tests.support.office import Scenario
from tests.support.story import Story
from workflow.facts import Outcome
from workflow.verbs import Verb
from workflow.vocabulary import Channel, Industry, Relation, Satisfaction, Track

FIRM = "青川市某某铸造有限公司"


def at(scenario: Scenario, month: int, day: int, year: int = 2026) -> Scenario:
    """Ten o'clock of a day in Shanghai."""
    scenario.now = datetime(year, month, day, 2, tzinfo=UTC)
    return scenario


def firm(session: Session, district: int) -> int:
    """An enterprise that is complained of."""
    row = Enterprise(name=FIRM, match_key=FIRM, industry=Industry.METALLURGY, district_id=district)
    session.add(row)
    session.flush()
    return row.id


def filled(scenario: Scenario) -> dict[str, Story]:
    """Play the register of the table above; the clock then stands on 5 November."""
    cases: dict[str, Story] = {}
    with scenario.sessions.begin() as session:
        enterprise = firm(session, scenario.units["east"])
    _august(scenario, cases)
    cases["closed"] = at(scenario, 9, 25).received(channel=Channel.WECHAT)
    at(scenario, 9, 26)
    cases["closed"].accepted()
    cases["refused"] = at(scenario, 10, 5).received(enterprise_id=enterprise)
    cases["late"] = at(scenario, 10, 6).received(enterprise_id=enterprise)
    at(scenario, 10, 8)
    cases["refused"].refused()
    at(scenario, 10, 10)
    cases["closed"].replied().rated(Satisfaction.BASICALLY)
    cases["redirected"] = scenario.received(district_id=scenario.units["west"])
    at(scenario, 10, 12)
    cases["redirected"].proposed(Outcome.REDIRECT).does(Verb.REDIRECT, "petition_head")
    at(scenario, 10, 15)
    cases["closed"].closed()
    cases["draft"] = scenario.recorded()
    _late_october(scenario, cases, enterprise)
    at(scenario, 11, 5)
    return cases


def _august(scenario: Scenario, cases: dict[str, Story]) -> None:
    cases["answered"] = at(scenario, 8, 10).received()
    at(scenario, 8, 12)
    cases["answered"].accepted()
    cases["overdue"] = at(scenario, 8, 20).received()
    at(scenario, 8, 21)
    cases["overdue"].signed_in()
    cases["extended"] = at(scenario, 8, 25).received()
    at(scenario, 8, 26)
    cases["extended"].classified(Track.B).accepted().signed_in()
    at(scenario, 9, 20)
    cases["answered"].replied().rated(Satisfaction.DISSATISFIED)
    cases["answered"].does(Verb.EXPLAIN, "handler", explanation="已当面说明处理结果。")
    at(scenario, 9, 25)
    cases["answered"].closed()


def _late_october(scenario: Scenario, cases: dict[str, Story], enterprise: int) -> None:
    at(scenario, 10, 14)
    cases["extended"].does(Verb.ASK_EXTENSION, "handler", days=30, reason="案情复杂，需委托检测。")
    cases["extended"].does(Verb.GRANT_EXTENSION, "bureau_head", days=30)
    cases["repeat"] = at(scenario, 10, 20).received()
    at(scenario, 10, 21)
    cases["overdue"].supervised()
    at(scenario, 10, 22)
    cases["repeat"].repeated(cases["overdue"], Relation.SAME_NEW_FACTS).accepted()
    cases["overdue"].does(
        Verb.VISIT, "leader", visited_on=scenario.now.date(), place="建国路工地", findings="夜间仍有施工。"
    )
    at(scenario, 10, 24)
    cases["late"].accepted()
    at(scenario, 10, 26)
    cases["overdue"].does(Verb.ANSWER_SUPERVISION, "handler", answer="已约谈施工单位，限期整改到位。")
    cases["undecided"] = at(scenario, 10, 28).received(
        channel=Channel.LETTER, anonymous=True, petitioners=(), enterprise_id=enterprise
    )
    received = at(scenario, 10, 31).now
    at(scenario, 11, 1)
    cases["registered_late"] = scenario.received(received_at=received - timedelta(hours=1))
