"""One writing for each telephone, person, place and firm, so that two writings of the same thing are equal.

The results are keys for comparing and for keyed hashes; they are never shown to an officer.
"""

import re
from collections.abc import Iterable

from petitions.repeats.text import BREAK, fold

_MOBILE = re.compile(r"(?:00)?(?:86)?(1[3-9]\d{9})")
_LANDLINE = re.compile(r"(?:(?:00)?86(?=[1-9]))?0?((?:10|2\d|[3-9]\d{2})[2-8]\d{6,7})")
_LOCAL = re.compile(r"[2-8]\d{6,7}")
_SERVICE = re.compile(r"[48]00\d{7}")
_EXTENSION = re.compile(r"(?:转|ext|#|x)\D{0,2}\d{1,6}$", re.IGNORECASE)
_PHONE_MARKS = re.compile(r"[\s\-—–－ー_()（）.·/+]+")


def phone(written: str, area_code: str = "") -> str | None:
    """The digits by which a number is known: a mobile's 11, a landline's with area code; else ``None``.

    Full-width digits, +86, blanks, brackets, dashes and extensions make no difference. A local number of
    seven or eight digits gets ``area_code`` when one is given. Masked or broken numbers have no key.
    """
    text = _EXTENSION.sub("", written.translate(_HALF).strip())
    digits = _PHONE_MARKS.sub("", text)
    if found := _MOBILE.fullmatch(digits):
        return found.group(1)
    if _SERVICE.fullmatch(digits):
        return digits
    if _LOCAL.fullmatch(digits):
        return area_code + digits
    if found := _LANDLINE.fullmatch(digits):
        return "0" + found.group(1)
    return None


_HALF = {ord("０") + n: str(n) for n in range(10)} | {ord("＋"): "+"}
_TITLES = re.compile(r"(?:先生|女士|小姐|同志|老师|师傅|大爷|大妈|阿姨|同学)$")
_NOBODY = re.compile(r"匿名.*|不详|无名?|未知|保密|群众|市民|热心市民|居民|业主|村民|网友|公众|某.*|n/?a")


def person(name: str) -> str:
    """A person's name without blanks, dots and forms of address; empty for 匿名 and the like."""
    key = fold_name(name)
    key = _TITLES.sub("", key) if len(key) > 2 else key
    return "" if _NOBODY.fullmatch(key) else key


def fold_name(name: str) -> str:
    """A name folded to letters and digits alone. Numerals in it become digits, on both sides alike."""
    return fold(name).replace(BREAK, "")


_BUILDING = re.compile(r"(?<=\d)(?:号楼|幢|座|栋楼)")
_OFFICE = re.compile(r"(?:街道)办事处|街道办")
_NEARBY = re.compile(r"(?:附近|旁边|对面|门口|楼下|周边|周围|内|里|旁)+$")


def place(written: str, within: Iterable[str] = ()) -> str:
    """An address without the names of what it lies ``within`` (province, city, district) and with one 栋."""
    key = _without_prefixes(fold_name(written), within)
    key = _OFFICE.sub("街道", _BUILDING.sub("栋", key))
    return _NEARBY.sub("", key) or key


_BRACKETS = re.compile(r"[(（【\[][^)）】\]]{0,12}[)）】\]]")
_LEGAL_FORM = re.compile(
    r"(?:股份|有限|责任|集团|控股|总|分|子|公司|加工厂|(?<!化)工厂|厂区|厂|实业|企业|合作社|经营部|个体工商户)+$"
)


def enterprise(name: str, within: Iterable[str] = ()) -> str:
    """The part of a firm's name that tells it from others.

    Brackets, the city or province before it, and 有限公司, 有限责任公司, 集团, 厂 behind it are dropped, unless
    less than two characters would be left: 某市东风化工有限责任公司 and 东风化工厂 have the same key.
    """
    whole = fold_name(_BRACKETS.sub("", name)) or fold_name(name)
    key = _without_prefixes(whole, within)
    if not _LEGAL_FORM.sub("", key):
        key = whole
    while (shorter := _LEGAL_FORM.sub("", key)) != key and len(shorter) >= 2:
        key = shorter
    return key


def _without_prefixes(key: str, within: Iterable[str]) -> str:
    """Drop each of the given names, and its form without 省/市/区/县, from the front, in any order."""
    forms = {form for name in within if (full := fold_name(name)) for form in (full, _bare(full))}
    ordered = sorted(forms, key=len, reverse=True)
    while found := next((f for f in ordered if key.startswith(f) and len(key) - len(f) >= 2), None):
        key = key[len(found) :].removeprefix("市") if not found.endswith("市") else key[len(found) :]
    return key


def _bare(name: str) -> str:
    shorter = re.sub(r"(?:省|市|区|县|自治[区州县])$", "", name)
    return shorter if len(shorter) >= 2 else name
