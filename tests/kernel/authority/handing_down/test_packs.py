"""Packs: the chain of layers, what they carry, and what is refused with file, line and field."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from qiangzhen.kernel.authority.handing_down import Packs, answer_form, load_packs
from qiangzhen.kernel.lawdata import BrokenLawFile
from tests.kernel.authority.handing_down.conftest import LAW
from tests.kernel.authority.handing_down.forms import codes, form, outcomes

PACK = """pack: {name}
code: {code}
level: {level}
above: {above}
demonstration: true
title: {{zh: 试验, en: trial}}
"""
RULES = """rules:
  - number: {number}
    source: {{document: trial, clause: "1"}}
    in_force_from: 2020-01-01
    in_force_to: null
    certainty: unverified
    modes: [entrustment]
    effect: {effect}
    when: {when}
    says: {{zh: 强制措施可以委托。, en: Coercive measures may be entrusted.}}
"""
ALWAYS = "{always: true}"


@pytest.fixture
def law(tmp_path: Path) -> Path:
    """A copy of what handing down reads, to be broken."""
    shutil.copytree(LAW / "national" / "handing_down", tmp_path / "national" / "handing_down")
    shutil.copytree(LAW / "packs", tmp_path / "packs")
    return tmp_path


@pytest.fixture
def add(law: Path) -> Callable[..., None]:
    """Add a pack to the copy."""

    def add(
        name: str, *, code: str = "TT", level: str = "county", above: str = "national", rules: str = ""
    ) -> None:
        folder = law / "packs" / name
        folder.mkdir()
        text = PACK.format(name=name, code=code, level=level, above=above)
        (folder / "pack.yaml").write_text(text, encoding="utf-8")
        if rules:
            (folder / "handing_down.yaml").write_text(rules, encoding="utf-8")

    return add


def problems(law: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(BrokenLawFile) as broken:
        load_packs(law)
    return [("/".join(Path(p.file).parts[-2:]), p.line, p.field) for p in broken.value.problems]


class TestThePacks:
    def test_stand_on_the_layers_above_them(self, packs: Packs) -> None:
        chains = {name: [layer.name for layer in pack.layers] for name, pack in packs.items()}
        assert chains == {
            "national": ["national"],
            "000-erdao": ["national", "003-jilin", "000-erdao"],
            "001-hunan": ["national", "001-hunan"],
            "002-handover": ["national", "002-handover"],
            "003-jilin": ["national", "003-jilin"],
            "004-lianyungang": ["national", "004-lianyungang"],
            "example": ["national", "003-jilin", "example"],
        }
        assert [name for name, pack in packs.items() if pack.demonstration] == ["example"]

    def test_carry_every_prohibition_of_the_documents_once_each(self, packs: Packs) -> None:
        found = {prohibition.code for pack in packs.values() for prohibition in pack.prohibitions}
        assert found == {f"P{number}" for number in range(1, 15)}

    def test_know_the_five_ways_with_cases_in_flight(self, packs: Packs) -> None:
        assert len(packs.floor.handover_rules) == 5
        assert packs["002-handover"].handover_rule() is None


class TestAPackThatPermitsWhatTheFloorForbids:
    def test_leaves_it_forbidden_and_is_found_in_conflict(self, law: Path, add: Callable[..., None]) -> None:
        add("trial", rules=RULES.format(number="QZ-XF-TT-001", effect="permit", when=ALWAYS))
        answer = answer_form(form(pack="trial", matter__kind="coercive_measure"), load_packs(law))
        assert outcomes(answer)["entrustment"] == "forbid"
        conflict = next(f for f in answer["findings"] if f["code"] == "superior_law_conflict")
        assert conflict["rules"] == ["QZ-XF-TT-001", "QZ-XF-040"]
        assert "强制措施可以委托" in conflict["text"]
        assert "行政强制措施权不得委托" in conflict["text"]

    def test_is_not_in_conflict_where_only_the_case_falls_short(
        self, law: Path, add: Callable[..., None]
    ) -> None:
        add("trial", rules=RULES.format(number="QZ-XF-TT-001", effect="permit", when=ALWAYS))
        question = form(pack="trial", receiver__certified_officers=1)
        answer = answer_form(question, load_packs(law))
        assert outcomes(answer)["entrustment"] == "forbid"
        assert "superior_law_conflict" not in codes(answer)

    def test_opens_nothing_that_a_province_closed(self, law: Path, add: Callable[..., None]) -> None:
        closing = RULES.format(number="QZ-XF-PV-001", effect="forbid", when=ALWAYS)
        add("province", code="PV", level="province", rules=closing)
        opening = RULES.format(number="QZ-XF-TT-001", effect="permit", when=ALWAYS)
        add("trial", above="province", rules=opening)
        answer = answer_form(form(pack="trial"), load_packs(law))
        assert outcomes(answer)["entrustment"] == "forbid"
        conflict = next(f for f in answer["findings"] if f["code"] == "superior_law_conflict")
        assert conflict["rules"] == ["QZ-XF-TT-001", "QZ-XF-PV-001"]


class TestABrokenPackIsRefused:
    def test_when_its_chain_comes_back_to_itself(self, law: Path, add: Callable[..., None]) -> None:
        add("one", code="AA", level="county", above="two")
        add("two", code="BB", level="city", above="one")
        assert problems(law) == [("one/pack.yaml", 4, "above"), ("two/pack.yaml", 4, "above")]

    def test_when_it_stands_under_itself(self, law: Path, add: Callable[..., None]) -> None:
        add("one", above="one")
        assert problems(law) == [("one/pack.yaml", 4, "above")]

    def test_when_nobody_knows_the_pack_above(self, law: Path, add: Callable[..., None]) -> None:
        add("one", above="atlantis")
        assert problems(law) == [("one/pack.yaml", 4, "above")]

    def test_when_it_has_nothing_above(self, law: Path, add: Callable[..., None]) -> None:
        add("one", above="null")
        assert problems(law) == [("one/pack.yaml", 4, "above")]

    def test_when_it_stands_under_its_own_level(self, law: Path, add: Callable[..., None]) -> None:
        add("one", level="province", above="003-jilin")
        assert problems(law) == [("one/pack.yaml", 4, "above")]

    def test_when_its_folder_has_another_name(self, law: Path, add: Callable[..., None]) -> None:
        add("one")
        (law / "packs" / "one").rename(law / "packs" / "other")
        assert ("other/pack.yaml", 1, "pack") in problems(law)

    def test_when_its_code_is_taken(self, law: Path, add: Callable[..., None]) -> None:
        add("one", code="JL")
        assert problems(law) == [("one/pack.yaml", 2, "code")]

    def test_when_a_rule_bears_another_packs_number(self, law: Path, add: Callable[..., None]) -> None:
        add("one", rules=RULES.format(number="QZ-XF-JL-001", effect="forbid", when=ALWAYS))
        assert ("one/handing_down.yaml", 2, "rules[0].number") in problems(law)

    def test_when_a_rule_bears_a_national_number(self, law: Path, add: Callable[..., None]) -> None:
        add("one", rules=RULES.format(number="QZ-XF-900", effect="forbid", when=ALWAYS))
        assert problems(law) == [("one/handing_down.yaml", 2, "rules[0].number")]

    @pytest.mark.parametrize(
        "when",
        [
            "{script: 'import os'}",
            "{fact: matter.colour, is: true}",
            "{fact: matter.kind, in: [tax]}",
            "{fact: receiver.certified_officers, at_least: 0}",
            "{all: []}",
            "{basis: {colour: red}}",
        ],
    )
    def test_when_a_condition_is_outside_the_vocabulary(
        self, law: Path, add: Callable[..., None], when: str
    ) -> None:
        add("one", rules=RULES.format(number="QZ-XF-TT-001", effect="forbid", when=when))
        assert {(file, line) for file, line, _ in problems(law)} == {("one/handing_down.yaml", 9)}

    def test_when_it_wants_the_last_word(self, law: Path, add: Callable[..., None]) -> None:
        add("one", rules=RULES.format(number="QZ-XF-TT-001", effect="otherwise", when=ALWAYS))
        assert problems(law) == [("one/handing_down.yaml", 8, "rules[0].effect")]

    def test_when_a_field_is_missing_or_unknown(self, law: Path, add: Callable[..., None]) -> None:
        add("one")
        path = law / "packs" / "one" / "pack.yaml"
        path.write_text(
            path.read_text(encoding="utf-8").replace("level: county", "colour: red"), encoding="utf-8"
        )
        assert problems(law) == [("one/pack.yaml", 1, "(file)"), ("one/pack.yaml", 3, "colour")]

    def test_when_it_names_a_handover_rule_nobody_wrote(self, law: Path, add: Callable[..., None]) -> None:
        add("one")
        with (law / "packs" / "one" / "pack.yaml").open("a", encoding="utf-8") as file:
            file.write("handover_rule: somehow\n")
        assert problems(law) == [("one/pack.yaml", 7, "handover_rule")]
