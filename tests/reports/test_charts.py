import re
import sys
from io import BytesIO
from xml.etree import ElementTree

import pikepdf

from reports.charts import (
    SHADES,
    WIDTH,
    Bar,
    bars_in_words,
    columns,
    horizontal_bars,
    line_in_words,
    live,
    monthly_line,
    svg,
)
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
AGES = tuple(
    Bar(name, 50 - 9 * n, f"{50 - 9 * n}件")
    for n, name in enumerate(("30日内", "31—60日", "61—90日", "90日以上"))
)
POINTS = tuple((month, 80 + 7 * index) for index, month in enumerate(Month(2026, 10).run_up()))


def drawn(spec) -> ElementTree.Element:
    return ElementTree.fromstring(svg(spec))


def texts(spec) -> list[str]:
    return [element.text for element in drawn(spec).iter() if element.tag.endswith("text") and element.text]


def test_the_same_spec_gives_the_same_drawing():
    assert svg(horizontal_bars(BARS)) == svg(horizontal_bars(BARS))


def test_a_drawing_is_as_wide_as_the_type_area_and_names_its_type():
    for spec in (horizontal_bars(BARS), monthly_line(POINTS), columns(AGES)):
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
    for spec in (horizontal_bars(BARS), monthly_line(POINTS), columns(AGES)):
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


def test_a_column_is_darker_the_further_it_stands_in_the_order():
    fills = [element.get("fill") for element in drawn(columns(AGES)).iter() if element.tag.endswith("rect")]
    assert fills == sorted(fills, reverse=True) and {fills[0], fills[-1]} == {SHADES[0], SHADES[-1]}


def test_nothing_stands_at_the_axis_but_a_zero():
    points = tuple(zip(Month(2026, 10).run_up(3), (0, 50, 100), strict=True))
    heights = [float(e.get("cy")) for e in drawn(monthly_line(points)).iter() if e.tag.endswith("circle")]
    assert heights[0] == 150 and heights[1] == (heights[0] + heights[2]) / 2


def test_the_line_crosses_no_value():
    """A value stands above its point, or below where the line comes down to it."""
    values = (700, 1300, 500, 900, 1200, 1400, 350, 230, 1150, 700, 1300, 690, 600)
    points = tuple(zip(Month(2026, 10).run_up(), values, strict=True))
    chart = drawn(monthly_line(points))
    path = next(e for e in chart.iter() if e.tag.endswith("polyline")).get("points").split()
    corners = [tuple(map(float, corner.split(","))) for corner in path]
    labels = [e for e in chart.iter() if e.tag.endswith("text") and e.text.isdigit()]
    assert len(labels) == len(values)
    for index, label in enumerate(labels):
        middle, (x, y) = float(label.get("y")) - 0.36 * 13, corners[index]
        for near in (index - 1, index + 1):
            if 0 <= near < len(corners):
                slope = (corners[near][1] - y) / abs(corners[near][0] - x)
                crossed = abs(y + slope * 6 - middle) < 4
                assert not crossed, f"{label.text} lies on the line"


def test_on_the_screen_each_mark_tells_itself_and_the_first_is_reached_by_tab():
    chart = ElementTree.fromstring(live(monthly_line(POINTS), "登记件数"))
    marks = [element for element in chart.iter() if element.get("class", "").startswith("mark")]
    assert [mark.get("aria-label") for mark in marks][:4:3] == ["2025年10月：80", "2026年1月：101"]
    assert all(mark.find("{*}title").text == mark.get("aria-label") for mark in marks)
    assert [mark.get("tabindex") for mark in marks].count("0") == 1
    assert chart.get("aria-label") == "登记件数"


def test_the_paper_and_the_screen_show_the_same_drawing():
    for spec in (horizontal_bars(BARS), monthly_line(POINTS), columns(AGES)):
        kinds = ("rect", "line", "circle", "polyline", "text")
        paper_, screen = (
            [
                e.attrib | {"": e.text}
                for e in ElementTree.fromstring(text).iter()
                if e.tag.rpartition("}")[2] in kinds and e.get("class") != "reach"
            ]
            for text in (svg(spec), live(spec, "图"))
        )
        assert paper_ == screen


def test_what_was_typed_stays_text_in_a_drawing():
    for text in (svg, lambda chart: live(chart, '"><script>')):
        shown = text(horizontal_bars([Bar('<b>&"', 1, '"><script>')]))
        assert "<script>" not in shown and ElementTree.fromstring(shown) is not None


def test_no_library_is_loaded_to_draw(monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", None)  # to import it would raise
    assert svg.__wrapped__(columns(AGES)).startswith("<svg")
