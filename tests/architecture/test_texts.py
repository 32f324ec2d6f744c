import pytest

from tests.architecture.text_rules import TEXT_RULES
from tests.architecture.tree import read, text_files


@pytest.mark.parametrize("rule", TEXT_RULES, ids=lambda rule: rule.name)
def test_every_text_keeps_the_rule(rule):
    files = [path for path in text_files() if rule.holds_for(path)]
    faults = [f"{path}: {fault}" for path in files for fault in rule.find(read(path))]
    assert not faults, f"{rule.name}:\n" + "\n".join(faults)


@pytest.mark.parametrize(
    ("rule", "sample"), [(rule, sample) for rule in TEXT_RULES for sample in rule.refuses]
)
def test_the_rule_refuses_its_bad_sample(rule, sample):
    assert rule.find(sample)


@pytest.mark.parametrize(
    ("rule", "sample"), [(rule, sample) for rule in TEXT_RULES for sample in rule.passes]
)
def test_the_rule_lets_its_good_sample_pass(rule, sample):
    assert rule.find(sample) == []
