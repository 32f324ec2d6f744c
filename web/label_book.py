"""Words that a list page needs by the hundred, told once a language: labels of closed lists, days left, small counts."""

from collections.abc import Callable

from flask_babel import gettext as _

from web.i18n import label, language
from workflow.states import State
from workflow.vocabulary import Labelled

Member = Labelled | State


class LabelBook:
    """The words of one language, kept as they are asked for."""

    def __init__(self) -> None:
        self._told: dict[tuple[object, str | int], str] = {}

    def _tell(self, key: tuple[object, str | int], word: Callable[[], str]) -> str:
        found = self._told.get(key)
        if found is None:
            found = self._told[key] = str(word())
        return found

    def __getitem__(self, member: Member) -> str:
        """The label of a member; members of two lists may share a value."""
        return self._tell((type(member), member._value_), lambda: label(member))  # type: ignore[arg-type]

    def days_left(self, days: int) -> str:
        """So many days left, in words."""
        return self._tell(("days", days), lambda: _in_words(days))

    def suspects(self, count: int) -> str:
        """So many suspected repeats, in words."""
        return self._tell(("suspects", count), lambda: _("疑似重复%(count)s", count=count))


def _in_words(days: int) -> str:
    if days < 0:
        return str(_("超期%(days)s天", days=-days))
    return str(_("剩%(days)s天", days=days) if days else _("今日到期"))


_BOOKS: dict[str, LabelBook] = {}


def labels() -> LabelBook:
    """The book of the reader's language."""
    return _BOOKS.setdefault(language(), LabelBook())
