from playwright.sync_api import expect

from tests.web.conftest import PASSWORD


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_an_officer_comes_in_and_goes_out_by_the_keyboard_alone(browser_page):
    browser_page.goto("/")
    expect(browser_page.get_by_label("用户名")).to_be_focused()
    browser_page.keyboard.type("operator")
    browser_page.keyboard.press("Tab")
    browser_page.keyboard.type(PASSWORD)
    browser_page.keyboard.press("Enter")
    expect(browser_page.get_by_role("heading", level=1)).to_have_text("工作台")
    assert fits(browser_page)
    browser_page.locator("summary").focus()
    browser_page.keyboard.press("Enter")
    browser_page.get_by_role("button", name="退出登录").press("Enter")
    expect(browser_page.get_by_text("您已退出登录")).to_be_visible()


def test_a_wrong_password_says_so_and_keeps_the_name(browser_page):
    browser_page.goto("/login")
    browser_page.get_by_label("用户名").fill("operator")
    browser_page.get_by_label("密码").fill("wrong")
    browser_page.get_by_role("button", name="登录").click()
    expect(browser_page.get_by_role("alert")).to_contain_text("用户名或密码不正确")
    expect(browser_page.get_by_label("用户名")).to_have_value("operator")
    expect(browser_page.get_by_label("密码")).to_be_focused()
    assert fits(browser_page)


def test_the_first_tab_leads_to_the_content(browser_page, log_in):
    log_in("operator")
    browser_page.keyboard.press("Tab")
    link = browser_page.get_by_role("link", name="跳到正文")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    browser_page.keyboard.press("Enter")
    expect(browser_page.locator("main")).to_be_focused()


def test_the_language_is_switched_with_one_button(browser_page, log_in):
    log_in("operator")
    browser_page.get_by_role("button", name="English").click()
    expect(browser_page.get_by_role("heading", level=1)).to_have_text("Desk")
    browser_page.get_by_role("button", name="中文").click()
    expect(browser_page.get_by_role("heading", level=1)).to_have_text("工作台")


def test_without_javascript_the_frame_works_alike(browser, site):
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/login")
    page.get_by_label("用户名").fill("operator")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.locator("summary").click()
    page.get_by_role("link", name="修改密码").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("修改密码")
    context.close()


def test_a_page_printed_has_no_bars(browser_page, log_in):
    log_in("operator")
    browser_page.emulate_media(media="print")
    expect(browser_page.locator("header")).to_be_hidden()
    expect(browser_page.get_by_role("heading", level=1)).to_be_visible()
