"""Bulletins of the register that is counted by hand, issued through their door."""

from copy import copy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import copyfile

import pytest

from petitions.bulletins import BulletinDesk, find, history, next_number
from petitions.db import make_engine, make_sessions
from petitions.models import Bulletin
from reports.issuing.paper import Paper, begun, counted, examined, imprint, paper_of
from reports.month import Period
from reports.periods import parse_period
from tests.reports.register import at, filled
from tests.support.office import Scenario
from tests.support.story import Story
from workflow.calendar import local_day


@dataclass
class Press:
    """Bulletins of an office: counted and worded above, moved through the door."""

    scenario: Scenario

    @property
    def today(self) -> date:
        return local_day(self.scenario.now)

    def desk(self, session, who):
        return BulletinDesk(session, self.scenario.office, self.scenario.actor(who), self.scenario.now)

    def drafted(self, month):
        period = parse_period(month)
        with self.scenario.sessions.begin() as session:
            count = counted(session, period, self.today)
            return self.desk(session, "statistician").draft(month, count, begun(period, self.today))

    def issued(self, month, words=None):
        """Drafted by one, checked by another and issued; printed without the press, which has tests of its own."""
        self.drafted(month)
        if words is not None:
            self.step(month, "edit", words, who="statistician")
        self.step(month, "check", who="petition_head")
        paper = self.paper(month)
        with self.scenario.sessions.begin() as session:
            found = examined(session, find(session, month), paper)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("reports.pdf.document_pdf", lambda document: document.full_title.encode())
                made = imprint(paper, next_number(session, self.today.year), self.today)
            return self.desk(session, "bureau_head").issue(month, 3 if words else 2, made, found)

    def step(self, month, act, *given, who):
        paper = self.paper(month)
        with self.scenario.sessions.begin() as session:
            bulletin = find(session, month)
            found = examined(session, bulletin, paper)
            return getattr(self.desk(session, who), act)(
                month, len(history(session, bulletin)), *given, found
            )

    def kept(self, month) -> Bulletin:
        with self.scenario.sessions() as session:
            return find(session, month)

    def paper(self, month) -> Paper:
        return paper_of(self.kept(month), self.scenario.office.settings, self.today)

    def examined(self, month):
        paper = self.paper(month)
        with self.scenario.sessions() as session:
            return examined(session, find(session, month), paper)

    def period(self, month) -> Period:
        return parse_period(month)


@pytest.fixture(scope="session")
def played(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory):
    """The register, played once; each test works on its own copy."""
    path = tmp_path_factory.mktemp("played") / "bihuan.db"
    copyfile(sqlite_template, path)
    scenario = Scenario(make_engine(f"sqlite:///{path}"))
    cases = filled(scenario)
    scenario.engine.dispose()  # the last connection takes the log of changes into the file
    return path, scenario, cases


@pytest.fixture
def press(played, tmp_path: Path):
    """The register, on 5 November, and its press."""
    path, scenario, cases = played
    copyfile(path, tmp_path / "bihuan.db")
    own = copy(scenario)
    own.engine = make_engine(f"sqlite:///{tmp_path / 'bihuan.db'}")
    own.sessions = make_sessions(own.engine)
    made = Press(own)
    made.cases = {key: Story(own, case.no, case.id) for key, case in cases.items()}
    yield made
    own.engine.dispose()


@pytest.fixture
def day(press):
    """Go to a day of the year 2026: ``day(12, 3)``."""
    return lambda month, number: at(press.scenario, month, number)
