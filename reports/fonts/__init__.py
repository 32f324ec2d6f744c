"""The packed typefaces: their files, their family names, and what they can print.

Offices own the real 方正小标宋 and 仿宋_GB2312; the style sheet names those first and these after them. ``ORIGIN.md``
says where each file comes from, ``cut.py`` makes the two that are cut.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Face:
    """One font file and the family name by which style sheets and charts call it."""

    family: str
    file: str


FANGSONG = Face("FandolFang", "FandolFang-Regular.otf")
KAI = Face("FandolKai", "FandolKai-Regular.otf")
HEI = Face("FandolHei", "FandolHei-Regular.otf")
SONG = Face("FandolSong", "FandolSong-Regular.otf")
BIAOSONG = Face("Bihuan Biaosong", "BihuanBiaosong-Bold.otf")
RARE = Face("Bihuan Rare", "BihuanRare-Regular.otf")
FACES = (FANGSONG, KAI, HEI, SONG, BIAOSONG, RARE)


@lru_cache(maxsize=1)
def coverage() -> frozenset[int]:
    """The code points that the packed fonts can print between them, as ``cut.py`` listed them."""
    codes: set[int] = set()
    for line in (FOLDER / "coverage.txt").read_text(encoding="ascii").split():
        first, last = line.split("-")
        codes.update(range(int(first, 16), int(last, 16) + 1))
    return frozenset(codes)
