"""The catalogues, and what they must hold: every text of pages and views, every label of the lists below the web.

``python -m web.i18n.catalogue`` (``make messages``) prints what has no English yet, ready to be filled in and put
into one of ``web/translations/en/*.po``; tests/web/test_languages.py fails while there is anything.
"""

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

FOLDER = Path(__file__).resolve().parents[1] / "translations"
WEB = FOLDER.parent
METHODS = [("templates/**.html", "jinja2.ext:babel_extract"), ("**.py", "python")]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "marked": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
OPTIONS = {"templates/**.html": {"trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true"}}

UNSEEN = ("petitions.demo", "petitions.seeds")
"""Packages whose lists no reader meets."""


class Message(NamedTuple):
    """A text to be translated: in which list it is a label (empty for a text of its own), and the Chinese."""

    context: str
    chinese: str


def files(language: str) -> list[Path]:
    """The catalogue files of a language, one a room."""
    return sorted((FOLDER / language).glob("*.po"))


def read_file(path: Path, language: str) -> Catalog:
    """One file."""
    with path.open("rb") as stream:
        return read_po(stream, locale=language)


def read(language: str) -> Catalog:
    """All files of a language as one catalogue."""
    whole = Catalog(locale=language)
    for path in files(language):
        for message in read_file(path, language):
            if message.id:
                whole.add(message.id, message.string, context=message.context)
    return whole


def messages() -> set[Message]:
    """Everything that a reader of another language may meet."""
    return {*_in_pages(), *_labels(), *_needs(), *_parts()}


def _in_pages() -> Iterator[Message]:
    """What templates and views hand to gettext."""
    found = extract_from_dir(WEB, METHODS, OPTIONS, KEYWORDS, comment_tags=())
    for _file, _line, text, _comments, context in found:
        for one in (text,) if isinstance(text, str) else text:
            yield Message(context or "", one)


def _labels() -> Iterator[Message]:
    """The label of every member of every closed list in workflow and petitions, and what follows from it."""
    for module in _modules("workflow", "petitions"):
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, Enum):
                for member in value:
                    if text := getattr(member, "label", ""):
                        yield Message(value.__name__, text)
                    if text := getattr(member, "consequence", ""):
                        yield Message("", text)


def _needs() -> Iterator[Message]:
    """The names and helps of what verbs ask for."""
    from workflow.tables import TABLES

    for table in TABLES:
        for row in table.rows:
            for need in row.needs:
                yield Message("", need.label)
                if need.help:
                    yield Message("", need.help)


def _parts() -> Iterator[Message]:
    """The names of the parts of a score."""
    from petitions.repeats.explain import LABELS

    for text in LABELS.values():
        yield Message("", text)


def _modules(*packages: str) -> Iterator[ModuleType]:
    for name in packages:
        package = importlib.import_module(name)
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{name}."):
            if found.name.startswith(UNSEEN):
                continue
            yield importlib.import_module(found.name)


def missing(language: str) -> list[Message]:
    """What has no translation yet, in a stable order."""
    held = read(language)
    return sorted(message for message in messages() if not _translated(held, message))


def _translated(held: Catalog, message: Message) -> bool:
    found = held.get(message.chinese, context=message.context or None)
    return found is not None and bool(found.string) and not found.fuzzy


def _entry(message: Message) -> str:
    context = f'msgctxt "{message.context}"\n' if message.context else ""
    quoted = message.chinese.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'{context}msgid "{quoted}"\nmsgstr ""\n'


if __name__ == "__main__":
    sys.stdout.write("\n".join(map(_entry, missing("en"))))
