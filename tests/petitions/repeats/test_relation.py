"""Four relations are kept apart, each with its own consequence."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from petitions.repeats.relation import Finding, relate
from petitions.repeats.score import compare
from petitions.repeats.subject import Standing, Subject, profile
from tests.petitions.repeats.test_score import MIXING, PARKING, RETOLD
from workflow.vocabulary import Relation

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
CALLER = frozenset({"a-keyed-hash"})


def related(new: Subject, old: Subject) -> Finding | None:
    ours, theirs = profile(new), profile(old)
    return relate(ours, theirs, compare(ours, theirs, NOW))


def test_the_same_person_with_the_same_open_matter_is_offered_a_merge() -> None:
    finding = related(replace(RETOLD, phones=CALLER), replace(MIXING, phones=CALLER))
    assert finding is not None
    assert finding.relation is Relation.SAME_OPEN
    assert "可合并办理" in finding.sentence


@pytest.mark.parametrize("standing", [Standing.REPLIED, Standing.CLOSED])
def test_the_same_person_after_a_reply_without_news_gets_the_earlier_result(standing: Standing) -> None:
    finding = related(replace(MIXING, phones=CALLER), replace(MIXING, phones=CALLER, standing=standing))
    assert finding is not None
    assert finding.relation is Relation.SAME_NO_NEWS
    assert "依据原办理结果答复" in finding.sentence


def test_the_same_person_after_a_reply_with_new_facts_is_handled_again() -> None:
    again = replace(MIXING, phones=CALLER, text=MIXING.text + "整改后又开始反弹，还把污水排进下水道。")
    finding = related(again, replace(MIXING, phones=CALLER, standing=Standing.REPLIED))
    assert finding is not None
    assert finding.relation is Relation.SAME_NEW_FACTS
    assert "污水" in finding.sentence
    assert "反弹" in finding.sentence


def test_another_person_with_the_same_matter_is_associated() -> None:
    finding = related(replace(RETOLD, phones=CALLER), replace(MIXING, phones=frozenset({"another"})))
    assert finding is not None
    assert finding.relation is Relation.ASSOCIATED
    assert "分别计算期限" in finding.sentence


def test_another_matter_at_the_same_place_is_history() -> None:
    finding = related(MIXING, PARKING)
    assert finding is not None
    assert finding.relation is Relation.HISTORY


def test_strangers_have_no_relation() -> None:
    assert related(MIXING, Subject("咨询退休金如何领取", "咨询养老待遇")) is None
