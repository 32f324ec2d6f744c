import pytest

from web import docs
from web.docs import PAGES, ROOT, Page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_the_page_is_what_the_code_says(page):
    assert (ROOT / page.path).read_bytes() == page.render().encode(), f"{page.path} is stale: run `make docs`"


def test_a_page_that_calls_itself_generated_has_its_row():
    calls_itself = {
        path.name for path in ROOT.glob("*.md") if "\nGenerated from " in path.read_text(encoding="utf-8")
    }
    assert calls_itself == {page.path for page in PAGES}


def test_writing_puts_each_page_in_its_place(tmp_path, monkeypatch):
    monkeypatch.setattr(docs, "ROOT", tmp_path)
    monkeypatch.setattr(docs, "PAGES", (Page("A.md", lambda: "期限\n"),))
    docs.write_all()
    assert (tmp_path / "A.md").read_bytes() == "期限\n".encode()
