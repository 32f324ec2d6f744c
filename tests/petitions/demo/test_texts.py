"""Complaints and retellings, one by one."""

from collections import Counter
from datetime import datetime, timedelta
from random import Random

import pytest

from petitions.demo.city import City
from petitions.demo.complaint import DemoComplaint
from petitions.demo.fate import Ending
from petitions.demo.texts import draw_complaint, retell
from petitions.repeats import normalise
from workflow.calendar import SHANGHAI, local_day
from workflow.rules import rule_set_for
from workflow.vocabulary import Channel, PollutionType, Track

NOON = datetime(2026, 6, 10, 11, 20, tzinfo=SHANGHAI)


def grams(text: str, size: int = 8) -> Counter[str]:
    return Counter(text[at : at + size] for at in range(len(text) - size + 1))


def test_the_same_seed_draws_the_same_complaint(city: City) -> None:
    assert draw_complaint(Random(3), NOON, city) == draw_complaint(Random(3), NOON, city)
    assert draw_complaint(Random(3), NOON, city) != draw_complaint(Random(4), NOON, city)


def test_texts_are_of_forty_to_four_hundred_characters(complaints: list[DemoComplaint]) -> None:
    lengths = [len(complaint.text.strip()) for complaint in complaints]
    assert min(lengths) >= 40
    assert max(lengths) <= 400
    assert sum(length < 90 for length in lengths) > 0.1 * len(lengths)
    assert sum(length > 200 for length in lengths) > 0.1 * len(lengths)


def test_titles_fit_the_register(complaints: list[DemoComplaint]) -> None:
    assert all(4 <= len(complaint.title) <= 40 for complaint in complaints)
    assert all("\n" not in complaint.title for complaint in complaints)


def test_every_character_is_one_of_the_packed_fonts(complaints: list[DemoComplaint]) -> None:
    for complaint in complaints:
        said = (complaint.title, complaint.text, complaint.place, complaint.occurred, complaint.respondent)
        "".join(said).encode("gb2312")


def test_nothing_that_was_drawn_is_left_unfilled(complaints: list[DemoComplaint]) -> None:
    assert not [complaint.text for complaint in complaints if set("{}[]|@") & set(complaint.text)]


def test_nobody_gives_away_who_complains(complaints: list[DemoComplaint]) -> None:
    for complaint in complaints:
        resident = complaint.petitioner.resident
        for text in (complaint.title, complaint.text):
            assert resident.name not in text
            assert resident.phone not in text
            assert resident.address not in text


def test_a_text_names_its_place_or_firm(complaints: list[DemoComplaint], city: City) -> None:
    """A report must name a definite object, place and act. A few name it with a slip of the pen."""

    def names(complaint: DemoComplaint) -> bool:
        source = city.source(complaint.matter, complaint.source)
        assert source
        known = {source.name, source.short, source.street, source.road, source.community, *source.variants}
        return any(name in complaint.text.replace(" ", "") for name in known)

    reports = [complaint for complaint in complaints if complaint.track is Track.A]
    assert sum(map(names, reports)) / len(reports) > 0.995


def test_telephones_come_in_many_writings_of_one_number(complaints: list[DemoComplaint]) -> None:
    written = [
        (complaint.petitioner.phone, complaint.petitioner.resident.phone)
        for complaint in complaints
        if complaint.petitioner.phone
    ]
    assert all(normalise.phone(phone) == resident for phone, resident in written)
    assert 0.1 < sum(phone != resident for phone, resident in written) / len(written) < 0.25


def test_the_anonymous_have_no_name_and_visitors_are_never_anonymous(complaints: list[DemoComplaint]) -> None:
    for complaint in complaints:
        who = complaint.petitioner
        assert (who.name is None) == who.anonymous
        assert not (who.anonymous and complaint.channel is Channel.VISIT)
        assert who.anonymous or who.reachable


def test_letters_and_visits_keep_office_hours(complaints: list[DemoComplaint]) -> None:
    at_the_desk = [item for item in complaints if item.channel in (Channel.LETTER, Channel.VISIT)]
    assert at_the_desk
    assert all(8 <= item.received_at.hour < 18 and item.received_at.weekday() < 5 for item in at_the_desk)


def test_it_happened_before_it_was_reported(complaints: list[DemoComplaint]) -> None:
    for complaint in complaints:
        assert timedelta(0) < complaint.received_at - complaint.occurred_at < timedelta(days=4)


def test_types_are_told_once_each_with_the_primary_first(complaints: list[DemoComplaint]) -> None:
    for complaint in complaints:
        types = list(complaint.by_type)
        assert types[0] is complaint.primary_type
        assert len(set(types)) == len(types)
        assert all(subtype is None or subtype.type is type_ for type_, subtype in complaint.touches)


def test_grounds_are_those_of_the_law_in_force_on_the_day(complaints: list[DemoComplaint]) -> None:
    refused = [complaint for complaint in complaints if complaint.fate.ending is Ending.REFUSED]
    assert refused
    for complaint in refused:
        grounds = rule_set_for(local_day(complaint.received_at)).refusal_grounds()
        assert complaint.fate.ground in {ground.code for ground in grounds}
        assert len(complaint.fate.reason) >= 10


def test_each_ending_carries_what_the_office_has_to_write(complaints: list[DemoComplaint]) -> None:
    endings = Counter(complaint.fate.ending for complaint in complaints)
    assert set(endings) == set(Ending)
    for complaint in complaints:
        fate = complaint.fate
        assert (fate.closing_days is not None) == (fate.ending is Ending.HANDLED) == (fate.truth is not None)
        assert bool(fate.department) == (fate.ending is Ending.REDIRECTED)
        assert bool(fate.reason) == (fate.ending is not Ending.HANDLED)
        assert fate.satisfaction is None or complaint.contact_known


def test_a_merged_item_repeats_the_same_persons_open_case(
    histories: tuple[tuple[DemoComplaint, ...], ...],
) -> None:
    for history in histories:
        for complaint in history:
            if complaint.fate.ending is Ending.MERGED:
                master = history[int(complaint.earlier or 0) - 1]
                assert master.fate.ending is Ending.HANDLED
                assert master.petitioner.resident is complaint.petitioner.resident
                assert master.received_at < complaint.received_at < master.fate.ends_at(master.received_at)


@pytest.mark.parametrize("same_person", [True, False])
def test_a_retelling_is_the_same_matter_in_other_words(city: City, same_person: bool) -> None:
    shared = []
    for seed in range(150):
        rng = Random(seed)
        earlier = draw_complaint(rng, NOON, city)
        later = retell(rng, earlier, NOON + timedelta(days=20), city, same_person=same_person)
        assert (later.matter, later.source, later.track) == (earlier.matter, earlier.source, earlier.track)
        assert (later.petitioner.resident is earlier.petitioner.resident) == same_person
        assert later.text != earlier.text
        common = grams(later.text) & grams(earlier.text)
        shared.append(common.total() / max(grams(later.text).total(), 1))
    assert max(shared) < 0.75
    assert sum(shared) / len(shared) < 0.3


def test_whoever_comes_again_mostly_says_so(city: City) -> None:
    words = (
        "上次",
        "上回",
        "之前",
        "已经",
        "第二次",
        "第三次",
        "第四次",
        "同一件事",
        "还是那件事",
        "追加",
        "补充",
        "答复",
        "前一次",
    )
    said = 0
    for seed in range(200):
        rng = Random(seed)
        earlier = draw_complaint(rng, NOON, city)
        later = retell(rng, earlier, NOON + timedelta(days=9), city, same_person=True)
        said += any(word in later.text for word in words)
    assert said > 150


def test_a_retelling_writes_the_firm_in_other_ways(histories: tuple[tuple[DemoComplaint, ...], ...]) -> None:
    pairs = [
        (history[int(complaint.earlier) - 1], complaint)
        for history in histories
        for complaint in history
        if complaint.earlier and complaint.respondent
    ]
    differing = sum(earlier.respondent != later.respondent for earlier, later in pairs) / len(pairs)
    assert 0.3 < differing < 0.9


def test_what_the_register_needs_is_there(complaints: list[DemoComplaint]) -> None:
    """Content, object or place, claim, type, and a contact or a note of anonymity (``petitions.registration``)."""
    for complaint in complaints:
        assert complaint.place or complaint.respondent
        assert complaint.claim
        assert isinstance(complaint.primary_type, PollutionType)
        assert complaint.petitioner.anonymous or complaint.contact_known
