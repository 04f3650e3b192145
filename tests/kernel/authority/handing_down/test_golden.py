"""Every kind of power, to every kind of receiver, in every mode, against tables written down from the statutes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.kernel.authority.handing_down.forms import MODES, WORLDS, form, outcomes

GOLDEN = Path(__file__).parents[4] / "tests" / "golden" / "ways_down" / "national.yaml"
LETTERS = {"P": "permit", "C": "conditional", "F": "forbid"}
TABLES = yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))["tables"]
CASES = [
    pytest.param(table["world"], kind, receiver, row["cell"], id=f"{table['world']}-{kind}-{receiver}")
    for table in TABLES
    for row in table["rows"]
    for kind in row["kinds"]
    for receiver in row["receivers"]
]


class TestTheTables:
    @pytest.mark.parametrize(("world", "kind", "receiver", "cell"), CASES)
    def test_agree_with_the_answer(self, ask: Any, world: str, kind: str, receiver: str, cell: str) -> None:
        answer = ask(form(matter__kind=kind, receiver__kind=receiver, **WORLDS[world]))
        expected = dict(zip(MODES, (LETTERS[letter] for letter in cell.split()), strict=True))
        assert outcomes(answer) == expected

    def test_cover_every_kind_to_every_receiver_when_all_is_in_order(self) -> None:
        covered = [case.id for case in CASES if str(case.id).startswith("in_order-")]
        assert len(covered) == len(set(covered)) == 12 * 7
