"""When a limit runs out, what is left of it, and why."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiangzhen.kernel.calendars import OutsideCalendar
from qiangzhen.kernel.deadlines import (
    DeadlineRefused,
    Extended,
    NotCounted,
    StepKind,
    compute_deadline,
    compute_hour_deadline,
)

from .law import CALENDAR, LIMITS, deadline

PENALTY_DECISION, FINE, LICENCE, SEIZURE = "QZ-SX-105", "QZ-SX-109", "QZ-SX-202", "QZ-SX-302"
HEARING_NOTICE, REVIEW_DECISION, LAWSUIT, URGENT_REPORT = "QZ-SX-108", "QZ-SX-414", "QZ-SX-452", "QZ-SX-301"
INACTION, TIME_BAR, DISCLOSURE = "QZ-SX-455", "QZ-SX-101", "QZ-SX-503"
ONE_DAY = dt.timedelta(days=1)
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2026, 6, 30))
CHINA = dt.timezone(dt.timedelta(hours=8))


def kinds(answer):
    return [step.kind for step in answer.working]


class TestComputeDeadline:
    @pytest.mark.parametrize(
        ("number", "start_on", "due_on"),
        [
            (LICENCE, dt.date(2026, 1, 29), dt.date(2026, 3, 4)),  # over the Spring Festival
            (LICENCE, dt.date(2026, 9, 18), dt.date(2026, 10, 22)),  # over Mid-autumn and National Day
            (PENALTY_DECISION, dt.date(2026, 3, 2), dt.date(2026, 6, 1)),  # 31 May is a Sunday
            (FINE, dt.date(2026, 3, 2), dt.date(2026, 3, 17)),
            (LAWSUIT, dt.date(2025, 8, 31), dt.date(2026, 2, 28)),  # a made-up Saturday, and no 31 February
            (LAWSUIT, dt.date(2026, 1, 5), dt.date(2026, 7, 6)),  # 5 July is a Sunday
            (TIME_BAR, dt.date(2024, 2, 29), dt.date(2026, 2, 28)),
        ],
    )
    def test_counts_each_statute_in_its_own_days(self, number, start_on, due_on):
        assert deadline(number, start_on).due_on == due_on

    def test_does_not_count_the_first_day(self):
        assert deadline("QZ-SX-104", dt.date(2026, 3, 2)).due_on == dt.date(2026, 3, 11)

    def test_moves_a_last_day_in_a_holiday_to_the_first_working_day_after(self):
        answer = deadline(FINE, dt.date(2026, 9, 17))
        assert answer.due_on == dt.date(2026, 10, 8)
        (moved,) = [step for step in answer.working if step.kind is StepKind.MOVED]
        assert moved.source.article == "85" and "国庆节" in moved.text.zh

    def test_does_not_move_where_a_longer_period_weighs_on_the_party(self):
        answer = deadline(SEIZURE, dt.date(2026, 9, 4))
        assert answer.due_on == dt.date(2026, 10, 4)
        assert StepKind.STAYED in kinds(answer)

    def test_refuses_a_day_before_the_limit_was_law(self):
        with pytest.raises(DeadlineRefused) as caught:
            deadline(REVIEW_DECISION, dt.date(2023, 12, 31))
        assert caught.value.number == REVIEW_DECISION and "2024-01-01" in caught.value.text.zh

    def test_refuses_a_limit_of_hours(self):
        with pytest.raises(DeadlineRefused):
            deadline(URGENT_REPORT, dt.date(2026, 3, 2))

    def test_refuses_to_count_working_days_beyond_the_calendar(self):
        with pytest.raises(OutsideCalendar):
            deadline(LICENCE, dt.date(2050, 12, 20))

    def test_knows_a_right_that_ends_beyond_the_calendar(self):
        assert deadline("QZ-SX-454", dt.date(2040, 5, 1)).due_on == dt.date(2060, 5, 1)


class TestDaysNotCounted:
    def test_push_the_last_day_out(self):
        hearing = NotCounted(ground="hearing", from_on=dt.date(2026, 3, 9), until_on=dt.date(2026, 3, 14))
        plain, stopped = (
            deadline(LICENCE, dt.date(2026, 3, 2)),
            deadline(LICENCE, dt.date(2026, 3, 2), hearing),
        )
        assert plain.due_on == dt.date(2026, 3, 30)
        assert stopped.due_on == dt.date(2026, 4, 7)  # five working days later, past Tomb-sweeping Day
        assert stopped.not_counted == tuple(dt.date(2026, 3, day) for day in range(9, 14))

    def test_are_counted_out_once_where_two_events_overlap(self):
        start = dt.date(2026, 3, 2)
        hearing = NotCounted(ground="hearing", from_on=dt.date(2026, 3, 9), until_on=dt.date(2026, 3, 14))
        testing = NotCounted(ground="testing", from_on=dt.date(2026, 3, 11), until_on=dt.date(2026, 3, 14))
        assert deadline(LICENCE, start, hearing, testing).due_on == deadline(LICENCE, start, hearing).due_on

    def test_push_out_a_limit_of_months_too(self):
        obstacle = NotCounted(ground="obstacle", from_on=dt.date(2026, 2, 1), until_on=dt.date(2026, 2, 11))
        assert deadline(LAWSUIT, dt.date(2026, 1, 5), obstacle).due_on == dt.date(2026, 7, 15)

    def test_reach_into_days_that_they_win_themselves(self):
        first = NotCounted(ground="testing", from_on=dt.date(2026, 3, 10), until_on=dt.date(2026, 3, 20))
        second = NotCounted(ground="testing", from_on=dt.date(2026, 4, 5), until_on=dt.date(2026, 4, 10))
        answer = deadline(SEIZURE, dt.date(2026, 3, 2), first, second)
        assert answer.due_on == dt.date(2026, 4, 16)
        assert len(answer.not_counted) == 15

    def test_may_still_go_on(self):
        start = dt.date(2026, 3, 2)
        for asked_on in (dt.date(2026, 3, 10), dt.date(2026, 3, 20), dt.date(2026, 4, 20)):
            going_on = NotCounted(
                ground="suspension", from_on=dt.date(2026, 3, 9), until_on=asked_on + ONE_DAY
            )
            left = deadline(REVIEW_DECISION, start, going_on)
            last_counted = next(step.on for step in left.working if step.kind is StepKind.COUNTED)
            assert (last_counted - asked_on).days == 60 - 6

    def test_are_refused_on_a_ground_the_limit_does_not_know(self):
        hearing = NotCounted(ground="hearing", from_on=dt.date(2026, 3, 9), until_on=dt.date(2026, 3, 14))
        with pytest.raises(DeadlineRefused) as caught:
            deadline(PENALTY_DECISION, dt.date(2026, 3, 2), hearing)
        assert "hearing" in caught.value.text.en

    def test_are_refused_once_the_limit_has_run_out(self):
        late = NotCounted(ground="hearing", from_on=dt.date(2026, 3, 31), until_on=dt.date(2026, 4, 3))
        with pytest.raises(DeadlineRefused) as caught:
            deadline(LICENCE, dt.date(2026, 3, 2), late)
        assert "2026-03-30" in caught.value.text.zh

    def test_are_refused_when_they_end_before_they_begin(self):
        empty = NotCounted(ground="hearing", from_on=dt.date(2026, 3, 9), until_on=dt.date(2026, 3, 9))
        with pytest.raises(DeadlineRefused):
            deadline(LICENCE, dt.date(2026, 3, 2), empty)


class TestExtension:
    def test_adds_its_days_once(self):
        answer = deadline(LICENCE, dt.date(2026, 3, 2), Extended(approved_on=dt.date(2026, 3, 30), length=10))
        assert answer.extended and answer.due_on == dt.date(2026, 4, 14)
        (step,) = [step for step in answer.working if step.kind is StepKind.EXTENDED]
        assert step.source.article == "42"

    @pytest.mark.parametrize(
        ("number", "events", "reason"),
        [
            (LICENCE, [("2026-03-10", 5), ("2026-03-12", 5)], "只能延长一次"),
            (LICENCE, [("2026-03-10", 11)], "不得超过10"),
            (LICENCE, [("2026-03-10", 0)], "不得超过10"),
            (LICENCE, [("2026-03-31", 10)], "逾期"),
            (PENALTY_DECISION, [("2026-03-10", 10)], "没有规定"),
        ],
    )
    def test_is_refused_with_the_reason(self, number, events, reason):
        asked = [Extended(approved_on=dt.date.fromisoformat(on), length=length) for on, length in events]
        with pytest.raises(DeadlineRefused) as caught:
            deadline(number, dt.date(2026, 3, 2), *asked)
        assert reason in caught.value.text.zh and caught.value.source is not None

    def test_is_in_time_within_days_won_by_an_event(self):
        hearing = NotCounted(ground="hearing", from_on=dt.date(2026, 3, 9), until_on=dt.date(2026, 3, 14))
        extended = Extended(approved_on=dt.date(2026, 4, 7), length=10)
        assert deadline(LICENCE, dt.date(2026, 3, 2), extended, hearing).extended


class TestAhead:
    def test_counts_back_from_the_event(self):
        answer = deadline(HEARING_NOTICE, dt.date(2026, 3, 2))
        assert answer.due_on == dt.date(2026, 2, 13)  # five days after the Spring Festival, two before it
        assert answer.is_kept_by(dt.date(2026, 2, 13)) and not answer.is_kept_by(dt.date(2026, 2, 14))

    def test_counts_calendar_days_back_without_moving(self):
        assert deadline("QZ-SX-209", dt.date(2026, 3, 31)).due_on == dt.date(2026, 3, 1)  # a Sunday

    def test_knows_no_events(self):
        with pytest.raises(DeadlineRefused):
            deadline(HEARING_NOTICE, dt.date(2026, 3, 2), Extended(approved_on=dt.date(2026, 2, 2), length=1))


class TestBar:
    def test_is_kept_only_after_its_last_day(self):
        answer = deadline(INACTION, dt.date(2026, 1, 5))
        assert answer.due_on == dt.date(2026, 3, 5)
        assert not answer.is_kept_by(dt.date(2026, 3, 5)) and answer.is_kept_by(dt.date(2026, 3, 6))


class TestRemaining:
    def test_counts_in_the_statutes_own_days(self):
        licence, fine = deadline(LICENCE, dt.date(2026, 3, 2)), deadline(FINE, dt.date(2026, 3, 2))
        assert licence.remaining(dt.date(2026, 3, 2)) == 20
        assert licence.remaining(dt.date(2026, 3, 27)) == 1
        assert licence.remaining(dt.date(2026, 3, 30)) == 0
        assert fine.remaining(dt.date(2026, 3, 7)) == 10

    def test_is_negative_when_overdue(self):
        assert deadline(LICENCE, dt.date(2026, 3, 2)).remaining(dt.date(2026, 4, 7)) == -5
        assert deadline(FINE, dt.date(2026, 3, 2)).remaining(dt.date(2026, 3, 27)) == -10

    def test_stands_still_while_days_are_not_counted(self):
        hearing = NotCounted(ground="hearing", from_on=dt.date(2026, 3, 9), until_on=dt.date(2026, 3, 14))
        answer = deadline(LICENCE, dt.date(2026, 3, 2), hearing)
        assert {answer.remaining(dt.date(2026, 3, day)) for day in range(8, 16)} == {16}

    @given(start=DAYS, number=st.sampled_from([LICENCE, PENALTY_DECISION, FINE, LAWSUIT]))
    def test_never_grows_as_days_pass(self, start, number):
        answer = deadline(number, start)
        left = [answer.remaining(start + n * ONE_DAY) for n in range(60)]
        assert left == sorted(left, reverse=True)
        assert answer.remaining(answer.due_on) == 0


class TestProperties:
    @given(start=DAYS)
    def test_a_limit_of_working_days_has_exactly_its_length(self, start):
        answer = deadline(LICENCE, start)
        between = CALENDAR.working_days_between(start_on=start, end_on=answer.due_on)
        assert between.value == LIMITS.limits[LICENCE].length

    @given(start=DAYS, other=DAYS, number=st.sampled_from(sorted(LIMITS.limits)))
    def test_a_later_start_never_ends_earlier(self, start, other, number):
        if LIMITS.limits[number].unit.value == "hour":
            number = LICENCE
        first, second = sorted((start, other))
        assert deadline(number, first).due_on <= deadline(number, second).due_on

    @given(
        start=DAYS,
        begins=st.integers(1, 10),
        lasts=st.integers(1, 30),
        number=st.sampled_from([LICENCE, DISCLOSURE, SEIZURE, REVIEW_DECISION]),
    )
    def test_leaving_days_out_gives_back_exactly_those_that_would_have_counted(
        self, start, begins, lasts, number
    ):
        ground = LIMITS.limits[number].not_counted[0].ground
        from_on = start + begins * ONE_DAY
        gap = NotCounted(ground=ground, from_on=from_on, until_on=from_on + lasts * ONE_DAY)
        plain, stopped = deadline(number, start), deadline(number, start, gap)
        counted = next(step.on for step in stopped.working if step.kind is StepKind.COUNTED)
        left = set(stopped.not_counted)
        days = [start + n * ONE_DAY for n in range(1, (counted - start).days + 1)]
        if LIMITS.limits[number].unit.value == "working_day":
            days = [day for day in days if CALENDAR.is_working_day(day).value]
        assert len([day for day in days if day not in left]) == LIMITS.limits[number].length
        assert stopped.due_on >= plain.due_on

    @given(
        start=st.dates(dt.date(2026, 7, 1), dt.date(2029, 6, 30)),
        number=st.sampled_from(sorted(LIMITS.limits)),
    )
    def test_is_provisional_only_with_a_year_that_is_not_published(self, start, number):
        if LIMITS.limits[number].unit.value == "hour":
            number = LICENCE
        answer = deadline(number, start)
        assert answer.provisional == bool(answer.provisional_years)
        assert all(year > CALENDAR.last_published_year for year in answer.provisional_years)
        assert (StepKind.PROVISIONAL in kinds(answer)) == answer.provisional
        if answer.limit.unit.value == "working_day":
            later = max(answer.due_on, start)
            assert answer.provisional == (later.year > CALENDAR.last_published_year)


class TestWorking:
    def test_names_start_unit_holidays_make_up_days_and_end_with_their_sources(self):
        answer = deadline(LICENCE, dt.date(2026, 1, 29))
        assert kinds(answer) == [
            StepKind.START,
            StepKind.UNIT,
            StepKind.MAKE_UP,
            StepKind.DAYS_OFF,
            StepKind.MAKE_UP,
            StepKind.DAYS_OFF,
            StepKind.COUNTED,
        ]
        assert all(step.text.zh and step.text.en for step in answer.working)
        holiday = answer.working[3]
        assert "春节" in holiday.text.zh and "2026年" in str(holiday.source)

    def test_says_that_a_year_is_not_published(self):
        answer = deadline(LICENCE, dt.date(2049, 9, 20))
        assert answer.provisional_years == (2049,)
        assert "2049" in answer.working[-1].text.zh

    def test_is_frozen(self):
        with pytest.raises(dataclasses.FrozenInstanceError):
            deadline(LICENCE, dt.date(2026, 1, 29)).due_on = dt.date(2026, 1, 30)


class TestHours:
    def test_do_not_count_the_hour_they_begin_in(self):
        start_at = dt.datetime(2026, 3, 6, 10, 20, tzinfo=CHINA)
        answer = compute_hour_deadline(limit=LIMITS.limits[URGENT_REPORT], start_at=start_at)
        assert answer.due_at == dt.datetime(2026, 3, 7, 11, 0, tzinfo=CHINA)
        assert answer.is_kept_by(answer.due_at)
        assert not answer.is_kept_by(answer.due_at + dt.timedelta(seconds=1))
        assert answer.remaining(answer.due_at + dt.timedelta(hours=2)) == dt.timedelta(hours=-2)

    def test_want_to_know_the_time_zone(self):
        with pytest.raises(DeadlineRefused):
            compute_hour_deadline(
                limit=LIMITS.limits[URGENT_REPORT], start_at=dt.datetime(2026, 3, 6, 10, 20)
            )

    def test_are_not_asked_of_a_limit_of_days(self):
        with pytest.raises(DeadlineRefused):
            compute_hour_deadline(
                limit=LIMITS.limits[LICENCE], start_at=dt.datetime(2026, 3, 6, 10, 20, tzinfo=CHINA)
            )


class TestRecomputing:
    def test_gives_a_final_day_when_the_years_notice_is_known(self):
        known = dataclasses.replace(CALENDAR, last_published_year=2049)
        limit, start_on = LIMITS.limits[LICENCE], dt.date(2049, 3, 1)
        before = compute_deadline(limit=limit, start_on=start_on, calendar=CALENDAR)
        after = compute_deadline(limit=limit, start_on=start_on, calendar=known)
        assert before.provisional and not after.provisional
