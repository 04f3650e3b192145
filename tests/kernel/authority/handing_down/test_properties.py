"""What holds for every question: lower layers only narrow, and what is not known never permits."""

from __future__ import annotations

from typing import Any

import jsonschema
from hypothesis import given, settings

from qiangzhen.kernel.authority.handing_down import (
    answer_form,
    answer_schema,
    load_packs,
    question_schema,
    read_question,
)
from qiangzhen.kernel.authority.handing_down._unknowns import suppositions
from qiangzhen.kernel.authority.handing_down._weighing import outcomes
from tests.kernel.authority.handing_down.conftest import LAW
from tests.kernel.authority.handing_down.strategies import forms

PACKS = load_packs(LAW)
BELOW = [name for name, pack in PACKS.items() if pack.above]
ANSWER = jsonschema.Draft202012Validator(answer_schema())
QUESTION = jsonschema.Draft202012Validator(question_schema())
HOW_FREE = {"forbid": 0, "conditional": 1, "permit": 2}


class TestALowerLayer:
    @settings(max_examples=300, deadline=None)
    @given(form=forms(BELOW))
    def test_is_never_freer_than_the_one_above(self, form: dict[str, Any]) -> None:
        question, pack, _ = read_question(form, PACKS)
        assert pack.above
        below, above = outcomes(question=question, pack=pack), outcomes(question=question, pack=pack.above)
        for mode, outcome in below.items():
            assert HOW_FREE[outcome.value] <= HOW_FREE[above[mode].value], mode


class TestWhatIsNotKnown:
    @settings(max_examples=300, deadline=None)
    @given(form=forms(list(PACKS)))
    def test_once_known_overturns_neither_a_permit_nor_a_prohibition(self, form: dict[str, Any]) -> None:
        question, pack, _ = read_question(form, PACKS)
        before = outcomes(question=question, pack=pack)
        for field, value, supposed in suppositions(question):
            after = outcomes(question=supposed, pack=pack)
            for mode, outcome in before.items():
                assert outcome.value == "conditional" or after[mode] is outcome, (field, value, mode)

    @settings(max_examples=100, deadline=None)
    @given(form=forms(list(PACKS)))
    def test_is_listed_with_every_outcome_it_would_change(self, form: dict[str, Any]) -> None:
        question, pack, _ = read_question(form, PACKS)
        before = outcomes(question=question, pack=pack)
        expected = {
            (field, repr(value), mode.value, outcome.value)
            for field, value, supposed in suppositions(question)
            for mode, outcome in outcomes(question=supposed, pack=pack).items()
            if outcome is not before[mode]
        }
        found = {
            (unknown["field"], repr(change["if"]), change["mode"], change["outcome"])
            for unknown in answer_form(form, PACKS)["unknown"]
            for change in unknown["would_change"]
        }
        assert found == expected


class TestEveryAnswer:
    @settings(max_examples=100, deadline=None)
    @given(form=forms(list(PACKS)))
    def test_fits_its_schema_and_gives_its_reasons(self, form: dict[str, Any]) -> None:
        QUESTION.validate(form)
        for language in ("zh", "en"):
            answer = answer_form(form, PACKS, language=language)
            ANSWER.validate(answer)
            for way in answer["ways"].values():
                assert way["reasons"]
                assert bool(way["conditions"]) == (way["outcome"] == "conditional")
                assert bool(way["remedies"]) == (way["outcome"] == "forbid")
