"""Charts as pictures for programs that draw no SVG."""

from functools import lru_cache
from typing import Any

from reports.fonts import FOLDER

SCALE = 3
"""Times 96 dots an inch: sharp enough for a printer of an office."""


def png(drawing: str) -> bytes:
    """An SVG as PNG, in the packed type."""
    return bytes(_converter().svg_to_png(drawing, scale=SCALE))


@lru_cache(maxsize=1)
def _converter() -> Any:
    import vl_convert  # loaded with the first picture

    vl_convert.register_font_directory(str(FOLDER))
    return vl_convert
