"""The bulletin on paper: the whole of October, printed once in each edition."""

import hashlib
import re
import subprocess
import sys

import pytest

from reports.monthly.compose import Edition
from reports.pdf import document_pdf
from tests.architecture.tree import ROOT
from tests.reports.monthly.test_compose import INTERNAL_ONLY, bulletin
from tests.reports.months import empty, october
from tests.reports.ruler import Box, sheets
from tests.reports.test_fonts import PACKED, embedded

IN_A_PROCESS = """
import hashlib, sys
from reports.pdf import document_pdf
from tests.reports.monthly.test_compose import bulletin
from tests.reports.months import october
sys.stdout.write(hashlib.sha256(document_pdf(bulletin(october()))).hexdigest())
"""


@pytest.fixture(scope="module")
def internal() -> bytes:
    return document_pdf(bulletin(october()))


@pytest.fixture(scope="module")
def public() -> bytes:
    return document_pdf(bulletin(october(), Edition.PUBLIC))


def words(pdf: bytes) -> str:
    return re.sub(r"\s", "", "".join(sheet.text for sheet in sheets(pdf)))


def test_the_bulletin_is_the_same_in_another_process_charts_included(internal):
    printed = subprocess.run(
        [sys.executable, "-c", IN_A_PROCESS], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert printed.stdout == hashlib.sha256(internal).hexdigest()


def test_all_its_type_is_packed(internal):
    assert set(embedded(internal)) <= PACKED


def test_nothing_leaves_the_type_area_but_page_numbers(internal):
    for number, sheet in enumerate(sheets(internal), start=1):
        if sheet.width > sheet.height:
            continue  # lies on its side: measured in test_geometry
        for margin in (
            Box(0, 0, 210, 36.5),
            Box(0, 0, 27.5, 297),
            Box(184.5, 0, 210, 297),
            Box(0, 262.5, 210, 266),
        ):
            assert sheet.ink(margin) is None, f"page {number}"


def test_every_page_has_text_and_the_signature_is_not_alone(internal):
    pages = [re.sub(r"\s", "", sheet.text) for sheet in sheets(internal)]
    assert all(len(page) > 40 for page in pages)
    signed = next(page for page in pages if "2026年11月6日" in page)
    assert "附件：1." in signed
    assert re.match(r"(?!附件)", signed), "some of the body stands above the signature"


def test_the_public_pages_leak_nothing(public):
    printed = words(public)
    assert len(printed) > 2000
    assert not any(secret in printed for secret in INTERNAL_ONLY)


def test_an_empty_month_still_makes_a_paper():
    pages = sheets(document_pdf(bulletin(empty())))
    assert len(pages) == 2
    assert "印发" in pages[-1].text
