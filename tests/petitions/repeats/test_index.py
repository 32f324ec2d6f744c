"""The bigram index finds cases by their words, the same on SQLite and PostgreSQL."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, MetaData, Table, column, insert, table, text

from petitions.repeats import index
from petitions.repeats.candidates import MOST_GRAMS, candidates, choose, nearest, related
from petitions.repeats.subject import Subject
from tests.support.databases import Database

WORDS = {
    1: "幸福里小区旁搅拌站夜间噪声和粉尘扰民，混凝土罐车整夜进出",
    2: "幸福里小区物业把消防通道改成车位",
    3: "东方化工厂半夜排放刺鼻气味，电话138****0000",
    4: "清河上游养猪场粪水直排，河水发黑",
    5: "搅拌站灰尘大，幸福里的老人不敢开窗",
    6: "望江路12369号烧烤店油烟直排",
}


@pytest.fixture
def register(database: Database) -> Iterator[Connection]:
    """Six indexed cases."""
    with database.engine.begin() as connection:
        for case_id, words in WORDS.items():
            index.index_case(connection, case_id, words)
        yield connection


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("搅拌站", [5, 1]),
        ("幸福里", [5, 2, 1]),
        ("幸福里 搅拌", [5, 1]),
        ("油烟", [6]),
        ("１２３６９", [6]),
        ("12369号", [6]),
        ("地铁", []),
        ("臭", []),
        ("", []),
        ('" OR *', []),
    ],
)
def test_cases_are_found_by_their_words_newest_first(
    register: Connection, query: str, found: list[int]
) -> None:
    assert index.search(register, query, 10) == found


def test_a_long_list_is_continued_before_the_last_case_shown(register: Connection) -> None:
    assert index.search(register, "幸福里", 2) == [5, 2]
    assert index.search(register, "幸福里", 2, before_id=2) == [1]


def test_amended_words_take_the_place_of_the_former(register: Connection) -> None:
    index.unindex_case(register, 5, WORDS[5])
    index.index_case(register, 5, "锦绣家园垃圾站臭气")
    assert index.search(register, "搅拌站", 10) == [1]
    assert index.search(register, "垃圾站", 10) == [5]


def test_settled_cases_are_found_as_they_were_before(register: Connection) -> None:
    weighed = [("搅拌", 2.0), ("拌站", 2.0), ("幸福", 1.0), ("福里", 1.0), ("小区", 1.5)]
    before = index.matching(register, weighed, 10)
    assert before == [1, 5, 2]
    index.refresh(register)
    assert register.execute(text("SELECT count(*) FROM case_gram")).scalar_one() == 0
    assert index.matching(register, weighed, 10) == before
    assert index.search(register, "幸福里", 10) == [5, 2, 1]
    index.index_case(register, 7, "幸福里小区又来了搅拌站")
    assert index.matching(register, weighed, 2) == [7, 1]
    assert index.search(register, "幸福里", 2) == [7, 5]
    assert index.search(register, "幸福里", 2, before_id=5) == [2, 1]
    index.refresh(register)
    assert index.search(register, "幸福里 小区", 10) == [7, 2, 1]
    assert index.frequencies(register, ["幸福"]) == {index.ALL_CASES: 7, "幸福": 4}


def test_amended_words_of_a_settled_case_take_the_place_of_the_former(register: Connection) -> None:
    index.refresh(register)
    index.unindex_case(register, 5, WORDS[5])
    index.index_case(register, 5, "锦绣家园垃圾站臭气")
    assert index.search(register, "搅拌站", 10) == [1] and index.search(register, "垃圾站", 10) == [5]
    index.refresh(register)
    assert index.search(register, "搅拌站", 10) == [1] and index.search(register, "垃圾站", 10) == [5]
    assert index.frequencies(register, [])[index.ALL_CASES] == 6


def test_cases_far_apart_stand_in_lists_of_their_own(register: Connection) -> None:
    far = (1 << 16, (1 << 16) + 1, (5 << 16) + 65535)
    for number in far:
        index.index_case(register, number, WORDS[1])
    index.refresh(register)
    assert index.search(register, "搅拌站", 10) == [*reversed(far), 5, 1]
    assert index.search(register, "搅拌站", 2) == [far[2], far[1]]
    assert index.search(register, "搅拌站", 10, before_id=far[1]) == [far[0], 5, 1]
    assert index.matching(register, [("搅拌", 1.0)], 3) == [*reversed(far)]


def test_much_is_settled_in_several_steps(register: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "TAKEN", 20)
    steps = 1
    while index.settle(register):
        steps += 1
    assert steps > 3 and index.search(register, "幸福里", 10) == [5, 2, 1]
    assert not index.settle(register)


def test_a_case_without_words_can_be_indexed(register: Connection) -> None:
    index.index_case(register, 7, "")
    index.unindex_case(register, 7, "")
    assert index.search(register, "搅拌站", 10) == [5, 1]


@pytest.mark.parametrize("counted", [False, True])
def test_candidates_share_rare_words_the_likeliest_first(register: Connection, counted: bool) -> None:
    if counted:
        index.refresh(register)
    new = Subject("北边搅拌站又在装料，粉尘飘进阳台", "幸福里小区搅拌站粉尘", "幸福里小区")
    assert candidates(register, new, 2).ids[0] in {1, 5}
    assert set(candidates(register, new, 2).ids) == {1, 5}
    assert candidates(register, Subject("咨询退休待遇")).ids == []


def test_candidates_take_two_statements_at_most(register: Connection) -> None:
    from sqlalchemy import event

    statements: list[str] = []

    def note(*args: object) -> None:
        statements.append(str(args[2]))

    event.listen(register, "before_cursor_execute", note)
    candidates(register, Subject("搅拌站粉尘", "幸福里小区"))
    index.index_case(register, 8, "搅拌站")
    event.remove(register, "before_cursor_execute", note)
    assert len(statements) == 3


def test_counting_again_takes_the_place_of_the_former_count(register: Connection) -> None:
    assert index.refresh(register) > 0
    index.refresh(register)
    counts = index.frequencies(register, ["幸福", "搅拌", "地铁"])
    assert counts == {index.ALL_CASES: 6, "幸福": 3, "搅拌": 2}


def test_an_empty_register_can_be_counted(database: Database) -> None:
    with database.engine.begin() as connection:
        assert index.refresh(connection) == 0
        assert index.frequencies(connection, ["搅拌"]) == {index.ALL_CASES: 0}
        assert candidates(connection, Subject("搅拌站粉尘")).ids == []


def test_no_common_bigram_is_looked_up_and_the_head_comes_first() -> None:
    counts = {index.ALL_CASES: 1_000_000, "小区": 200_000, "搅拌": 3_000, "幸福": 600}
    chosen = choose(["幸福", "小区"], ["搅拌", "夜间"], counts)
    assert [gram for gram, _ in chosen] == ["幸福", "夜间", "搅拌"]
    assert dict(chosen)["幸福"] > dict(chosen)["搅拌"]


def test_what_is_read_of_the_index_is_bounded() -> None:
    grams = [f"{a}{b}" for a in "甲乙丙丁戊己庚辛" for b in "子丑寅卯辰巳午未"]
    counts = {index.ALL_CASES: 1_000_000, **dict.fromkeys(grams, 4_900)}
    assert len(choose(grams[:8], grams, counts)) == 4
    assert len(choose([], grams, {index.ALL_CASES: 1000})) == MOST_GRAMS


def test_cases_of_the_same_caller_or_enterprise_are_looked_up(register: Connection) -> None:
    case = table("c", column("id"), column("enterprise_id"))
    petitioner = table("p", column("case_id"), column("phone_hash"))
    register.execute(text("CREATE TEMP TABLE c (id INTEGER, enterprise_id INTEGER)"))
    register.execute(text("CREATE TEMP TABLE p (case_id INTEGER, phone_hash VARCHAR(64))"))
    register.execute(insert(case), [{"id": n, "enterprise_id": n % 2} for n in range(1, 5)])
    register.execute(
        insert(petitioner), [{"case_id": 4, "phone_hash": "h"}, {"case_id": 2, "phone_hash": "g"}]
    )
    given = {"phones": ["h"], "enterprise": 1, "most": 50}

    def found(by_phone: bool, by_enterprise: bool, most: int = 50) -> list[int]:
        query = related(case, petitioner, by_phone, by_enterprise)
        return list(register.execute(query, {**given, "most": most}).scalars())

    assert found(True, True) == [4, 3, 1]
    assert found(True, False) == [4]
    assert found(False, True) == [3, 1]
    assert found(True, True, most=1) == [4, 3]


def test_what_was_made_can_be_undone(bare_database: Database) -> None:
    metadata = MetaData()
    with bare_database.engine.begin() as connection:
        for statement in index.create_index_sql(bare_database.kind):
            connection.exec_driver_sql(statement)
        for statement in index.drop_index_sql():
            connection.exec_driver_sql(statement)
        metadata.reflect(connection)
    assert metadata.sorted_tables == []
    assert not any(isinstance(found, Table) for found in metadata.tables.values())


def test_an_index_made_anew_finds_what_the_former_found_and_nothing_that_is_gone(
    register: Connection,
) -> None:
    done: list[int] = []
    kept = {case_id: words for case_id, words in WORDS.items() if case_id != 4}
    assert index.rebuild(register, kept.items(), done.append) == 5 and done == [5]
    assert index.search(register, "搅拌站", 10) == [5, 1] and index.search(register, "养猪场", 10) == []
    assert index.frequencies(register, ["搅拌"])[index.ALL_CASES] == 5
    index.index_case(register, 7, "又一处搅拌站")
    assert index.search(register, "搅拌站", 10) == [7, 5, 1]


def test_an_interrupted_rebuilding_leaves_the_former_index(database: Database) -> None:
    with database.engine.begin() as connection:
        index.index_case(connection, 1, WORDS[1])

    def broken(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), database.engine.begin() as connection:
        index.rebuild(connection, WORDS.items(), broken)
    with database.engine.begin() as connection:
        assert index.search(connection, "搅拌站", 10) == [1]


def test_the_nearest_share_most_with_the_new_one_for_their_length_and_in_their_titles(
    register: Connection,
) -> None:
    new = Subject("幸福里小区旁的搅拌站夜里噪声大", "搅拌站扰民")
    telling = candidates(register, new).telling
    earlier = {
        1: Subject("搅拌站夜里噪声大", "搅拌站扰民"),
        2: Subject("搅拌站夜里噪声大", "咨询"),
        3: Subject(
            "搅拌站夜里噪声大" + "另有许多与此无关的话，说的是道路、学校和公交车站的种种事情" * 3, "咨询"
        ),
        4: Subject("咨询退休待遇", "咨询"),
    }
    assert nearest(telling, earlier, 4) == [1, 2, 3, 4] and nearest(telling, earlier, 1) == [1]
    assert nearest({}, {}, 3) == []
