import pytest

from tests.architecture.tree import read, text_files
from web import docs
from web.docs import PAGES, ROOT, Page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_the_page_is_what_the_code_says(page):
    assert (ROOT / page.path).read_bytes() == page.render().encode(), f"{page.path} is stale: run `make docs`"


def test_a_page_that_calls_itself_generated_has_its_row():
    found = {path for path in text_files() if path.endswith(".md") and "\nGenerated " in read(path)}
    assert found == {page.path for page in PAGES}


def test_writing_puts_each_page_in_its_place(tmp_path, monkeypatch):
    monkeypatch.setattr(docs, "ROOT", tmp_path)
    monkeypatch.setattr(docs, "PAGES", (Page("A.md", lambda: "期限\n"),))
    docs.write_all()
    assert (tmp_path / "A.md").read_bytes() == "期限\n".encode()
