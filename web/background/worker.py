"""Who runs the jobs: claims one, starts a process for it, beats while it works, and keeps what comes out.

The work is done in a process of its own: a fault or a lack of memory there stops no request, its memory is given back,
and it can be stopped at any instant without leaving anything behind. The worker itself is a thread of the server, or
``bihuan work`` on as many machines as wanted; the database parts the jobs between them.
"""

import json
import logging
import os
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from typing import Any, Self

from sqlalchemy.exc import DBAPIError

from petitions import jobs
from petitions.jobs import Finished, Ticket
from web.background.kinds import BY_CODE, Delivery, Unmade
from web.db import Store

PAUSE = 2.0
"""Seconds between two looks for work."""

BEAT = 1.0
FAULT = "处理时出错，已记入日志。请重新提交；仍不成的，请联系系统管理员。"
ROOT = Path(__file__).resolve().parents[2]
SECRETS = frozenset({"BIHUAN_KEY"})

log = logging.getLogger(__name__)


class Worker:
    """Does one job after another until it is stopped; a job at hand then waits for the next start."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self.run, name="worker", daemon=True)

    def start(self) -> None:
        """Begin, in a thread."""
        self._thread.start()

    def stop(self) -> None:
        """End; what is being done is put back."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=30)

    def run(self, *, until_idle: bool = False) -> None:
        """Look for work again and again; with ``until_idle`` until there is none."""
        while not self._stop.is_set():
            try:
                worked = self.turn()
            except DBAPIError as error:  # the database is away or busy: the job, if any, is found again
                log.warning("worker put off: %s", str(error.orig).splitlines()[0])
                worked = False
            if not worked and until_idle:
                return
            if not worked:
                self._stop.wait(PAUSE)

    def turn(self) -> bool:
        """Do the next job; tell whether there was one."""
        with self._store.reading() as session:
            if not jobs.is_anything_waiting(session, self._now()):
                return False
        with self._store.writing.begin() as session:
            ticket = jobs.claim(session, self._now())
        if ticket is None:
            return False
        with (
            TemporaryDirectory(prefix="bihuan-job-") as folder,
            _Process(self._order(ticket, folder)) as process,
        ):
            self._watch(ticket, process)
        return True

    def _now(self) -> datetime:
        return self._store.config.now()

    def _order(self, ticket: Ticket, folder: str) -> dict[str, Any]:
        return {
            "database": self._store.config.database_url,
            "kind": ticket.kind,
            "parameters": dict(ticket.parameters),
            "asked_at": ticket.asked_at.isoformat(),
            "target": str(Path(folder) / "result"),
        }

    def _watch(self, ticket: Ticket, process: "_Process") -> None:
        """Beat with what is told until the process ends, the job is to be stopped, or the program ends."""
        while process.listen(BEAT):
            with self._store.writing.begin() as session:
                if self._stop.is_set():
                    jobs.put_back(session, ticket)
                    return
                if not jobs.beat(session, ticket, self._now(), *process.progress):
                    process.kill()
                    jobs.stopped(session, ticket, self._now())
                    return
        with self._store.writing.begin() as session:
            self._keep(session, ticket, process)

    def _keep(self, session: Any, ticket: Ticket, process: "_Process") -> None:
        made = process.made()
        if made is None:
            if process.problem is None:
                log.error("job %d (%s) failed:\n%s", ticket.id, ticket.kind, process.complaint)
            jobs.fail(session, ticket, process.problem or FAULT, self._now())
        else:
            self._deliver(session, ticket, made)

    def _deliver(self, session: Any, ticket: Ticket, made: Finished) -> None:
        """End the job and write down what it was for, both or neither."""
        now, kind = self._now(), BY_CODE[ticket.kind]
        try:
            with session.begin_nested():
                over = jobs.finish(session, ticket, made, now)
                if over and kind.keep:
                    office = self._store.office(session)
                    kind.keep(Delivery(session, office, ticket.parameters, ticket.asked_by, now, made))
            if not over:
                jobs.stopped(session, ticket, now)
        except Unmade as reason:
            jobs.fail(session, ticket, str(reason), now)


class _Process:
    """The process of one job: what it tells, and what it leaves when it ends."""

    def __init__(self, order: dict[str, Any]) -> None:
        self._target = Path(order["target"])
        self._said: dict[str, Any] = {}
        self._lines: SimpleQueue[str | None] = SimpleQueue()
        self._errors: list[str] = []
        self.progress: tuple[int, int, str] = (0, 0, "")
        environment = {name: value for name, value in os.environ.items() if name not in SECRETS}
        self._popen = subprocess.Popen(
            [sys.executable, "-m", "web.background.runner"],
            cwd=ROOT,
            env=environment | {"PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert self._popen.stdin is not None
        self._popen.stdin.write(json.dumps(order) + "\n")
        self._popen.stdin.flush()
        self._readers = [
            threading.Thread(target=read, daemon=True) for read in (self._read, self._read_errors)
        ]
        for reader in self._readers:
            reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing of it outlives the job."""
        self.kill()
        for stream in (self._popen.stdin, self._popen.stdout, self._popen.stderr):
            assert stream is not None
            stream.close()

    def kill(self) -> None:
        """End it at once."""
        self._popen.kill()
        self._popen.wait()
        for reader in self._readers:
            reader.join()

    def listen(self, seconds: float) -> bool:
        """Wait for news for at most so long; ``False`` once the process has ended."""
        try:
            line = self._lines.get(timeout=seconds)
            while line is not None:
                self._hear(line)
                line = self._lines.get_nowait()
        except Empty:
            return True
        return False

    def _hear(self, line: str) -> None:
        said = json.loads(line)
        if "whole" in said:
            self.progress = (said["done"], said["whole"], said["step"])
        else:
            self._said = said

    def _read(self) -> None:
        assert self._popen.stdout is not None
        for line in self._popen.stdout:
            self._lines.put(line)
        self._lines.put(None)

    def _read_errors(self) -> None:
        assert self._popen.stderr is not None
        self._errors.extend(self._popen.stderr)

    @property
    def problem(self) -> str | None:
        """Why nothing was made, in words for the asker."""
        return self._said.get("problem")

    @property
    def complaint(self) -> str:
        """Where it broke, for the log: places alone, since an exception's words may carry what somebody typed."""
        places = [line.strip() for line in self._errors if line.startswith("  File ")]
        return "\n".join(places) or f"ended with {self._popen.wait()}"

    def made(self) -> Finished | None:
        """The file, if there is one."""
        if "name" not in self._said:
            return None
        return Finished(self._said["name"], self._said["media_type"], self._target.read_bytes())
