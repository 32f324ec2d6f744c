"""A register in memory, for a file of complaints that are not in the database: found alike, compared alike."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from petitions.repeats.candidates import choose
from petitions.repeats.index import ALL_CASES
from petitions.repeats.subject import Hash, Idf, Subject, counted
from petitions.repeats.text import BREAK, bigrams, fold

MOST_GRAMS = 60
OWN = 5
"""So many of the newest complaints of the same caller are compared as well."""


def head_of(subject: Subject) -> str:
    """What leads a complaint and is looked up first."""
    return fold(BREAK.join((subject.title, subject.place, subject.enterprise)))


def grams_of(subject: Subject) -> set[str]:
    """The bigrams by which a complaint is found."""
    return {*bigrams(head_of(subject)), *bigrams(fold(subject.text))}


class Frequencies:
    """In how many complaints of a file each bigram stands."""

    def __init__(self, subjects: Iterable[Subject]) -> None:
        self.total = 0
        self.counts: Counter[str] = Counter()
        for subject in subjects:
            self.total += 1
            self.counts.update(grams_of(subject))
        self.counts[ALL_CASES] = self.total

    def idf(self) -> Idf:
        """How telling a bigram is in this file."""
        return counted(self.counts, self.total)


class Register:
    """Complaints by number, in the order in which they were added, found by their bigrams and by their caller."""

    def __init__(self, frequencies: Frequencies, subject_of: Callable[[int], Subject]) -> None:
        self._counts = frequencies.counts
        self._subject_of = subject_of
        self._postings: defaultdict[str, array[int]] = defaultdict(lambda: array("L"))
        self._callers: defaultdict[Hash, list[int]] = defaultdict(list)

    def add(self, number: int) -> None:
        """Make a complaint findable."""
        subject = self._subject_of(number)
        for gram in grams_of(subject):
            self._postings[gram].append(number)
        for caller in subject.phones:
            self._callers[caller].append(number)

    def like(self, subject: Subject, limit: int) -> Sequence[int]:
        """The complaints added so far that are worth comparing, likeliest first."""
        head = dict.fromkeys(bigrams(head_of(subject)))
        body = dict.fromkeys(gram for gram in bigrams(fold(subject.text)) if gram not in head)
        weights: defaultdict[int, float] = defaultdict(float)
        for gram, weight in choose(head, body, self._counts, MOST_GRAMS):
            for number in self._postings.get(gram, ()):
                weights[number] += weight
        best = sorted(weights, key=lambda number: (-weights[number], -number))[:limit]
        own = [number for caller in subject.phones for number in self._callers.get(caller, ())[-OWN:]]
        return list(dict.fromkeys((*best, *own)))
