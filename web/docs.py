"""The generated pages: `python -m web.docs` (`make docs`) writes each from the code that it describes.

A page more is one row; tests/web/test_docs.py compares them all, byte for byte.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from petitions import glossary
from petitions.intake import quality
from reports import kpis_page
from workflow import docs as states_page
from workflow import terms_page

ROOT = Path(__file__).resolve().parents[1]


class Page(NamedTuple):
    """Where a generated page stands, from the root, and what writes it."""

    path: str
    render: Callable[[], str]


PAGES = (
    Page("STATES.md", states_page.render),
    Page("TERMS.md", terms_page.render),
    Page("petitions/GLOSSARY.md", glossary.render),
    Page("KPIS.md", kpis_page.render),
    Page("petitions/intake/QUALITY.md", quality.render),
)


def write_all() -> None:
    """Write every page anew."""
    for page in PAGES:
        (ROOT / page.path).write_text(page.render(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_all()
