"""HTML to PDF: the only module that knows WeasyPrint, which it loads when the first page is printed (about 1 s).

What WeasyPrint lacks for Chinese is added here. It widens only spaces when it justifies, and Chinese has none;
``_ChineseJustifier`` takes the place of its ``justify_line`` and spreads the rest of a line over all its characters.
The version is pinned in setup.cfg, because that is a private function; tests measure the printed right edge.

The same HTML and date give the same bytes, in any process. Nothing is fetched but ``data:`` and the packed fonts.
"""

import ctypes
import ctypes.util
import gc
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from reports.fonts import FACES, FOLDER
from reports.html import TEMPLATES, document_html
from reports.model import Document
from reports.typesetting import BREAK_MARKS

PACKED = "packed:"
SUBSETTER = "libharfbuzz-subset.so.0"
PROGRESS = "weasyprint.progress"
LARGEST_GAP = 0.5  # of the font size; a line that would need more is left ragged
_HAN = range(0x2E80, 0x30000)

Tell = Callable[[int], None]
"""Is told how many pages have been laid out; what it raises ends the printing."""

_log = logging.getLogger(__name__)
_printing = Lock()  # Pango's font map is not made for two threads


def document_pdf(document: Document, tell: Tell | None = None) -> bytes:
    """An official paper as PDF; its date of issue is the file's date."""
    return render_pdf(
        document_html(document),
        title=document.full_title,
        issued_on=document.signed_on,
        author=document.signed_by,
        subject=document.number,
        keywords=document.keywords,
        tell=tell,
    )


def render_pdf(
    html: str,
    *,
    title: str,
    issued_on: date,
    author: str = "",
    subject: str = "",
    keywords: Sequence[str] = (),
    lang: str = "zh-CN",
    tell: Tell | None = None,
) -> bytes:
    """Lay ``html`` out with the style sheet of official papers: tagged (PDF/UA-1), bookmarked, fonts embedded."""
    with _printing, _undisturbed(), _telling(tell):
        engine = _engine()
        page = engine.weasyprint.HTML(string=html, url_fetcher=engine.fetcher)
        rendered = page.render(
            font_config=engine.font_config, stylesheets=[engine.style_sheet], pdf_variant="pdf/ua-1"
        )
        metadata = rendered.metadata
        metadata.title, metadata.lang, metadata.description = title, lang, subject
        metadata.authors, metadata.keywords = [author] if author else [], list(keywords)
        metadata.created = metadata.modified = issued_on.isoformat()
        return bytes(rendered.write_pdf(pdf_variant="pdf/ua-1"))


@contextmanager
def _telling(tell: Tell | None) -> Iterator[None]:
    """WeasyPrint tells of each page in a log of its own; nothing of it reaches ours."""
    if tell is None:
        yield
        return
    log, listener = logging.getLogger(PROGRESS), _Pages(tell)
    before = log.level, log.propagate
    log.addHandler(listener)
    log.propagate = False
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(listener)
        log.level, log.propagate = before


class _Pages(logging.Handler):
    """Hears of each page that was laid out."""

    def __init__(self, tell: Tell) -> None:
        super().__init__()
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        if isinstance(record.args, tuple) and "Page" in record.msg:
            self._tell(int(str(record.args[0])))


def subsetter_problem() -> str | None:
    """Why printing would be slow here, and what to do; ``None`` when all is well. Does not load WeasyPrint.

    Without HarfBuzz's subsetter a four-page Chinese paper takes forty times as long.
    """
    try:
        ctypes.CDLL(SUBSETTER)
    except OSError:
        return f"缺少系统库 {SUBSETTER}，生成 PDF 会慢几十倍。请安装：apt-get install libharfbuzz-subset0"
    return None


@dataclass(frozen=True, slots=True)
class _Engine:
    """What is expensive to make and the same for every paper."""

    weasyprint: Any
    fetcher: Any
    font_config: Any
    style_sheet: Any


@lru_cache(maxsize=1)
def _engine() -> _Engine:
    if problem := subsetter_problem():
        _log.warning(problem)
    with _libraries_by_their_names():
        import weasyprint
    from weasyprint.layout import inline
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.text.line_break import line_size

    inline.justify_line = _ChineseJustifier(inline, line_size)
    fetcher = _packed_only(weasyprint.urls)
    font_config = FontConfiguration()
    style_sheet = weasyprint.CSS(
        filename=TEMPLATES / "paper.css", url_fetcher=fetcher, font_config=font_config
    )
    return _Engine(weasyprint, fetcher, font_config, style_sheet)


@contextmanager
def _libraries_by_their_names() -> Iterator[None]:
    """WeasyPrint tries the names of other systems first, and for each Python asks a compiler: half a second in vain.

    On Linux the names with ``.so`` are found without asking.
    """
    if sys.platform != "linux":
        yield
        return
    ask = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = ask


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without the collector of rings: a document is one large graph, and searching it again and again is a tenth of
    the work.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _packed_only(urls: Any) -> Any:
    """A fetcher for ``data:`` and ``packed:<font file>``: a complaint's text can make the printer fetch nothing."""
    files = {face.file: FOLDER / face.file for face in FACES}

    class PackedOnly(urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url.startswith(PACKED):
                return urls.URLFetcherResponse(url, _packed(files, url).read_bytes())
            return super().fetch(url, headers)

    return PackedOnly(allowed_protocols=("data",), allow_redirects=False)


def _packed(files: dict[str, Path], url: str) -> Path:
    name = url.removeprefix(PACKED)
    if name not in files:
        raise ValueError(f"Not a packed file: {name}")
    return files[name]


class _ChineseJustifier:
    """Stands in for WeasyPrint's ``justify_line``: spreads the rest of a line over the gaps between its characters.

    Lines without Chinese keep the original, which widens the spaces.
    """

    def __init__(self, inline: Any, line_size: Any) -> None:
        self._widen_spaces = inline.justify_line
        self._create_layout, self._line_size = inline.create_layout, line_size
        self._text, self._nest = inline.boxes.TextBox, (inline.boxes.LineBox, inline.boxes.InlineBox)

    def __call__(self, context: Any, line: Any, extra_width: float) -> None:
        texts = list(self._texts(line))
        extra_width += sum(self._drop_break_marks(box) for box in texts)
        gaps = sum(len(box.text) for box in texts) - 1
        if gaps < 1 or not any(ord(char) in _HAN for box in texts for char in box.text):
            self._widen_spaces(context, line, extra_width)
        elif extra_width / gaps <= LARGEST_GAP * texts[0].style["font_size"]:
            self._spread(context, line, extra_width / gaps, 0.0)

    def _texts(self, box: Any) -> Iterator[Any]:
        if isinstance(box, self._text):
            yield box
        elif isinstance(box, self._nest):
            for child in box.children:
                if child.is_in_normal_flow():
                    yield from self._texts(child)

    def _drop_break_marks(self, box: Any) -> float:
        """The line is broken, the marks for it have done their work; answer the room that they took."""
        before = len(box.text)
        box.text = "".join(char for char in box.text if char not in BREAK_MARKS)
        return (before - len(box.text)) * _letter_spacing(box.style)

    def _spread(self, context: Any, box: Any, gap: float, shift: float) -> float:
        """Move ``box`` by ``shift``, widen all text in it, and answer by how much what follows is to move."""
        if isinstance(box, self._text):
            box.position_x += shift
            return shift + self._widen(context, box, gap)
        if not isinstance(box, self._nest):
            box.translate(shift, 0)
            return shift
        box.position_x += shift
        before = shift
        for child in box.children:
            if child.is_in_normal_flow():
                shift = self._spread(context, child, gap, shift)
        box.width += shift - before
        return shift

    def _widen(self, context: Any, box: Any, gap: float) -> float:
        """Set a text anew with ``gap`` more between its characters; answer how much wider it became."""
        before = box.width
        box.style = box.style.copy()
        box.style["letter_spacing"] = gap + _letter_spacing(box.style)
        box.pango_layout = self._create_layout(box.text, box.style, context, None, 0)
        after = self._line_size(box.pango_layout.get_first_line()[0], box.style)[0]
        box.pango_layout.deactivate()
        box.width = after
        return float(after - before)


def _letter_spacing(style: Any) -> float:
    spacing = style["letter_spacing"]
    return 0.0 if spacing == "normal" else float(spacing)
