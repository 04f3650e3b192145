"""Every rule of handing down has an example that permits and one that refuses, and each comes out as written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from qiangzhen.kernel.authority.handing_down import Packs, answer_schema, load_packs, question_schema
from tests.kernel.authority.handing_down.conftest import LAW

EXAMPLES = LAW / "examples"
NUMBERS = sorted(rule.number for rule in load_packs(LAW).rules)
SIDES = ("permits", "refuses")


def read_example(number: str) -> dict[str, Any]:
    example: dict[str, Any] = yaml.safe_load((EXAMPLES / f"{number}.yaml").read_text(encoding="utf-8"))
    return example


def shows(answer: dict[str, Any], mode: str, number: str) -> bool:
    """Say whether a mode's answer names the rule, in itself or in a finding about it."""
    parts = ("reasons", "conditions", "papers", "publication", "filing", "reviewers")
    way = answer["ways"][mode]
    return any(row.get("rule") == number for part in parts for row in way[part]) or any(
        number in finding["rules"] and mode in finding["modes"] for finding in answer["findings"]
    )


class TestTheExamplesOf:
    @pytest.mark.parametrize("number", NUMBERS)
    def test_a_rule_come_out_as_written(self, ask: Any, number: str) -> None:
        example = read_example(number)
        assert example["rule"] == number
        shown = set()
        for side in SIDES:
            expect = example[side]["expect"]
            answer = ask(example[side]["question"])
            assert answer["ways"][expect["mode"]]["outcome"] == expect["outcome"], side
            assert shows(answer, expect["mode"], number) is expect["rule_shown"], side
            shown.add(expect["rule_shown"])
        assert shown == {True, False}, "one side has to show the rule, the other to do without it"

    def test_no_rule_are_left_over(self) -> None:
        written = {path.stem for path in EXAMPLES.glob("QZ-XF-*.yaml")}
        assert written == set(NUMBERS)


class TestEveryRule:
    def test_is_dated_sourced_and_said_in_two_languages(self, packs: Packs) -> None:
        for rule in packs.rules:
            assert rule.source.law or rule.source.document, rule.number
            assert rule.in_force_to is None or rule.in_force_from < rule.in_force_to, rule.number
            assert rule.says.zh.endswith("。"), rule.number
            assert rule.says.en.endswith("."), rule.number

    def test_that_cites_a_law_has_its_article_and_an_english_title(self, packs: Packs) -> None:
        for rule in packs.rules:
            if rule.source.law:
                assert rule.source.article, rule.number
                assert rule.source.law in packs.floor.law_titles, rule.number


class TestTheSchemas:
    def test_fit_every_example_and_its_answer(self, ask: Any) -> None:
        question = jsonschema.Draft202012Validator(question_schema())
        answer = jsonschema.Draft202012Validator(answer_schema())
        for path in sorted(Path(EXAMPLES).glob("QZ-XF-*.yaml")):
            for side in SIDES:
                form = read_example(path.stem)[side]["question"]
                question.validate(form)
                answer.validate(ask(form))
