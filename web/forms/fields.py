"""One class a kind of control: what it shows at first, what was typed into it, and what value that means."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from petitions.desk import Desk
from petitions.queries.one_case import Step
from web.i18n import label
from workflow.needs import Kind, Need
from workflow.verbs import Verb
from workflow.vocabulary import Labelled

Typed = MultiDict[str, str]
Option = tuple[str, str]
Options = tuple[tuple[str, tuple[Option, ...]], ...]
"""Groups of options; the name of a group may be empty."""

LONGEST_TEXT = 5000
LONGEST_LINE = 80
LONGEST: dict[tuple[Verb, str], int] = {
    (Verb.EVALUATE, "way"): 40,
    (Verb.RAISE_FLAG, "reason"): 400,
    (Verb.CLEAR_FLAG, "reason"): 400,
    (Verb.APPOINT_OWNER, "reason"): 400,
    (Verb.CONFIRM_REPEAT, "reason"): 400,
    (Verb.DENY_REPEAT, "reason"): 400,
    (Verb.SIGN_PLAN, "opinion"): 400,
    (Verb.SIGN_STRIKE_OFF, "opinion"): 400,
}
"""Where a column holds less than a text or a line may otherwise have."""


class Unreadable(ValueError):  # noqa: N818 - the office cannot read it
    """What was typed means no value of this kind; the sentence says what to write instead."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a form stands: whose desk, before which step of which case, for which verb."""

    desk: Desk
    step: Step
    verb: Verb

    @property
    def today(self) -> date:
        """The day at the desk, in Shanghai."""
        return self.desk.now.date()


class Field:
    """A control of one need. ``shown`` is what stands in it: a text, a list of texts, or rows of them."""

    kind: ClassVar[str] = ""
    grouped: ClassVar[bool] = False
    """Whether it is a group of controls, named by a legend."""

    def __init__(self, need: Need, place: Place) -> None:
        self.need, self.place = need, place
        self.name = need.field

    @property
    def required(self) -> bool:
        """Whether the law refuses the verb without it."""
        return not self.need.optional

    @property
    def longest(self) -> int:
        """How many characters it holds."""
        usual = LONGEST_TEXT if self.need.kind is Kind.TEXT else LONGEST_LINE
        return LONGEST.get((self.place.verb, self.name), usual)

    def options(self) -> Options:
        """What there is to choose from."""
        return ()

    def first(self) -> Any:
        """What stands in it before anything was typed."""
        return ""

    def typed(self, form: Typed) -> Any:
        """What was typed, to be shown again as it is."""
        return form.get(self.name, "").replace("\r\n", "\n").strip()

    def value(self, shown: Any) -> Any:
        """The value that it means, ``None`` for nothing; raises ``Unreadable``."""
        return shown or None


class LineField(Field):
    """A short line."""

    kind = "line"

    def value(self, shown: Any) -> Any:
        """The line, if the register has room for it."""
        if len(shown) > self.longest:
            raise Unreadable(
                _(
                    "最多%(longest)s个字，现有%(length)s个字。请精简。",
                    longest=self.longest,
                    length=len(shown),
                )
            )
        return shown or None


class TextField(LineField):
    """Words over several lines."""

    kind = "text"

    @property
    def rows(self) -> int:
        """How high it stands on the page."""
        return 10 if self.name == "reply" else 6 if self.name == "report" else 3


class ChoiceField(Field):
    """One member of a closed list."""

    kind = "choice"
    grouped = True

    @property
    def members(self) -> Sequence[Labelled]:
        """What the need chooses from."""
        return tuple(member for member in self.need.choices or () if member not in self.need.without)

    def options(self) -> Options:
        """The members by their labels."""
        return (("", tuple((member.value, label(member)) for member in self.members)),)

    def value(self, shown: Any) -> Any:
        """The member."""
        if not shown:
            return None
        found = [member for member in self.members if member.value == shown]
        if not found:
            raise Unreadable(_("请重新选择。"))
        return found[0]


class DayField(Field):
    """A day."""

    kind = "day"

    def first(self) -> Any:
        """Today, where the register takes down what happened; nothing where a day is set."""
        return self.place.today.isoformat() if self.name == "visited_on" else ""

    def value(self, shown: Any) -> Any:
        """The day."""
        try:
            return date.fromisoformat(shown) if shown else None
        except ValueError as error:
            raise Unreadable(_("日期应写作2026-11-22这样的形式。")) from error


class NumberField(Field):
    """A whole number."""

    kind = "number"

    def value(self, shown: Any) -> Any:
        """The number."""
        try:
            return int(shown) if shown else None
        except ValueError as error:
            raise Unreadable(_("请填写整数。")) from error


class YesField(Field):
    """A box to tick."""

    kind = "yes"

    def value(self, shown: Any) -> Any:
        """Whether it was ticked."""
        return bool(shown)
