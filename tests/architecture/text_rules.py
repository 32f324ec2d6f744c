"""Rules for every text file of the repository, whatever its language; each carries samples it must refuse."""

import re
from collections.abc import Callable
from dataclasses import dataclass

# Spelt in pieces, so that this file does not break its own rule.
MACHINE_PATHS = re.compile("(?<![\\w.])/(?:" + "|".join(("work", "root", "home", "opt", "Users")) + ")/")
UNFINISHED = re.compile(r"\b(?:" + "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3, "HA" + "CK")) + r")\b")
TOOLS = (
    "Cl" + "aude",
    "Anth" + "ropic",
    "Chat" + "GPT",
    "Open" + "A" + "I",
    "Copi" + "lot",
    "L" + "LM",
    "sub" + "agent",
)
AUTHORS = re.compile(r"\b(?:" + "|".join(TOOLS) + r")s?\b|Co-Auth" + r"ored-By|\bA" + r"I\b", re.IGNORECASE)
ADDRESS = re.compile(r"https?://(?!www\.w3\.org/)[^\s\"'<>)]*")
SECRET = re.compile("-{5}BEGIN [A-Z ]*PRIVATE " + "KEY")


@dataclass(frozen=True)
class TextRule:
    """A rule for text: what it finds, in which files, and samples."""

    name: str
    find: Callable[[str], list[str]]
    holds_for: Callable[[str], bool]
    refuses: tuple[str, ...]
    passes: tuple[str, ...]


def _every(path: str) -> bool:
    # Lists of hashes and licences are others' words.
    return path != "uv.lock" and not path.startswith("requirements/test.txt") and "LICEN" not in path.upper()


def _served(path: str) -> bool:
    return path.startswith(("web/templates/", "web/static/", "reports/templates/", "reports/static/"))


def _finder(pattern: re.Pattern[str]) -> Callable[[str], list[str]]:
    def find(text: str) -> list[str]:
        return [match.group() for match in pattern.finditer(text)]

    return find


def _last_line_open(text: str) -> list[str]:
    return [] if not text or text.endswith("\n") else ["no newline at the end"]


def _carriage_returns(text: str) -> list[str]:
    return ["\\r"] if "\r" in text else []


TEXT_RULES = (
    TextRule(
        "no path of one machine",
        _finder(MACHINE_PATHS),
        _every,
        ("cd /wo" + "rk/main", "'/ro" + "ot/.venv/bin/x'", "file:///ho" + "me/x/y"),
        ("network/main", "../shared/data", "web/static/home/x", "~/home"),
    ),
    TextRule(
        "nothing is left unfinished",
        _finder(UNFINISHED),
        _every,
        ("# TO" + "DO: later", "FIX" + "ME"),
        ("mastodon", "photodocument"),
    ),
    TextRule(
        "no word of the tools that wrote it",
        _finder(AUTHORS),
        _every,
        ("written by Cl" + "aude", "Co-auth" + "ored-by: x", "an A" + "I wrote it"),
        ("air", "claudication", "main"),
    ),
    TextRule(
        "no key is published", _finder(SECRET), _every, ("-----BEGIN PRIVATE " + "KEY-----",), ("BEGIN",)
    ),
    TextRule("every file ends in a newline", _last_line_open, _every, ("x",), ("x\n", "")),
    TextRule("lines end the same way", _carriage_returns, _every, ("a\r\nb\n",), ("a\nb\n",)),
    TextRule(
        "pages and papers fetch nothing from elsewhere",
        _finder(ADDRESS),
        _served,
        ('<script src="https://cdn.example/x.js">', "@import 'http://fonts.example/a.css'"),
        ('<svg xmlns="http://www.w3.org/2000/svg">', '<a href="/cases">'),
    ),
)
