"""Invented counties and questions: alike in shape, each with its own numbers, the same in every run."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qiangzhen.kernel.authority import exercise as ex
from qiangzhen.kernel.authority._vocabulary import Mode
from qiangzhen.kernel.statutes import PowerKind

TOWNS, POWERS, VILLAGES = 20, 120, 12
MANDATES = TOWNS * POWERS
"""Records of mandates in one county: 2,400."""

_LONG_AGO = dt.date(2000, 1, 1)
_EPOCH = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
_NAMES = [f"对违反规定从事第{number}类活动的处罚" for number in range(POWERS)]
_BASIS = (ex.BasisRecord("《某条例》第一条", _LONG_AGO),)
_FALLING = (ex.BasisRecord("《某规定》第二条", _LONG_AGO, dt.date(2026, 7, 1)),)
_CORRECTED = 700
"""Days after the beginning on which corrections were recorded."""
_BATCHES = [[(5 * group + 3 * towns) % 14 for towns in range(3)] for group in range(8)]
"""In which month which powers were handed to which townships: 24 batches, as one decision grants many at once."""
_ACTS = [
    frozenset({ex.ActKind.INVESTIGATE, ex.ActKind.PENALISE, ex.ActKind.INSPECT}),
    frozenset({ex.ActKind.INSPECT}),
    frozenset({ex.ActKind.ACCEPT, ex.ActKind.EXAMINE, ex.ActKind.PENALISE, ex.ActKind.INSPECT}),
]


@dataclass(frozen=True, slots=True)
class County:
    """The records of one invented county, as ``CompactRegister.add`` and ``Register`` take them."""

    code: str
    records: dict[str, Any]


def make_county(number: int) -> County:
    """Return the county of a number: 20 townships, each with a mandate record for most of 120 powers."""
    code = f"{100000 + number}"
    county_instruments = [
        ex.InstrumentRecord(
            f"{code}-{n}", "关于赋予乡镇行政权力的决定", f"〔2024〕{n}号", "县人民政府", dt.date(2024, 1, 5)
        )
        for n in range(4)
    ]
    return County(
        code,
        {
            "bodies": [
                *(ex.BodyRecord(code, f"{code}{town:02}", f"第{town}镇人民政府") for town in range(TOWNS)),
                *(ex.BodyRecord(code, f"{code}d{n}", f"第{n}局") for n in range(6)),
            ],
            "places": list(_places(code)),
            "powers": [
                ex.PowerRecord(
                    code, f"{code}-{power:04}", _NAMES[power], PowerKind.PENALTY, f"{code}d{power % 6}",
                    _LONG_AGO, None, _FALLING if power % 20 == 7 else _BASIS,
                )
                for power in range(POWERS)
            ],
            "instruments": county_instruments,
            "mandates": list(_mandates(code, number)),
        },
    )  # fmt: skip


def _places(code: str) -> Iterator[ex.PlaceRecord]:
    yield ex.PlaceRecord(code, code, f"{code}县", None, _LONG_AGO)
    for town in range(TOWNS):
        yield ex.PlaceRecord(code, f"{code}{town:02}", f"第{town}镇", code, _LONG_AGO)
        for village in range(VILLAGES):
            name = f"第{town}镇第{village}村"
            yield ex.PlaceRecord(code, f"{code}{town:02}{village:03}0", name, f"{code}{town:02}", _LONG_AGO)


def _mandates(code: str, number: int) -> Iterator[ex.MandateRecord]:
    """Yield 2,400 records: one in twelve pairs has none, and as many have two, the second a correction."""
    serial = number * MANDATES
    for town in range(TOWNS):
        for power in range(POWERS):
            versions = {3: 0, 9: 2}.get((town + power) % 12, 1)
            line = ""
            for version in range(versions):
                id_ = str(uuid.UUID(int=(0x0190 << 112) | (0x7 << 76) | (0x8 << 60) | serial))
                serial += 1
                line = line or id_
                batch = _BATCHES[power % 8][town % 3]
                recorded = _EPOCH + dt.timedelta(days=_CORRECTED if version else 30 * batch)
                corrected = versions == 2 and version == 0
                yield ex.MandateRecord(
                    id=id_,
                    line=line,
                    county=code,
                    power=f"{code}-{power:04}",
                    body=f"{code}{town:02}",
                    giver=f"{code}d{power % 6}",
                    mode=Mode.CONFERRAL,
                    acts=_ACTS[power % 3],
                    area=f"{code}{town:02}" if power % 5 else None,
                    valid_from=(_EPOCH + dt.timedelta(days=30 * batch + 40)).date(),
                    valid_to=dt.date(2026, 9, 1) if power % 10 == 4 else None,
                    recorded_from=recorded,
                    recorded_to=_EPOCH + dt.timedelta(days=_CORRECTED) if corrected else None,
                    state=ex.MandateState.SUSPENDED if power % 30 == 11 else ex.MandateState.GRANTED,
                    granted_by=f"{code}-{power % 4}",
                    stated_by=f"{code}-{power % 4}",
                    published_on=(recorded + dt.timedelta(days=10)).date(),
                    exclusive=True,
                )


def make_questions(counties: list[str], *, count: int) -> list[ex.Question]:
    """Return questions of townships about the given counties; about three in four are granted."""
    chance = random.Random(7)
    questions = []
    for _ in range(count):
        county, town = chance.choice(counties), chance.randrange(TOWNS)
        other = chance.randrange(TOWNS) if chance.random() < 0.05 else town
        questions.append(
            ex.Question(
                county=county,
                body=f"{county}{town:02}",
                power=f"{county}-{chance.randrange(POWERS):04}",
                act=chance.choice([ex.ActKind.PENALISE, *[ex.ActKind.INSPECT] * 4]),
                on=dt.date(2025, 6, 1) + dt.timedelta(days=chance.randrange(540)),
                known_at=_EPOCH + dt.timedelta(days=400 + chance.randrange(700), microseconds=1),
                place=f"{county}{other:02}{chance.randrange(VILLAGES):03}0",
            )
        )
    return questions
