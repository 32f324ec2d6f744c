"""The paper, the editable paper, the workbook, the list and the data: one set of numbers in five forms."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from fractions import Fraction
from types import SimpleNamespace

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree
from python_calamine import CalamineWorkbook

from petitions.office import Settings
from reports.bulletin import as_data, bulletin
from reports.exports.behind import behind
from reports.exports.files import FORMATS, FormatError, Issue, as_file
from reports.exports.sheets import Rate, sheets
from reports.facts import month_facts
from reports.figures import HotEnterprise, MonthFacts, RepeatFigures, Tally
from reports.kpis import KPIS, KpiUnit
from reports.model import Figure, Heading, Paragraph, Table
from reports.month import Month
from reports.monthly.story import Edition
from reports.numbers import percent
from reports.periods import parse_period
from reports.typesetting import BREAK_MARKS
from tests.reports.months import OPEN_FIRM, SECRET_FIRM, empty, october, one_item
from tests.support.printed import text_of

ISSUED = date(2026, 11, 6)
SETTINGS = replace(Settings(), bureau="青川市生态环境局", mark="青环信")


def issue(facts: MonthFacts, edition: Edition = Edition.INTERNAL) -> Issue:
    return Issue(facts, bulletin(facts, SETTINGS, ISSUED, edition=edition), edition)


@pytest.fixture(scope="module")
def internal() -> SimpleNamespace:
    """October in every form, opened."""
    given = issue(october())
    files = {suffix: as_file(given, suffix) for suffix in FORMATS}
    return SimpleNamespace(
        document=given.document,
        files=files,
        pdf=re.sub(r"\s", "", text_of(files[".pdf"])),
        word=docx.Document(io.BytesIO(files[".docx"])),
        book=CalamineWorkbook.from_filelike(io.BytesIO(files[".xlsx"])),
        rows=list(csv.DictReader(io.StringIO(files[".csv"].decode("utf-8-sig")))),
        data=json.loads(files[".json"]),
    )


def page(book: CalamineWorkbook, name: str) -> list[dict[str, object]]:
    """A worksheet as rows by head; the first line is the title."""
    _, heads, *rows = book.get_sheet_by_name(name).to_python()
    return [dict(zip(heads, row, strict=True)) for row in rows]


def clean(text: str) -> str:
    return text.translate({ord(mark): None for mark in BREAK_MARKS})


# --- the same numbers -----------------------------------------------------------------------------------------------


def test_each_indicator_is_the_same_number_in_all_five(internal):
    by_unit = {"全市": internal.data["kpis"], **internal.data["units"]}
    listed = {(row["项目"], row["列"]): row["数值"] for row in internal.rows if row["表"] == "主要指标"}
    told = [cell.text for table in internal.word.tables for row in table.rows for cell in row.cells]
    rows = page(internal.book, "主要指标")
    assert len(rows) == len(KPIS) * (1 + len(internal.data["units"]))
    for row in rows:
        one = by_unit[row["单位"]][row["代码"]]
        assert (row["分子"], row["分母"]) == (one["numerator"], one["denominator"])
        assert row["值"] == ("—" if one["value"] is None else pytest.approx(one["value"], abs=1e-12))
        key = f"{row['单位']} / {row['代码']} / {row['指标']}"
        assert listed[key, "分子"] == str(one["numerator"])
        value = listed.get((key, "值"))
        assert (None if value is None else float(value)) == one["value"]
        if row["单位"] == "全市":
            fraction = f"{one['numerator']}/{one['denominator']}"
            assert fraction in told and fraction in internal.pdf


def test_the_editable_paper_says_all_that_the_printed_one_says_in_its_order(internal):
    paragraphs = [paragraph.text for paragraph in internal.word.paragraphs]
    for block in internal.document.blocks:
        match block:
            case Heading(_, text):
                assert any(said.endswith(text) for said in paragraphs), text
            case Paragraph(text, lead):
                assert clean(lead + text) in paragraphs
            case Figure():
                assert any(said.endswith(block.caption) for said in paragraphs)
    wanted = [
        [[clean(cell) for cell in row] for row in ([c.head for c in block.columns], *block.rows)]
        for part in (internal.document, *internal.document.annexes)
        for block in part.blocks
        if isinstance(block, Table)
    ]
    found = [[[cell.text for cell in row.cells] for row in table.rows] for table in internal.word.tables]
    assert found[:-1] == wanted  # the last is 版记
    assert found[-1] == [["抄送：局领导。"] * 2, ["青川市生态环境局办公室", "2026年11月6日印发"]]


def test_counts_shares_and_days_of_the_workbook_are_those_of_the_paper(internal):
    channels = page(internal.book, "来源渠道")
    assert {row["渠道"]: row["本月"] for row in channels[:-1]} == {
        name: line["this"] for name, line in internal.data["channels"].items()
    }
    printed = next(
        block for block in internal.document.blocks if isinstance(block, Table) and "渠道" in block.caption
    )
    for row, cells in zip(channels, printed.rows, strict=True):
        assert (f"{row['本月']:.0f}", f"{100 * row['占比']:.1f}%") == (cells[1], cells[2])
    assert channels[-1]["本月"] == internal.data["totals"]["this"]["registered"]
    (first, _) = page(internal.book, "超期清单")
    assert (first["到期日"], first["超期天数"]) == (date(2026, 10, 20), 11)
    status = page(internal.book, "各单位办理情况")
    assert status[-1]["合计"] == sum(row["合计"] for row in status[:-1])


def test_every_number_of_every_sheet_is_a_line_of_the_list(internal):
    wanted = sum(
        not isinstance(value, str | None)
        for sheet in sheets(october(), Edition.INTERNAL)
        for row in sheet.rows
        for value in row[sheet.keys :]
    )
    assert len(internal.rows) == wanted > 300
    assert {(row["期间"], row["统计截至"], row["版本"]) for row in internal.rows} == {
        ("2026-10", "2026-10-31", "内部版")
    }


def test_rates_are_exact_and_not_what_was_rounded():
    (row,) = [
        row
        for sheet in sheets(october(), Edition.INTERNAL)
        if sheet.name == "主要指标"
        for row in sheet.rows
        if row[0] == "全市" and row[1] == "timely_closure_rate"
    ]
    assert row[5] == Rate(Fraction(71, 78)) and percent(71, 78, 2) == "91.03%"


# --- who may read what ----------------------------------------------------------------------------------------------


def said(suffix: str, written: bytes) -> str:
    """All text in a file, its properties included."""
    if suffix in {".csv", ".json"}:
        return written.decode("utf-8-sig")
    if suffix == ".pdf":
        return text_of(written)
    with zipfile.ZipFile(io.BytesIO(written)) as packed:
        return "".join(
            packed.read(name).decode() for name in packed.namelist() if name.endswith((".xml", ".rels"))
        )


SECRETS = (SECRET_FIRM, "XF20260807-0031", "XF20260702-0012", "甲局长", "丙分局长", "青环督〔2026〕30号")


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_public_edition_holds_nothing_internal_in_any_form(suffix, internal):
    published = said(suffix, as_file(issue(october(), Edition.PUBLIC), suffix))
    assert [secret for secret in SECRETS if secret in re.sub(r"\s", "", published)] == []
    assert OPEN_FIRM in re.sub(r"\s", "", published) or suffix == ".json"
    kept = said(suffix, internal.files[suffix])
    assert SECRET_FIRM in re.sub(r"\s", "", kept)


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".csv", ".json"])
def test_the_same_month_is_the_same_file(suffix, internal):
    assert as_file(issue(october()), suffix) == internal.files[suffix]


def test_the_numbers_of_the_cases_behind_each_indicator_stand_in_the_internal_workbook(played):
    with played.scenario.sessions() as session:
        facts = month_facts(session, Month(2026, 10), date(2026, 11, 5))
        cases = behind(session, facts.period, date(2026, 11, 5))
    editions = {edition: replace(issue(facts, edition), behind=cases) for edition in Edition}
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_file(editions[Edition.INTERNAL], ".xlsx")))
    rows = page(book, "指标件号")[:-1]  # the last is the note
    for kpi in KPIS:
        for part, count in (("分子", kpi.numerator), ("分母", kpi.denominator)):
            found = [row for row in rows if (row["指标"], row["分子或分母"]) == (kpi.name, part)]
            numbered = {row["信访件编号"] for row in found}
            if kpi.code == "timely_acceptance_rate":
                assert played.cases["20"].no in numbered and played.cases["28"].no not in numbered  # sealed
                assert len(found) == count(facts.cohort) - 1
            elif kpi.unit is KpiUnit.PERCENT and kpi.code != "repeat_rate":
                assert len(found) == count(facts.cohort), kpi.code
    days = [row["日数"] for row in rows if (row["指标"], row["分子或分母"]) == ("平均办结用时", "分子")]
    assert sum(days) == 688 and len(days) == 10  # as counted by hand
    public = as_file(editions[Edition.PUBLIC], ".xlsx")
    assert not [story.no for story in played.cases.values() if story.no in said(".xlsx", public)]


# --- what is typed is never run -------------------------------------------------------------------------------------

EVIL = ('=HYPERLINK("http://example.org","x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "=cmd|'/c calc'!A1")


@pytest.fixture(scope="module")
def poisoned() -> Issue:
    """A month whose names are what a spreadsheet would take for formulas."""
    hot = tuple(HotEnterprise(name, True, name, 4, (name,)) for name in EVIL)
    facts = replace(october(), repeats=RepeatFigures(4, 3, 90, hot), refusals=(Tally(EVIL[0], 14),))
    return issue(facts)


def test_no_text_becomes_a_formula_or_a_link_in_the_workbook(poisoned):
    with zipfile.ZipFile(io.BytesIO(as_file(poisoned, ".xlsx"))) as packed:
        pages = [name for name in packed.namelist() if name.startswith("xl/worksheets/")]
        for name in pages:
            xml = packed.read(name)
            assert b"<f>" not in xml and b"<f " not in xml and b"hyperlink" not in xml
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_file(poisoned, ".xlsx")))
    assert [row["企业名称"] for row in page(book, "被反映较集中的企业")][:4] == list(EVIL[:4])


def test_no_cell_of_the_list_begins_like_a_formula(poisoned):
    rows = list(csv.reader(io.StringIO(as_file(poisoned, ".csv").decode("utf-8-sig"))))
    assert any(cell.startswith("'=HYPERLINK") for row in rows for cell in row)
    for row in rows:
        assert not [cell for cell in row if re.match(r"[=+@\t\r]|-(?![\d.]+(e-?\d+)?$)", cell)]


# --- Word, as the standard wants it ---------------------------------------------------------------------------------


def test_page_grid_and_styles_are_those_of_the_standard(internal):
    section = internal.word.sections[0]
    measures = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [round(one / Mm(1), 1) for one in measures] == [210, 297, 37, 28]
    assert round((section.page_width - section.left_margin - section.right_margin) / Mm(1), 1) == 156
    assert round((section.page_height - section.top_margin - section.bottom_margin) / Mm(1), 1) == 225
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("linesAndChars", "579")
    faces = {
        "Normal": ("仿宋_GB2312", 16), "Heading 1": ("黑体", 16), "Heading 2": ("楷体_GB2312", 16),
        "Heading 3": ("仿宋_GB2312", 16), "Title": ("方正小标宋简体", 22), "页码": ("宋体", 14),
    }  # fmt: skip
    for name, (face, size) in faces.items():
        style = internal.word.styles[name]
        fonts = style.element.rPr.rFonts
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia")} == {face}
        assert style.font.size.pt == size and not style.font.bold
    used = {paragraph.style.name for paragraph in internal.word.paragraphs}
    assert {
        "发文机关标志",
        "发文字号",
        "Title",
        "主送机关",
        "表题",
        "图题",
        "附件标题",
        "署名",
        "成文日期",
    } <= used


def test_heads_are_repeated_rows_kept_whole_and_pictures_told_in_words(internal):
    for table in internal.word.tables[:-1]:
        properties = [row._tr.trPr for row in table.rows]
        assert properties[0].find(qn("w:tblHeader")) is not None
        assert all(one.find(qn("w:cantSplit")) is not None for one in properties)
    pictures = [shape._inline.docPr.get("descr") for shape in internal.word.inline_shapes]
    assert pictures == [block.alt for block in internal.document.blocks if isinstance(block, Figure)]
    assert all(round(shape.width / Mm(1)) == 156 for shape in internal.word.inline_shapes)
    numbers = internal.word.sections[0]
    assert "PAGE" in etree.tostring(numbers.footer._element).decode()
    assert "PAGE" in etree.tostring(numbers.even_page_footer._element).decode()


def test_wide_lists_lie_on_their_side_and_the_colophon_stands_again(internal):
    sections = [(one.page_width > one.page_height, one.orientation.name) for one in internal.word.sections]
    assert sections == [(False, "PORTRAIT"), (True, "LANDSCAPE"), (False, "PORTRAIT")]
    lying = internal.word.sections[1]
    assert round((lying.page_width - lying.left_margin - lying.right_margin) / Mm(1)) == 225
    wide = next(table for table in internal.word.tables if table.cell(0, 0).text == "信访件编号")
    assert round(sum(column.width for column in wide.columns) / Mm(1)) == 225
    assert all(section.footer.is_linked_to_previous for section in list(internal.word.sections)[1:])


ORDERS = {
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
}


@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/styles.xml", "word/footer1.xml", "word/settings.xml"]
)
def test_properties_stand_in_the_order_without_which_word_refuses_a_file(internal, part):
    with zipfile.ZipFile(io.BytesIO(internal.files[".docx"])) as packed:
        root = etree.fromstring(packed.read(part))
    for name, order in ORDERS.items():
        places = {tag: place for place, tag in enumerate(order.split())}
        for properties in root.iter(qn(f"w:{name}")):
            found = [places[etree.QName(child).localname] for child in properties]
            assert found == sorted(found), etree.tostring(properties)[:400]


# --- any paper, any name --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("facts", [empty(), one_item()], ids=["empty", "one item"])
@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".csv", ".json"])
def test_a_month_with_nothing_or_one_item_is_written_too(facts, suffix):
    written = as_file(issue(facts), suffix)
    assert written and not re.search(r"\bnan\b|None|inf\b", said(suffix, written) if suffix == ".csv" else "")


def test_a_running_quarter_is_written_in_its_own_words():
    facts = replace(october(), period=parse_period("2026-Q4"), counted_on=date(2026, 11, 20), running=True)
    names = {head for sheet in sheets(facts, Edition.INTERNAL) for head in sheet.heads}
    assert {"本季度", "上季度同期", "上年同期"} <= names and "本月" not in names


def test_a_suffix_that_is_no_form_is_refused_with_those_that_are():
    with pytest.raises(FormatError, match=r"“\.doc”.*\.pdf、\.docx、\.xlsx、\.csv、\.json"):
        as_file(issue(empty()), ".doc")
    assert as_file(issue(empty()), ".JSON").startswith(b"{")


def test_the_data_is_that_of_the_command(internal):
    assert internal.data == json.loads(json.dumps(as_data(october())))
