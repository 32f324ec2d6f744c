"""A ruler for printed pages: where ink and characters lie, in millimetres from the top left corner."""

from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from PIL import Image, ImageChops

MM = 25.4 / 72
PIXELS_PER_MM = 10
SAME_LINE = 2.0  # characters of one line end within two millimetres, commas and hanzi alike


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page, in millimetres."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Glyph:
    """A printed character with the box of its advance (not of its ink)."""

    char: str
    box: Box


class Sheet:
    """One page of a PDF."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.width, self.height = (side * MM for side in page.get_size())
        self._page = page
        self._image: Image.Image | None = None

    @property
    def image(self) -> Image.Image:
        """The page as a picture of ten pixels a millimetre."""
        if self._image is None:
            scale = PIXELS_PER_MM * MM
            self._image = self._page.render(scale=scale).to_pil().convert("RGB")
        return self._image

    def ink(self, within: Box) -> Box | None:
        """The bounding box of everything that is not white inside ``within``."""
        corner = tuple(
            round(edge * PIXELS_PER_MM) for edge in (within.left, within.top, within.right, within.bottom)
        )
        part = self.image.crop(corner)
        dark = ImageChops.invert(part.convert("L")).point(lambda value: 255 if value > 60 else 0)
        found = dark.getbbox()
        if found is None:
            return None
        left, top, right, bottom = (edge / PIXELS_PER_MM for edge in found)
        return Box(within.left + left, within.top + top, within.left + right, within.top + bottom)

    @property
    def text(self) -> str:
        """All text of the page, as a reader would copy it."""
        return self._page.get_textpage().get_text_bounded()

    def glyphs(self) -> Iterator[Glyph]:
        """The visible characters in reading order."""
        text = self._page.get_textpage()
        whole = text.get_text_range()
        for index, char in enumerate(whole):
            if char.isspace() or index >= text.count_chars():
                continue
            left, bottom, right, top = (edge * MM for edge in text.get_charbox(index, loose=True))
            yield Glyph(char, Box(left, self.height - top, right, self.height - bottom))

    def lines(self) -> list[list[Glyph]]:
        """Characters grouped by the line on which they stand, from the top; each line from the left."""
        lines: list[list[Glyph]] = []
        for glyph in sorted(self.glyphs(), key=lambda glyph: glyph.box.bottom):
            if lines and glyph.box.bottom - lines[-1][0].box.bottom < SAME_LINE:
                lines[-1].append(glyph)
            else:
                lines.append([glyph])
        return [sorted(line, key=lambda glyph: glyph.box.left) for line in lines]


def sheets(pdf: bytes) -> list[Sheet]:
    """The pages of ``pdf``."""
    return [Sheet(page) for page in pypdfium2.PdfDocument(pdf)]
