"""The program's own log: what broke and where, never what anybody typed.

An exception's message may carry values (a number that was no number, a row that was refused), so a fault is written
as its kinds and places alone; and long runs of digits in any line are struck out, whatever they are.
"""

import logging
import re
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from traceback import extract_tb
from types import TracebackType
from typing import TextIO

FILE = "bihuan.log"
FILE_BYTES, FILES = 5_000_000, 5
ROOT = Path(__file__).resolve().parents[1]
NUMBERS = re.compile(r"(?<![\w-])(?:\+?86[- ]?)?\d[\d -]{5,}[\dXx](?![\w-])")
"""Telephone and identity numbers, also with blanks between; a case number stands behind letters and stays."""
MOMENT = "%Y-%m-%d %H:%M:%S"

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """Writes a record without numbers of people and without the words of an exception."""

    def __init__(self) -> None:
        super().__init__("%(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The moment, and the rest with every long number struck out."""
        return f"{self.formatTime(record, MOMENT)} {NUMBERS.sub('[…]', super().format(record))}"

    def formatException(self, ei: Raised) -> str:  # noqa: N802 - the name is logging's
        """Kinds and places of an exception and of what caused it, innermost last."""
        lines: list[str] = []
        error: BaseException | None = ei[1]
        while error is not None:
            places = [
                f"  {_place(frame.filename)}:{frame.lineno} {frame.name}"
                for frame in extract_tb(error.__traceback__)
            ]
            lines = [*places, type(error).__qualname__, *lines]
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


def _place(filename: str) -> str:
    """A file as its readers know it: from the program's folder, or from its package's."""
    path = Path(filename)
    if path.is_relative_to(ROOT) and ".venv" not in path.parts:
        return path.relative_to(ROOT).as_posix()
    return "/".join(path.parts[-2:])


def handler_on(stream: TextIO) -> logging.Handler:
    """A discreet handler that writes to an open stream."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Discreet())
    return handler


def install(home: Path) -> None:
    """Log warnings and faults to the terminal and to a file in the office's folder that turns over by itself."""
    path = home / FILE
    path.touch(mode=0o600)
    to_file = RotatingFileHandler(path, maxBytes=FILE_BYTES, backupCount=FILES, encoding="utf-8")
    to_file.setFormatter(Discreet())
    root = logging.getLogger()
    root.handlers[:] = [to_file, handler_on(sys.stderr)]
    root.setLevel(logging.WARNING)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a short queue is no news
