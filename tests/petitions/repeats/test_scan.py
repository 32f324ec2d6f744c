"""A file is gone through in order of time, each complaint compared with the earlier ones alone."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from petitions.repeats.register import Frequencies, Register
from petitions.repeats.scan import MATCHES, Scanned, in_order, scan
from petitions.repeats.subject import Subject
from tests.petitions.repeats.test_score import ELSEWHERE, MIXING, NOW, PARKING, RETOLD
from workflow.vocabulary import Relation

DAY = timedelta(days=1)


def scanned(subjects: Sequence[Subject]) -> dict[int, Scanned]:
    times = [subject.received_at for subject in subjects]
    return {one.number: one for one in scan(times, subjects.__getitem__)}


@pytest.mark.parametrize(
    ("times", "order"),
    [
        ([3, 1, 2], [1, 2, 0]),
        ([2, None, 1], [2, 0, 1]),
        ([None, None], [0, 1]),
        ([None, 1], [0, 1]),
        ([1, 1], [0, 1]),
    ],
)
def test_rows_without_time_stay_behind_the_row_above(times: list[int | None], order: list[int]) -> None:
    moments: list[datetime | None] = [None if day is None else NOW + day * DAY for day in times]
    assert in_order(moments) == order


def test_a_repeat_is_found_among_others_and_says_of_which() -> None:
    found = scanned(
        [MIXING, PARKING, ELSEWHERE, RETOLD, Subject("请问退休金如何领取", received_at=NOW + DAY)]
    )
    newest = found[0]  # the others came twelve days earlier
    assert newest.alert
    assert newest.matches[0].number == 3
    assert newest.matches[0].relation is Relation.ASSOCIATED
    assert not found[4].alert


def test_an_earlier_complaint_never_matches_a_later_one() -> None:
    subjects = [MIXING, RETOLD]
    found = scanned(subjects)
    assert found[1].matches == ()
    assert [match.number for match in found[0].matches] == [1]


def test_at_most_five_are_told_best_first() -> None:
    found = scanned([MIXING] * (MATCHES + 3))
    matches = found[MATCHES + 2].matches
    assert len(matches) == MATCHES
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)


def test_the_newest_of_the_same_caller_are_compared_whatever_their_words() -> None:
    caller = frozenset({"a-keyed-hash"})
    subjects = [Subject("夜里很吵", phones=caller), Subject("车位被占", phones=caller)]
    register = Register(Frequencies(subjects), subjects.__getitem__)
    register.add(0)
    assert register.like(subjects[1], 10) == [0]


def test_what_is_passed_over_matches_nothing() -> None:
    found = list(scan([NOW, NOW], [MIXING, MIXING].__getitem__, frozenset({0})))
    assert [one.matches for one in found] == [(), ()]
