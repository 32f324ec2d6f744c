"""The files that the architecture rules read."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("web", "reports", "petitions", "workflow", "migrations")


@cache
def all_files() -> tuple[str, ...]:
    """Paths, from the root, of what git keeps or would keep; of everything but the hidden where there is no git."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        hidden = (".venv/", ".git/", "var/", "build/", "dist/")
        found = (path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if path.is_file())
        listed = [path for path in found if not path.startswith(hidden) and "cache" not in path]
    return tuple(sorted(path for path in set(listed) if (ROOT / path).is_file()))


def python_files(*rooms: str) -> list[str]:
    """The Python files below these top-level folders."""
    return [path for path in all_files() if path.endswith(".py") and path.partition("/")[0] in rooms]


@cache
def text_files() -> tuple[str, ...]:
    """Files without a zero byte in their first block."""
    return tuple(path for path in all_files() if b"\0" not in _head(ROOT / path))


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(8192)


def read(path: str) -> str:
    """The text of a file named from the root."""
    return (ROOT / path).read_text(encoding="utf-8")
