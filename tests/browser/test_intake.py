import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.intake import PHONE, cases, look, registry
from workflow.states import State
from workflow.vocabulary import PollutionType

__all__ = ["cases", "look", "registry"]

MOST_STEPS = 12
"""Presses of Tab and shortcuts from the first digit of the caller's number to the receipt."""


class Keyboard:
    """Types, and counts every press that is not text."""

    def __init__(self, page: Page) -> None:
        self.page, self.steps = page, 0

    def types(self, text: str) -> None:
        self.page.keyboard.type(text)

    def presses(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.steps += 1


@pytest.fixture
def desk(browser_page, log_in) -> Page:
    log_in("operator")
    browser_page.goto("/intake")
    return browser_page


def test_a_call_is_registered_by_keyboard_alone_in_a_dozen_steps(desk, cases):
    keys = Keyboard(desk)
    expect(desk.get_by_label("来电号码")).to_be_focused()
    keys.types(PHONE)
    keys.presses("Tab")
    keys.types("刘先生")
    keys.presses("Tab", "Tab", "Tab", "2", "Tab")
    keys.types("建国路118号")
    keys.presses("Tab", "Tab", "Tab", "Tab")
    expect(desk.get_by_label("反映内容")).to_be_focused()
    keys.types("工地夜里打桩，噪声很大。")
    keys.presses("Control+Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("登记成功，请向来电人复述")
    expect(desk.locator(".receipt-code")).to_have_text(re.compile(r"^[\d ]{7,}$"))
    assert keys.steps <= MOST_STEPS
    (case,) = cases()
    assert case.state is State.REGISTERED and case.primary_type is PollutionType.NOISE
    desk.get_by_role("link", name="接下一个来电").press("Enter")
    expect(desk.get_by_label("来电号码")).to_be_focused()
    expect(desk.get_by_label("来电号码")).to_have_value("")


def test_suspected_repeats_and_proposals_come_while_typing(desk, scenario):
    scenario.received(content="锦绣花园三期工地夜间打桩，噪声很大，老人小孩无法休息，请求停工。")
    desk.get_by_label("来电号码").fill(PHONE)
    expect(desk.locator("#caller")).to_contain_text("来电人历史 1 件")
    desk.get_by_label("反映内容").fill("锦绣花园三期工地夜间打桩，噪声很大，老人小孩无法休息。")
    expect(desk.locator("#suspects")).to_contain_text("疑似重复 1 件")
    expect(desk.locator("#suspects mark").first).to_be_visible()
    assert PHONE not in desk.url
    desk.locator("#proposals button").first.click()
    expect(desk.get_by_role("radio", name="2 噪声")).to_be_checked()


def test_the_form_stands_still_while_answers_come(desk, scenario):
    scenario.received(content="锦绣花园三期工地夜间打桩，噪声很大，老人小孩无法休息，请求停工。")
    content = desk.get_by_label("反映内容")
    before = content.bounding_box()
    content.fill("锦绣花园三期工地夜间打桩，噪声很大，老人小孩无法休息。")
    expect(desk.locator("#suspects")).to_contain_text("疑似重复 1 件")
    expect(desk.locator("#saved")).to_contain_text("已自动保存")
    assert content.bounding_box() == before


def test_an_enterprise_is_found_by_its_initials(desk, registry):
    respondent = desk.get_by_role("combobox", name="被反映单位")
    respondent.click()
    desk.keyboard.type("dfhg")
    expect(desk.locator(".combo-list [role=option]:visible")).to_have_count(1)
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    expect(respondent).to_have_value("东风化工有限公司")
    expect(desk.get_by_label("属地").locator("option:checked")).to_have_text("东城分局")
    expect(desk.locator(".combo-list [role=option]:visible")).to_have_count(0)


def test_a_call_is_timed_by_its_first_letter_and_not_by_when_the_form_was_opened(desk):
    received = desk.get_by_label("来电（收到）时间")
    shown = received.input_value()
    desk.evaluate(
        "now => { const later = now + 45 * 60000; Date.now = () => later }", desk.evaluate("Date.now()")
    )
    desk.get_by_label("来电号码").fill(PHONE)
    hour, minute = (int(part) for part in shown[-5:].split(":"))
    assert received.input_value()[-5:] == f"{hour + (minute + 45) // 60:02d}:{(minute + 45) % 60:02d}"


def test_what_was_typed_survives_a_crash_of_the_browser(desk):
    desk.get_by_label("来电号码").fill(PHONE)
    desk.get_by_label("事发地点").fill("建国路118号")
    desk.locator("label[for=type-water]").click()
    expect(desk.locator("#saved")).to_contain_text("已自动保存")
    desk.goto("about:blank")
    desk.goto("/intake")
    expect(desk.get_by_text("尚未登记。")).to_be_visible()
    expect(desk.get_by_label("来电号码")).to_have_value(PHONE)
    expect(desk.get_by_role("radio", name="3 水")).to_be_checked()
    desk.get_by_role("button", name="清除，重新填写").click()
    expect(desk.get_by_label("来电号码")).to_have_value("")


def test_faults_lead_to_their_field_and_number_keys_do_not_fall_into_text(desk, cases):
    desk.get_by_label("来电号码").fill("12345")
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_role("alert")).to_contain_text("需要更正")
    expect(desk.get_by_label("反映内容")).to_be_focused()
    desk.keyboard.type("2")
    expect(desk.get_by_label("反映内容")).to_have_value("2")
    desk.keyboard.press("Alt+4")
    expect(desk.get_by_role("radio", name="4 固体废物")).to_be_checked()
    assert cases() == []


def test_a_double_click_registers_once(desk, cases):
    desk.get_by_label("来电号码").fill(PHONE)
    desk.locator("label[for=type-noise]").click()
    desk.get_by_label("事发地点").fill("建国路118号")
    desk.get_by_label("反映内容").fill("工地夜里打桩，噪声很大。")
    desk.locator("#do-register").dblclick()
    expect(desk.get_by_role("heading", level=1)).to_have_text("登记成功，请向来电人复述")
    assert len(cases()) == 1


def test_ctrl_s_keeps_half_a_call_and_f2_looks_for_repeats(desk, cases):
    desk.get_by_label("反映内容").fill("只说了一半，线路断了。")
    desk.keyboard.press("F2")
    expect(desk.locator("#suspects")).to_contain_text("没有发现疑似重复件")
    desk.keyboard.press("Control+s")
    expect(desk.get_by_role("heading", level=1)).to_have_text("已暂存，尚未登记")
    assert [case.state for case in cases()] == [State.DRAFT]
