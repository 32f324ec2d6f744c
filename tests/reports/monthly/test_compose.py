"""The bulletin as a document: its sections, its two editions, and what it refuses."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from reports.crossfoot import discrepancies
from reports.figures import MonthFacts, Tally, TypicalCase
from reports.html import document_html
from reports.model import Document, Figure, Heading, Level, Paragraph, Table
from reports.monthly.compose import CrossFootError, Edition, OfficeName, compose
from reports.monthly.redaction import IdentityError
from tests.reports.any_month import any_facts
from tests.reports.months import OPEN_FIRM, SECRET_FIRM, empty, october, one_item

OFFICE = OfficeName(
    "青川市生态环境局", "青环信", "青川市生态环境局办公室", ("各分局", "局机关各科室"), ("市委办公室",)
)
NEVER = re.compile(
    r"上升-|下降-|上升−|增加-|nan|None|inf|，，|。。|；。|，。|、。|（）|：。|\{|\}|Level|State|；；|，；|、；|、，|，、|。，|"
    r"上升0\.0+[%个]|下降0\.0+[%个]|(?<!\d)1件均|占—|率—|其中[，；。]|的的|件件[^有]|[升降]100\.0%以"
)
BARE_NOUGHT = re.compile(r"(?<![\d.,为])0(?:件|份|次|个|家|日)")
"""无 is meant, or nothing should be said; what something is compared with may be nought."""
UNPARTED = re.compile(r"(?<![\d,.])\d{5,}")


def bulletin(facts: MonthFacts, edition: Edition = Edition.INTERNAL) -> Document:
    return compose(facts, OFFICE, 11, date(2026, 11, 6), edition)


def prose(document: Document) -> Iterator[str]:
    """Every text that is printed, blocks of the annexes included."""
    blocks = [*document.blocks, *(block for annex in document.annexes for block in annex.blocks)]
    for block in blocks:
        match block:
            case Heading(_, text):
                yield text
            case Paragraph(text, lead):
                yield lead + text
            case Table():
                yield from (block.caption, *(c.head for c in block.columns), *block.notes)
                yield from (cell for row in block.rows for cell in row)
            case Figure():
                yield from (block.caption, block.alt, *block.notes)


def sections(document: Document) -> list[str]:
    return [
        block.text for block in document.blocks if isinstance(block, Heading) and block.level is Level.FIRST
    ]


def test_october_has_every_section_in_its_order():
    assert sections(bulletin(october())) == [
        "总体情况",
        "来源渠道",
        "污染类型",
        "行业分布",
        "区域情况",
        "办理质效",
        "重复信访与热点",
        "双包案、带案下访与积案化解",
        "督办情况",
        "典型问题",
        "下步要求",
    ]


def test_the_opening_says_the_month_in_one_paragraph():
    opening = bulletin(october()).blocks[0]
    assert opening == Paragraph(
        "2026年10月，全市生态环境系统共登记群众信访投诉举报103件，环比上升9.6%，同比下降2.8%。"
        "按期受理率99.03%，按期办结率91.03%，满意率87.04%，重复信访率8.74%。现将有关情况通报如下。"
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "本月登记的103件中，受理85件，占82.5%；不受理14件，占13.6%；当场答复咨询2件，占1.9%；正在甄别2件，占1.9%。",
        "不受理的14件中，不属于生态环境部门职责范围的9件、举报线索不详的4件、应当通过诉讼途径解决的1件。",
        "2026年1—10月，全市累计登记943件，同比下降5.9%；累计受理764件，不受理158件。",
        "从承办单位看，东山分局29件、西河分局22件、南湖分局15件，合计占全市的64.1%。",
        "近90日内，被反映较集中的企业2家，共被反映15件次。",
        "本月下发督办通知2份，其中重点督办1份、一般督办1份，本年累计下发31份。",
        "截至2026年10月31日，全市在办信访件13件，其中收到30日以内的8件、31至60日的3件、61至90日的1件、超过90日的1件；"
        "有2件超期未办结（清单见附件）。",
    ],
)
def test_the_prose_says_what_the_figures_say(sentence):
    assert any(sentence in text for text in prose(bulletin(october())))


def test_the_number_the_title_and_the_remark_belong_to_the_edition():
    internal, public = (bulletin(october(), edition) for edition in Edition)
    assert internal.number == public.number == "青环信〔2026〕11号"
    assert internal.full_title == "青川市生态环境局关于2026年10月生态环境信访投诉举报办理情况的通报"
    assert (internal.remark, public.remark) == ("此件不予公开", "此件公开发布")


def test_shares_of_pollution_types_say_that_they_exceed_a_hundred():
    figure = next(
        block for block in bulletin(october()).blocks if isinstance(block, Figure) and "类型" in block.caption
    )
    assert figure.notes == ("一件信访件可涉及多种污染类型，各类型占比之和大于100%。",)


def test_a_month_without_items_says_so_and_has_no_empty_section():
    document = bulletin(empty())
    assert "未收到群众信访投诉举报" in document.blocks[0].text
    assert sections(document) == ["下步要求"]
    assert document.annexes == ()


def test_a_single_item_is_told_without_nonsense():
    texts = list(prose(bulletin(one_item())))
    assert any("环比增加1件（上月为0件）" in text for text in texts)
    assert not any(NEVER.search(text) for text in texts)


INTERNAL_ONLY = [
    SECRET_FIRM,
    "XF20260807-0031",
    "XF20260702-0012",
    "甲局长",
    "丙分局长",
    "青环督〔2026〕30号",
    "名次",
    "清单",
    "空缺",
]


@pytest.fixture(scope="module")
def public_html() -> str:
    """The public edition with its charts, properties and alternative texts."""
    return document_html(bulletin(october(), Edition.PUBLIC))


@pytest.mark.parametrize("secret", INTERNAL_ONLY)
def test_the_internal_edition_has_it_and_the_public_one_has_not(secret, public_html):
    internal, public = ("\n".join(prose(bulletin(october(), edition))) for edition in Edition)
    assert secret in internal
    assert secret not in public
    assert secret not in public_html


def test_a_publishable_firm_is_named_and_another_becomes_some_firm():
    public = "\n".join(prose(bulletin(october(), Edition.PUBLIC)))
    assert OPEN_FIRM in public
    assert "群众反映某企业夜间排放刺激性气味" in public


def test_a_firm_named_only_in_a_case_or_in_the_requirements_is_redacted_too():
    case = TypicalCase(
        "某案", "经查，青川未名机械厂与青川未名机械厂二车间均有问题。", False, ("青川未名机械厂",)
    )
    facts = replace(october(), typical=(case,), requirements=("重点检查。青川未名机械厂要限期整改。",))
    public = "\n".join(prose(bulletin(facts, Edition.PUBLIC)))
    assert "未名" not in public
    assert "某企业要限期整改" in public


@pytest.mark.parametrize(
    "identity",
    ["13800001111", "138 0000 1111", "0563-1234567", "11010519491231002X", "someone@example.org"],
)
@pytest.mark.parametrize("place", ["typical", "requirements"])
def test_a_typed_text_with_an_identity_is_refused(identity, place):
    text = f"信访人电话{identity}。"
    typed = (TypicalCase("某案", text, True),) if place == "typical" else (text,)
    with pytest.raises(IdentityError, match="请删去后再生成通报"):
        bulletin(replace(october(), **{place: typed}))


def test_numbers_that_are_no_identity_pass():
    text = "整改费用1380000元，涉及12345热线和12369平台，编号20261031。"
    assert bulletin(replace(october(), requirements=(text,)))


def test_totals_that_do_not_cross_foot_stop_the_bulletin_and_are_named():
    facts = october()
    wrong = replace(facts, refusals=(Tally("线索不详", 3),), totals=replace(facts.totals, accepted=1))
    with pytest.raises(CrossFootError) as refused:
        bulletin(wrong)
    assert "各不受理原因之和为3，不受理数为14，二者不符。" in str(refused.value)
    assert "受理、不受理、即答与待定之和为19，登记总数为103，二者不符。" in str(refused.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"closed": 99}, "办结件：全市为99，各单位之和为78，二者不符。"),
        ({"satisfied": 99}, "全市：满意和基本满意件多于已评价件。"),
        ({"accepted": 100}, "全市：受理件与依法不受理件之和多于受理期限届满件。"),
    ],
)
def test_the_bases_of_the_indicators_are_checked_too(change, said):
    facts = october()
    assert said in discrepancies(replace(facts, cohort=replace(facts.cohort, **change)))


def test_the_office_may_write_its_own_requirements():
    facts = replace(october(), requirements=("加强值守。节假日要有人接听。",))
    assert bulletin(facts).blocks[-1] == Paragraph("节假日要有人接听。", lead="（一）加强值守。")
    assert bulletin(replace(facts, requirements=("加强值守",))).blocks[-1] == Paragraph(
        "加强值守。", lead="（一）"
    )


def test_a_ranking_needs_two_units_with_five_items():
    assert "名次" in "\n".join(prose(bulletin(october())))
    assert "名次" not in "\n".join(prose(bulletin(one_item())))


def check(document: Document) -> None:
    """What must hold for any bulletin."""
    texts = list(prose(document))
    assert [text for text in texts if NEVER.search(text)] == []
    for block, following in zip(document.blocks, [*document.blocks[1:], None], strict=True):
        if isinstance(block, Heading):
            assert not (
                following is None or (isinstance(following, Heading) and following.level <= block.level)
            ), block
        elif isinstance(block, Paragraph):
            assert block.text.endswith("。")
            said = re.sub(r"XF\d+|12345|12369", "", block.text)
            assert not BARE_NOUGHT.search(said), block.text
            assert not UNPARTED.search(said), block.text
        elif isinstance(block, Table):
            assert block.rows
            assert all(cell for row in block.rows for cell in row), block.caption
        elif isinstance(block, Figure):
            assert block.alt
            assert ("类型" in block.caption) == any("100%" in note for note in block.notes)
    for annex in document.annexes:
        assert annex.blocks
        assert all(block.rows for block in annex.blocks if isinstance(block, Table))


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(any_facts())
def test_any_month_makes_a_bulletin_that_an_editor_would_leave_alone(facts):
    assert discrepancies(facts) == ()
    internal, public = (bulletin(facts, edition) for edition in Edition)
    check(internal)
    check(public)
    published = "\n".join(prose(public))
    assert not any(secret in published for secret in (SECRET_FIRM, "XF2026", "甲局长", "青环督"))
    assert len(public.annexes) <= len(internal.annexes)
