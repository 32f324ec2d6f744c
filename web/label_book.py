"""Labels of closed lists, told once a language: a list page asks for hundreds of them."""

from flask_babel import gettext as _

from web.i18n import label, language
from workflow.states import State
from workflow.vocabulary import Labelled

Member = Labelled | State


class LabelBook(dict[tuple[type, str], str]):
    """The labels of one language, filled as they are asked for. Members of two lists may share a value."""

    def __getitem__(self, member: Member) -> str:  # type: ignore[override]  # asked by member, kept by list and value
        key = (type(member), member._value_)
        found = self.get(key)
        if found is None:
            found = self[key] = label(member)  # type: ignore[arg-type]
        return found

    def days_left(self, days: int) -> str:
        """So many days left, in words."""
        key = (int, str(days))
        found = self.get(key)
        if found is None:
            found = self[key] = _in_words(days)
        return found


def _in_words(days: int) -> str:
    if days < 0:
        return str(_("超期%(days)s天", days=-days))
    return str(_("剩%(days)s天", days=days) if days else _("今日到期"))


_BOOKS: dict[str, LabelBook] = {}


def labels() -> LabelBook:
    """The book of the reader's language."""
    return _BOOKS.setdefault(language(), LabelBook())
