"""``make bench-report``: the figures of a month against bare SQL, and the printed bulletin against WeasyPrint alone.

    python -m tests.bench.report [--cases 100000] [--month 4000] [--pages 10,20,40,100] [--only facts,pages]

Processor time counts, taken in turns: the machine may have other work.
"""

import argparse
import sqlite3
import tempfile
from contextlib import closing
from datetime import date
from pathlib import Path

from reports.facts import month_facts
from reports.month import Month
from tests.bench import pages, totals
from tests.bench.measure import Result, compare, table, take_turns
from tests.bench.months import open_months

MONTH, TODAY = Month(2026, 10), date(2026, 11, 20)
OURS, BARE = "the facts of the month", "bare SQL, the same totals"


def measure_facts(folder: Path, cases: int, monthly: int, rounds: int) -> Result:
    """Count October both ways; refuse to time what does not agree."""
    bureau = open_months(folder, cases, monthly)
    reading = bureau.sessions.kw["bind"].execution_options(reading=True)
    with bureau.sessions(bind=reading) as session, closing(sqlite3.connect(bureau.path)) as raw:
        raw.execute("PRAGMA cache_size=-65536")
        if wrong := totals.differences(totals.totals(raw, MONTH), month_facts(session, MONTH, TODAY), MONTH):
            raise RuntimeError("the two disagree: " + "; ".join(wrong))
        contenders = {
            BARE: lambda: totals.totals(raw, MONTH),
            OURS: lambda: month_facts(session, MONTH, TODAY),
        }
        times = take_turns(rounds, contenders, warm=1)
    bureau.engine.dispose()
    return Result("facts", cases, compare(times, OURS, BARE), "at most 3 × the bare SQL")


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    chosen = _options(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if "facts" in chosen.only:
            print(
                table(measure_facts(folder, chosen.cases, chosen.month, chosen.rounds)),
                end="\n\n",
                flush=True,
            )
        if "pages" in chosen.only:
            found = [pages.compare(folder, number, chosen.rounds) for number in chosen.pages]
            print("\n".join(pages.lines(found)))


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.report", description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000, help="size of the register")
    parser.add_argument("--month", type=int, default=4_000, help="cases of each month; the last 22 count")
    parser.add_argument("--pages", type=_sizes, default=(10, 20, 40, 100), help="lengths of the bulletin")
    parser.add_argument("--only", type=lambda text: text.split(","), default=("facts", "pages"))
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each measurement")
    parser.add_argument("--keep", type=Path, help="a folder that keeps the registers for the next time")
    return parser.parse_args(arguments)


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


if __name__ == "__main__":
    main()
