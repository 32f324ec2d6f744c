"""What may stand in which edition. No identity in either, and only publishable enterprises in the public one."""

import re
from collections.abc import Iterable, Iterator

from reports.figures import MonthFacts

ANONYMOUS = "某企业"
_IDENTITY = (
    ("手机号码", re.compile(r"(?<!\d)1[3-9](?:[\s-]?\d){9}(?!\d)")),
    ("固定电话号码", re.compile(r"(?<!\d)0\d{2,3}[\s-]?\d{7,8}(?!\d)")),
    (
        "身份证号码",
        re.compile(r"(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?![\dXx])"),
    ),
    ("电子邮箱", re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")),
)


class IdentityError(ValueError):
    """A text that the office typed seems to hold a petitioner's identity."""


def refuse_identity(place: str, text: str) -> None:
    """Refuse a typed text in which a telephone, an identity number or an e-mail address stands."""
    for kind, pattern in _IDENTITY:
        if pattern.search(text):
            raise IdentityError(f"{place}中有疑似{kind}。请删去后再生成通报。")


def unpublishable(facts: MonthFacts) -> tuple[str, ...]:
    """The enterprise names that the public edition must not contain, longest first."""
    publishable = {firm.name for firm in facts.repeats.hot if firm.publishable}
    named = {firm.name for firm in facts.repeats.hot} | {
        name for case in facts.typical for name in case.enterprises
    }
    return tuple(sorted(named - publishable - {""}, key=len, reverse=True))


def anonymised(text: str, names: Iterable[str]) -> str:
    """``text`` with each of ``names`` replaced by 某企业."""
    for name in names:
        text = text.replace(name, ANONYMOUS)
    return text


CASE_NUMBER = re.compile(r"[A-Z]{2}\d{8}-\d{4,6}")


def internal_in(text: str, firms: Iterable[str], people: Iterable[str]) -> Iterator[str]:
    """What of the public edition's text is internal, in sentences: names, case numbers, identities."""
    for name in sorted({*firms} - {""}, key=len, reverse=True):
        if name in text:
            yield f"不公开的企业“{name}”。"
    for name in sorted({*people} - {""}):
        if name in text:
            yield f"包案领导姓名“{name}”。"
    if found := CASE_NUMBER.search(text):
        yield f"信访件编号{found.group()}。"
    for kind, pattern in _IDENTITY:
        if pattern.search(text):
            yield f"疑似{kind}。"
