import datetime as dt
from pathlib import Path

import pytest

from qiangzhen.kernel.authority import exercise as ex
from qiangzhen.kernel.authority._vocabulary import Mode
from qiangzhen.kernel.lawdata import BrokenLawFile
from qiangzhen.kernel.statutes import PowerKind

from .county import RULES

FILE = Path(__file__).parents[4] / "law" / "national" / "exercise.yaml"


def broken(tmp_path: Path, old: str, new: str) -> str:
    """Return what is said about the file with one thing changed in it."""
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "exercise.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BrokenLawFile) as error:
        ex.read_exercise_rules(path)
    return str(error.value)


class TestReadExerciseRules:
    def test_gives_each_rule_a_number_of_its_own(self):
        numbers = [rule.number for rule in RULES.rules]
        assert len(set(numbers)) == len(numbers)

    def test_refuses_a_sentence_with_a_blank_that_nothing_fills(self, tmp_path):
        said = broken(tmp_path, "{body}没有“{power}”的行使权", "{nobody}没有“{power}”的行使权")
        assert "rules QZ-XS-010.zh: unknown blank {nobody}" in said

    def test_refuses_a_reason_without_a_rule_for_every_case(self, tmp_path):
        said = broken(tmp_path, "    reason: suspended\n", "    reason: suspended\n    modes: [return]\n")
        assert "no rule for suspended speaks of every case and day" in said

    def test_refuses_an_unknown_reason_naming_the_line(self, tmp_path):
        assert "rules[0].reason" in broken(tmp_path, "reason: unknown_county", "reason: unknown_country")

    def test_refuses_a_missing_phrase(self, tmp_path):
        assert "phrases" in broken(tmp_path, "  no_basis:", "  basis_of_nothing:")


class TestRuleFor:
    def test_cites_the_particular_before_the_general(self):
        code = ex.ReasonCode.NOT_PUBLISHED
        on = dt.date(2026, 1, 1)
        particular = RULES.rule_for(code, mode=Mode.CONFERRAL, kind=PowerKind.PENALTY, on=on)
        general = RULES.rule_for(code, mode=Mode.RETURN, kind=PowerKind.PENALTY, on=on)
        assert (particular.source.article, general.source.document) == ("24", "002-handover")

    def test_cites_no_law_before_it_was_in_force(self):
        code = ex.ReasonCode.NOT_PUBLISHED
        rule = RULES.rule_for(code, mode=Mode.CONFERRAL, kind=PowerKind.PENALTY, on=dt.date(2021, 7, 14))
        assert rule.source.document == "002-handover"
