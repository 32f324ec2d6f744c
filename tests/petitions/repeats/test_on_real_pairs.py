"""The score against hand-labelled pairs of real messages, which lie beside the repository or nowhere.

The weights in ``score`` were fitted on these very pairs, so the floors here only guard against getting worse.
"""

import csv
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from petitions.repeats.score import score
from petitions.repeats.subject import Subject

PAIRS = Path(__file__).parents[4] / "shared" / "data" / "repeat_dev_pairs.csv"
pytestmark = pytest.mark.skipif(not PAIRS.exists(), reason="the labelled pairs are not here")
LATER = datetime(2020, 2, 1, tzinfo=UTC)
_DISTRICT = re.compile(r"[A-Z]\d+[区市县]")


def _moment(written: str) -> datetime | None:
    numbers = [int(number) for number in re.findall(r"\d+", written)]
    return datetime(*numbers[:5], tzinfo=UTC) if len(numbers) >= 5 else None  # type: ignore[arg-type, misc]


def _subject(row: dict[str, str], side: str) -> Subject:
    title, text = row[f"subject_{side}"], row[f"text_{side}"]
    district = _DISTRICT.search(f"{title}\n{text[:200]}")
    return Subject(
        text=text,
        title=title,
        phones=frozenset({row[f"user_{side}"]} - {""}),
        district=district.group() if district else "",
        received_at=_moment(row[f"time_{side}"]),
    )


@pytest.fixture(scope="module")
def judged() -> list[tuple[float, bool, bool]]:
    """Total, whether the pair is the same matter, and whether the organisers planted it."""
    with PAIRS.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["label"] != "unsure"]
    return [
        (
            score(_subject(row, "a"), _subject(row, "b"), LATER).total,
            row["label"] == "same",
            row["planted"] == "True",
        )
        for row in rows
    ]


def _f1(judged: list[tuple[float, bool, bool]]) -> float:
    hits = sum(total >= 0.5 and same for total, same, _ in judged)
    return 2 * hits / (sum(total >= 0.5 for total, _, _ in judged) + sum(same for _, same, _ in judged))


def test_same_matters_are_told_from_others(judged: list[tuple[float, bool, bool]]) -> None:
    assert len(judged) > 200
    assert _f1(judged) >= 0.90


def test_so_they_are_without_the_planted_pairs(judged: list[tuple[float, bool, bool]]) -> None:
    assert _f1([pair for pair in judged if not pair[2]]) >= 0.90


def test_the_score_ranks_same_matters_first(judged: list[tuple[float, bool, bool]]) -> None:
    ranked = sorted(judged, reverse=True)
    hits = [place for place, (_, same, _) in enumerate(ranked, 1) if same]
    assert sum(found / place for found, place in enumerate(hits, 1)) / len(hits) >= 0.95
