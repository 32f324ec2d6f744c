from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, text

from petitions.intake.mapping import propose_mapping
from petitions.intake.spreadsheets import read_rows
from petitions.models import Case, CaseEvent, CaseType, Enterprise, Petitioner, Unit
from petitions.models.people import UnitKind
from petitions.repeats import normalise
from tests.support.office import scenario
from web import importing
from web.importing import Import, Outcome, run
from workflow.states import State
from workflow.vocabulary import Channel, Industry, PollutionSubtype, PollutionType

__all__ = ["scenario"]

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "import"

TABLE = """工单编号,投诉内容,来电时间,来电人,联系电话,属地,事发地点,被投诉单位,污染类型,诉求
1001,"工地连续三晚22时以后打桩，噪声很大，
老人小孩无法休息。",2026-10-30 21:05,刘某某,19900008871,东城区,建国路118号,锦绣建设集团有限公司,噪声,责令停工
1002,河水发黑发臭，岸边有死鱼，请查处。,2026/10/31,匿名,,西湖区,滨河路桥下,,水|其他,
1003,楼下烧烤店油烟直排，呛得开不了窗。,2026年10月31日20时,王某某,199****8871,,和平路6号,,,
1004,,2026-10-31,李某某,19900001111,,,,,
1005,垃圾堆放太久，气味难闻。,2027-01-01,李某某,19900001111,,胜利街9号,,,
"""


@pytest.fixture
def tell(scenario, tmp_path):
    """Imports a table, and says what came of it."""

    def tell(table: str, *, dry: bool = False, source: str = "", channel: Channel = Channel.WEB) -> Outcome:
        sheet = read_rows(table.encode(), "表.csv")
        mapping = propose_mapping(sheet.headers, sheet.samples(), source=source)
        actor = scenario.actor("operator")
        job = Import(sheet, mapping, scenario.office, actor, scenario.now, channel, dry)
        return run(job, scenario.sessions, lambda outcome: None)

    return tell


@pytest.fixture
def cases(scenario):
    def all_of_them() -> list[Case]:
        with scenario.sessions() as session:
            return list(session.scalars(select(Case).order_by(Case.id)))

    return all_of_them


@pytest.fixture(autouse=True)
def districts(scenario):
    """The east and the west look after a district each."""
    with scenario.sessions.begin() as session:
        for unit in session.scalars(select(Unit).where(Unit.kind == UnitKind.SUB_BUREAU)):
            unit.district = {"east": "东城区", "west": "西湖区"}[unit.code]


def numbers(outcome: Outcome) -> tuple[int, int, int, int]:
    return outcome.registered, outcome.drafts, outcome.known, len(outcome.refused)


def test_good_rows_become_cases_and_bad_ones_are_told(tell, cases):
    outcome = tell(TABLE)
    assert numbers(outcome) == (2, 1, 0, 2) and outcome.rows == 5
    told = [(problem.row, problem.column) for problem in outcome.refused]
    assert told == [(5, "投诉内容"), (6, "来电时间")]
    assert all(problem.reason and problem.advice for problem in outcome.refused)
    assert [case.origin_no for case in cases()] == ["1001", "1002", "1003"]


def test_a_row_is_read_into_every_field_that_it_tells(tell, cases, scenario):
    tell(TABLE)
    first, second, _ = cases()
    assert first.state is State.REGISTERED and first.channel is Channel.WEB
    assert f"{first.received_at:%Y-%m-%d %H:%M}" == "2026-10-30 13:05"
    assert (first.place, first.respondent, first.claim) == (
        "建国路118号",
        "锦绣建设集团有限公司",
        "责令停工",
    )
    assert first.district_id == scenario.units["east"] and first.contact_known and not first.anonymous
    assert second.anonymous and not second.contact_known and second.claim == "查处并答复"
    assert second.district_id == scenario.units["west"]
    with scenario.sessions() as session:
        types = session.execute(select(CaseType.case_id, CaseType.type).order_by(CaseType.case_id)).all()
        assert {tuple(row) for row in types} >= {
            (first.id, PollutionType.NOISE),
            (second.id, PollutionType.WATER),
            (second.id, PollutionType.OTHER),
        }
        sealed = session.scalars(select(Petitioner).where(Petitioner.case_id == first.id)).one()
        assert scenario.vault.unseal(sealed.phone) == "19900008871"
        event = session.scalars(select(CaseEvent).where(CaseEvent.case_id == first.id)).first()
        assert event.at == scenario.now and event.actor_id == scenario.actor("operator").officer_id


def test_a_masked_number_is_no_contact_and_the_row_waits_as_a_draft(tell, cases, scenario):
    outcome = tell(TABLE)
    third = cases()[2]
    assert third.state is State.DRAFT and not third.contact_known and not third.anonymous
    assert any(remark.row == 4 and "号码不完整" in remark.reason for remark in outcome.remarks)
    with scenario.sessions() as session:
        assert session.scalars(select(Petitioner.phone).where(Petitioner.case_id == third.id)).one() is None


@pytest.mark.parametrize(
    ("name", "anonymous"),
    [("匿名", True), ("", True), ("U000405", True), ("热心市民", True), ("刘某某", False)],
)
def test_who_is_anonymous_is_what_the_row_says(tell, cases, name, anonymous):
    tell(f"内容,地点,姓名\n工地夜里打桩噪声很大。,建国路118号,{name}\n")
    (case,) = cases()
    assert case.anonymous is anonymous
    assert case.state is (State.REGISTERED if anonymous else State.DRAFT)


def test_types_that_the_table_does_not_tell_are_proposed_from_the_words(tell, cases, scenario):
    outcome = tell("内容,地点\n楼下烧烤店油烟很呛人。,和平路6号\n不知道该找谁反映这件事情。,和平路7号\n")
    first, second = (case.id for case in cases())
    with scenario.sessions() as session:
        rows = session.execute(select(CaseType.case_id, CaseType.type, CaseType.subtype))
        assert {tuple(row) for row in rows} == {
            (first, PollutionType.AIR, PollutionSubtype.CATERING_FUME),
            (second, PollutionType.OTHER, None),
        }
    assert [remark.row for remark in outcome.remarks if "暂按“其他”" in remark.reason] == [3]


def test_place_and_firm_are_sought_in_the_words_where_no_column_tells_them(tell, cases):
    tell("主题,内容\n滨河新村烧烤店油烟,滨河新村的东风化工有限公司夜里偷排废气，很呛人。\n")
    (case,) = cases()
    assert "滨河新村" in case.place and "东风化工有限公司" in case.respondent


def test_a_firm_of_the_register_is_known_by_its_name(tell, cases, scenario):
    with scenario.sessions.begin() as session:
        name = "锦绣建设集团有限公司"
        firm = Enterprise(
            name=name,
            match_key=normalise.enterprise(name),
            industry=Industry.CONSTRUCTION,
            district_id=scenario.units["west"],
        )
        session.add(firm)
    tell(TABLE.replace("东城区", ""))
    assert cases()[0].enterprise_id is not None and cases()[0].district_id == scenario.units["west"]


def test_a_second_import_adds_nothing_and_says_how_many_were_known(tell, cases):
    tell(TABLE)
    before = [(case.id, case.version) for case in cases()]
    assert numbers(tell(TABLE)) == (0, 0, 3, 2)
    assert [(case.id, case.version) for case in cases()] == before


def test_a_grown_table_adds_only_its_new_rows(tell, cases):
    tell(TABLE)
    grown = TABLE + "1006,渣土车夜间运输扬尘很大。,2026-11-01,匿名,,,解放路1号,,,\n"
    assert numbers(tell(grown)) == (1, 0, 3, 2)
    assert len(cases()) == 4


def test_with_a_named_source_the_number_alone_is_the_rows_identity(tell, cases):
    tell(TABLE, source="12345")
    assert numbers(tell(TABLE.replace("老人小孩无法休息", "整夜睡不着"), source="12345")) == (0, 0, 3, 2)
    assert numbers(tell(TABLE, source="信访局")) == (2, 1, 0, 2)
    assert len(cases()) == 6


def test_a_dry_run_writes_nothing_and_counts_the_same(tell, cases):
    assert numbers(tell(TABLE, dry=True)) == (2, 1, 0, 2)
    assert cases() == []
    tell(TABLE)
    assert numbers(tell(TABLE, dry=True)) == (0, 0, 3, 2)


def test_a_row_that_the_register_refuses_spoils_no_other(tell, cases, monkeypatch):
    enter = importing.register

    def register_but_one(command, desk):
        case = enter(command, desk)
        if command.particulars.origin_no == "1001":
            desk.session.execute(text("INSERT INTO unit (id) VALUES (1)"))
        return case

    monkeypatch.setattr(importing, "register", register_but_one)
    outcome = tell(TABLE)
    assert numbers(outcome) == (1, 1, 0, 3)
    (refused,) = [problem for problem in outcome.refused if problem.row == 2]
    assert refused.sentence == "第2行“整行”：数据库没有接受这一行。请核对各列内容后单独导入这一行。"
    assert [case.origin_no for case in cases()] == ["1002", "1003"]


def test_batches_are_kept_one_by_one(tell, cases, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 2)
    done: list[int] = []
    with pytest.raises(RuntimeError):
        _run_until_stopped(tell, monkeypatch, done)
    assert [case.origin_no for case in cases()] == ["1001", "1002"]
    assert numbers(tell(TABLE)) == (0, 1, 2, 2)


def _run_until_stopped(tell, monkeypatch, done: list[int]) -> None:
    """The machine goes down after the first batch."""
    batches = importing._batches

    def first_then_stop(found, size) -> Iterator[list[object]]:
        for number, batch in enumerate(batches(found, size)):
            if number:
                raise RuntimeError("down")
            yield batch

    with monkeypatch.context() as patched:
        patched.setattr(importing, "_batches", first_then_stop)
        tell(TABLE)


def test_words_that_are_too_long_for_a_column_are_cut_and_told(tell, cases):
    long = "锦绣" * 150
    outcome = tell(f"内容,地点,被投诉单位\n工地夜里打桩噪声很大。,{long},{long}\n")
    (case,) = cases()
    assert len(case.place) == 200 and len(case.respondent) == 120
    assert sorted(remark.column for remark in outcome.remarks if "截取" in remark.reason) == [
        "地点",
        "被投诉单位",
    ]


def test_imported_cases_are_found_as_repeats_and_their_words_are_counted(tell, scenario):
    tell(TABLE)
    with scenario.sessions() as session:
        counted = session.execute(text("SELECT cases FROM gram_frequency WHERE gram = ''")).scalar_one()
        assert counted == 2
    second = "内容,地点,姓名\n建国路工地连续三晚22时以后打桩，噪声很大，老人小孩无法休息，请处理。,建国路118号,匿名\n"
    tell(second)
    with scenario.sessions() as session:
        assert session.execute(text("SELECT count(*) FROM repeat_link")).scalar_one() == 1


def test_the_channel_of_rows_that_tell_none_is_the_one_asked_for(tell, cases):
    tell(TABLE, channel=Channel.ORDER_12345)
    assert {case.channel for case in cases()} == {Channel.ORDER_12345}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real files are not beside this repository")
@pytest.mark.parametrize("name", ["official_inspection_rows.csv", "sun0769_60_posts.json"])
def test_real_files_go_in_once(scenario, name):
    sheet = read_rows(SHARED / name)
    mapping = propose_mapping(sheet.headers, sheet.samples())
    actor = scenario.actor("operator")
    job = Import(sheet, mapping, scenario.office, actor, scenario.now, Channel.WEB)
    first = run(job, scenario.sessions, lambda outcome: None)
    again = run(job, scenario.sessions, lambda outcome: None)
    assert first.registered > first.drafts and first.rows == len(list(sheet.rows)) == again.rows
    assert (again.registered, again.drafts) == (0, 0) and again.known == first.registered + first.drafts
