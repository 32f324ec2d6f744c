"""What stands in a PDF: its words and its fonts."""

import re
from io import BytesIO

import pikepdf
import pypdfium2


def text_of(pdf: bytes) -> str:
    """All words of a PDF in one line, without the breaks that the page put into them."""
    document = pypdfium2.PdfDocument(pdf)
    return "".join(re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in document)


def fonts_of(pdf: bytes) -> set[str]:
    """The names of the embedded fonts, without the mark of their subset."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return {
            str(item.FontName).removeprefix("/").partition("+")[2]
            for item in opened.objects
            if isinstance(item, pikepdf.Dictionary) and "/FontFile3" in item
        }
