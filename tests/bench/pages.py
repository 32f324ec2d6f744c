"""Long papers: ours, from the document on, against WeasyPrint alone, from the finished HTML and style sheet on.

Each runs in a process of its own, from its birth to its end; what counts is processor time and the most memory that
it held. WeasyPrint alone gets the same pages: fixed table layouts, the same fonts, tags, bookmarks; no justification.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

import pypdfium2

from reports.fonts import FACES, FOLDER
from reports.html import TEMPLATES, document_html
from tests.reports.papers import bulletin_of

GOAL = 1.2
PAGES_A_CHAPTER = 4

OURS = """
import sys
from tests.reports.papers import bulletin_of
from reports.pdf import document_pdf
open(sys.argv[1], "wb").write(document_pdf(bulletin_of({chapters})))
"""
ALONE = """
import sys, weasyprint
page = weasyprint.HTML("{folder}/alone.html")
page.write_pdf(sys.argv[1], stylesheets=["{folder}/paper.css"], pdf_variant="pdf/ua-1")
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One process: seconds of wall and processor, the most megabytes, and the pages that came out."""

    wall: float
    cpu: float
    memory: float
    pages: int


@dataclass(frozen=True, slots=True)
class Compared:
    """The same pages printed by both; medians."""

    pages: int
    ours: Run
    alone: Run

    @property
    def ratio(self) -> float:
        """Our processor time to WeasyPrint's."""
        return self.ours.cpu / self.alone.cpu


def compare(folder: Path, pages: int, rounds: int) -> Compared:
    """Print so many pages in turns; the first round, which compiles, is not counted."""
    chapters = max(1, round(pages / PAGES_A_CHAPTER))
    (folder / "alone.html").write_text(document_html(bulletin_of(chapters)), encoding="utf-8")
    style = (TEMPLATES / "paper.css").read_text(encoding="utf-8")
    for face in FACES:
        style = style.replace(f"packed:{face.file}", (FOLDER / face.file).as_uri())
    (folder / "paper.css").write_text(style, encoding="utf-8")
    scripts = {"ours": OURS.format(chapters=chapters), "alone": ALONE.format(folder=folder)}
    runs: dict[str, list[Run]] = {name: [] for name in scripts}
    for turn in range(1 + rounds):
        for name, script in scripts.items():
            run = _run(script, folder)
            if turn:
                runs[name].append(run)
    ours, alone = (_median(of) for of in runs.values())
    return Compared(ours.pages, ours, alone)


def _median(runs: list[Run]) -> Run:
    wall, cpu, memory = (median(getattr(run, name) for run in runs) for name in ("wall", "cpu", "memory"))
    return Run(wall, cpu, memory, runs[0].pages)


def _run(script: str, folder: Path) -> Run:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = kept | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    target, began = folder / "printed.pdf", perf_counter()
    process = subprocess.Popen(
        (sys.executable, "-c", script, target), cwd=Path(__file__).parents[2], env=environment
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"printing ended with {process.returncode}")
    pages = len(pypdfium2.PdfDocument(target))
    return Run(perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, pages)


def lines(found: list[Compared]) -> list[str]:
    """The results as text."""
    rows = ["bulletin of … pages        ours cpu   alone cpu   ratio   ours wall   memory   cpu a page"]
    rows += [
        f"  {one.pages:>4} pages              {one.ours.cpu:7.2f} s   {one.alone.cpu:7.2f} s   {one.ratio:5.2f}"
        f"   {one.ours.wall:7.2f} s   {one.ours.memory:4.0f} MB   {1000 * one.ours.cpu / one.pages:6.0f} ms"
        for one in found
    ]
    return [
        *rows,
        f"  goal: at most × {GOAL} of the processor time of WeasyPrint alone; 20 pages under 8 s and 400 MB",
    ]
