"""The tables: enough words, well formed, and fitting whatever they are said of."""

from collections.abc import Iterator
from random import Random

import pytest

from petitions.demo import paperwork
from petitions.demo.city import City
from petitions.demo.complaint import DemoComplaint
from petitions.demo.grammar import parse, slots
from petitions.demo.lexicon import Matter, departments, forms, matters, phrases, read_json, voices
from petitions.demo.occasion import fitted_to
from petitions.demo.recipe import BY_TRACK, NUISANCES
from workflow.vocabulary import Industry, PollutionType, Track, Truth

TOLD = frozenset(
    {"firm", "source", "that", "place", "road", "street", "community", "district", "office", "school"}
    | {"estate", "home", "i", "it", "often", "when", "ago", "topic"}
)
"""The slots that a complaint's words may ask for."""
FOUND = frozenset({"firm", "unit", "street", "place", "topic", "office", "label"})
"""Those of findings and measures."""
LISTS = ("titles", "times", "scenes", "details", "effects", "doubts", "claims")
SHARED = ("since", "priors", "agains", "others_again", "claims", "evidence")


def words(matter: Matter) -> Iterator[str]:
    """Everything that may be said of a kind, tags cut off."""
    for name in LISTS:
        for word in getattr(matter, name):
            yield word.split(" ", 1)[1] if word.startswith("@") else word


def test_there_are_many_kinds_and_many_sentences() -> None:
    nuisances = [matter for matter in matters().values() if matter.track is Track.A]
    sentences = {word for matter in nuisances for word in words(matter)}
    assert len(nuisances) >= 25
    assert len(sentences) >= 900


def test_every_kind_has_its_share_and_every_share_its_kind() -> None:
    nuisances = {key for key, matter in matters().items() if matter.track is Track.A}
    others = {key: matter.track for key, matter in matters().items() if matter.track is not Track.A}
    assert nuisances == set(NUISANCES)
    assert others == {key: track for track, kinds in BY_TRACK.items() for key in kinds}


def test_whatever_is_redirected_has_a_department_to_go_to() -> None:
    assert {key for key, share in NUISANCES.items() if share.redirect} <= set(departments()) <= set(NUISANCES)


def test_every_word_asks_only_for_slots_that_a_complaint_has() -> None:
    told = [word for matter in matters().values() for word in words(matter)]
    told += [word for name in SHARED for word in phrases(name)]
    told += [word for voice in voices() for word in (*voice.opens, *voice.moods, *voice.closes)]
    told += [word for form in forms().values() for word in (*form.opens, *form.closes)]
    assert {slot for word in told for slot in slots(word)} <= TOLD


def test_times_of_day_ask_for_nothing() -> None:
    assert not [word for matter in matters().values() for word in matter.times if slots(word)]


@pytest.mark.parametrize("key", sorted(matters()))
def test_every_kind_has_words_for_each_of_its_sources(city: City, key: str) -> None:
    matter = matters()[key]
    for source in city.sources(key) or (None,):
        fitted = fitted_to(key, source)
        assert len(fitted.titles) >= 2
        assert len(fitted.scenes) >= 3
        assert len(fitted.details) >= 4
        assert fitted.it
        assert fitted.claims
        if matter.track in (Track.A, Track.B, Track.C):
            assert set(fitted.found) == set(Truth)
            assert all(fitted.found.values())
            assert fitted.measures
            assert fitted.crux
        for word in (
            *fitted.measures,
            *fitted.cured,
            *(word for found in fitted.found.values() for word in found),
        ):
            assert slots(word) <= FOUND


def test_tags_name_kinds_of_places_or_industries(city: City) -> None:
    known = {"enterprise", *(place.kind for place in city.places), *(industry.value for industry in Industry)}
    tagged = [word for matter in matters().values() for name in LISTS for word in getattr(matter, name)]
    tags = {tag for word in tagged if word.startswith("@") for tag in word[1:].split(" ", 1)[0].split(",")}
    assert tags <= known


def test_sub_types_belong_to_their_types() -> None:
    touches = [touch for matter in matters().values() for touch in matter.touches]
    assert all(touch.subtype is None or touch.subtype.type is touch.type for touch in touches)
    assert {touch.type for touch in touches} == set(PollutionType)


def test_the_tables_hold_only_characters_that_the_packed_fonts_have() -> None:
    """GB2312, which the fonts of the papers cover."""
    everything = [word for matter in matters().values() for word in words(matter)]
    everything += [
        str(read_json(name)) for name in ("papers.json", "phrases.json", "voices.json", "districts.json")
    ]
    for text in everything:
        text.encode("gb2312")


def test_every_paper_can_be_written(city: City, complaints: list[DemoComplaint]) -> None:
    def leaves(table: object) -> Iterator[str]:
        if isinstance(table, str):
            yield table
        elif isinstance(table, list):
            yield from table
        elif isinstance(table, dict):
            for below in table.values():
                yield from leaves(below)

    papers = read_json("papers.json")
    asked = {slot for text in leaves(papers) for slot in slots(text)}
    drawn_late = {"about", "n", "evidence", "truth", "measures", "cured", "day", "points", "measure", "found"}
    assert asked <= set(paperwork.subject(complaints[0]).context) | drawn_late
    assert all(parse(text) for text in leaves(papers) if text)
    assert paperwork.draw_supervision(Random(1)) != paperwork.draw_supervision(Random(2))
