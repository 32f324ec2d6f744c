"""What goes out: a draft says that it is one, the public edition holds nothing internal, and what may not go out is named."""

import json
from dataclasses import replace
from datetime import date

import pytest

from petitions.office import Settings
from reports.bulletin import as_data, bulletin, office_name
from reports.figures import TypicalCase
from reports.html import document_html
from reports.issuing.errata import Erratum
from reports.issuing.paper import Paper, leaks, words
from reports.issuing.wording import Wording, typed
from reports.model import Heading, Paragraph
from reports.monthly.compose import DRAFT_MARK, Edition
from reports.monthly.redaction import internal_in
from reports.pdf import document_pdf
from tests.reports import months
from tests.reports.register import FIRM
from tests.support.printed import text_of

SETTINGS = Settings(bureau="青川市生态环境局", mark="青环信访")
DATED = date(2026, 11, 3)
INTERNAL = (
    months.SECRET_FIRM,
    *(owner.name for owner in months.OWNERS),
    *(item.case_no for item in months.OVERDUE),
    *(notice.number for notice in months.NOTICES),
    "XF20260702-0012",
)
"""Everything that October's figures tell of single cases, leaders and enterprises that are not publishable."""

ERRATA = (Erratum("2026-09", "2026年9月", "青环信访〔2026〕8号", "registered", "登记件数", "93件", "94件"),)


def paper(wording=None, number=9, errata=ERRATA):
    return Paper(months.october(), wording or Wording(), errata, office_name(SETTINGS), number, DATED)


def everything_public(made):
    """All forms in which the public edition is served: page, document, figures, paper."""
    document = made.document(Edition.PUBLIC)
    printed = document_pdf(document)
    data = json.dumps(as_data(made.facts, Edition.PUBLIC), ensure_ascii=False)
    return {
        "html": document_html(document), "words": words(document), "json": data, "pdf": text_of(printed),
    }  # fmt: skip


def test_nothing_internal_is_in_the_public_edition_in_whatever_form():
    public = everything_public(paper())
    for form, text in public.items():
        assert [name for name in INTERNAL if name in text] == [], form
        assert list(internal_in(text, [months.SECRET_FIRM], [owner.name for owner in months.OWNERS])) == []
    named = words(paper().document(Edition.INTERNAL))
    assert [name for name in INTERNAL if name not in named] == []
    assert months.OPEN_FIRM in public["pdf"]


def test_the_sheet_of_words_holds_what_charts_say():
    document = paper().document(Edition.PUBLIC)
    spec = next(block for block in document.blocks if hasattr(block, "spec"))
    assert spec.alt in words(document)


def test_an_issued_paper_has_its_number_and_a_draft_says_that_it_is_one():
    final = paper().document(Edition.INTERNAL)
    assert final.number == "青环信访〔2026〕9号" and DRAFT_MARK not in final.full_title
    draft = paper(number=None).document(Edition.INTERNAL)
    assert draft.number == "青环信访〔2026〕　号" and draft.full_title.endswith("通报（送审稿）")
    assert bulletin(months.october(), SETTINGS, DATED).full_title.endswith("（送审稿）")


def test_errata_stand_at_the_end_of_the_body_and_nowhere_where_there_are_none():
    def headings(made):
        return [block.text for block in made.document(Edition.PUBLIC).blocks if isinstance(block, Heading)]

    assert headings(paper())[-1] == "更正"
    assert "更正" not in headings(paper(errata=()))


def test_a_typical_case_is_worded_anew_or_left_out():
    made = paper()
    praised, warned = (one for one in made.passages() if one.section == "典型问题")
    values = {praised.name: "东山分局快查快办。两日内完成整改。", warned.name: ""}
    changed = made.reworded(typed(made.passages(), values, made.wording))
    said = [b.lead + b.text for b in changed.document(Edition.PUBLIC).blocks if isinstance(b, Paragraph)]
    assert "东山分局快查快办。两日内完成整改。" in said
    assert not any("西河分局对重复反映" in line for line in said)


@pytest.mark.parametrize(
    ("typed_text", "named"),
    [
        ("对乙副局长包案的信访件挂牌督办。", "包案领导姓名“乙副局长”"),
        ("尽快办结HJ20261005-000007。", "信访件编号HJ20261005-000007"),
    ],
)
def test_what_is_typed_into_the_public_edition_and_must_not_be_there_is_named(press, typed_text, named):
    press.drafted("2026-10")
    made = press.paper("2026-10")
    facts = replace(made.facts, owners=months.OWNERS)
    made = replace(made, facts=facts, wording=Wording(requirements=typed_text))
    with press.scenario.sessions() as session:
        assert any(named in leak for leak in leaks(session, made))
        assert list(leaks(session, replace(made, wording=Wording()))) == []


def test_an_enterprise_of_the_register_that_is_not_publishable_is_found_though_no_figure_names_it(press):
    press.drafted("2026-09")
    case = TypicalCase("某分局整改到位", f"群众反映{FIRM}夜间排放异味，已整改。", True)
    made = press.paper("2026-09")
    with press.scenario.sessions() as session:
        told = replace(made, facts=replace(made.facts, typical=(case,)))
        assert any(FIRM in leak for leak in leaks(session, told))


def test_a_bulletin_whose_totals_disagree_is_told_which_do_not(press, monkeypatch):
    press.drafted("2026-10")
    wrong = ("各渠道之和为5，登记总数为6，二者不符。",)
    monkeypatch.setattr("reports.issuing.paper.discrepancies", lambda facts: wrong)
    assert press.examined("2026-10").discrepancies == wrong
