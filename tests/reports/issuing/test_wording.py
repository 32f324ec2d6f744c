"""The office words the sentences, never the numbers; what it typed is kept, and both editions follow."""

import pytest

from reports.issuing.wording import Wording, faults, numbers, typed
from reports.model import Paragraph
from reports.monthly.compose import Edition
from tests.reports.register import FIRM


@pytest.fixture
def paper(press):
    press.drafted("2026-10")
    return press.paper("2026-10")


def passage(paper, words):
    return next(one for one in paper.passages() if words in one.draft)


def reworded(paper, **changes):
    """The paper with some passages typed anew, by a word of their draft."""
    values = {passage(paper, words).name: text for words, text in changes.items()}
    return paper.reworded(typed(paper.passages(), values, paper.wording))


def lines(paper, edition=Edition.INTERNAL):
    return [
        block.lead + block.text for block in paper.document(edition).blocks if isinstance(block, Paragraph)
    ]


def test_untouched_the_paper_is_the_systems_draft(paper):
    assert paper.document(Edition.INTERNAL) == paper.draft(Edition.INTERNAL)
    assert faults(paper.passages()) == ()
    assert typed(paper.passages(), {}, paper.wording) == Wording()


def test_a_sentence_is_worded_anew_with_its_numbers(paper):
    draft = passage(paper, "共登记群众信访投诉举报").draft
    text = draft.replace("全市生态环境系统共登记", "全市共收到并登记")
    changed = reworded(paper, 共登记群众信访投诉举报=text)
    assert text in lines(changed) and text in lines(changed, Edition.PUBLIC)
    assert draft not in lines(changed)
    assert faults(changed.passages()) == ()
    assert paper.reworded(Wording.read(changed.wording.kept)) == changed


def test_a_changed_number_is_refused_and_named(paper):
    draft = passage(paper, "共登记群众信访投诉举报").draft
    (fault,) = faults(reworded(paper, 共登记群众信访投诉举报=draft.replace("6件", "60件", 1)).passages())
    assert "引言" in fault and "缺少6" in fault and "多出60" in fault


def test_a_paragraph_with_numbers_is_not_struck_out(paper):
    (fault,) = faults(reworded(paper, 共登记群众信访投诉举报="").passages())
    assert "缺少" in fault


@pytest.mark.parametrize(
    ("text", "found"), [("１２件", ["12"]), ("1,234件、97.62%", ["1,234", "97.62%"]), ("无", [])]
)
def test_numbers_are_numbers_however_they_are_written(text, found):
    assert sorted(numbers(text).elements()) == found


def test_the_requirements_are_the_offices_own_and_stay_after_a_new_count(press, paper, day):
    own = "压实责任。12月10日前逐件销号。\n举一反三。开展专项检查。"
    changed = reworded(paper, 严守办理时限=own)
    assert lines(changed)[-2:] == ["（一）压实责任。12月10日前逐件销号。", "（二）举一反三。开展专项检查。"]
    assert faults(changed.passages()) == ()
    press.step("2026-10", "edit", changed.wording.kept, who="statistician")
    assert lines(press.paper("2026-10"))[-2:] == lines(changed)[-2:]


def test_a_telephone_number_is_refused(paper):
    (fault,) = faults(reworded(paper, 严守办理时限="联系信访人19900008871核实。").passages())
    assert "手机号码" in fault


def test_what_was_typed_for_a_paragraph_that_a_new_count_writes_otherwise_is_kept_and_shown(
    press, paper, day
):
    draft = passage(paper, "共登记群众信访投诉举报").draft
    text = draft.replace("全市", "我市")
    press.step(
        "2026-10", "edit", reworded(paper, 共登记群众信访投诉举报=text).wording.kept, who="statistician"
    )
    received = day(10, 30).now
    day(11, 6).received(received_at=received)
    from reports.issuing.paper import counted

    with press.scenario.sessions() as session:
        count = counted(session, press.period("2026-10"), press.today)
    press.step("2026-10", "recount", count, who="statistician")
    after = press.paper("2026-10")
    assert after.facts.totals.registered == 7
    assert text not in lines(after) and after.left_over() == (text,)
    kept = typed(after.passages(), {}, after.wording)
    assert after.reworded(kept).left_over() == (text,)


def test_what_is_typed_does_not_bring_a_name_into_the_public_edition(press, paper):
    changed = reworded(paper, 严守办理时限=f"紧盯{FIRM}整改。")
    assert f"（一）紧盯{FIRM}整改。" in lines(changed)
    assert FIRM not in "".join(lines(changed, Edition.PUBLIC))
