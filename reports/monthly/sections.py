"""The sections of the bulletin in their order (domain handbook §7.3). Prose is made from figures only."""

from collections.abc import Callable, Iterator

from reports.model import Block
from reports.monthly.handling import ownership, quality, repeats, supervision
from reports.monthly.lessons import requirements, typical
from reports.monthly.story import Story
from reports.monthly.volume import areas, industries, overall, pollution, sources

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
