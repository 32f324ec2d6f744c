"""Pairs of complaints judged on their own, the file of them being the only register there is."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from petitions.repeats.register import Frequencies
from petitions.repeats.score import Score, score
from petitions.repeats.subject import Subject

_NO_TIME = datetime(1, 1, 1, tzinfo=UTC)


def judge(pairs: Sequence[tuple[Subject, Subject]]) -> Iterator[Score]:
    """The score of each pair, in order. Words are weighed by how rare they are among all different complaints."""
    different = {(one.title, one.text): one for pair in pairs for one in pair}
    idf = Frequencies(different.values()).idf()
    for a, b in pairs:
        yield score(a, b, a.received_at or b.received_at or _NO_TIME, idf)
