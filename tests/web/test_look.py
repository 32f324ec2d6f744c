"""The stylesheets: what old office browsers understand, and text that can be read."""

import re
from pathlib import Path

import pytest
import tinycss2

import web

STATIC = Path(web.__file__).parent / "static"
SHEETS = sorted(STATIC.glob("*.css"))
TOO_NEW = re.compile(
    r":has\(|color-mix\(|oklch\(|oklab\(|lab\(|lch\(|@layer|@container|@scope|@property|anchor\(|light-dark\("
)
READABLE = 4.5


def too_new(css):
    """What Chromium 109 does not understand: newer functions, and rules inside rules."""
    found = TOO_NEW.findall(re.sub(r"/\*.*?\*/", "", css, flags=re.S))
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            found += ["nesting"] * sum(part.type == "{} block" for part in rule.content)
        if rule.type == "error":
            found.append(rule.message)
    return found


def rules(css):
    """Selector → declared values, for the plain rules of a sheet and of what stands in its media."""
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            declared = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            values = {
                one.name: tinycss2.serialize(one.value).strip()
                for one in declared
                if one.type == "declaration"
            }
            yield tinycss2.serialize(rule.prelude).strip(), values


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs(css):
    """Every text colour with the ground that the same rule gives it, as six-digit colours."""
    named = {}
    for _selector, values in rules(css):
        named |= {name: value for name, value in values.items() if name.startswith("--")}

    def plain(value):
        while value.startswith("var("):
            value = named.get(value[4:-1].strip(), "")
        return (
            "#" + "".join(sign * 2 for sign in value[1:]) if re.fullmatch(r"#[0-9a-f]{3}", value) else value
        )

    for selector, values in rules(css):
        for text, ground in (("color", "background"), ("--bs-btn-color", "--bs-btn-bg")):
            found = plain(values.get(text, "")), plain(values.get(ground, ""))
            if all(re.fullmatch(r"#[0-9a-f]{6}", one) for one in found):
                yield selector, *found


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_an_old_office_browser_understands_the_sheet(sheet):
    assert too_new(sheet.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "css", ["a:has(b){}", "a{color:color-mix(in srgb,red,blue)}", "a{b{color:red}}", "a{color:oklch(1 0 0)}"]
)
def test_what_is_too_new_is_noticed(css):
    assert too_new(css)


def test_every_text_can_be_read_on_its_ground():
    found = list(pairs((STATIC / "bihuan.css").read_text(encoding="utf-8")))
    assert len(found) > 15
    assert [(s, t, g) for s, t, g in found if contrast(t, g) < READABLE] == []


def test_quiet_text_can_be_read_on_every_ground_of_the_page():
    css = (STATIC / "bihuan.css").read_text(encoding="utf-8")
    named = {name: value for _, values in rules(css) for name, value in values.items()}
    for text in ("--grey-text", "--red-text", "--amber-text", "--green-text", "--blue"):
        for ground in ("#ffffff", named["--page"], named["--head"]):
            assert contrast(named[text], ground) >= READABLE, (text, ground)


def test_the_measure_of_contrast_is_right():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_the_sheets_fetch_nothing():
    for sheet in SHEETS:
        assert "url(" not in sheet.read_text(encoding="utf-8").replace("url(data:", "")


def test_the_packed_icons_are_those_that_pages_name():
    packed = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text(encoding="utf-8")))
    pages = [path.read_text(encoding="utf-8") for path in (STATIC.parent / "templates").rglob("*.html")]
    named = {name for page in pages for name in re.findall(r'icon(?:_name=|\()"([a-z0-9-]+)"', page)}
    assert named
    assert named == packed
