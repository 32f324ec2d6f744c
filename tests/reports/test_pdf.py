import hashlib
import logging
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from threading import Thread

import pikepdf
import pytest

from reports import pdf
from reports.model import Paragraph
from reports.pdf import document_pdf, render_pdf, subsetter_problem
from tests.architecture.tree import ROOT
from tests.reports.papers import PROSE, long_paper, paper
from tests.reports.ruler import sheets
from tests.reports.test_geometry import RIGHT, paragraph_lines

IN_A_PROCESS = """
import hashlib, sys
from reports.pdf import document_pdf
from tests.reports.papers import long_paper
sys.stdout.write(hashlib.sha256(document_pdf(long_paper())).hexdigest())
"""


def test_two_processes_print_the_same_bytes(long_pdf):
    printed = subprocess.run(
        [sys.executable, "-c", IN_A_PROCESS], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert printed.stdout == hashlib.sha256(long_pdf).hexdigest()


def test_an_earlier_paper_leaves_no_trace_in_the_next(long_pdf):
    document_pdf(paper(Paragraph("另一份文件㎎")))
    assert document_pdf(long_paper()) == long_pdf


def test_the_file_is_tagged_titled_bookmarked_and_dated(long_pdf):
    with pikepdf.open(BytesIO(long_pdf)) as opened:
        root = opened.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang) == "zh-CN"
        assert root.ViewerPreferences.DisplayDocTitle
        info = {key: str(value) for key, value in opened.docinfo.items()}
        assert info["/Title"] == "青川市生态环境局关于2026年10月生态环境信访投诉举报办理情况的通报"
        assert info["/Author"] == "青川市生态环境局"
        assert info["/Subject"] == "青环信〔2026〕11号"
        assert info["/CreationDate"] == info["/ModDate"] == "D:20261106"
        with opened.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        with opened.open_outline() as outline:
            assert [item.title for item in outline.root] == [info["/Title"]]
            below = [item.title for item in outline.root[0].children]
    assert below == ["一、总体情况", "二、下步要求", "附件　各单位登记情况表"]


def test_the_tags_tell_headings_tables_and_their_heads(long_pdf):
    with pikepdf.open(BytesIO(long_pdf)) as opened:
        kinds = [
            str(o.S)
            for o in opened.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/StructElem"
        ]
    counted = {kind: kinds.count(kind) for kind in ("/H1", "/H2", "/H3", "/H4", "/Table", "/TH", "/P")}
    assert counted["/H1"] == 1
    assert counted["/H2"] == 3
    assert counted["/H3"] == counted["/H4"] == 1
    assert counted["/Table"] >= 2
    assert counted["/TH"] >= 8
    assert counted["/P"] > 10


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_nothing_wrong(long_pdf, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(long_pdf)
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_words_can_be_copied_out_as_they_were_written(long_sheets):
    copied = re.sub(r"\s", "", "".join(sheet.text for sheet in long_sheets))
    assert "全市生态环境系统共登记群众信访投诉举报286件，其中“12345”热线转办142件" in copied
    assert "\u200b" not in copied


def ragged(printed: bytes) -> float:
    """How far the shortest line of running text stays behind the right edge."""
    return max(RIGHT - line[-1].box.right for line in paragraph_lines(sheets(printed)[0]))


def test_without_the_hook_the_right_margin_would_be_ragged(monkeypatch):
    """WeasyPrint 70.0 is pinned for this: when the hook no longer bites, both edges are the same."""
    text = paper(Paragraph(PROSE))
    assert ragged(document_pdf(text)) < 0.5
    from weasyprint.layout import inline

    monkeypatch.setattr(inline, "justify_line", inline.justify_line._widen_spaces)
    assert ragged(document_pdf(text)) > 1


def test_a_line_of_latin_words_is_still_justified_by_its_spaces():
    printed = render_pdf(f"<p>{'pollution complaint ' * 20}</p>", title="", issued_on=date(2026, 1, 1))
    edges = [line[-1].box.right for line in sheets(printed)[0].lines()[:3]]
    assert all(edge == pytest.approx(RIGHT, abs=0.5) for edge in edges)


class _Trap(BaseHTTPRequestHandler):
    hits: list[str] = []

    def do_GET(self):
        self.hits.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def trap():
    server = HTTPServer(("127.0.0.1", 0), _Trap)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    _Trap.hits.clear()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_no_text_can_make_the_printer_fetch_anything(trap, tmp_path):
    secret = tmp_path / "secret.svg"
    secret.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9">SECRET</text></svg>'
    )
    images = "".join(
        f'<image href="{url}" width="9" height="9"/>' for url in (f"{trap}/inner", secret.as_uri())
    )
    inner = f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90">{images}</svg>'
    html = f"""
        <link rel="stylesheet" href="{trap}/css"><link rel="attachment" href="{secret.as_uri()}">
        <style>@import url("{trap}/import"); p {{ background: url("{trap}/bg") }}
        @font-face {{ font-family: x; src: url("{trap}/font") }}</style>
        <img src="{trap}/img"><img src="{secret.as_uri()}"><img src="{secret}"><object data="{trap}/object"></object>
        <embed src="{secret.as_uri()}"><img src="packed:../pdf.py"><img src="packed:COPYING-Fandol.txt">
        <img src="data:image/svg+xml;base64,{b64encode(inner.encode()).decode()}"><p>正文</p>"""
    printed = render_pdf(html, title="", issued_on=date(2026, 1, 1))
    assert _Trap.hits == []
    assert "SECRET" not in "".join(sheet.text for sheet in sheets(printed))
    with pikepdf.open(BytesIO(printed)) as opened:
        assert not opened.attachments


def test_a_paper_prints_without_a_warning(caplog):
    with caplog.at_level(logging.WARNING):
        document_pdf(long_paper())
    assert caplog.messages == []


def test_a_missing_subsetter_is_told_with_the_remedy(monkeypatch):
    assert subsetter_problem() is None, "install libharfbuzz-subset0, or these tests take minutes"
    monkeypatch.setattr(pdf, "SUBSETTER", "libabsent.so.0")
    assert "apt-get install libharfbuzz-subset0" in subsetter_problem()
