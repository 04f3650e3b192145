"""Every rule under law/ can be found by its number and by the article it rests on."""

from __future__ import annotations

from pathlib import Path

import pytest

from qiangzhen.kernel.lawdata import BrokenLawFile
from qiangzhen.kernel.statutes import StatuteRegister, UnknownRule, article_key, load_rules

ROW = """\
rules:
  - number: QZ-XF-001
    source: {law: 中华人民共和国行政处罚法, article: "24", paragraph: 1}
    in_force_from: 2021-07-15
    in_force_to: null
    certainty: verified
    says: {zh: 甲, en: one}
    days: 3
"""
EXAMPLE = "rule: QZ-XF-001\npermits: {question: 1, expect: 2}\nrefuses: {question: 3, expect: 4}\n"


def law(tmp_path: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path


class TestLoadRules:
    def test_reads_head_place_and_examples(self, tmp_path: Path) -> None:
        rules = load_rules(law(tmp_path, {"national/a.yaml": ROW, "examples/QZ-XF-001.yaml": EXAMPLE}))
        rule = rules.get("QZ-XF-001")
        assert (rule.layer, rule.file, rule.line, rule.says.en) == ("national", "national/a.yaml", 2, "one")
        assert rule.example is not None
        assert rule.example.refuses.question == 3
        assert rules.problems() == ()

    def test_finds_rows_of_packs_however_deep(self, tmp_path: Path) -> None:
        nested = "deep:\n  - er:\n" + "".join(f"    {line}\n" for line in ROW.splitlines())
        nested = nested.replace("QZ-XF-001", "QZ-XF-JL-001")
        rules = load_rules(law(tmp_path, {"packs/003-jilin/a.yaml": nested}))
        assert [(rule.number, rule.layer) for rule in rules.rules] == [("QZ-XF-JL-001", "003-jilin")]

    @pytest.mark.parametrize(
        ("right", "wrong", "field"),
        [
            ("certainty: verified", "certainty: sure", "certainty"),
            ("in_force_from: 2021-07-15", "in_force_from: 2015-02-30", "in_force_from"),
            ("    says: {zh: 甲, en: one}\n", "", "says"),
            ('article: "24"', 'article: "第24条"', "source"),
            ("QZ-XF-001", "QZ-XF-1", "number"),
        ],
    )
    def test_names_file_line_and_field_of_a_fault(
        self, tmp_path: Path, right: str, wrong: str, field: str
    ) -> None:
        with pytest.raises(BrokenLawFile) as caught:
            load_rules(law(tmp_path, {"national/a.yaml": ROW.replace(right, wrong)}))
        problem = caught.value.problems[0]
        assert (problem.file, problem.line) == ("national/a.yaml", 2)
        assert field in f"{problem.field} {problem.message}"

    def test_names_the_line_of_what_is_not_yaml(self, tmp_path: Path) -> None:
        with pytest.raises(BrokenLawFile) as caught:
            load_rules(law(tmp_path, {"national/a.yaml": "a: 1\nb: [1\n"}))
        assert caught.value.problems[0].line == 3

    def test_refuses_an_unknown_number(self, tmp_path: Path) -> None:
        with pytest.raises(UnknownRule, match="QZ-XF-009"):
            load_rules(law(tmp_path, {"national/a.yaml": ROW})).get("QZ-XF-009")


class TestProblems:
    def test_list_a_rule_without_examples(self, tmp_path: Path) -> None:
        (problem,) = load_rules(law(tmp_path, {"national/a.yaml": ROW})).problems()
        assert "has no examples" in problem.message

    def test_list_a_number_used_twice(self, tmp_path: Path) -> None:
        files = {"national/a.yaml": ROW, "national/b.yaml": ROW, "examples/QZ-XF-001.yaml": EXAMPLE}
        (problem,) = load_rules(law(tmp_path, files)).problems()
        assert (problem.file, problem.line) == ("national/b.yaml", 2)
        assert "already used in national/a.yaml, line 2" in problem.message

    def test_list_examples_of_no_rule(self, tmp_path: Path) -> None:
        (problem,) = load_rules(law(tmp_path, {"examples/QZ-XF-001.yaml": EXAMPLE})).problems()
        assert problem.message == "there is no rule QZ-XF-001"


class TestRestingOn:
    def test_finds_the_rules_of_an_article_by_any_name_of_the_law(
        self, tmp_path: Path, register: StatuteRegister
    ) -> None:
        rules = load_rules(law(tmp_path, {"national/a.yaml": ROW}), register=register)
        found = rules.resting_on(article_key("处罚法", "24", register=register))
        assert [rule.number for rule in found] == ["QZ-XF-001"]
        assert rules.resting_on(article_key("行政处罚法", "25")) == ()


class TestOfDocument:
    def test_finds_the_rules_of_a_policy_document(self, tmp_path: Path) -> None:
        row = ROW.replace(
            '{law: 中华人民共和国行政处罚法, article: "24", paragraph: 1}',
            "{document: 002-handover, clause: '14'}",
        )
        rules = load_rules(law(tmp_path, {"national/a.yaml": row}))
        assert [str(rule.source) for rule in rules.of_document("002-handover")] == ["002-handover 14"]
