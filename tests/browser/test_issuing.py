"""A bulletin in a real browser: drafted and worded by one, checked by another, issued, and downloaded as it was printed."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.reports.register import filled
from tests.support.printed import text_of

PAGE = "/bulletin/2026-10"


@pytest.fixture
def as_(browser_page: Page, log_in):
    """Change places: log the one before out and somebody else in, on the bulletin's page."""

    def change(who: str) -> Page:
        browser_page.context.clear_cookies()
        log_in(who)
        browser_page.goto(PAGE)
        return browser_page

    return change


def done(page: Page, verb: str) -> None:
    expect(page.get_by_text(f"“{verb}”已完成")).to_be_visible(timeout=60_000)


def test_two_people_send_a_bulletin_out(as_, scenario, tmp_path: Path) -> None:
    cases = filled(scenario)
    page = as_("statistician")
    page.get_by_role("button", name="起草").click()
    done(page, "起草")
    page.get_by_role("link", name="修改文字").click()
    page.locator("[name=requirements]").fill("压实责任。各单位要在11月底前逐件办结。")
    page.get_by_role("button", name="保存文字").click()
    done(page, "修改文字")
    expect(page.get_by_role("button", name="核稿通过")).to_have_count(0)
    page = as_("petition_head")
    page.get_by_role("button", name="核稿通过").click()
    done(page, "核稿通过")
    page = as_("bureau_head")
    page.get_by_role("button", name="签发").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2026年10月通报签发")
    expect(page.locator("#progress")).to_contain_text("已完成", timeout=60_000)
    page.get_by_role("link", name="回到通报").click()
    expect(page.get_by_text("环信访〔2026〕1号")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载公开版").click()
    path = tmp_path / "public.pdf"
    waiting.value.save_as(path)
    said = text_of(path.read_bytes())
    assert "〔2026〕1号" in said and "压实责任" in said and "送审稿" not in said
    page.locator("#kpis a[href*='timely_closure_rate.denominator']").click()
    page.get_by_role("link", name=cases["overdue"].no).click()
    expect(page.locator("main")).to_contain_text(cases["overdue"].no)
