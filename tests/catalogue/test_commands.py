"""``read-list`` and ``law`` answer in their fixed form, and say plainly what is wrong."""

import io
import json
from pathlib import Path

import jsonschema
import pytest
from django.core.management import CommandError, call_command

from qiangzhen.catalogue import actions
from qiangzhen.kernel.papers import FORM_SCHEMA
from tests.catalogue import lists
from tests.conftest import NOON

FIRST_LIST = Path(__file__).parents[2] / "demonstration" / "lists" / "first-list.txt"


def run(*words, **options):
    out = io.StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue()


class TestReadList:
    def test_prints_the_fixed_form(self):
        form = json.loads(run("read_list", str(FIRST_LIST), "--json"))
        jsonschema.validate(form, FORM_SCHEMA)
        assert [row["number"] for row in form["rows"]] == ["1", "2", "3", "4", "5"]
        assert form["rows"][0]["bases"][0]["amendments"][0] == {"on": "2013-08-29", "number": "63"}

    def test_prints_a_table_for_people(self):
        printed = run("read_list", str(FIRST_LIST))
        assert "5 rows" in printed
        assert "对违反工贸企业有限空间作业规定的处罚" in printed

    def test_finds_the_bodies_of_a_county(self, county):
        lists.emergency_bureau()
        assert "应急（长春市二道区应急管理局）" in run("read_list", str(FIRST_LIST), "--county", county.code)

    def test_ends_with_2_and_a_sentence_on_what_cannot_be_read(self, tmp_path):
        broken = tmp_path / "清单.xlsx"
        broken.write_bytes(b"PK\x03\x04 cut short")
        errors = io.StringIO()
        with pytest.raises(SystemExit) as end:
            call_command("read_list", str(broken), "--json", stdout=io.StringIO(), stderr=errors)
        assert end.value.code == 2
        assert "损坏" in errors.getvalue()


class TestLaw:
    @pytest.mark.parametrize("what", ["行政处罚法:24", "《中华人民共和国行政处罚法》第二十四条"])
    def test_prints_the_rules_resting_on_an_article(self, what):
        assert "QZ-XF-060" in run("law", what)

    def test_prints_a_rule_with_its_tests(self):
        printed = run("law", "QZ-YJ-001")
        assert "第三十八条" in printed
        assert "permits:" in printed
        assert "refuses:" in printed

    def test_prints_the_powers_of_a_county(self, county, reform_clerk):
        draft = lists.draft(holder=lists.emergency_bureau())
        actions.enter_power(actor=reform_clerk, at=NOON, draft=draft)
        assert draft.code in run("law", "安全生产法:102", "--county", county.code)

    @pytest.mark.parametrize(
        ("what", "words"), [("QZ-YJ-999", "there is no rule"), ("行政处罚", "did you mean")]
    )
    def test_says_what_it_does_not_know(self, what, words):
        with pytest.raises(CommandError, match=words):
            run("law", what)
