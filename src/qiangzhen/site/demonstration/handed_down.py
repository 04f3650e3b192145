"""Register the papers of the demonstration and hand powers down by them, day by day as they happened."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from qiangzhen.catalogue.actions import issue_guiding_catalogue
from qiangzhen.catalogue.models import Power
from qiangzhen.documents.actions import InstrumentDraft, register_instrument
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


def hand_down(
    *, actor: Actor, powers: dict[str, Power], bodies: dict[str, UUID], places: dict[str, UUID]
) -> None:
    """Grant and change the mandates of the demonstration, the earliest first."""
    content = read("mandates")
    papers = _register_papers(actor, content["instruments"], powers, bodies)
    happened = [(row["recorded_on"], 0, row) for row in content["grants"]]
    happened += [(row["recorded_on"], 1, row) for row in content["changes"]]
    for recorded_on, is_change, row in sorted(happened, key=lambda one: one[:2]):
        at = moment(recorded_on)
        if is_change:
            _change(actor, at, row, papers, powers, bodies)
        else:
            _grant(actor, at, row, papers, powers, bodies, places)


def _register_papers(
    actor: Actor, rows: list[dict[str, Any]], powers: dict[str, Power], bodies: dict[str, UUID]
) -> dict[str, Instrument]:
    """Register every paper on the day it was published, and the two catalogues issued from above."""
    papers: dict[str, Instrument] = {}
    guiding = read("guiding_catalogue")
    first = moment("2024-01-02")
    papers["guiding"] = register_instrument(
        actor=actor, at=first, draft=_draft(guiding["instrument"], bodies)
    )
    issue_guiding_catalogue(
        actor=actor,
        at=first,
        instrument=papers["guiding"],
        items=[(item["number"], powers[item["power"]]) for item in guiding["items"]],
        certainty=guiding["contents_certainty"],
        note=guiding["note"]["zh"],
        receivers=guiding["receivers"],
    )
    for row in sorted(rows, key=lambda row: row["published_on"]):
        at = moment(row["published_on"])
        papers[row["key"]] = register_instrument(actor=actor, at=at, draft=_draft(row, bodies))
        if row.get("lists_matters"):
            issue_guiding_catalogue(
                actor=actor,
                at=at,
                instrument=papers[row["key"]],
                items=[(str(n), powers[key]) for n, key in enumerate(row["lists_matters"], start=1)],
                certainty="unverified",
                note="演示用的省级决定，内容虚构。",
                receivers=["town", "township", "subdistrict"],
            )
    return papers


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
        filed_on=None if row.get("filed_on", "") > row.get("published_on", "") else day(row.get("filed_on")),
        filed_with=row.get("filed_with", ""),
        rests_on=rests_on,
        certainty=row["certainty"],
        demonstration=row["demonstration"],
    )


def _grant(
    actor: Actor,
    at: dt.datetime,
    row: dict[str, Any],
    papers: dict[str, Instrument],
    powers: dict[str, Power],
    bodies: dict[str, UUID],
    places: dict[str, UUID],
) -> None:
    batch = Batch(
        powers=[powers[key].id for key in row["powers"]],
        receivers=[bodies[key] for key in row["receivers"]],
        mode=row["mode"],
        instrument=papers[row["instrument"]].id,
        valid_from=dt.date.fromisoformat(row["valid_from"]),
        valid_to=day(row.get("valid_to")),
        acts=row.get("acts"),
        area=places[row["area"]] if row.get("area") else None,
        reserved=row.get("reserved", ()),
    )
    grant_mandates(actor=actor, at=at, batch=conditions_of(batch, mode=Mode(row["mode"])))


def _change(
    actor: Actor,
    at: dt.datetime,
    row: dict[str, Any],
    papers: dict[str, Instrument],
    powers: dict[str, Power],
    bodies: dict[str, UUID],
) -> None:
    held = Mandate.objects.filter(
        power=powers[row["power"]], holder_id=bodies[row["receiver"]], recorded_to=None
    )
    line = held.values_list("line", flat=True)[0]
    start, end = dt.date.fromisoformat(row["from"]), day(row.get("to"))
    paper, reason = papers[row["instrument"]], row["reason"]["zh"]
    said = {"actor": actor, "at": at, "instrument": paper, "reason": reason}
    match row["kind"]:
        case "corrected":
            correct_mandate(line=line, correction=Correction(valid_from=start), **said)
        case "suspended":
            suspend_mandate(line=line, start=start, end=end, **said)
        case "taken_over":
            take_over_mandate(line=line, start=start, end=end, **said)
        case "withdrawn":
            withdraw_mandates(lines=[line], start=start, **said)
        case other:
            raise ValueError(f"mandates.yaml: unknown kind of change {other!r}")
