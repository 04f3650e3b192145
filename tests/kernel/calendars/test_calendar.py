"""Working days in China: known from notices, provisional beyond them."""

import datetime as dt
import shutil
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiangzhen.kernel import calendars
from qiangzhen.kernel.calendars import OutsideCalendar, load_calendar, load_calendar_rules
from qiangzhen.kernel.lawdata import BrokenLawFile, Certainty, read_law_file

LAW = Path(__file__).parents[3] / "law"
CALENDAR = load_calendar(LAW)
LAST_PUBLISHED = dt.date(CALENDAR.last_published_year, 12, 31)
ONE_DAY = dt.timedelta(days=1)
PUBLISHED_DAYS = st.dates(dt.date(2004, 1, 1), LAST_PUBLISHED)
NOTICE_2027 = """\
year: 2027
source: {law: 国务院办公厅关于2027年部分节假日安排的通知}
certainty: unverified
holidays:
  - {name: {zh: 元旦, en: New Year's Day}, first_on: 2026-12-31, last_on: 2027-01-02}
  - {name: {zh: 春节, en: Spring Festival}, first_on: 2027-02-05, last_on: 2027-02-11}
make_up_days: [2027-01-03, 2027-02-14]
"""


def law_with(folder, **files):
    """Lay a copy of the calendar's law under ``folder``, with some files added or replaced."""
    target = folder / "national" / "calendars"
    shutil.copytree(LAW / "national" / "calendars", target)
    for name, text in files.items():
        (target / f"{name.lstrip('_')}.yaml").write_text(text, encoding="utf-8")
    return folder


class TestIsWorkingDay:
    def test_agrees_with_the_public_record_on_every_published_day(self):
        days = [
            dt.date(2004, 1, 1) + n * ONE_DAY for n in range((dt.date(2027, 1, 1) - dt.date(2004, 1, 1)).days)
        ]
        assert len(days) > 8_000
        assert not [on for on in days if CALENDAR.is_working_day(on).value != chinese_calendar.is_workday(on)]

    @given(on=PUBLISHED_DAYS)
    def test_is_final_in_a_published_year(self, on):
        assert CALENDAR.is_working_day(on).provisional_years == ()

    @pytest.mark.parametrize(
        ("on", "worked"),
        [
            (dt.date(2049, 10, 1), False),  # a Friday, National Day
            (dt.date(2049, 10, 4), True),
            (dt.date(2050, 5, 2), False),  # a Monday, second day of Labour Day
            (dt.date(2050, 1, 25), False),  # a Tuesday, the third day of the lunar year
            (dt.date(2050, 1, 26), True),
        ],
    )
    def test_is_provisional_beyond_the_last_notice(self, on, worked):
        answer = CALENDAR.is_working_day(on)
        assert (answer.value, answer.provisional, answer.provisional_years) == (worked, True, (on.year,))

    @pytest.mark.parametrize("on", [dt.date(2003, 12, 31), dt.date(2051, 1, 1)])
    def test_refuses_days_it_does_not_know(self, on):
        with pytest.raises(OutsideCalendar) as caught:
            CALENDAR.is_working_day(on)
        assert "2004" in caught.value.text.zh

    def test_gives_an_answer_that_cannot_be_taken_for_a_truth_value(self):
        with pytest.raises(TypeError):
            bool(CALENDAR.is_working_day(dt.date(2026, 1, 1)))


class TestCounting:
    @given(start=PUBLISHED_DAYS, days=st.integers(0, 400))
    def test_counts_what_was_added(self, start, days):
        end = CALENDAR.add_working_days(start_on=start, days=days)
        assert CALENDAR.working_days_between(start_on=start, end_on=end.value).value == days

    @given(start=st.dates(dt.date(2005, 1, 1), LAST_PUBLISHED), days=st.integers(1, 100))
    def test_counts_back_what_was_added_back(self, start, days):
        back = CALENDAR.add_working_days(start_on=start, days=-days)
        between = CALENDAR.working_days_between(start_on=back.value - ONE_DAY, end_on=start - ONE_DAY)
        assert between.value == days

    @given(start=PUBLISHED_DAYS, days=st.integers(0, 400))
    def test_grows_with_the_number_of_days(self, start, days):
        sooner = CALENDAR.add_working_days(start_on=start, days=days).value
        later = CALENDAR.add_working_days(start_on=start, days=days + 1).value
        assert later > sooner

    @given(start=PUBLISHED_DAYS, other=PUBLISHED_DAYS, days=st.integers(1, 60))
    def test_never_overtakes_a_later_start(self, start, other, days):
        first, second = sorted((start, other))
        ends = [CALENDAR.add_working_days(start_on=on, days=days).value for on in (first, second)]
        assert ends[0] <= ends[1]

    @given(start=PUBLISHED_DAYS, days=st.integers(1, 30))
    def test_gives_the_same_as_walking_day_by_day(self, start, days):
        on, left = start, days
        while left:
            on += ONE_DAY
            left -= CALENDAR.is_working_day(on).value
        assert CALENDAR.add_working_days(start_on=start, days=days).value == on

    @given(start=PUBLISHED_DAYS, days=st.integers(-300, 900))
    def test_names_the_unpublished_years_it_rests_on_and_no_others(self, start, days):
        try:
            end = CALENDAR.add_working_days(start_on=start, days=days)
        except OutsideCalendar:
            assert days < 0
            return
        span = range(min(start, end.value).year, max(start, end.value).year + 1)
        assert end.provisional_years == tuple(year for year in span if year > CALENDAR.last_published_year)
        assert end.provisional == bool(end.provisional_years)

    def test_is_negative_backwards(self):
        between = CALENDAR.working_days_between(start_on=dt.date(2026, 3, 6), end_on=dt.date(2026, 3, 2))
        assert between.value == -4

    def test_refuses_to_count_beyond_the_table(self):
        with pytest.raises(OutsideCalendar):
            CALENDAR.add_working_days(start_on=dt.date(2050, 12, 30), days=30)
        with pytest.raises(OutsideCalendar):
            CALENDAR.add_working_days(start_on=dt.date(2004, 1, 5), days=-30)

    def test_steps_to_the_next_working_day(self):
        assert CALENDAR.next_working_day(dt.date(2026, 1, 1)).value == dt.date(2026, 1, 4)
        assert CALENDAR.next_working_day(dt.date(2026, 1, 4)).value == dt.date(2026, 1, 5)
        assert CALENDAR.first_working_day_from(dt.date(2026, 1, 4)).value == dt.date(2026, 1, 4)
        assert CALENDAR.first_working_day_from(dt.date(2026, 10, 1)).value == dt.date(2026, 10, 8)


class TestDescribe:
    @pytest.mark.parametrize(
        ("on", "name", "working"),
        [
            (dt.date(2026, 2, 17), "春节", False),
            (dt.date(2026, 1, 4), "调休上班", True),
            (dt.date(2026, 3, 7), "周末", False),
            (dt.date(2026, 3, 9), "工作日", True),
        ],
    )
    def test_names_the_day(self, on, name, working):
        described = CALENDAR.describe(on)
        assert (described.name.zh, described.working, described.provisional) == (name, working, False)

    def test_cites_the_notice_or_the_statute(self):
        assert "2026年" in str(CALENDAR.describe(dt.date(2026, 2, 17)).source)
        assert "放假办法" in str(CALENDAR.describe(dt.date(2049, 10, 1)).source)


class TestLoadCalendar:
    def test_changes_its_answers_when_the_next_notice_is_added(self, tmp_path):
        # Only what had been published by 2026 is copied, so that the test outlives later notices.
        law = law_with(tmp_path, _2027=NOTICE_2027)
        for path in (law / "national" / "calendars").glob("20[3-9][0-9].yaml"):
            path.unlink()
        for year in (2028, 2029):
            (law / "national" / "calendars" / f"{year}.yaml").unlink(missing_ok=True)
        after = load_calendar(law)
        (law / "national" / "calendars" / "2027.yaml").unlink()
        before = load_calendar(law)
        friday = dt.date(2027, 1, 1)
        question = {"start_on": dt.date(2026, 12, 30), "days": 1}
        assert before.is_working_day(friday).provisional and not after.is_working_day(friday).provisional
        assert before.add_working_days(**question).value == dt.date(2026, 12, 31)
        assert after.add_working_days(**question).value == dt.date(2027, 1, 3)
        assert not after.is_working_day(dt.date(2026, 12, 31)).value
        assert before.is_working_day(dt.date(2027, 2, 10)).value
        assert not after.is_working_day(dt.date(2027, 2, 10)).value
        assert after.is_working_day(dt.date(2028, 3, 1)).provisional_years == (2028,)

    def test_has_every_movable_festival_off_in_the_published_years(self):
        path = LAW / "national" / "calendars" / "statutory_holidays.yaml"
        years = read_law_file(path, {"type": "object"})["festivals"]["years"]
        days = [dt.date.fromisoformat(on) for row in years.values() for on in row.values()]
        published = [on for on in days if 2008 <= on.year <= 2026]
        assert len(published) == 19 * 4
        assert not [on for on in published if chinese_calendar.is_workday(on)]

    @pytest.mark.parametrize(
        ("old", "new", "line", "field"),
        [
            ("year: 2027", "year: 2028", 1, "year"),
            ("make_up_days: [2027-01-03", "make_up_days: [2027-01-05", 7, "make_up_days[0]"),
            ("make_up_days: [2027-01-03", "make_up_days: [2027-01-02", 7, "make_up_days[0]"),
            ("last_on: 2027-02-11", "last_on: 2027-02-01", 6, "holidays[1].last_on"),
            ("first_on: 2026-12-31", "first_on: 2026-11-30", 5, "holidays[0]"),
            ("first_on: 2027-02-05", "first_on: 2027-02-30", 6, "holidays[1].first_on"),
            ("certainty: unverified", "certainty: sure", 3, "certainty"),
            ("holidays:", "rest:", 4, "rest"),
        ],
    )
    def test_refuses_a_broken_notice_with_line_and_field(self, tmp_path, old, new, line, field):
        assert old in NOTICE_2027
        law = law_with(tmp_path, _2027=NOTICE_2027.replace(old, new))
        with pytest.raises(BrokenLawFile) as caught:
            load_calendar(law)
        assert (line, field) in {(problem.line, problem.field) for problem in caught.value.problems}
        assert all(problem.file.endswith("2027.yaml") for problem in caught.value.problems)

    def test_refuses_a_day_that_two_notices_claim(self, tmp_path):
        law = law_with(tmp_path, _2027=NOTICE_2027.replace("2027-02-14]", "2027-02-14, 2026-12-27]"))
        path = law / "national" / "calendars" / "2026.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "  - 2026-12-27\n", encoding="utf-8")
        with pytest.raises(BrokenLawFile) as caught:
            load_calendar(law)
        assert "given twice" in str(caught.value)

    def test_refuses_a_gap_between_notices(self, tmp_path):
        law = law_with(tmp_path)
        (law / "national" / "calendars" / "2019.yaml").unlink()
        with pytest.raises(BrokenLawFile) as caught:
            load_calendar(law)
        assert "2019" in str(caught.value)

    def test_refuses_a_folder_without_notices(self, tmp_path):
        (tmp_path / "national" / "calendars").mkdir(parents=True)
        with pytest.raises(BrokenLawFile):
            load_calendar(tmp_path)


class TestExamples:
    def test_exist_for_every_rule_and_for_nothing_else(self):
        numbers = {rule.number for rule in load_calendar_rules(LAW)}
        assert {path.stem for path in (LAW / "examples").glob("QZ-RL-*.yaml")} == numbers

    @pytest.mark.parametrize("number", sorted(rule.number for rule in load_calendar_rules(LAW)))
    @pytest.mark.parametrize("side", ["permits", "refuses"])
    def test_hold(self, number, side):
        example = read_law_file(LAW / "examples" / f"{number}.yaml", {"type": "object"})
        assert example["rule"] == number
        answer = CALENDAR.is_working_day(dt.date.fromisoformat(example[side]["question"]["on"]))
        assert {"working": answer.value, "provisional": answer.provisional} == example[side]["expect"]
        assert answer.value == (side == "permits")

    def test_rest_on_verified_articles(self):
        assert {rule.certainty for rule in load_calendar_rules(LAW)} == {Certainty.VERIFIED}


class TestPackage:
    def test_shows_exactly_its_public_face(self):
        assert sorted(calendars.__all__) == calendars.__all__
        assert all(hasattr(calendars, name) for name in calendars.__all__)
