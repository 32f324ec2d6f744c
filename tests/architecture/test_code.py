import pytest

from tests.architecture.code_rules import RULES, functions, parsed
from tests.architecture.tree import ROOMS, python_files, read

# A migration is written once, by a machine, and never read as a program.
GENERATED = "migrations/versions/"
P95_LINES = 40


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_code_keeps_the_rule(rule):
    files = [path for path in python_files(*rule.rooms) if not path.startswith((GENERATED, *rule.exempt))]
    assert files
    faults = [fault for path in files for fault in rule.faults(read(path), path)]
    assert not faults, "\n".join(faults)


def samples(kind):
    """Each rule with each of its samples, named by the sample's first line."""
    pairs = [(rule, sample) for rule in RULES for sample in getattr(rule, kind)]
    return [pytest.param(rule, sample, id=f"{rule.find.__name__}: {sample[:30]!r}") for rule, sample in pairs]


@pytest.mark.parametrize(("rule", "sample"), samples("refuses"))
def test_the_rule_refuses_its_bad_sample(rule, sample):
    assert rule.faults(sample)


@pytest.mark.parametrize(("rule", "sample"), samples("passes"))
def test_the_rule_lets_its_good_sample_pass(rule, sample):
    assert rule.faults(sample) == []


def test_nineteen_of_twenty_functions_stay_within_forty_lines():
    files = [path for path in python_files(*ROOMS) if not path.startswith(GENERATED)]
    lengths = sorted(length for path in files for _, length in functions(parsed(read(path))))
    assert lengths[len(lengths) * 95 // 100] <= P95_LINES
