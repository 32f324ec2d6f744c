import re
from io import BytesIO
from xml.etree import ElementTree

import pikepdf

from reports.charts import WIDTH, Bar, bars_in_words, horizontal_bars, line_in_words, monthly_line, svg
from reports.model import Figure
from reports.month import Month
from reports.pdf import document_pdf
from tests.reports.papers import paper
from tests.reports.ruler import Box, sheets

BARS = (
    Bar("大气", 44, "44件，占50.6%"),
    Bar("噪声", 33, "33件，占37.9%"),
    Bar("鄠邑区㎡", 2, "2件，占2.3%", hollow=True),
)
POINTS = tuple((month, 80 + 7 * index) for index, month in enumerate(Month(2026, 10).run_up()))


def drawn(spec) -> ElementTree.Element:
    return ElementTree.fromstring(svg(spec))


def texts(spec) -> list[str]:
    return [element.text for element in drawn(spec).iter() if element.tag.endswith("text") and element.text]


def test_the_same_spec_gives_the_same_drawing():
    assert svg(horizontal_bars(BARS)) == svg(horizontal_bars(BARS))


def test_a_drawing_is_as_wide_as_the_type_area_and_names_its_type():
    for spec in (horizontal_bars(BARS), monthly_line(POINTS)):
        assert drawn(spec).get("width") == str(WIDTH)
        families = set(re.findall(r'font-family="([^"]*)"', svg(spec)))
        assert families == {"FandolHei,Bihuan Rare"}


def test_every_value_stands_beside_its_mark():
    assert {bar.text for bar in BARS} <= set(texts(horizontal_bars(BARS)))
    assert {str(value) for _, value in POINTS} <= set(texts(monthly_line(POINTS)))


def test_months_are_named_and_years_where_they_begin():
    words = texts(monthly_line(POINTS))
    assert [word for word in words if word.endswith("年")] == ["2025年", "2026年"]
    assert [word for word in words if word.endswith("月")] == [f"{m.number}月" for m, _ in POINTS]


def test_charts_use_no_colour_so_that_a_copier_loses_nothing():
    for spec in (horizontal_bars(BARS), monthly_line(POINTS)):
        for red, green, blue in re.findall(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})\b", svg(spec)):
            assert red == green == blue


def test_a_long_name_and_a_long_value_both_fit():
    long = Bar("青川高新技术产业开发区生态环境分局", 100, "100.00%（1200/1200）")
    page = sheets(document_pdf(paper(Figure("图", horizontal_bars([long, Bar("东", 5, "5%")]), "说明"))))[1]
    assert "100.00%（1200/1200）" in re.sub(r"\s", "", page.text)
    ink = page.ink(Box(0, 30, 210, 60))
    assert ink.left >= 28 - 0.5
    assert ink.right <= 184.5


def test_nothing_to_show_is_still_a_drawing():
    assert drawn(horizontal_bars(())) is not None
    assert drawn(monthly_line([(Month(2026, 1), 0)])) is not None


def test_a_chart_is_a_figure_with_its_words_in_the_paper():
    figure = Figure("各类型", horizontal_bars(BARS), bars_in_words(BARS))
    printed = document_pdf(paper(figure))
    with pikepdf.open(BytesIO(printed)) as opened:
        alts = [str(o.Alt) for o in opened.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o]
    assert alts == ["大气44件，占50.6%；噪声33件，占37.9%；鄠邑区㎡2件，占2.3%。"]


def test_a_line_is_told_month_by_month():
    assert line_in_words(POINTS[:2]) == "2025年10月80件；2025年11月87件。"
