"""What every section of the bulletin is told: the figures, the edition, and the indicators by name."""

from dataclasses import dataclass

from reports.figures import MonthFacts
from reports.kpis import BY_CODE, KPIS, Measure
from reports.month import Words
from reports.monthly.redaction import anonymised, unpublishable
from workflow.vocabulary import Labelled


class Edition(Labelled):
    """The internal edition names units, owners and enterprises; the public one only what may be published."""

    INTERNAL = "internal", "内部版"
    PUBLIC = "public", "公开版"


@dataclass(frozen=True, slots=True)
class Story:
    """A period, told in one edition."""

    facts: MonthFacts
    edition: Edition

    @property
    def words(self) -> Words:
        """How the period and its bases are called: 本月, 上月, 上年同月 …"""
        return self.facts.counted.words

    @property
    def internal(self) -> bool:
        """Whether names and lists of single cases may be printed."""
        return self.edition is Edition.INTERNAL

    @property
    def judged(self) -> bool:
        """Whether any indicator has something to judge, and is printed."""
        return any(kpi.measure(self.facts.cohort).value is not None for kpi in KPIS)

    def now(self, code: str) -> Measure:
        """An indicator of this period."""
        return BY_CODE[code].measure(self.facts.cohort)

    def before(self, code: str) -> Measure:
        """The same of the period before."""
        return BY_CODE[code].measure(self.facts.previous_cohort)

    def year_ago(self, code: str) -> Measure:
        """The same of the same period last year."""
        return BY_CODE[code].measure(self.facts.year_ago_cohort)

    def clean(self, text: str) -> str:
        """``text`` as this edition may print it."""
        return text if self.internal else anonymised(text, unpublishable(self.facts))
