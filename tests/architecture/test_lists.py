"""setup.cfg, uv.lock and the exported lists say the same; read here without uv, which need not be installed."""

import configparser
import re
import tomllib
from collections.abc import Iterable

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.tree import read

Hashes = dict[str, frozenset[str]]


def declared(config: str) -> set[tuple[str, str, str]]:
    """Name, version range and extra of each dependency in setup.cfg."""
    sections = configparser.ConfigParser()
    sections.read_string(config)
    lists = {"": sections["options"]["install_requires"], **sections["options.extras_require"]}
    lines = [
        (Requirement(line), extra) for extra, text in lists.items() for line in text.strip().splitlines()
    ]
    return {(canonicalize_name(item.name), str(item.specifier), extra) for item, extra in lines}


def as_locked(lock: dict) -> set[tuple[str, str, str]]:
    """The same triples as uv read them when it locked."""
    project = next(package for package in lock["package"] if package["name"] == "bihuan")
    rows = project["metadata"]["requires-dist"]
    extras = (re.search(r"extra == '(\w+)'", row.get("marker", "")) for row in rows)
    return {
        (
            row["name"],
            str(Requirement("x" + row.get("specifier", "")).specifier),
            extra.group(1) if extra else "",
        )
        for row, extra in zip(rows, extras, strict=True)
    }


def exported(text: str) -> Hashes:
    """`name==version` → its hashes, as a list for pip gives them."""
    blocks = re.split(r"\n(?=\S)", text.strip())
    return {block.split()[0]: frozenset(re.findall(r"--hash=(\S+)", block)) for block in blocks}


def reachable(lock: dict, extras: Iterable[str]) -> Hashes:
    """The same of all packages that the project and these extras lead to."""
    packages = {package["name"]: package for package in lock["package"]}
    ahead, seen = [("bihuan", extra) for extra in ("", *extras)], set()
    while ahead:
        name, extra = step = ahead.pop()
        if step in seen:
            continue
        seen.add(step)
        package = packages[name]
        next_ones = (
            package.get("optional-dependencies", {}).get(extra, [])
            if extra
            else package.get("dependencies", [])
        )
        ahead += [(one["name"], wanted) for one in next_ones for wanted in ("", *one.get("extra", ()))]
    found = [packages[name] for name, _ in seen if name != "bihuan"]
    return {f"{package['name']}=={package['version']}": _hashes(package) for package in found}


def _hashes(package: dict) -> frozenset[str]:
    files = [*package.get("wheels", ()), *([package["sdist"]] if "sdist" in package else ())]
    return frozenset(file["hash"] for file in files)


LOCK = tomllib.loads(read("uv.lock"))
MEND = "uv.lock or requirements/ is older than setup.cfg: run `make lock`"


def test_the_lock_was_made_from_these_dependencies():
    assert declared(read("setup.cfg")) == as_locked(LOCK), MEND


def test_a_changed_dependency_is_noticed():
    changed = read("setup.cfg").replace("transitions==0.9.3", "transitions==0.9.2")
    assert declared(changed) != as_locked(LOCK)


@pytest.mark.parametrize(("name", "extras"), [("runtime", ()), ("test", ("test",))])
def test_the_exported_list_is_the_lock(name, extras):
    assert exported(read(f"requirements/{name}.txt")) == reachable(LOCK, extras), MEND


def test_every_listed_package_comes_as_a_wheel_so_that_no_compiler_is_needed():
    packages = {package["name"]: package for package in LOCK["package"]}
    names = [pin.partition("==")[0] for pin in exported(read("requirements/runtime.txt"))]
    assert [name for name in names if not packages[name].get("wheels")] == []


def test_no_list_names_an_index():
    assert not any("index" in read(f"requirements/{name}.txt") for name in ("runtime", "test"))
