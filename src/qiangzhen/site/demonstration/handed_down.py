"""Register the papers of the demonstration and hand powers down by them, day by day as they happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from qiangzhen.catalogue.actions import issue_guiding_catalogue
from qiangzhen.catalogue.models import Power
from qiangzhen.documents.actions import InstrumentDraft, file_instrument, register_instrument
from qiangzhen.documents.models import Instrument
from qiangzhen.kernel.authority import Mode
from qiangzhen.ledger.acts import Actor
from qiangzhen.mandates.actions import (
    Batch,
    Correction,
    correct_mandate,
    grant_mandates,
    suspend_mandate,
    take_over_mandate,
    withdraw_mandates,
)
from qiangzhen.mandates.conditions import conditions_of
from qiangzhen.mandates.models import Mandate

from .files import day, moment, read

Happening = tuple[dt.datetime, Callable[[], Any]]
"""Something that happened, and what enters it."""

_DECIDED = {
    "contents_certainty": "unverified",
    "note": {"zh": "演示用的省级决定，内容虚构。"},
    "receivers": ("town", "township", "subdistrict"),
}


def hand_down(
    *, actor: Actor, powers: dict[str, Power], bodies: dict[str, UUID], places: dict[str, UUID]
) -> Iterator[Happening]:
    """Yield everything that happened: papers registered, batches granted, mandates changed, with its instant."""
    content, guiding = read("mandates"), read("guiding_catalogue")
    papers: dict[str, Instrument] = {}
    county = _County(actor, powers, bodies, places, papers)
    yield moment("2024-01-02"), partial(county.register, "guiding", guiding["instrument"], guiding)
    for row in content["instruments"]:
        decided = {**_DECIDED, "items": _numbered(row["lists_matters"])} if row.get("lists_matters") else None
        yield moment(row["published_on"]), partial(county.register, row["key"], row, decided)
        if row.get("filed_on"):
            yield moment(row["filed_on"]), partial(county.file, row)
    for row in content["grants"]:
        yield moment(row["recorded_on"]) + dt.timedelta(minutes=1), partial(county.grant, row)
    for row in content["changes"]:
        yield moment(row["recorded_on"]) + dt.timedelta(minutes=2), partial(county.change, row)


def _numbered(keys: list[str]) -> list[dict[str, str]]:
    return [{"number": str(number), "power": key} for number, key in enumerate(keys, start=1)]


@dataclass(frozen=True, slots=True)
class _County:
    """The county as far as it is loaded, by the keys the files use."""

    actor: Actor
    powers: dict[str, Power]
    bodies: dict[str, UUID]
    places: dict[str, UUID]
    papers: dict[str, Instrument]

    def register(self, key: str, row: dict[str, Any], catalogue: dict[str, Any] | None) -> None:
        """Register a paper, and what it lists when it is a catalogue issued from above."""
        at = moment(row.get("published_on") or "2024-01-02")
        self.papers[key] = register_instrument(actor=self.actor, at=at, draft=_draft(row, self.bodies))
        if catalogue is not None:
            issue_guiding_catalogue(
                actor=self.actor,
                at=at,
                instrument=self.papers[key],
                items=[(item["number"], self.powers[item["power"]]) for item in catalogue["items"]],
                certainty=catalogue["contents_certainty"],
                note=catalogue["note"]["zh"],
                receivers=catalogue["receivers"],
            )

    def file(self, row: dict[str, Any]) -> None:
        """File a paper for the record."""
        at, paper = moment(row["filed_on"]), self.papers[row["key"]]
        file_instrument(actor=self.actor, at=at, instrument=paper, on=at.date(), filed_with=row["filed_with"])

    def grant(self, row: dict[str, Any]) -> None:
        """Hand a batch down, every condition stated to be met."""
        batch = Batch(
            powers=[self.powers[key].id for key in row["powers"]],
            receivers=[self.bodies[key] for key in row["receivers"]],
            mode=row["mode"],
            instrument=self.papers[row["instrument"]].id,
            valid_from=dt.date.fromisoformat(row["valid_from"]),
            valid_to=day(row.get("valid_to")),
            acts=row.get("acts"),
            area=self.places[row["area"]] if row.get("area") else None,
            reserved=row.get("reserved", ()),
        )
        confirmed = conditions_of(batch, mode=Mode(row["mode"]))
        grant_mandates(actor=self.actor, at=moment(row["recorded_on"]), batch=confirmed)

    def change(self, row: dict[str, Any]) -> None:
        """Correct, suspend, take over or withdraw one mandate."""
        held = Mandate.objects.filter(
            power=self.powers[row["power"]], holder_id=self.bodies[row["receiver"]], recorded_to=None
        )
        line = held.values_list("line", flat=True)[0]
        start, end, said = dt.date.fromisoformat(row["from"]), day(row.get("to")), row["reason"]["zh"]
        stated = {
            "actor": self.actor,
            "at": moment(row["recorded_on"]),
            "instrument": self.papers[row["instrument"]],
            "reason": said,
        }
        match row["kind"]:
            case "corrected":
                correct_mandate(line=line, correction=Correction(valid_from=start), **stated)
            case "suspended":
                suspend_mandate(line=line, start=start, end=end, **stated)
            case "taken_over":
                take_over_mandate(line=line, start=start, end=end, evidence=said, **stated)
            case "withdrawn":
                withdraw_mandates(lines=[line], start=start, **stated)
            case other:
                raise ValueError(f"mandates.yaml: unknown kind of change {other!r}")


def _draft(row: dict[str, Any], bodies: dict[str, UUID]) -> InstrumentDraft:
    rests_on = [{"title": basis["law"], "article": basis["article"]} for basis in row.get("rests_on", ())]
    return InstrumentDraft(
        kind=row["kind"],
        title=row["title"],
        number=row["number"],
        issuer=row["issuer"],
        issuer_body=bodies.get(row.get("issuer_body", "")),
        signed_on=day(row.get("signed_on")),
        published_on=day(row.get("published_on")),
        published_where=row.get("published_where", ""),
        rests_on=rests_on,
        certainty=row["certainty"],
        demonstration=row["demonstration"],
    )
