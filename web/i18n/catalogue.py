"""The catalogues, and what they must hold: every text of pages and views, every label of the lists below.

``python -m web.i18n.catalogue`` prints what has no English yet, ready to be filled in.
"""

from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po

FOLDER = Path(__file__).resolve().parents[1] / "translations"


def files(language: str) -> list[Path]:
    """The catalogue files of a language, one a room."""
    return sorted((FOLDER / language).glob("*.po"))


def read(language: str) -> Catalog:
    """All files of a language as one catalogue."""
    whole = Catalog(locale=language)
    for path in files(language):
        with path.open("rb") as stream:
            for message in read_po(stream, locale=language):
                if message.id:
                    whole.add(message.id, message.string, context=message.context)
    return whole
