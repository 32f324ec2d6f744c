"""TERMS.md is what the rules say."""

from pathlib import Path

from workflow.terms_page import render

PAGE = Path(__file__).parents[2] / "TERMS.md"


def test_terms_md_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == render(), "TERMS.md is stale: run `make docs`"
