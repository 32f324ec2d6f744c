"""A chart on the screen: pointed at, walked through by the keyboard, read from the table behind it."""

import pytest
from playwright.sync_api import expect

from tests.reports.register import filled


@pytest.fixture
def bulletin(scenario, browser_page, log_in):
    filled(scenario)
    log_in("statistician")
    browser_page.goto("/bulletin/2026-10")
    return browser_page


def test_a_chart_is_read_mark_by_mark_with_the_arrow_keys(bulletin):
    chart = bulletin.locator(".live-chart").first
    marks, words = chart.locator(".mark"), chart.locator(".chart-words")
    expect(words).to_be_hidden()
    marks.first.focus()
    expect(words).to_have_text("2025年10月：0")
    bulletin.keyboard.press("ArrowRight")
    expect(words).to_have_text("2025年11月：0")
    bulletin.keyboard.press("End")
    expect(words).to_have_text("2026年10月：6")
    expect(chart.locator(".mark[tabindex='0']")).to_have_count(1)


def test_a_mark_tells_itself_to_whoever_points_at_it(bulletin):
    chart = bulletin.locator(".live-chart").first
    chart.locator(".mark").nth(12).hover()
    expect(chart.locator(".chart-words")).to_have_text("2026年10月：6")


def test_the_table_behind_a_chart_opens(bulletin):
    chart = bulletin.locator(".live-chart").first
    chart.get_by_text("数据表").click()
    expect(chart.get_by_role("row")).to_have_count(14)
