"""Housekeeping beside the web pages: seal days that are over, delete old files, put the index of words in order.

Both are computed from the database alone, so a stopped program misses nothing: it catches up at its next start.
"""

import logging
import threading
from datetime import date

from sqlalchemy.exc import DBAPIError

from petitions import jobs
from petitions.audit import seal_days
from petitions.db import learn_statistics
from petitions.suspects import tidy_index
from web.db import Store
from workflow.calendar import SHANGHAI

INTERVAL = 600.0
"""Seconds between two rounds."""

SETTLED_FROM = 1
"""The hour of the night from which the day before is sealed: whoever began before midnight has ended by then."""

log = logging.getLogger(__name__)


class Housekeeping:
    """A thread that does a round at the start and then now and then until it is stopped."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._stop = threading.Event()
        self._counted_on: date | None = None
        self._thread = threading.Thread(target=self._run, name="housekeeping", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the round at hand."""
        self._stop.set()
        self._thread.join(timeout=30)

    def round(self) -> None:
        """Seal what can be sealed, forget what was kept long enough; once a day tidy up the indexes."""
        now = self._store.config.now().astimezone(SHANGHAI)
        if now.hour < SETTLED_FROM:
            return
        with self._store.writing.begin() as session:
            office = self._store.office(session)
            seal_days(session, office.algorithm, now.date(), now)
            jobs.forget(session, now)
        if self._counted_on != now.date():
            tidy_index(self._store.writing)
            with self._store.writing.begin() as session:
                learn_statistics(session.connection())
            self._counted_on = now.date()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self.round()
            except DBAPIError as error:  # somebody was in the middle of an event: the next round will do
                log.warning("housekeeping put off: %s", str(error.orig).splitlines()[0])
            self._stop.wait(INTERVAL)
