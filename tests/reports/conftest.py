"""Papers printed once for all tests that measure them."""

import pytest

from reports.model import Paragraph
from reports.pdf import document_pdf
from tests.reports.papers import HAN_ONLY, long_paper, paper
from tests.reports.ruler import Sheet, sheets


@pytest.fixture(scope="session")
def long_pdf() -> bytes:
    """A paper of several pages with everything in it."""
    return document_pdf(long_paper())


@pytest.fixture(scope="session")
def long_sheets(long_pdf: bytes) -> list[Sheet]:
    """Its pages."""
    return sheets(long_pdf)


@pytest.fixture(scope="session")
def plain_sheets() -> list[Sheet]:
    """Pages of nothing but Chinese characters, each line of which holds 28."""
    return sheets(document_pdf(paper(*(Paragraph(HAN_ONLY) for _ in range(3)))))
