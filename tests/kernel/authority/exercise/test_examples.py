"""Each rule of ``law/national/exercise.yaml``: one question it lets through, one it refuses."""

import pytest
import yaml

from qiangzhen.kernel.authority import exercise as ex

from .county import RULES
from .examples import FOLDER, example_register

REGISTER = example_register()


def example(rule: ex.ExerciseRule) -> dict:
    told = yaml.load((FOLDER / f"{rule.number}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert told["rule"] == rule.number
    return told


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.number)
class TestRule:
    def test_lets_its_example_through(self, rule):
        permits = example(rule)["permits"]
        answer = ex.answer_form(permits["question"], register=REGISTER, rules=RULES)
        assert answer["answer"] == permits["expect"]["answer"] == "granted"

    def test_refuses_its_example_by_its_own_number(self, rule):
        refuses = example(rule)["refuses"]
        answer = ex.answer_form(refuses["question"], register=REGISTER, rules=RULES)
        assert answer["answer"] == refuses["expect"]["answer"] == "refused"
        assert [reason["code"] for reason in answer["reasons"]] == refuses["expect"]["codes"]
        assert [body["body"] for body in answer["competent"]] == refuses["expect"]["competent"]
        assert any(rule.number in reason["source"] for reason in answer["reasons"])
