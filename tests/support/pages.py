"""What every page that a test fetches must be: valid, labelled, quiet, and fed by this site alone.

``check_page`` raises with every fault; ``CheckedClient`` is a test client that checks all HTML it is answered with.
"""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

XHTML = "{http://www.w3.org/1999/xhtml}"
LABELLED = {"input", "select", "textarea"}
NAMED_BY_THEMSELVES = {"hidden", "submit", "button", "reset", "image"}
ADDRESSES = ("href", "src", "action", "formaction", "poster", "data")
ELSEWHERE = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:)?//|^\s*(?:javascript|vbscript):", re.IGNORECASE)


def check_page(html: str) -> None:
    """Raise ``AssertionError`` with everything that is wrong with a page."""
    faults = list(faults_of(html))
    assert not faults, "\n".join(faults) + "\n\n" + html


def faults_of(html: str) -> Iterator[str]:
    """One line for each thing that is wrong with a page."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=True)
    root = parser.parse(html)
    for (line, column), code, data in parser.errors:
        yield f"not valid at {line}:{column}: {html5lib.constants.E[code] % data}"
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    yield from _head(root, elements)
    yield from _ids(elements)
    yield from _labels(elements)
    yield from _addresses(elements)
    yield from _inline(elements)
    yield from _forms(elements)


def _tag(element: Element) -> str:
    return element.tag.removeprefix(XHTML)


def _named(elements: list[Element], *tags: str) -> list[Element]:
    return [element for element in elements if _tag(element) in tags]


def _text(element: Element) -> str:
    return "".join(element.itertext()).strip()


def _head(root: Element, elements: list[Element]) -> Iterator[str]:
    if not root.get("lang"):
        yield "no lang on <html>"
    headings = _named(elements, "h1")
    if len(headings) != 1 or not _text(headings[0]):
        yield f"{len(headings)} h1 instead of one with text"
    titles = [title for title in _named(elements, "title") if _text(title)]
    if not titles:
        yield "no title"


def _ids(elements: list[Element]) -> Iterator[str]:
    ids = [identity for element in elements if (identity := element.get("id")) is not None]
    yield from (f"id {identity!r} twice" for identity in {one for one in ids if ids.count(one) > 1})
    for element in elements:
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            for target in (element.get(attribute) or "").split():
                if target not in ids:
                    yield f"{attribute}={target!r} leads nowhere"
        href = element.get("href") or ""
        if _tag(element) == "a" and href.startswith("#") and href[1:] not in ids:
            yield f"{href} leads nowhere"


def _labels(elements: list[Element]) -> Iterator[str]:
    labels = _named(elements, "label")
    targets = {label.get("for") for label in labels if _text(label)}
    inside = {id(child) for label in labels if _text(label) for child in label.iter()}
    for control in _named(elements, *LABELLED):
        if control.get("type") in NAMED_BY_THEMSELVES:
            continue
        if not (control.get("id") in targets or id(control) in inside or control.get("aria-label")):
            yield f"no label: {_tag(control)} {control.get('name')!r}"
    for button in _named(elements, "button", "a"):
        if not (_text(button) or button.get("aria-label")):
            yield f"no words on {_tag(button)} {dict(button.attrib)}"


def _addresses(elements: list[Element]) -> Iterator[str]:
    for element in elements:
        for attribute in ADDRESSES:
            if ELSEWHERE.match(element.get(attribute) or ""):
                yield f"leads elsewhere: {_tag(element)} {attribute}={element.get(attribute)!r}"


def _inline(elements: list[Element]) -> Iterator[str]:
    for element in elements:
        if _tag(element) == "script" and not element.get("src") and element.get("type") != "application/json":
            yield "a script inside the page"
        if _tag(element) == "style":
            yield "a style sheet inside the page"
        for attribute in element.attrib:
            if attribute == "style" or attribute.startswith("on"):
                yield f"{attribute} on {_tag(element)}"


def _forms(elements: list[Element]) -> Iterator[str]:
    for form in _named(elements, "form"):
        names = {field.get("name") for field in form.iter() if isinstance(field.tag, str)}
        if (form.get("method") or "get").lower() == "post" and "csrf_token" not in names:
            yield f"a form without a token: {form.get('action')!r}"


class CheckedClient(FlaskClient):
    """A test client: every page that it is answered with must pass, and every form is posted with its token."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """As Flask's, then the checks."""
        response = super().open(*args, **{"buffered": True, **kwargs})
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 307, 308):
            check_page(response.text)
        return response

    def token(self) -> str:
        """The token that this session's forms carry."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get("/password").text)
        found = found or re.search(r'name="csrf_token" value="([^"]+)"', self.get("/login").text)
        assert found is not None
        return found.group(1)

    def send(self, path: str, data: dict[str, Any] | None = None, **kwargs: Any) -> TestResponse:
        """Post a form as a page of this site would: with its token and from here."""
        kwargs.setdefault("headers", {})["Sec-Fetch-Site"] = "same-origin"
        return self.post(path, data={"csrf_token": self.token(), **(data or {})}, **kwargs)
