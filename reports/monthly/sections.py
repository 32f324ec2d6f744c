"""The sections of the bulletin in their order (domain handbook §7.3). Prose is made from figures only."""

from collections.abc import Callable, Iterator

from reports.model import Block
from reports.month import Period
from reports.monthly.brief import backlog, late
from reports.monthly.handling import ownership, quality, repeats, supervision, yearly
from reports.monthly.lessons import requirements, typical
from reports.monthly.story import Story
from reports.monthly.volume import areas, industries, overall, pollution, sources
from reports.periods import Week, Year

Section = Callable[[Story], Iterator[Block]]

SECTIONS: tuple[tuple[str, Section], ...] = (
    ("总体情况", overall),
    ("来源渠道", sources),
    ("污染类型", pollution),
    ("行业分布", industries),
    ("区域情况", areas),
    ("办理质效", quality),
    ("重复信访与热点", repeats),
    ("双包案、带案下访与积案化解", ownership),
    ("督办情况", supervision),
    ("典型问题", typical),
    ("下步要求", requirements),
)
"""The sections in their order; one that has nothing to say is left out, and the numbers close up."""

YEARLY = ("年度办理情况", yearly)
"""What the hotline rule wants reported by the year follows the handling."""

BRIEF: tuple[tuple[str, Section], ...] = (
    ("在办和超期情况", late),
    ("积案台账", backlog),
    ("督办情况", supervision),
    ("下步要求", requirements),
)
"""The weekly brief (积案周报): what is late, whose, how long and why."""


def sections_of(period: Period) -> tuple[tuple[str, Section], ...]:
    """The sections of the paper that a period of this kind is reported in."""
    if isinstance(period, Week):
        return BRIEF
    if isinstance(period, Year):
        after = 1 + [name for name, _ in SECTIONS].index("办理质效")
        return (*SECTIONS[:after], YEARLY, *SECTIONS[after:])
    return SECTIONS
