from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from qiangzhen.kernel.papers import as_form, read_list
from qiangzhen.kernel.statutes import load_statutes

from .list_files import GOLDEN, PUBLISHED

REGISTER = load_statutes(Path(__file__).parents[3] / "law")
ON = dt.date(2025, 6, 1)


class TestBasesCheckedAgainstTheRegister:
    def test_give_findings_on_the_row_with_their_rule_of_law(self):
        path = PUBLISHED / "000-erdao.txt"
        path = path if path.exists() else GOLDEN / "example-flattened.txt"
        rows = as_form(read_list(path=path, register=REGISTER, on=ON))["rows"]
        of_last = [found for found in rows[-1]["findings"] if found.get("rule")]
        assert any(
            found["severity"] in ("error", "warning") and found["rule"].startswith("QZ-YJ-")
            for found in of_last
        )
        assert all(found["field"] == "bases" and found["source"]["line"] for found in of_last)

    def test_are_not_judged_without_a_register(self):
        rows = read_list(path=GOLDEN / "example-flattened.txt").rows
        assert not [found for row in rows for found in row.findings if found.rule]

    def test_need_a_day_to_be_judged_on(self):
        with pytest.raises(TypeError, match="as of a day"):
            read_list(path=GOLDEN / "example-flattened.txt", register=REGISTER)
