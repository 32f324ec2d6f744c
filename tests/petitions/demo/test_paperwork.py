"""What the office writes on demonstration complaints."""

from datetime import date
from random import Random

import pytest

from petitions.demo import paperwork
from petitions.demo.complaint import DemoComplaint
from petitions.demo.fate import Ending
from petitions.models import Case
from petitions.replies import reply_gaps
from workflow.facts import Facts
from workflow.vocabulary import Satisfaction, Track, Truth

VISITED = date(2026, 3, 4)


@pytest.fixture(scope="module")
def handled(complaints: list[DemoComplaint]) -> list[DemoComplaint]:
    """Every fourth complaint that gets to a reply."""
    return [item for item in complaints if item.fate.ending is Ending.HANDLED][::4]


def test_findings_say_together_what_the_fate_says(handled: list[DemoComplaint]) -> None:
    for complaint in handled:
        points = paperwork.draw_finding(Random(complaint.serial), complaint)
        truths = {point.truth for point in points}
        assert 1 <= len(points) <= 3
        if complaint.fate.truth is Truth.PARTLY:
            assert Truth.PARTLY in truths or truths == {Truth.TRUE, Truth.UNTRUE}
        else:
            assert truths == {complaint.fate.truth}
        assert all(point.claim and point.evidence.endswith("。") for point in points)


def test_every_reply_passes_the_check_list_of_the_office(handled: list[DemoComplaint]) -> None:
    for complaint in handled:
        rng = Random(complaint.serial)
        points = paperwork.draw_finding(rng, complaint)
        reply = paperwork.draw_reply(rng, complaint, points, visited=VISITED)
        case = Case(track=complaint.track, respondent=complaint.respondent, received_at=complaint.received_at)
        facts = Facts(
            now=complaint.received_at,
            rule_set="",
            received_at=complaint.received_at,
            channel=complaint.channel,
            borne_out_items=sum(point.truth is not Truth.UNTRUE for point in points),
        )
        assert reply_gaps(reply, case, facts) == ()


def test_a_reply_names_the_firm_in_full_and_answers_every_point(handled: list[DemoComplaint]) -> None:
    for complaint in handled:
        if complaint.track is not Track.A:
            continue
        points = paperwork.draw_finding(Random(complaint.serial), complaint)
        reply = paperwork.draw_reply(Random(complaint.serial), complaint, points)
        assert paperwork.subject(complaint).full_name in reply
        assert all(point.claim in reply and point.evidence in reply for point in points)


def test_only_ordinary_petitions_are_told_of_the_review_ladder(handled: list[DemoComplaint]) -> None:
    for complaint in handled:
        points = paperwork.draw_finding(Random(complaint.serial), complaint)
        reply = paperwork.draw_reply(Random(complaint.serial), complaint, points)
        assert ("复查" in reply) == (complaint.track is Track.B)


def test_given_measures_stand_in_reply_and_report(handled: list[DemoComplaint]) -> None:
    complaint = next(item for item in handled if item.fate.truth is Truth.TRUE and item.track is Track.A)
    points = paperwork.draw_finding(Random(1), complaint)
    measures = paperwork.draw_measures(Random(2), complaint)
    assert measures in paperwork.draw_reply(Random(3), complaint, points, measures)
    assert measures in paperwork.draw_report(Random(3), complaint, points, measures, VISITED)
    assert "3月4日" in paperwork.draw_report(Random(3), complaint, points, measures, VISITED)


def test_no_paper_tells_who_complained(handled: list[DemoComplaint]) -> None:
    for complaint in handled:
        rng = Random(complaint.serial)
        points = paperwork.draw_finding(rng, complaint)
        plan, visit = paperwork.draw_plan(rng, complaint), paperwork.draw_visit(rng, complaint)
        papers = (
            paperwork.classification(complaint),
            paperwork.draw_requirement(rng, complaint),
            paperwork.draw_reply(rng, complaint, points),
            paperwork.draw_report(rng, complaint, points),
            paperwork.draw_instruction(rng, complaint),
            paperwork.draw_objection(rng, complaint),
            plan.crux + plan.measures,
            visit.place + visit.findings + visit.promises,
        )
        resident = complaint.petitioner.resident
        for paper in papers:
            assert paper
            assert not set("{}[]|@") & set(paper)
            assert resident.name not in paper
            assert resident.phone not in paper
            paper.encode("gb2312")


def test_papers_vary(handled: list[DemoComplaint]) -> None:
    complaint = handled[0]
    assert len({paperwork.draw_plan(Random(seed), complaint) for seed in range(50)}) > 20
    assert len({paperwork.draw_instruction(Random(seed), complaint) for seed in range(50)}) > 4
    assert len({paperwork.draw_supervision(Random(seed)) for seed in range(50)}) > 20
    assert len({paperwork.draw_supervision_answer(Random(seed), VISITED) for seed in range(50)}) > 4
    assert len({paperwork.draw_explanation(Random(seed)) for seed in range(50)}) > 4


@pytest.mark.parametrize("rating", list(Satisfaction))
def test_a_call_back_says_what_the_rating_says(rating: Satisfaction) -> None:
    said = {paperwork.draw_callback(Random(seed), rating) for seed in range(40)}
    assert len(said) > 3
    assert all(remark.endswith("。") for remark in said)


def test_every_track_has_its_basis(complaints: list[DemoComplaint]) -> None:
    seen = {complaint.track: paperwork.classification(complaint) for complaint in complaints}
    assert set(seen) == {Track.A, Track.B, Track.C, Track.D, Track.E, Track.F}
    assert all(len(basis) > 10 for basis in seen.values())
