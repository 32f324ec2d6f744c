"""What was found for complaints while they were typed, so that to register one need not mean to look again."""

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock

from petitions.repeats.subject import Subject
from petitions.repeats.suggest import Suggestion

HELD = 256
"""Complaints remembered: as many as are typed at once, with their former wordings."""
FRESH = timedelta(minutes=10)
"""Later the earlier cases may have come further, which changes what a repeat of them means."""

Asked = tuple[Subject, int | None]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, when, and the newest case that was there then."""

    at: datetime
    newest: int
    found: tuple[Suggestion, ...]


class Recent:
    """The latest answers, by complaint and enterprise; the hour of receipt, which runs on while one types, apart."""

    def __init__(self) -> None:
        self._held: OrderedDict[Asked, Answer] = OrderedDict()
        self._lock = Lock()

    def keep(self, subject: Subject, enterprise_id: int | None, answer: Answer) -> None:
        """Remember an answer; the oldest is forgotten for it."""
        asked = _asked(subject, enterprise_id)
        with self._lock:
            self._held[asked] = answer
            self._held.move_to_end(asked)
            if len(self._held) > HELD:
                self._held.popitem(last=False)

    def answer(self, subject: Subject, enterprise_id: int | None, now: datetime) -> Answer | None:
        """The answer to the same question, if it is fresh."""
        with self._lock:
            found = self._held.get(_asked(subject, enterprise_id))
        return found if found is not None and now - found.at <= FRESH else None


def _asked(subject: Subject, enterprise_id: int | None) -> Asked:
    return replace(subject, received_at=None), enterprise_id
