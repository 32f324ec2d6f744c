"""`bihuan calibrate`."""

import json
import shutil

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from petitions.db import make_engine, make_sessions
from petitions.models import OfficeEvent, RepeatLink, Setting
from petitions.office import load_office
from petitions.queries.verdicts import verdicts
from tests.support.office import Scenario
from web.cli import main
from workflow.vocabulary import Relation, Verdict

TEXT = "锦绣花园三期工地夜间打桩，噪声很大，老人小孩无法休息，请求停工。"


@pytest.fixture
def home(sqlite_template, tmp_path):
    """An office that registered one text many times, and denied each suspicion but the first ones."""
    shutil.copyfile(sqlite_template, tmp_path / "bihuan.db")
    engine = make_engine(f"sqlite:///{tmp_path / 'bihuan.db'}")
    office = Scenario(engine)
    for _ in range(9):
        office.received(content=TEXT)
    with make_sessions(engine).begin() as session:
        judge = {"decided_by": office.actor("petition_head").officer_id, "decided_at": office.now}
        session.execute(update(RepeatLink).values(verdict=Verdict.DENIED, **judge))
        confirmed = {"verdict": Verdict.CONFIRMED, "relation": Relation.SAME_OPEN}
        session.execute(update(RepeatLink).where(RepeatLink.id <= 6).values(confirmed))
    engine.dispose()
    return tmp_path


@pytest.fixture
def calibrate(home):
    def run(*arguments: str):
        return CliRunner().invoke(main, ["calibrate", "--home", str(home), *arguments])

    return run


@pytest.fixture
def ask(home):
    def run(query):
        engine = make_engine(f"sqlite:///{home / 'bihuan.db'}")
        try:
            with make_sessions(engine)() as session:
                return query(session)
        finally:
            engine.dispose()

    return run


def test_the_verdicts_are_told_and_nothing_is_changed(calibrate, ask):
    said = json.loads(calibrate("--json").stdout)
    assert said["verdicts"] == len(ask(verdicts)) > 20 and said["same"] == 6
    assert said["shift"] < 0 and said["before"]["precision"] < 0.3
    assert ask(lambda session: session.query(Setting).count()) == 0


def test_it_takes_effect_when_an_administrator_says_so_and_is_kept_on_record(calibrate, ask):
    assert calibrate("--apply").exit_code == 2
    assert calibrate("--apply", "--as", "nobody").exit_code == 1
    done = calibrate("--apply", "--as", "system_admin", "--json")
    assert done.exit_code == 0, done.output
    stored = ask(lambda session: {row.key: row.value for row in session.query(Setting)})
    assert stored["repeat_shift"] == json.loads(done.stdout)["shift"]
    assert ask(lambda session: session.query(OfficeEvent).filter_by(kind="setting-changed").count()) == 2


def test_verdicts_of_one_kind_alone_do_not_calibrate(calibrate, home):
    engine = make_engine(f"sqlite:///{home / 'bihuan.db'}")
    with make_sessions(engine).begin() as session:
        session.execute(update(RepeatLink).values(verdict=Verdict.CONFIRMED, relation=Relation.SAME_OPEN))
    engine.dispose()
    declined = calibrate("--apply", "--as", "system_admin")
    assert declined.exit_code == 1 and "too-few-verdicts" in declined.output


def test_a_calibrated_office_is_shown_another_likelihood(scenario):
    first = scenario.received(content=TEXT)
    with scenario.sessions.begin() as session:
        session.add(Setting(key="repeat_shift", value=-1.0))
        session.flush()
        scenario.office = load_office(session, scenario.vault)
    second = scenario.received(content=TEXT)
    with scenario.sessions() as session:
        (link,) = session.query(RepeatLink)
    assert (link.case_id, link.earlier_id) == (second.id, first.id) and link.score < link.learned
