import pytest

from tests.support.pages import faults_of

PAGE = '<!doctype html><html lang="zh-CN"><head><title>标题</title></head><body><h1>一</h1>{}</body></html>'


@pytest.mark.parametrize("who", ["operator", "handler", "bureau_head", "system_admin", "auditor"])
def test_everybody_finds_a_desk(client_as, who):
    page = client_as(who).get("/")
    assert page.status_code == 200
    assert "工作台" in page.text


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<h1>二</h1>", "2 h1"),
        ('<p id="a"></p><p id="a"></p>', "twice"),
        ('<input name="x">', "no label"),
        ('<label for="y">标</label>', "leads nowhere"),
        ('<a href="https://example.org/">外</a>', "leads elsewhere"),
        ('<img src="//example.org/x.png" alt="">', "leads elsewhere"),
        ('<a href="javascript:alert(1)">跳</a>', "leads elsewhere"),
        ("<script>1</script>", "a script inside"),
        ("<style>p{}</style>", "a style sheet inside"),
        ('<p style="color:red"></p>', "style on p"),
        ('<p onclick="x()"></p>', "onclick on p"),
        ("<div><span></div>", "not valid"),
        ('<form method="post" action="/x"></form>', "without a token"),
        ('<button type="button"></button>', "no words"),
    ],
)
def test_the_page_check_bites(body, fault):
    assert any(fault in found for found in faults_of(PAGE.format(body)))


def test_the_page_check_lets_a_good_page_pass():
    assert list(faults_of(PAGE.format('<label>名 <input name="x"></label><a href="/x">去</a>'))) == []
    assert any("no title" in fault for fault in faults_of(PAGE.replace("标题", "").format("")))
    assert any("no lang" in fault for fault in faults_of(PAGE.replace(' lang="zh-CN"', "").format("")))
