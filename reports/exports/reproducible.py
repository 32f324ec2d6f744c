"""Packed files without the hour at which they were packed."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def repacked(packed: bytes) -> bytes:
    """The same parts in the same order, each dated as early as the format can tell: the same paper, the same bytes."""
    out = BytesIO()
    with ZipFile(BytesIO(packed)) as given, ZipFile(out, "w", ZIP_DEFLATED) as made:
        for part in given.infolist():
            dated = ZipInfo(part.filename)
            dated.compress_type, dated.create_system = ZIP_DEFLATED, 0
            made.writestr(dated, given.read(part))
    return out.getvalue()
