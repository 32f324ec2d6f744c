"""青川市: its bureau, sub-bureaus, grid, firms, places and people. It does not exist; see the package.

District and firm names were looked for in public lists of places and occur in none of them. Codes begin with
99, which no area of the country has.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any

from petitions.demo.lexicon import matters, read_csv, read_json
from petitions.demo.people import (
    CITY_POSTS,
    DemoOfficer,
    Home,
    Resident,
    fill,
    settle,
    sub_bureau_posts,
    team_posts,
)
from workflow.vocabulary import Industry

CITY_NAME = "青川市"
BUREAU_NAME = "青川市生态环境局"
CODE_WORD = "青环信访"
"""机关代字, for the numbers of papers: 青环信访〔2026〕11号."""
CITY_CODE = "990100"
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True, slots=True)
class DemoUnit:
    """A unit of the bureau. ``kind`` is bureau, division, team or sub_bureau."""

    code: str
    name: str
    short: str
    kind: str
    parent: str | None = None
    district: str = ""
    population: int = 0


@dataclass(frozen=True, slots=True)
class DemoGridUnit:
    """四级网格: a cell of the grid. ``level`` is city, district, street or community."""

    code: str
    name: str
    level: str
    parent: str | None
    unit: str | None
    """The sub-bureau in whose territory it lies."""


@dataclass(frozen=True, slots=True)
class District:
    """A district or county; ``code`` is also its sub-bureau's."""

    code: str
    name: str
    population: int
    roads: tuple[str, ...]
    streets: Mapping[str, tuple[str, ...]]

    @property
    def sub_bureau(self) -> str:
        """The short name of its sub-bureau: 澜东分局."""
        return f"{self.name[:-1]}分局"


@dataclass(frozen=True, slots=True)
class Located:
    """Something with a name and an address; ``variants`` are spellings that petitioners use."""

    code: str
    name: str
    short: str
    variants: tuple[str, ...]
    district: str
    district_name: str
    street: str
    community: str
    grid: str
    """Code of the community's cell."""
    road: str
    number: str

    @property
    def road_number(self) -> str:
        """织造路118号, or the road alone."""
        return f"{self.road}{self.number}号" if self.number else self.road

    @property
    def address(self) -> str:
        """District, road and number."""
        return self.district_name + self.road_number


@dataclass(frozen=True, slots=True)
class DemoEnterprise(Located):
    """A firm; ``notorious`` is its weight among the ten that draw a third of all complaints, else 0."""

    industry: Industry
    credit_code: str
    nuisances: tuple[str, ...]
    notorious: int

    @property
    def tags(self) -> frozenset[str]:
        """What decides which words fit it (:func:`~petitions.demo.lexicon.fitted`)."""
        return frozenset({"enterprise", self.industry.value})


@dataclass(frozen=True, slots=True)
class DemoPlace(Located):
    """An estate, school, hospital, site, market, square, river, road or village.

    ``operator`` is the code of the enterprise that runs it, for sites.
    """

    kind: str
    operator: str | None

    @property
    def tags(self) -> frozenset[str]:
        """What decides which words fit it (:func:`~petitions.demo.lexicon.fitted`)."""
        return frozenset({self.kind})


Source = DemoEnterprise | DemoPlace


@dataclass(frozen=True, eq=False)
class City:
    """All of the city. Build it with :func:`qingchuan`."""

    districts: tuple[District, ...]
    units: tuple[DemoUnit, ...]
    grid: tuple[DemoGridUnit, ...]
    enterprises: tuple[DemoEnterprise, ...]
    places: tuple[DemoPlace, ...]
    officers: tuple[DemoOfficer, ...]
    residents: tuple[Resident, ...]

    name: str = CITY_NAME
    bureau_name: str = BUREAU_NAME
    code_word: str = CODE_WORD

    def enterprise(self, code: str) -> DemoEnterprise:
        """The enterprise with this code."""
        return self._enterprises[code]

    def district(self, code: str) -> District:
        """The district with this code."""
        return self._districts[code]

    def officers_of(self, unit: str) -> tuple[DemoOfficer, ...]:
        """Who works in the unit."""
        return tuple(officer for officer in self.officers if officer.unit == unit)

    def places_of(self, kind: str, district: str | None = None) -> tuple[DemoPlace, ...]:
        """The places of one kind, in one district or anywhere."""
        places = self._places.get(kind, ())
        return places if district is None else tuple(place for place in places if place.district == district)

    def sources(self, matter: str) -> tuple[Source, ...]:
        """Where a matter of this kind comes from; empty when it has no source of its own."""
        return self._sources[matter]

    def source(self, matter: str, code: str | None) -> Source | None:
        """The source of a matter by its code."""
        return next((source for source in self._sources[matter] if source.code == code), None)

    def notoriety(self, source: Source) -> int:
        """The weight of the source's enterprise among the notorious ones."""
        if isinstance(source, DemoEnterprise):
            return source.notorious
        return self._enterprises[source.operator].notorious if source.operator else 0

    def neighbours(self, source: Source) -> Sequence[Resident]:
        """Who lives in the source's street, or in its district when nobody lives in the street."""
        return self._by_street.get((source.district, source.street)) or self._by_district[source.district]

    def residents_of(self, district: str) -> Sequence[Resident]:
        """Who lives in the district."""
        return self._by_district[district]

    @cached_property
    def _enterprises(self) -> Mapping[str, DemoEnterprise]:
        return {enterprise.code: enterprise for enterprise in self.enterprises}

    @cached_property
    def _districts(self) -> Mapping[str, District]:
        return {district.code: district for district in self.districts}

    @cached_property
    def _places(self) -> Mapping[str, tuple[DemoPlace, ...]]:
        kinds = {place.kind for place in self.places}
        return {kind: tuple(place for place in self.places if place.kind == kind) for kind in sorted(kinds)}

    @cached_property
    def _sources(self) -> Mapping[str, tuple[Source, ...]]:
        return {key: tuple(self._sources_of(key, matter.sources)) for key, matter in matters().items()}

    def _sources_of(self, key: str, kinds: Sequence[str]) -> Iterator[Source]:
        if "enterprise" in kinds:
            listed = [firm for firm in self.enterprises if key in firm.nuisances]
            yield from listed or self.enterprises
        yield from (firm for firm in self.enterprises if firm.industry in kinds)
        for kind in kinds:
            yield from self.places_of(kind)

    @cached_property
    def _by_street(self) -> Mapping[tuple[str, str], Sequence[Resident]]:
        found: defaultdict[tuple[str, str], list[Resident]] = defaultdict(list)
        for resident in self.residents:
            found[resident.home.district, resident.home.street].append(resident)
        return found

    @cached_property
    def _by_district(self) -> Mapping[str, Sequence[Resident]]:
        found: defaultdict[str, list[Resident]] = defaultdict(list)
        for resident in self.residents:
            found[resident.home.district].append(resident)
        return found


@cache
def qingchuan() -> City:
    """The one demonstration city."""
    districts = tuple(_district(row) for row in read_json("districts.json"))
    units = tuple(_units(districts))
    grid = tuple(_grid(districts))
    cells = {(cell.unit, cell.name): cell.code for cell in grid if cell.level == "community"}
    names = {district.code: district for district in districts}
    enterprises = tuple(_enterprise(row, _located(row, names, cells)) for row in read_csv("enterprises.csv"))
    places = tuple(_place(row, _located(row, names, cells)) for row in read_csv("places.csv"))
    return City(
        districts,
        units,
        grid,
        enterprises,
        places,
        _officers(units),
        settle(_homes(districts, places, cells)),
    )


def _district(row: Mapping[str, Any]) -> District:
    streets = {street: tuple(names) for street, names in row["streets"].items()}
    return District(
        row["code"], row["name"], row["population"], tuple(row["roads"]), MappingProxyType(streets)
    )


DIVISIONS = (
    ("office", "办公室"),
    ("xf", "信访科"),
    ("air", "大气环境科"),
    ("water", "水生态环境科"),
    ("solid", "土壤与固体废物科"),
    ("radiation", "核与辐射安全科"),
    ("law", "法规与标准科"),
    ("jw", "机关纪委"),
    ("info", "信息中心"),
)
TEAMS = (
    ("zd", "生态环境保护综合行政执法支队", "执法支队", "city"),
    ("zd1", "执法支队直属一大队", "直属一大队", "zd"),
    ("zd2", "执法支队直属二大队", "直属二大队", "zd"),
)


def _units(districts: Sequence[District]) -> Iterator[DemoUnit]:
    everybody = sum(district.population for district in districts)
    yield DemoUnit("city", BUREAU_NAME, "市局", "bureau", None, CITY_NAME, everybody)
    for code, name in DIVISIONS:
        yield DemoUnit(code, f"{BUREAU_NAME}{name}", name, "division", "city")
    for code, name, short, parent in TEAMS:
        yield DemoUnit(code, f"{CITY_NAME}{name}", short, "team", parent)
    for district in districts:
        yield DemoUnit(
            district.code,
            f"{BUREAU_NAME}{district.sub_bureau}",
            district.sub_bureau,
            "sub_bureau",
            "city",
            district.name,
            district.population,
        )


def _officers(units: Sequence[DemoUnit]) -> tuple[DemoOfficer, ...]:
    teams = [post for unit in units if unit.kind == "team" for post in team_posts(unit.code, unit.short)]
    subs = [
        post
        for unit in units
        if unit.kind == "sub_bureau"
        for post in sub_bureau_posts(unit.code, unit.short)
    ]
    return fill([*CITY_POSTS, *teams, *subs])


def _grid(districts: Sequence[District]) -> Iterator[DemoGridUnit]:
    yield DemoGridUnit(CITY_CODE, CITY_NAME, "city", None, None)
    for d, district in enumerate(districts, 1):
        district_code = f"9901{d:02d}"
        yield DemoGridUnit(district_code, district.name, "district", CITY_CODE, district.code)
        for s, (street, communities) in enumerate(district.streets.items(), 1):
            street_code = f"{district_code}{s:03d}"
            yield DemoGridUnit(street_code, street, "street", district_code, district.code)
            for c, community in enumerate(communities, 1):
                yield DemoGridUnit(
                    f"{street_code}{c:03d}", community, "community", street_code, district.code
                )


def _located(
    row: Mapping[str, str], districts: Mapping[str, District], cells: Mapping[tuple[str | None, str], str]
) -> Located:
    """Where a row of a table lies. Its community follows from its number in the table, or from its own name."""
    district = districts[row["district"]]
    communities = district.streets[row["street"]]
    order = int(row["code"][1:])
    community = row["name"] if row["name"] in communities else communities[order % len(communities)]
    return Located(
        code=row["code"],
        name=row["name"],
        short=row.get("short") or row["name"],
        variants=tuple(filter(None, row["variants"].split("|"))),
        district=district.code,
        district_name=district.name,
        street=row["street"],
        community=community,
        grid=cells[district.code, community],
        road=row["road"],
        number=row["number"],
    )


def _fields(located: Located) -> dict[str, Any]:
    return {name: getattr(located, name) for name in Located.__slots__}


def _enterprise(row: Mapping[str, str], located: Located) -> DemoEnterprise:
    return DemoEnterprise(
        **_fields(located),
        industry=Industry(row["industry"]),
        credit_code=credit_code(located.grid[:6], int(row["code"][1:])),
        nuisances=tuple(row["nuisances"].split("|")),
        notorious=int(row["notorious"]),
    )


def _place(row: Mapping[str, str], located: Located) -> DemoPlace:
    return DemoPlace(**_fields(located), kind=row["kind"], operator=row["operator"] or None)


def _homes(
    districts: Sequence[District], places: Sequence[DemoPlace], cells: Mapping[tuple[str | None, str], str]
) -> list[Home]:
    """The estates, and every community that is a village."""
    estates = [
        Home(place.name, place.district, place.street, place.grid, place.address + place.name, rural=False)
        for place in places
        if place.kind == "estate"
    ]
    villages = [
        Home(
            name, district.code, street, cells[district.code, name], district.name + street + name, rural=True
        )
        for district in districts
        for street, communities in district.streets.items()
        for name in communities
        if name.endswith("村")
    ]
    return estates + villages


def credit_code(area: str, serial: int) -> str:
    """统一社会信用代码 (GB 32100-2015) of a made-up organisation, in an area that no registry has."""
    body = f"91{area}MA9{serial:05d}X"
    total = sum(CREDIT_ALPHABET.index(mark) * pow(3, n, 31) for n, mark in enumerate(body))
    return body + CREDIT_ALPHABET[-total % 31]
