"""Places and firms are told apart and recognised in another spelling."""

import pytest

from petitions.repeats.entities import Entity, Reach, alike, city, districts, entities, told
from petitions.repeats.text import fold


def cores(text: str) -> list[tuple[Reach, str]]:
    return [(entity.reach, entity.core) for entity in entities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我是幸福里小区的业主", [(Reach.SPOT, "幸福里")]),
        ("青石街道和平社区附近", [(Reach.TOWN, "青石"), (Reach.VILLAGE, "和平")]),
        ("望江路旁的示范搅拌站", [(Reach.ROAD, "望江"), (Reach.SPOT, "示范")]),
        ("严重影响小区居民", []),
        ("投诉物业公司", []),
        ("每天对着学校", []),
    ],
)
def test_only_what_names_a_place_is_taken_for_a_name(text: str, expected: list[tuple[Reach, str]]) -> None:
    assert cores(text) == expected


def test_a_name_told_twice_counts_once() -> None:
    assert cores("幸福里小区，幸福里小区") == [(Reach.SPOT, "幸福里")]


@pytest.mark.parametrize(
    ("ours", "theirs", "surely"),
    [
        ("幸福里", "幸福里", 1.0),
        ("东湖幸福里", "幸福里", 1.0),
        ("山海精密", "海山精密", 0.9),
        ("清麓", "清路", 0.9),
        ("锦绣家园东区", "锦绣家园西区", 0.7),
        ("幸福里", "锦绣", 0.0),
    ],
)
def test_two_spellings_of_a_name_are_recognised(ours: str, theirs: str, surely: float) -> None:
    assert alike(ours, theirs) == alike(theirs, ours) == surely


@pytest.mark.parametrize(
    ("name", "text", "surely"),
    [
        ("向阳花城小区", "他们说向阳花城天天施工", 1.0),
        ("向阳花城小区", "他们说阳向花城天天施工", 0.9),
        ("清河路", "清河路边上", 1.0),
        ("清河路", "清河水发黑", 0.6),
        ("向阳花城小区", "锦绣家园天天施工", 0.0),
    ],
)
def test_a_name_is_found_told_in_another_text(name: str, text: str, surely: float) -> None:
    (entity,) = entities(name)
    assert told(entity, fold(text), ()) == surely


def test_a_name_is_found_among_the_other_names() -> None:
    (entity,) = entities("清麓小区")
    assert told(entity, "", [Entity(Reach.SPOT, "清路", "小", "清路小区")]) == 0.9


def test_masked_districts_are_read_from_the_title_or_else_from_the_beginning() -> None:
    assert districts("a3区某地噪声", "b1区") == {"a3区"}
    assert districts("某地噪声", "位于a7县") == {"a7县"}
    assert (city("a市某地", ""), city("", "l5县"), city("", "某地")) == ("a", "l", "")
