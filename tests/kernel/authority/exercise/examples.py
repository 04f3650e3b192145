"""The invented county of ``law/examples/QZ-XS-register``, read into records."""

import datetime as dt
import uuid
from pathlib import Path

import yaml

from qiangzhen.kernel.authority import exercise as ex
from qiangzhen.kernel.authority._vocabulary import Mode
from qiangzhen.kernel.statutes import PowerKind

FOLDER = Path(__file__).parents[4] / "law" / "examples"
LONG_AGO = dt.date(2000, 1, 1)


def example_register() -> ex.Register:
    told = yaml.safe_load((FOLDER / "QZ-XS-register" / "county.yaml").read_text(encoding="utf-8"))
    county = told["county"]
    return ex.Register(
        bodies=[ex.BodyRecord(county, code, name) for code, name in told["bodies"].items()],
        places=[ex.PlaceRecord(county, p["code"], p["name"], p.get("parent"), LONG_AGO) for p in told["places"]],
        powers=[
            ex.PowerRecord(
                county, code, power["name"], PowerKind(power["kind"]), "emergency", LONG_AGO, None,
                (ex.BasisRecord(f"《{power['name']}规定》第三条", LONG_AGO, power.get("basis_to")),),
            )
            for code, power in told["powers"].items()
        ],
        instruments=[
            ex.InstrumentRecord(id_, i["title"], i.get("number"), i["issuer"], i["signed_on"])
            for id_, i in told["instruments"].items()
        ],
        mandates=[_mandate(county, number, {**told["usual"], **m}) for number, m in enumerate(told["mandates"])],
    )  # fmt: skip


def _mandate(county: str, number: int, told: dict) -> ex.MandateRecord:
    id_ = str(uuid.UUID(int=number))
    return ex.MandateRecord(
        id=id_,
        line=told.get("line", id_),
        county=county,
        power=told["power"],
        body=told["body"],
        giver="emergency",
        mode=Mode(told["mode"]),
        acts=frozenset(map(ex.ActKind, told["acts"])),
        area=told["area"],
        valid_from=told["valid_from"],
        valid_to=told["valid_to"],
        recorded_from=_midnight(told["recorded_from"]),
        recorded_to=_midnight(told["recorded_to"]) if "recorded_to" in told else None,
        state=ex.MandateState(told["state"]),
        granted_by=told["granted_by"],
        stated_by=told.get("stated_by", told["granted_by"]),
        published_on=told["published_on"],
        exclusive=told["exclusive"],
        reserved=frozenset(map(ex.Circumstance, told.get("reserved", ()))),
        withdrawn=told.get("withdrawn", False),
    )


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), dt.UTC)
