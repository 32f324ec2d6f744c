"""积案周报, quarterly and yearly papers: made of the same parts, in words of their own."""

from dataclasses import replace
from datetime import date

import pytest

from reports.figures import InHand, Yearly
from reports.model import Paragraph
from reports.monthly.compose import Edition
from reports.monthly.tables import why
from reports.periods import parse_period
from tests.reports.monthly.test_compose import INTERNAL_ONLY, bulletin, prose, sections
from tests.reports.months import OVERDUE, empty, october


def of(written: str, **changed):
    """October's figures as those of another period."""
    period = parse_period(written)
    facts = replace(october(), period=period, counted_on=period.last_day, **changed)
    trend = tuple((month, 0) for month, _ in facts.trend[:-1])
    last = period.months[-1].run_up()
    return replace(
        facts,
        trend=(*zip(last[:-1], (n for _, n in trend), strict=True), (last[-1], facts.totals.registered)),
    )


def test_the_week_is_told_by_what_is_late_whose_how_long_and_why():
    document = bulletin(of("2026-W43"))
    assert document.full_title == "青川市生态环境局积案周报（2026年第43周）"
    assert sections(document) == ["在办和超期情况", "积案台账", "督办情况", "下步要求"]
    assert document.blocks[0] == Paragraph(
        "2026年第43周（2026年10月19日至10月25日），全市登记信访件103件、办结信访件78件，超期未办结2件。"
        "现将积案情况通报如下。"
    )
    texts = list(prose(document))
    assert (
        "超期未办结的信访件中，东山分局1件、西河分局1件。超期最长的：XF20260807-0031（东山分局）超期11日，"
        "包案领导乙副局长、丙分局长，调查核实已23日，审核退回2次；XF20260811-0006（西河分局）超期3日，"
        "包案领导甲局长，双审核，包案领导未到位。"
    ) in texts
    assert [annex.title for annex in document.annexes] == ["超期未办结信访件清单"]


def test_a_week_without_anything_says_so_and_leaves_nothing_empty():
    facts = replace(empty(), period=parse_period("2026-W02"), counted_on=date(2026, 1, 11))
    document = bulletin(facts)
    assert document.blocks[0].text.startswith(
        "2026年第2周（2026年1月5日至1月11日），全市没有登记和办结信访件，没有超期未办结的信访件。"
    )
    assert sections(document) == ["下步要求"] and document.annexes == ()


def test_units_share_the_late_ones_or_one_has_them_all():
    alone = of("2026-W43", overdue=OVERDUE[:1])
    assert any("超期未办结的1件由东山分局承办。" in text for text in prose(bulletin(alone)))
    both = of("2026-W43", overdue=(OVERDUE[0], replace(OVERDUE[1], unit="东山分局")))
    assert any("超期未办结的2件均由东山分局承办。" in text for text in prose(bulletin(both)))


@pytest.mark.parametrize("secret", [one for one in INTERNAL_ONLY if one not in ("名次", "空缺")])
def test_the_public_week_names_no_case_and_nobody(secret):
    public = "\n".join(prose(bulletin(of("2026-W43", falling_due=OVERDUE), Edition.PUBLIC)))
    assert secret not in public and "超期最长的已11日。" in public


def test_why_a_case_is_late_is_told_from_codes():
    assert why(OVERDUE[0]) == "调查核实已23日，审核退回2次"
    assert why(OVERDUE[1]) == "双审核，包案领导未到位"
    assert why(replace(OVERDUE[1], standing="", dual_required=False)) == "—"


def test_the_quarter_speaks_of_quarters():
    texts = list(prose(bulletin(of("2026-Q3"))))
    assert any(text.startswith("2026年第三季度，全市生态环境系统共登记") for text in texts)
    assert any("与上季度持平" in text or "较上季度" in text for text in texts)
    assert any(text.startswith("2026年1—9月，全市累计登记") for text in texts)
    for word in ("本月", "上月", "月末", "月初", "上年同月"):
        assert [text for text in texts if word in text] == []


YEAR = Yearly(accepted=764, forwarded=12, assigned=752, replied=740, supervised=31)


@pytest.mark.parametrize(
    ("written", "basis"),
    [
        ("2026", "统计项目沿用环保举报热线年度报告；按2026年度内发生的件次统计。"),
        ("2024", "统计项目依据《环保举报热线工作管理办法》第六条；按2024年度内发生的件次统计。"),
    ],
)
def test_the_year_tells_what_a_hotline_reports_and_compares_once(written, basis):
    document = bulletin(of(written, yearly=YEAR))
    assert sections(document)[5:7] == ["办理质效", "年度办理情况"]
    texts = list(prose(document))
    for cell in ("764", "12", "752", "740", "31", basis):
        assert cell in texts
    assert not [text for text in texts if "环比" in text]
    assert any("同比下降2.8%" in text for text in texts)
    assert not [text for text in texts if "累计登记" in text]


def test_a_running_period_says_to_what_day_it_is_counted():
    running = replace(october(), period=parse_period("2026-Q4"), running=True)
    opening = bulletin(running).blocks[0].text
    assert opening.startswith("2026年第四季度（截至10月31日），")
    assert "本季度尚未结束，以上数据统计至2026年10月31日，环比、同比均取相同时段。" in opening
    last_day = replace(october(), running=True)
    assert "本月尚未结束，以上数据统计至2026年10月31日。" in bulletin(last_day).blocks[0].text


def test_what_is_in_hand_is_shown_by_unit_and_age_and_adds_up():
    facts = of("2026-W43", in_hand=(InHand("东山分局", (5, 2, 0, 1)), InHand("西河分局", (3, 1, 1, 0))))
    table = next(
        block for block in bulletin(facts).blocks if getattr(block, "caption", "").startswith("各单位在办")
    )
    assert table.rows == (
        ("东山分局", "5", "2", "0", "1", "8", "1", "0"),
        ("西河分局", "3", "1", "1", "0", "5", "1", "0"),
        ("合计", "8", "3", "1", "1", "13", "2", "0"),
    )
