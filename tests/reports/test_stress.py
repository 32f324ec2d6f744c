"""Bulletins at their limits: nothing happened, one item, thirteen units with long names; colour and grey."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from functools import cache
from io import BytesIO

import pikepdf
import pytest

from reports.crossfoot import discrepancies
from reports.figures import InHand, Tally
from reports.monthly.compose import Edition
from reports.pdf import document_pdf
from tests.architecture.tree import ROOT
from tests.reports.monthly.test_compose import bulletin
from tests.reports.months import OCTOBER, OVERDUE, channels, empty, merged, october, one_item, totals, unit
from tests.reports.papers import UNITS
from tests.reports.ruler import Box, Sheet, sheets

IN_A_PROCESS = """
import hashlib, sys
from reports.pdf import document_pdf
from tests.reports.test_stress import thirteen
sys.stdout.write(hashlib.sha256(document_pdf(thirteen())).hexdigest())
"""


def thirteen():
    """October of a city with thirteen sub-bureaus of long names, and sixty overdue items."""
    units = tuple(unit(name, 8 + n, 3, 1, 300_000) for n, name in enumerate(UNITS))
    this = totals(units)
    facts = replace(
        october(),
        units=units,
        totals=this,
        cohort=merged([one.cohort for one in units]),
        channels=channels(this.registered, 94, 106),
        trend=(*october().trend[:-1], (OCTOBER, this.registered)),
        refusals=(Tally("线索不详", this.refused),),
        in_hand=tuple(InHand(name, (3, 1, 0, 0)) for name in UNITS),
        overdue=tuple(
            replace(OVERDUE[0], unit=UNITS[n % 13], case_no=f"HJ20260807-{n:06d}", city_owner="欧阳甲副局长")
            for n in range(60)
        ),
    )
    assert discrepancies(facts) == ()
    return bulletin(facts)


PAPERS = {
    "empty": lambda: bulletin(empty()),
    "one": lambda: bulletin(one_item()),
    "thirteen": thirteen,
    "public": lambda: bulletin(october(), Edition.PUBLIC),
}


@cache
def print_of(name: str) -> bytes:
    """One of them, printed once."""
    return document_pdf(PAPERS[name]())


@pytest.fixture(scope="module", params=PAPERS)
def printed(request) -> bytes:
    return print_of(request.param)


@pytest.fixture(scope="module")
def pages(printed) -> list[Sheet]:
    return sheets(printed)


def test_nothing_leaves_the_type_area_but_page_numbers(pages):
    for number, sheet in enumerate(pages, start=1):
        upright = (
            Box(0, 0, 210, 36.5),
            Box(0, 0, 27.5, 297),
            Box(184.5, 0, 210, 297),
            Box(0, 262.5, 210, 266),
        )
        turned = (
            Box(0, 0, 297, 27.5),
            Box(260.5, 0, 297, 210),
            Box(0, 184.5, 297, 210),
            Box(31, 0, 34.5, 210),
        )
        for margin in upright if sheet.height > sheet.width else turned:
            assert sheet.ink(margin) is None, f"page {number}"


def test_every_page_has_words_and_the_last_one_the_colophon(pages):
    assert all(len(re.sub(r"\s", "", sheet.text)) > 15 for sheet in pages)
    assert ["印发" in sheet.text for sheet in pages] == [False] * (len(pages) - 1) + [True]


def test_no_line_is_empty_of_sense(pages):
    said = re.sub(r"\s", "", "".join(sheet.text for sheet in pages))
    assert not re.search(r"nan|None|inf|〓|�|，。|：。|（）|0/0件", said)


def test_only_the_head_is_in_colour_and_all_the_rest_is_dark_enough_for_a_copier(pages):
    """A leader may get a grey copy: what is drawn is black or grey, and no grey is lighter than a quarter of black."""
    for number, sheet in enumerate(pages, start=1):
        for _, (red, green, blue) in sheet.image.resize((420, 594)).getcolors(1 << 20):
            grey = max(red, green, blue) - min(red, green, blue) < 12
            assert grey or number == 1, f"page {number} has colour {(red, green, blue)}"


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_nothing_wrong(printed, tmp_path):
    (tmp_path / "paper.pdf").write_bytes(printed)
    checked = subprocess.run(
        ["qpdf", "--check", tmp_path / "paper.pdf"], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler's tools are not installed")
def test_poppler_reads_title_tags_and_every_font(printed, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(printed)
    told, fonts, text = (
        subprocess.run([*command, path, *rest], capture_output=True, text=True, check=True)
        for command, rest in ((["pdfinfo"], []), (["pdffonts"], []), (["pdftotext"], ["-"]))
    )
    assert told.stderr == fonts.stderr == text.stderr == ""
    assert "Tagged:          yes" in told.stdout and "办理情况的通报" in told.stdout
    rows = fonts.stdout.splitlines()[2:]
    assert rows and all(re.search(r" yes yes yes ", re.sub(r" +", " ", row)) for row in rows), (
        "embedded, subset, Unicode"
    )
    assert "印发" in text.stdout


def test_every_table_has_heads_every_chart_words_every_page_its_tags(printed):
    with pikepdf.open(BytesIO(printed)) as opened:
        elements = [
            o for o in opened.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/StructElem"
        ]
        kinds = [str(one.S) for one in elements]
        figures = [one for one in elements if one.S == "/Figure"]
        assert all(str(one.get("/Alt", "")) for one in figures)
        assert kinds.count("/TH") >= 2 * kinds.count("/Table")
        assert all("/StructParents" in page for page in opened.pages)
        assert all(page.get("/Tabs") == "/S" for page in opened.pages if "/Annots" in page)


def test_a_list_of_many_columns_is_not_broken_by_long_names():
    said = [line for sheet in sheets(print_of("thirteen")) for line in sheet.text.splitlines()]
    assert len([line for line in said if re.match(r"HJ20260807-\d{6}\b", line)]) == 60


def test_another_locale_zone_and_hash_seed_give_the_same_bytes():
    here = hashlib.sha256(print_of("thirteen")).hexdigest()
    strange = {"LC_ALL": "tr_TR.UTF-8", "TZ": "America/St_Johns", "PYTHONHASHSEED": "4711", "LANG": "C"}
    there = subprocess.run(
        [sys.executable, "-c", IN_A_PROCESS],
        cwd=ROOT,
        env=os.environ | strange,
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout == here
