"""Random histories, applied through the actions, against a naive replay that keeps one value for each day and instant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qiangzhen.kernel.authority import Granted
from qiangzhen.kernel.authority.exercise import ActKind, Question
from qiangzhen.ledger.acts import Refused
from qiangzhen.mandates.actions import (
    Correction,
    correct_mandate,
    resume_mandate,
    suspend_mandate,
    take_over_mandate,
    withdraw_mandates,
)
from qiangzhen.mandates.queries import answer_question, get_mandate, list_in_force
from tests import factories

from .world import FROM, World

pytestmark = pytest.mark.django_db
DAYS = [FROM + dt.timedelta(days=step * 10) for step in range(-1, 9)]
"""Days asked about, and on which things change; some lie before, some after what is held."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the history: what, from which day, until which."""

    kind: str
    start: dt.date
    end: dt.date | None


def steps() -> st.SearchStrategy[list[Step]]:
    step = st.builds(
        Step,
        st.sampled_from(["suspended", "granted", "taken_over", "withdrawn", "corrected"]),
        st.sampled_from(DAYS),
        st.one_of(st.none(), st.sampled_from(DAYS)),
    )
    return st.lists(step, min_size=1, max_size=6)


class Replay:
    """What is believed of each day, and since when: one dictionary a version, nothing clever."""

    def __init__(self, *, at: dt.datetime, start: dt.date, end: dt.date | None) -> None:
        self.versions: list[tuple[dt.datetime, dict[dt.date, str]]] = []
        self._learn(at, {day: "granted" for day in _all_days() if _within(day, start, end)})

    @property
    def now(self) -> dict[dt.date, str]:
        return self.versions[-1][1]

    def apply(self, step: Step, *, at: dt.datetime) -> None:
        """Change the days a step speaks of; a step the actions refused is not applied."""
        believed = dict(self.now)
        if step.kind == "withdrawn":
            believed = {day: state for day, state in believed.items() if day < step.start}
        elif step.kind == "corrected":
            believed = self._corrected(step)
        else:
            for day in believed:
                if _within(day, step.start, None if step.kind == "granted" else step.end):
                    believed[day] = step.kind
        self._learn(at, believed)

    def _corrected(self, step: Step) -> dict[dt.date, str]:
        """The first state reaches back to the new start, the last one on to the new end."""
        held = sorted(self.now)
        first, last = self.now[held[0]], self.now[held[-1]]
        before = {day: first for day in _all_days() if day < held[0]}
        after = {day: last for day in _all_days() if day > held[-1]}
        everything = {**before, **self.now, **after}
        end = step.end or max(held) + dt.timedelta(days=1)
        return {day: state for day, state in everything.items() if step.start <= day < end}

    def state(self, *, on: dt.date, known_at: dt.datetime) -> str:
        """Return what was believed of a day at an instant; empty for nothing."""
        believed: dict[dt.date, str] = {}
        for at, version in self.versions:
            if at <= known_at:
                believed = version
        return believed.get(on, "")

    def _learn(self, at: dt.datetime, believed: dict[dt.date, str]) -> None:
        self.versions.append((at, believed))


def _all_days() -> Iterator[dt.date]:
    yield from (FROM + dt.timedelta(days=offset) for offset in range(-30, 400))


def _within(day: dt.date, start: dt.date, end: dt.date | None) -> bool:
    return start <= day and (end is None or day < end)


def _carry_out(world: World, line: object, step: Step) -> bool:
    """Do a step as the clerk; return whether it was taken."""
    said = {**world.said(), "line": line}
    try:
        match step.kind:
            case "suspended":
                suspend_mandate(start=step.start, end=step.end, **said)
            case "granted":
                resume_mandate(start=step.start, **said)
            case "taken_over":
                take_over_mandate(start=step.start, end=step.end, evidence="…", **said)
            case "withdrawn":
                said.pop("line")
                withdraw_mandates(lines=[line], start=step.start, **said)  # type: ignore[list-item]
            case "corrected":
                correct_mandate(correction=Correction(valid_from=step.start, valid_to=step.end), **said)
    except Refused:
        return False
    return True


class Undo(Exception):
    """Rolls one example back."""


class TestRandomHistories:
    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(history=steps(), end=st.one_of(st.none(), st.sampled_from(DAYS[4:])))
    def test_agree_with_a_naive_replay_on_every_day_as_known_at_every_instant(
        self, world: World, history: list[Step], end: dt.date | None
    ):
        with pytest.raises(Undo), transaction.atomic():
            paper = factories.make_instrument(signed_on=dt.date(2026, 2, 1), published_on=dt.date(2026, 2, 2))
            world.paper = paper
            (row,) = world.grant(valid_to=end)
            replay = Replay(at=row.recorded_from, start=row.valid_from, end=end)
            for step in history:
                if _carry_out(world, row.line, step):
                    replay.apply(step, at=world.at)
            _compare(world, row.line, replay)
            raise Undo


def _compare(world: World, line: object, replay: Replay) -> None:
    instants = [at for at, _ in replay.versions]
    for known_at in [instants[0] - dt.timedelta(seconds=1), *instants]:
        views = get_mandate(line=line, known_at=known_at)  # type: ignore[arg-type]
        for on in DAYS:
            held = [view.state for view in views if _within(on, view.valid_from, view.valid_to)]
            assert len(held) <= 1, "two records hold on one day"
            assert (held[0] if held else "") == replay.state(on=on, known_at=known_at), (on, known_at)
    for on in DAYS:
        in_force = [view.state for view in list_in_force(on=on)]
        assert in_force == [state for state in [replay.state(on=on, known_at=world.at)] if state]
        assert _kernel_grants(world, on=on) == (replay.state(on=on, known_at=world.at) == "granted")


def _kernel_grants(world: World, *, on: dt.date) -> bool:
    question = Question(
        county="220105",
        body="town-0",
        power=world.penalty.code,
        act=ActKind.PENALISE,
        on=on,
        known_at=world.at,
        place=world.towns[0].place.code,
    )
    return isinstance(answer_question(question=question), Granted)
