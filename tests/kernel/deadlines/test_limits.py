"""The limits as rows of law: their units, their examples, and rows that cannot be."""

import datetime as dt
import shutil

import pytest

from qiangzhen.kernel import deadlines
from qiangzhen.kernel.deadlines import (
    PeriodOf,
    PrintedUnit,
    Unit,
    compute_deadline,
    compute_hour_deadline,
    load_time_limits,
)
from qiangzhen.kernel.lawdata import BrokenLawFile, Certainty, read_law_file

from .law import CALENDAR, LAW, LIMITS, read_event

COUNTING = {rule.number: rule for rule in LIMITS.counting_rules.values()}
GENERAL = {LIMITS.start_rule.number, LIMITS.moving_rule.number}
SIDES = ("permits", "refuses")


def example(number):
    return read_law_file(LAW / "examples" / f"{number}.yaml", {"type": "object"})


def check(limit, question, expect):
    """Ask the question of an example and compare the answer."""
    if limit.unit is Unit.HOUR:
        start_at, done_at = (dt.datetime.fromisoformat(question[key]) for key in ("start_at", "done_at"))
        answer = compute_hour_deadline(limit=limit, start_at=start_at)
        assert answer.due_at == dt.datetime.fromisoformat(expect["due_at"])
        assert answer.is_kept_by(done_at) == expect["in_time"]
        return
    answer = compute_deadline(
        limit=limit,
        start_on=dt.date.fromisoformat(question["start_on"]),
        calendar=CALENDAR,
        events=[read_event(row) for row in question.get("events", [])],
    )
    assert answer.due_on == dt.date.fromisoformat(expect["due_on"])
    assert answer.is_kept_by(dt.date.fromisoformat(question["done_on"])) == expect["in_time"]


class TestExamples:
    def test_exist_for_every_rule_and_for_nothing_else(self):
        written = {path.stem for path in (LAW / "examples").glob("QZ-SX-[0-9]*.yaml")}
        assert written == set(LIMITS.limits) | set(COUNTING) | GENERAL

    @pytest.mark.parametrize("number", sorted(LIMITS.limits))
    @pytest.mark.parametrize("side", SIDES)
    def test_of_a_limit_hold(self, number, side):
        given = example(number)
        assert given["rule"] == number
        assert given[side]["expect"]["in_time"] == (side == "permits")
        check(LIMITS.limits[number], given[side]["question"], given[side]["expect"])

    @pytest.mark.parametrize("number", sorted(GENERAL))
    @pytest.mark.parametrize("side", SIDES)
    def test_of_a_general_rule_hold(self, number, side):
        given = example(number)
        assert given["rule"] == number
        question = dict(given[side]["question"])
        check(LIMITS.limits[question.pop("limit")], question, given[side]["expect"])

    @pytest.mark.parametrize("number", sorted(COUNTING))
    @pytest.mark.parametrize("side", SIDES)
    def test_of_a_counting_rule_hold(self, number, side):
        given = example(number)
        assert given["rule"] == number
        question = given[side]["question"]
        unit = COUNTING[number].unit_of(
            length=question["length"],
            written=PrintedUnit(question["written"]),
            period_of=PeriodOf(question["period_of"]),
        )
        assert unit.value == given[side]["expect"]["unit"]
        assert (unit is Unit.WORKING_DAY) == (side == "permits")


class TestCountingRules:
    @pytest.mark.parametrize(
        ("statute", "working"),
        [
            ("中华人民共和国行政处罚法", {2, 3, 5, 7}),
            ("中华人民共和国行政许可法", set(range(1, 100))),
            ("中华人民共和国行政强制法", set(range(1, 11))),
            ("中华人民共和国行政复议法", {3, 5, 7, 10}),
            ("中华人民共和国行政诉讼法", set()),
            ("信访工作条例", set()),
            ("中华人民共和国政府信息公开条例", set()),
            ("行政执法机关移送涉嫌犯罪案件的规定", set()),
        ],
    )
    def test_say_which_periods_of_an_organ_are_working_days(self, statute, working):
        rule = LIMITS.counting_rules[statute]
        units = {
            length: rule.unit_of(length=length, written=PrintedUnit.DAY, period_of=PeriodOf.ORGAN)
            for length in range(1, 100)
        }
        assert {length for length, unit in units.items() if unit is Unit.WORKING_DAY} == working

    def test_take_an_applicants_days_of_the_licensing_law_as_calendar_days(self):
        rule = LIMITS.counting_rules["中华人民共和国行政许可法"]
        unit = rule.unit_of(length=30, written=PrintedUnit.DAY, period_of=PeriodOf.PARTY)
        assert unit is Unit.CALENDAR_DAY

    def test_give_the_unit_of_every_limit_that_is_no_judgement(self):
        judged = [limit.number for limit in LIMITS.limits.values() if limit.reading is not None]
        assert judged == ["QZ-SX-206"]
        for limit in LIMITS.limits.values():
            if limit.reading is None:
                assert limit.unit is limit.counting.unit_of(
                    length=limit.length, written=limit.written, period_of=limit.period_of
                )

    def test_are_those_of_the_limits_own_statute(self):
        assert all(limit.source.law == limit.counting.statute for limit in LIMITS.limits.values())


class TestTimeLimits:
    def test_stand_on_an_article_each(self):
        assert all(limit.source.article for limit in LIMITS.limits.values())

    def test_say_which_were_not_verified(self):
        doubtful = {n for n, limit in LIMITS.limits.items() if limit.certainty is not Certainty.VERIFIED}
        assert doubtful == {"QZ-SX-206", "QZ-SX-212", "QZ-SX-701"}

    def test_let_only_those_be_extended_that_the_law_lets(self):
        extensible = {
            number: limit.extension.length for number, limit in LIMITS.limits.items() if limit.extension
        }
        assert extensible == {
            "QZ-SX-202": 10,
            "QZ-SX-203": 15,
            "QZ-SX-302": 30,
            "QZ-SX-304": 30,
            "QZ-SX-414": 30,
            "QZ-SX-503": 20,
            "QZ-SX-605": 30,
        }


class TestLoadTimeLimits:
    @pytest.mark.parametrize(
        ("file", "old", "new", "field"),
        [
            ("penalty.yaml", "unit: calendar_day", "unit: working_day", "limits[4].unit"),
            ("penalty.yaml", "number: QZ-SX-102", "number: QZ-SX-101", "limits[1].number"),
            ("penalty.yaml", "counted_by: 中华人民共和国行政处罚法", "counted_by: 某法", "counted_by"),
            ("penalty.yaml", "last_day: stays", "last_day: jumps", "limits[0].last_day"),
            (
                "penalty.yaml",
                "in_force_from: 2021-07-15",
                "in_force_from: 2021-02-30",
                "limits[0].in_force_from",
            ),
            ("licensing.yaml", "certainty: unverified", "certainty: verified", "limits[5].certainty"),
            ("counts.yaml", "{organ_periods: true}", "{organ_periods: false}", "statutes[1].working_days"),
            ("coercion.yaml", "sense: within", "sense: ahead", "limits[0].unit"),
            ("review.yaml", "    period_of: party", "    of: party", "limits[0].of"),
        ],
    )
    def test_refuses_a_broken_row_with_file_line_and_field(self, tmp_path, file, old, new, field):
        folder = tmp_path / "national" / "time_limits"
        shutil.copytree(LAW / "national" / "time_limits", folder)
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(BrokenLawFile) as caught:
            load_time_limits(tmp_path)
        problems = {problem.field: problem for problem in caught.value.problems}
        assert problems[field].file.endswith(file)
        assert problems[field].line > 1


class TestPackage:
    def test_shows_exactly_its_public_face(self):
        assert sorted(deadlines.__all__) == deadlines.__all__
        assert all(hasattr(deadlines, name) for name in deadlines.__all__)
