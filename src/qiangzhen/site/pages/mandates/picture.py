"""Both axes of time in one picture: across, the days a mandate holds; downward, the time it was known so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from qiangzhen.mandates.queries import MandateView

WIDTH, LEFT, RIGHT, TOP, ROW = 960, 150, 20, 36, 44
_SPARE = dt.timedelta(days=120)
_FEWEST_ROWS = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One record: where it lies and what it says."""

    x: float
    y: float
    width: float
    height: float
    state: str
    mandate: MandateView

    @property
    def word_x(self) -> float:
        return self.x + 6

    @property
    def word_y(self) -> float:
        return self.y + 17


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A day or an instant beside an axis."""

    at: float
    day: dt.date | None = None
    instant: dt.datetime | None = None

    @property
    def below(self) -> float:
        return self.at + 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The picture in its own units."""

    width: int
    height: int
    left: int
    top: int
    boxes: tuple[Box, ...]
    days: tuple[Tick, ...]
    instants: tuple[Tick, ...]
    asked_x: float
    asked_y: float


def draw(history: Sequence[MandateView], *, on: dt.date, known_at: dt.datetime | None) -> Picture:
    """Return the picture of all records of a mandate, with lines for what is asked; ``None``: as known now."""
    marks = sorted({day for view in history for day in (view.valid_from, view.valid_to) if day} | {on})
    first, last = marks[0] - _SPARE / 4, marks[-1] + _SPARE
    instants = sorted(
        {view.recorded_from for view in history} | {v.recorded_to for v in history if v.recorded_to}
    )
    bottom = TOP + ROW * max(len(instants), _FEWEST_ROWS)

    def across(day: dt.date | None) -> float:
        if day is None:
            return float(WIDTH - RIGHT)
        share = (day - first).days / max((last - first).days, 1)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def down(instant: dt.datetime | None) -> float:
        return float(bottom if instant is None else TOP + ROW * instants.index(instant))

    boxes = tuple(
        Box(
            x=across(view.valid_from),
            y=down(view.recorded_from),
            width=round(across(view.valid_to) - across(view.valid_from), 1),
            height=down(view.recorded_to) - down(view.recorded_from),
            state=view.state,
            mandate=view,
        )
        for view in history
    )
    asked = known_at or timezone.now()
    passed = sum(instant <= asked for instant in instants)
    return Picture(
        width=WIDTH,
        height=bottom + 10,
        left=LEFT,
        top=TOP,
        boxes=boxes,
        days=_apart([Tick(at=across(day), day=day) for day in marks]),
        instants=tuple(Tick(at=down(instant), instant=instant) for instant in instants),
        asked_x=across(on),
        asked_y=TOP + ROW * (passed - 0.5) if passed else TOP - 6.0,
    )


def _apart(ticks: Sequence[Tick]) -> tuple[Tick, ...]:
    """Return the ticks whose words do not run into each other."""
    kept: list[Tick] = []
    for tick in ticks:
        if not kept or tick.at - kept[-1].at > 82:
            kept.append(tick)
    return tuple(kept)
