from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from qiangzhen.kernel import papers
from qiangzhen.kernel.papers import _numbering, _words
from qiangzhen.kernel.papers._cleaning import clean, printed_span, simplified

FOLDER = Path(__file__).parents[3] / "law" / "national" / "papers"
SOURCE = "".join(path.read_text("utf-8") for path in Path(papers.__file__).parent.glob("*.py"))
DEBRIS = yaml.safe_load((FOLDER / "debris.yaml").read_text("utf-8"))["debris"]
SAID = yaml.safe_load((FOLDER / "findings.yaml").read_text("utf-8"))


class TestDebris:
    @pytest.mark.parametrize("row", DEBRIS, ids=lambda row: row["example"])
    def test_is_recognised_by_its_pattern(self, row):
        found = (
            _words.debris_of(row["example"])
            if row["where"] == "whole"
            else _words.debris_inside(row["example"])[0][0]
        )
        assert found == row["code"]

    @pytest.mark.parametrize(
        "line",
        [
            "对甲的处罚",
            "1",
            "一、行政许可",
            "序号",
            "《安全生产法》",
            "大",
            "2024年3月1日",
            "应急管理局",
            "备注",
            "首页设计服务许可",
        ],
    )
    def test_is_not_seen_in_what_a_list_says(self, line):
        assert _words.debris_of(line) in (None, "website" if line == "大" else None)

    @pytest.mark.parametrize("line", ["首页 " * 70, "打印" * 140 + "甲", "— " * 150, "a" * 299])
    def test_is_looked_for_in_a_moment_whatever_the_line(self, line):
        assert _words.debris_of(line) in (None, "website", "page_number", "table_rule")


class TestSentences:
    def test_exist_for_every_code_the_reader_utters(self):
        uttered = set(
            re.findall(r"(?:finding|note|refusal|_join)\(\s*(?:grid, row, cells, )?\"([a-z_0-9]+)\"", SOURCE)
        )
        known = {row["code"] for table in SAID.values() for row in table}
        assert len(uttered) > 40
        assert uttered <= known

    def test_are_uttered_somewhere(self):
        for row in [*SAID["findings"], *SAID["refusals"]]:
            assert f'"{row["code"]}"' in SOURCE or row["code"] in {debris["code"] for debris in DEBRIS}

    @pytest.mark.parametrize("row", [*SAID["findings"], *SAID["refusals"]], ids=lambda row: row["code"])
    def test_name_the_same_things_in_both_languages(self, row):
        assert set(re.findall(r"{(\w+)}", row["en"])) <= set(re.findall(r"{(\w+)}", row["zh"]))


class TestHeadings:
    @pytest.mark.parametrize(
        ("printed", "role"),
        [
            ("序号", "number"),
            ("權限名稱", "name"),
            ("设定依据（法律、法规）", "bases"),
            ("实 施\n部 门", "department"),
            ("备注", "further"),
        ],
    )
    def test_mean_a_field(self, printed, role):
        assert _words.heading_of(printed).role == role

    @pytest.mark.parametrize("printed", ["", "对甲的处罚", "一、指导思想", "依据" * 50])
    def test_unknown_mean_nothing(self, printed):
        assert _words.heading_of(printed) is None


class TestCleaning:
    @pytest.mark.parametrize(
        ("printed", "cleaned"),
        [
            ("\u3000应\u200b急 ", "应急"),
            ("安全\n生产", "安全生产"),
            ("A\r\n B", "A B"),
            ("应\u3000 急", "应 急"),
            ("\ufeff", ""),
        ],
    )
    def test_leaves_the_visible_text(self, printed, cleaned):
        assert clean(printed) == cleaned

    def test_counts_the_span_of_visible_characters(self):
        assert printed_span("\u3000\u200b应急\t") == (2, 4)
        assert printed_span("\u3000\n") == (0, 0)

    def test_keeps_the_length_of_simplified_text(self):
        assert simplified("權力下放於乾安縣") == "权力下放于乾安县"


class TestNumbers:
    @pytest.mark.parametrize("printed", ["1", "1.", "1、", "（3）", "3.2.1", "③", "十二", "（一）"])
    def test_are_recognised(self, printed):
        assert _numbering.looks_like_number(printed)

    @pytest.mark.parametrize("printed", ["", "甲", "2024年", "1.甲", "第1项"])
    def test_are_nothing_else(self, printed):
        assert not _numbering.looks_like_number(printed)
