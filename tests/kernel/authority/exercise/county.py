"""One small county for the tests of exercise, and short ways to write its records and questions."""

import datetime as dt
import itertools
import uuid
from pathlib import Path

from qiangzhen.kernel.authority import exercise as ex
from qiangzhen.kernel.authority._vocabulary import Mode
from qiangzhen.kernel.statutes import PowerKind

RULES = ex.read_exercise_rules(Path(__file__).parents[4] / "law" / "national" / "exercise.yaml")
COUNTY = "220105"
TOWN, OTHER_TOWN, BUREAU = "town", "other-town", "bureau"
POWER = "0200-1"
LONG_AGO = dt.date(2000, 1, 1)


def day(month: int, number: int = 1, year: int = 2026) -> dt.date:
    return dt.date(year, month, number)


def instant(month: int, number: int = 1, year: int = 2026) -> dt.datetime:
    return dt.datetime(year, month, number, tzinfo=dt.UTC)


BODIES = tuple(
    ex.BodyRecord(COUNTY, code, name)
    for code, name in [(TOWN, "英俊镇人民政府"), (OTHER_TOWN, "三道街道办事处"), (BUREAU, "二道区应急管理局")]
)
PLACES = (
    ex.PlaceRecord(COUNTY, COUNTY, "二道区", None, LONG_AGO),
    ex.PlaceRecord(COUNTY, "yj", "英俊镇", COUNTY, LONG_AGO),
    ex.PlaceRecord(COUNTY, "yj-1", "胡家村", "yj", LONG_AGO, day(7)),
    ex.PlaceRecord(COUNTY, "yj-1", "胡家村", "sd", day(7)),
    ex.PlaceRecord(COUNTY, "sd", "三道街道", COUNTY, LONG_AGO),
)
BASIS = ex.BasisRecord("《烟花爆竹安全管理条例》第三十六条", LONG_AGO)


def power(**changes: object) -> ex.PowerRecord:
    fields = {
        "county": COUNTY,
        "code": POWER,
        "name": "对未经许可经营烟花爆竹的处罚",
        "kind": PowerKind.PENALTY,
        "holder": BUREAU,
        "in_force_from": LONG_AGO,
        "in_force_to": None,
        "bases": (BASIS,),
    }
    return ex.PowerRecord(**{**fields, **changes})


def instrument(id_: str, title: str) -> ex.InstrumentRecord:
    return ex.InstrumentRecord(id_, title, "二府发〔2026〕1号", "二道区人民政府", day(1, 5))


INSTRUMENTS = (
    instrument("grant", "关于赋予乡镇行政处罚权的决定"),
    instrument("change", "关于调整赋权事项的决定"),
)
_numbers = itertools.count(1)


def mandate(**changes: object) -> ex.MandateRecord:
    id_ = str(uuid.UUID(int=next(_numbers)))
    fields = {
        "id": id_,
        "line": id_,
        "county": COUNTY,
        "power": POWER,
        "body": TOWN,
        "giver": BUREAU,
        "mode": Mode.CONFERRAL,
        "acts": frozenset({ex.ActKind.INVESTIGATE, ex.ActKind.PENALISE}),
        "area": "yj",
        "valid_from": day(2),
        "valid_to": None,
        "recorded_from": instant(1, 20),
        "recorded_to": None,
        "state": ex.MandateState.GRANTED,
        "granted_by": "grant",
        "stated_by": "grant",
        "published_on": day(1, 25),
        "exclusive": True,
    }
    return ex.MandateRecord(**{**fields, **changes})


def question(**changes: object) -> ex.Question:
    fields = {
        "county": COUNTY,
        "body": TOWN,
        "power": POWER,
        "act": ex.ActKind.PENALISE,
        "on": day(3),
        "known_at": instant(3, 2),
        "place": "yj-1",
    }
    return ex.Question(**{**fields, **changes})


def register(*mandates: ex.MandateRecord, **changes: object) -> ex.Register:
    return ex.Register(**records(*mandates, **changes))


def records(*mandates: ex.MandateRecord, **changes: object) -> dict:
    fields = {
        "bodies": BODIES,
        "places": PLACES,
        "powers": [power()],
        "instruments": INSTRUMENTS,
        "mandates": mandates,
    }
    return {**fields, **changes}


def ask(*mandates: ex.MandateRecord, powers: object = None, **changes: object) -> ex.Granted | ex.Refused:
    """Ask the county that has these mandates the usual question, with some fields changed."""
    given = {} if powers is None else {"powers": powers}
    return ex.may(question(**changes), register(*mandates, **given), rules=RULES)


def codes(answer: ex.Granted | ex.Refused) -> list[str]:
    assert isinstance(answer, ex.Refused), answer.because
    return [reason.code.value for reason in answer.reasons]


def competent(answer: ex.Granted | ex.Refused) -> list[str]:
    assert isinstance(answer, ex.Refused), answer.because
    return [other.body for other in answer.competent]
