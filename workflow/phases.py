"""How much of a limit is used up, and what the desk calls it. Always computed, never stored.

The four warning levels by share of the limit are those of a municipal petition system (handbook §6.1).
"""

from dataclasses import dataclass
from datetime import date, datetime

from workflow.vocabulary import Labelled


class Phase(Labelled):
    """Where a limit stands today."""

    NORMAL = "normal", "正常"
    NOTICE = "notice", "预警"
    WARNING = "warning", "警告"
    SEVERE = "severe", "严重警告"
    OVERDUE = "overdue", "超期"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The per cent of a limit at which each warning begins."""

    notice: int = 50
    warning: int = 75
    severe: int = 85

    def __post_init__(self) -> None:
        if not 0 < self.notice < self.warning < self.severe < 100:
            raise ValueError("预警比例应大于0、小于100，并依次递增：预警、警告、严重警告。")


DEFAULT_THRESHOLDS = Thresholds()


def phase(
    start: datetime, due_at: datetime, now: datetime, thresholds: Thresholds = DEFAULT_THRESHOLDS
) -> Phase:
    """The phase at an instant. The last second of the due day is still in time."""
    if now.replace(microsecond=0) > due_at:
        return Phase.OVERDUE
    used, whole = now - start, due_at - start
    levels = (
        (thresholds.severe, Phase.SEVERE),
        (thresholds.warning, Phase.WARNING),
        (thresholds.notice, Phase.NOTICE),
    )
    return next((level for per_cent, level in levels if used * 100 >= whole * per_cent), Phase.NORMAL)


def remaining(due: date, today: date) -> int:
    """Whole days left: 0 on the due day itself, negative once it is past."""
    return (due - today).days
