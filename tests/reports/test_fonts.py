import hashlib
import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from reports.fonts import FACES, FOLDER, RARE, coverage
from reports.fonts.cut import FANDOL, as_ranges, gb2312
from reports.html import TEMPLATES
from reports.model import Heading, Level, Paragraph
from reports.pdf import document_pdf, render_pdf
from tests.reports.papers import paper
from tests.reports.ruler import Box, sheets

CSS = (TEMPLATES / "paper.css").read_text(encoding="utf-8")
PACKED = {"FandolFang", "FandolKai", "FandolHei", "FandolSong", "Bihuan-Biaosong-Bold", "Bihuan-Rare"}
RARE_SIGNS = "㎎㎡㎥㎏²³鄠堃喆犇䶮㛃㙦㐆𠮷𠅤𣲘𩇕𪩘𫖯𬜬𬭎𰻝"
REAL = ("仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "SimSun", "方正小标宋简体")


def embedded(pdf: bytes) -> dict[str, bool]:
    """The base fonts of a PDF without their subset tags, and whether their outlines are inside."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        fonts = [
            o
            for o in opened.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
        ]
        return {str(f.FontName).lstrip("/").partition("+")[2]: "/FontFile3" in f for f in fonts}


def test_each_packed_file_is_the_one_that_its_origin_names():
    origin = (FOLDER / "ORIGIN.md").read_text(encoding="utf-8")
    named = dict(re.findall(r"packed  ([0-9a-f]{64})  (\S+)", origin))
    found = {hashlib.sha256(path.read_bytes()).hexdigest(): path.name for path in FOLDER.glob("*.otf")}
    assert named == found


def test_each_face_has_its_file_and_its_rule():
    assert {face.file for face in FACES} == {path.name for path in FOLDER.glob("*.otf")}
    for face in FACES:
        assert f'font-family: "{face.family}"; src: url("packed:{face.file}")' in CSS


def test_the_licences_lie_beside_the_fonts():
    assert "GPL" in (FOLDER / "README-Fandol.txt").read_text(encoding="utf-8")
    assert "embed this font" in (FOLDER / "COPYING-Fandol.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["BihuanBiaosong-Bold.otf", "BihuanRare-Regular.otf"])
def test_a_cut_font_keeps_no_name_of_its_maker(name):
    font = TTFont(FOLDER / name)
    names = [str(font["name"].getDebugName(key)) for key in (1, 2, 3, 4, 6)]
    names += [*font["CFF "].cff.fontNames, font["CFF "].cff.topDictIndex[0].FullName]
    assert not any(re.search("noto|source", name, re.IGNORECASE) for name in names), names
    assert "Adobe" in str(font["name"].getDebugName(0)), "the copyright stays"


def test_every_list_of_families_names_real_fonts_first_and_ends_in_the_rare_one():
    body = re.sub(r"@font-face \{[^}]*\}", "", CSS)
    lists = [
        re.findall(r'"([^"]+)"', rule) for rule in re.findall(r"font(?:-family)?:([^;}]*\"[^;}]*)[;}]", body)
    ]
    assert len(lists) > 8
    for families in lists:
        assert families[0] in REAL
        assert families[-1] == RARE.family
        assert any(face.family in families for face in FACES if face.file in FANDOL)


def test_the_coverage_list_is_what_the_fonts_have():
    common = set.intersection(*(set(TTFont(FOLDER / name).getBestCmap()) for name in FANDOL))
    rare = set(TTFont(FOLDER / RARE.file).getBestCmap())
    assert (FOLDER / "coverage.txt").read_text(encoding="ascii") == as_ranges(common | rare)
    assert gb2312() <= coverage()


def test_titles_in_gb2312_need_no_other_font():
    assert gb2312() <= set(TTFont(FOLDER / "BihuanBiaosong-Bold.otf").getBestCmap())


def test_all_type_is_embedded_and_packed_even_for_rare_characters():
    blocks = [Heading(level, RARE_SIGNS) for level in Level] + [
        Paragraph(RARE_SIGNS + "\U0001f600", RARE_SIGNS)
    ]
    fonts = embedded(document_pdf(paper(*blocks)))
    assert set(fonts) <= PACKED, "a font of this machine slipped in: another machine would print another page"
    assert {"FandolFang", "FandolHei", "FandolSong", "Bihuan-Biaosong-Bold", "Bihuan-Rare"} <= set(fonts)
    assert all(fonts.values())


STYLES = ('仿宋_GB2312", "FandolFang', '黑体", "FandolHei', '方正小标宋简体", "Bihuan Biaosong", "FandolSong')


def pictures(text: str, style: str) -> list[bytes]:
    """Each character of ``text`` printed alone, large, as pixels."""
    rows = "".join(f"<p>{char}</p>" for char in text)
    css = f'p {{ font: 40pt/15mm "{style}", "Bihuan Rare"; text-indent: 0; margin: 0 }}'
    pages = sheets(render_pdf(f"<style>{css}</style>{rows}", title="", issued_on=date(2026, 1, 1)))
    found = []
    for number in range(len(text)):
        page, row = divmod(number, 15)
        top = 37 + row * 15
        ink = pages[page].ink(Box(20, top, 60, top + 15))
        assert ink is not None, f"{text[number]} left no ink"
        edges = (ink.left, ink.top, ink.right, ink.bottom)
        found.append(pages[page].image.crop(tuple(round(edge * 10) for edge in edges)).tobytes())
    return found


@pytest.mark.parametrize("style", STYLES)
def test_rare_characters_are_printed_as_themselves_and_not_as_boxes(style):
    *signs, box = pictures(RARE_SIGNS + "\U0003fffd", style)
    assert box not in signs
    assert len(set(signs)) == len(RARE_SIGNS), "two of them look the same: they are boxes"


def test_a_borrowed_character_does_not_move_its_line():
    plain, mixed = (sheets(document_pdf(paper(Paragraph((sign * 28) * 30))))[1] for sign in ("生", "生鄠"))
    bottoms = [[line[0].box.bottom for line in sheet.lines()] for sheet in (plain, mixed)]
    assert len(bottoms[0]) == len(bottoms[1]) == 23, "22 lines and the page number"
    assert bottoms[0][-2] - bottoms[0][0] == pytest.approx(bottoms[1][-2] - bottoms[1][0], abs=0.3)


def test_the_fonts_travel_with_the_package():
    assert Path(FOLDER / "__init__.py").is_file(), "setuptools packs only what lies in a package"
