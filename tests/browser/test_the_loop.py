"""A complaint goes 接访 → 转办 → 督查 → 反馈 in a real browser, each step by its own person, and comes out in the bulletin."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.story import RESPONDENT
from workflow.calendar import SHANGHAI
from workflow.states import State
from workflow.verbs import Verb

CONTENT = f"{RESPONDENT}工地连续三晚二十二点以后打桩，噪声很大，老人小孩无法休息。要求核实是否有夜间施工许可，并责令停工。"
REPLY = (
    f"经现场检查，您反映的{RESPONDENT}夜间施工噪声问题属实，已责令停止夜间施工。"
    "如对处理不服，可依法申请行政复议或者提起行政诉讼。"
)


def fill(page: Page, name: str, value: str | list[str]) -> None:
    """Put a value into the control of this name, whatever kind it is."""
    control = page.locator(f"main [name='{name}']")
    kind = control.first.evaluate("one => one.type")
    if kind in {"radio", "checkbox"}:
        for one in [value] if isinstance(value, str) else value:
            page.locator(f"main [name='{name}'][value='{one}']").check(force=True)
    elif kind == "select-one":
        control.first.select_option(value)
    else:
        control.first.fill(str(value))


def step(page: Page, case_no: str, verb: Verb, **fields: str | list[str]) -> None:
    """Find the verb among the case page's actions, fill in its form and confirm it."""
    page.goto(f"/cases/{case_no}")
    page.locator(f"a[href*='/cases/{case_no}/do/{verb.value}']").first.click()
    for name, value in fields.items():
        fill(page, name.replace("__", "-"), value)
    page.get_by_role("button", name=f"确认{verb.label}").click()
    expect(page.get_by_text(f"“{verb.label}”已完成")).to_be_visible()


@pytest.fixture
def as_(browser_page: Page, log_in):
    """Change places: log the one before out and somebody else in."""

    def change(who: str) -> Page:
        browser_page.context.clear_cookies()
        log_in(who)
        return browser_page

    return change


def test_a_call_is_logged_by_keyboard_handled_by_each_and_stands_in_the_bulletin(
    as_, scenario, tmp_path: Path
) -> None:
    case_no = _log_the_call(as_("operator"))
    people = {who: str(actor.officer_id) for who, actor in scenario.people.items()}
    east = str(scenario.units["east"])
    page = as_("petition_officer")
    page.goto("/queue")
    expect(page.get_by_role("link", name=case_no)).to_be_visible()
    step(page, case_no, Verb.CLASSIFY, track="A", basis="举报环境违法行为，属履职事项")
    step(page, case_no, Verb.ACCEPT)
    step(page, case_no, Verb.TRANSFER, mode="assign", unit=east, requirement="依法查处并答复信访人。")
    page = as_("handler")
    page.goto("/work")
    expect(page.get_by_role("link", name=case_no).first).to_be_visible()
    step(page, case_no, Verb.SIGN_IN)
    step(page, case_no, Verb.INVESTIGATE, officers=[people["handler"], people["handler_two"]])
    today = scenario.now.astimezone(SHANGHAI).date().isoformat()
    finding = {"findings__claim": "夜间打桩噪声", "findings__truth": "true", "findings__evidence": "现场监测"}
    step(page, case_no, Verb.RECORD_FINDING, **finding, visited_on=today)
    step(page, case_no, Verb.DISPOSE, measures="责令停止夜间施工，加装隔声屏障。")
    step(page, case_no, Verb.SUBMIT, report="经查夜间施工属实，已责令停止并复查。", reply=REPLY)
    step(as_("deputy_business"), case_no, Verb.PASS_SUBSTANCE, opinion="事实清楚，同意。")
    page = as_("deputy_petitions")
    step(page, case_no, Verb.PASS_PROCEDURE, opinion="程序合规，同意。")
    step(page, case_no, Verb.APPROVE)
    page = as_("petition_officer")
    step(page, case_no, Verb.REPLY, way="phone", proof="录音20261102-07")
    step(as_("operator"), case_no, Verb.EVALUATE, rating="satisfied", way="电话回访")
    step(as_("petition_officer"), case_no, Verb.CLOSE, opinion="答复到位，予以办结。")
    expect(browser_heading(as_("leader"), case_no)).to_contain_text(State.CLOSED.label)
    _download_the_bulletin(as_("statistician"), tmp_path)


def browser_heading(page: Page, case_no: str):
    """The case page's own words."""
    page.goto(f"/cases/{case_no}")
    return page.locator("main")


def _log_the_call(page: Page) -> str:
    """As the talk goes: number, name, type by its key, place, respondent, content; then Ctrl+Enter."""
    page.goto("/intake")
    expect(page.locator("[name=phone]")).to_be_focused()
    page.keyboard.type("19900008871")
    page.locator("[name=name]").fill("刘先生")
    page.locator("label[for=type-noise]").click()
    page.locator("[name=place]").fill("东城区建国路118号")
    page.locator("[name=respondent]").fill(RESPONDENT)
    page.locator("[name=content]").fill(CONTENT)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("登记成功")
    return page.locator(".receipt-numbers dd").first.inner_text().strip()


def _download_the_bulletin(page: Page, folder: Path) -> None:
    page.goto("/bulletin")
    page.locator("a[href='/bulletin/2026-11']").first.click()
    page.get_by_role("button", name="生成内部版送审稿").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("button", name="下载").click(timeout=60_000)
    path = folder / "bulletin.pdf"
    waiting.value.save_as(path)
    assert path.read_bytes().startswith(b"%PDF")
    assert path.stat().st_size > 50_000
