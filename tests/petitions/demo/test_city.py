"""青川市: complete, consistent, and nobody's real city."""

from collections import Counter

from petitions.demo.city import CREDIT_ALPHABET, City, DemoEnterprise, credit_code
from petitions.demo.lexicon import matters, read_json
from workflow.roles import BY_CASE, Role
from workflow.vocabulary import Industry, Level


def test_it_has_seven_sub_bureaus_with_their_people(city: City) -> None:
    subs = [unit for unit in city.units if unit.kind == "sub_bureau"]
    assert len(subs) == len(city.districts) == 7
    for unit in subs:
        people = city.officers_of(unit.code)
        assert Counter(role for officer in people for role in officer.roles) == {
            Role.UNIT_HEAD: 2,
            Role.HANDLER: 3,
        }
        assert {officer.level for officer in people} == {Level.SUB}


def test_every_unit_that_may_be_given_a_case_has_a_head_and_two_handlers(city: City) -> None:
    for unit in city.units:
        if unit.kind in ("team", "sub_bureau"):
            roles = Counter(role for officer in city.officers_of(unit.code) for role in officer.roles)
            assert roles[Role.UNIT_HEAD] >= 1
            assert roles[Role.HANDLER] >= 2


def test_every_role_that_can_be_given_is_somebodys(city: City) -> None:
    given = {role for officer in city.officers for role in officer.roles}
    assert given == set(Role) - BY_CASE - {Role.SYSTEM}


def test_the_city_bureau_is_staffed_as_an_office_is(city: City) -> None:
    roles = Counter(
        role for officer in city.officers if officer.level is Level.CITY for role in officer.roles
    )
    assert roles[Role.OPERATOR] == 4
    assert roles[Role.PETITION_OFFICER] == 3
    assert roles[Role.SUPERVISOR] == 2
    assert roles[Role.LEADER] == 6
    single = (Role.PETITION_HEAD, Role.DEPUTY_BUSINESS, Role.DEPUTY_PETITIONS, Role.BUREAU_HEAD)
    assert all(roles[role] == 1 for role in single)


def test_user_names_are_short_plain_and_unique(city: City) -> None:
    names = [officer.username for officer in city.officers]
    assert len(set(names)) == len(names)
    assert all(name.isascii() and name == name.lower() and len(name) <= 12 for name in names)


def test_officers_and_residents_bear_names_that_say_they_are_made_up(city: City) -> None:
    people = read_json("people.json")
    assert len({officer.name for officer in city.officers}) == len(city.officers)
    assert {officer.name[1:] for officer in city.officers} <= set(people["officer_given"])
    assert {resident.name[1:] for resident in city.residents} <= set(people["given"])


def test_no_two_residents_share_a_telephone_and_all_are_of_one_range(city: City) -> None:
    phones = {resident.phone for resident in city.residents}
    assert len(phones) == len(city.residents)
    assert all(len(phone) == 11 and phone.startswith("1990000") for phone in phones)


def test_the_grid_is_a_tree_of_four_levels(city: City) -> None:
    cells = {cell.code: cell for cell in city.grid}
    assert len(cells) == len(city.grid)
    above = {"district": "city", "street": "district", "community": "street"}
    for cell in city.grid:
        if cell.level == "city":
            assert cell.parent is None
        else:
            assert cell.parent is not None
            assert cells[cell.parent].level == above[cell.level]
            assert cell.code.startswith(cell.parent if cell.level != "district" else "9901")
    assert Counter(cell.level for cell in city.grid) == {
        "city": 1,
        "district": 7,
        "street": 56,
        "community": 168,
    }


def test_every_enterprise_and_place_lies_where_the_grid_says(city: City) -> None:
    cells = {cell.code: cell for cell in city.grid}
    for found in (*city.enterprises, *city.places):
        street = cells[str(cells[found.grid].parent)]
        assert (cells[found.grid].name, street.name) == (found.community, found.street)
        assert cells[found.grid].unit == found.district
        assert found.road in city.district(found.district).roads


def test_enterprises_are_some_ninety_of_every_industry(city: City) -> None:
    assert 85 <= len(city.enterprises) <= 110
    assert {enterprise.industry for enterprise in city.enterprises} == set(Industry)
    assert len({enterprise.name for enterprise in city.enterprises}) == len(city.enterprises)
    assert len({enterprise.credit_code for enterprise in city.enterprises}) == len(city.enterprises)
    known = set(matters())
    assert all(set(enterprise.nuisances) <= known for enterprise in city.enterprises)


def test_ten_firms_are_notorious(city: City) -> None:
    assert sum(enterprise.notorious > 0 for enterprise in city.enterprises) == 10


def test_sites_are_run_by_builders(city: City) -> None:
    for site in city.places_of("site"):
        assert site.operator is not None
        assert city.enterprise(site.operator).industry is Industry.CONSTRUCTION


def test_a_credit_code_passes_its_own_check() -> None:
    """GB 32100-2015: the weighted sum of all eighteen characters is divisible by 31."""
    code = credit_code("990105", 42)
    values = [CREDIT_ALPHABET.index(mark) for mark in code]
    assert len(code) == 18
    assert sum(value * pow(3, n, 31) for n, value in enumerate(values[:17])) % 31 == -values[17] % 31


def test_every_kind_of_nuisance_comes_from_somewhere(city: City) -> None:
    for key, matter in matters().items():
        assert bool(city.sources(key)) == bool(matter.sources)


def test_there_is_somebody_living_near_every_source(city: City) -> None:
    for key in matters():
        for source in city.sources(key):
            neighbours = city.neighbours(source)
            assert len(neighbours) > 1
            assert {resident.home.district for resident in neighbours} == {source.district}


def test_a_site_takes_after_its_builder(city: City) -> None:
    site = city.places_of("site", "wz")[0]
    assert city.notoriety(site) == city.enterprise(str(site.operator)).notorious > 0
    assert not isinstance(site, DemoEnterprise)
