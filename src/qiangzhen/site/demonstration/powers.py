"""Enter the powers of the demonstration, and publish all but the five that stand in the first list."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from qiangzhen.catalogue.actions import enter_power, publish_powers
from qiangzhen.catalogue.drafts import BasisDraft, PowerDraft
from qiangzhen.catalogue.models import Power
from qiangzhen.kernel.statutes import parse_citations
from qiangzhen.ledger.acts import Actor

from .files import read

_IN_FORCE_FROM = dt.date(2024, 1, 1)


def enter_powers(*, actor: Actor, at: dt.datetime, bodies: dict[str, UUID]) -> dict[str, Power]:
    """Return the powers by the key the files use."""
    powers: dict[str, Power] = {}
    listed = []
    for row in read("powers")["powers"]:
        power = enter_power(actor=actor, at=at, draft=_draft(row, bodies))
        powers[row["key"]] = power
        if "list_number" not in row:
            listed.append(power)
    publish_powers(actor=actor, at=at, powers=listed, on=at.date())
    return powers


def _draft(row: dict[str, Any], bodies: dict[str, UUID]) -> PowerDraft:
    note = row.get("note")
    return PowerDraft(
        code=row["code"],
        name=row["name"],
        kind=row["kind"],
        holder=bodies[row["holder"]],
        acts=row.get("acts", ()),
        bases=[_basis(basis) for basis in row["bases"]],
        responsibilities=row.get("responsibilities", ()),
        accountability=[_ground(ground) for ground in row.get("accountability", ())],
        statutory_limit=row.get("statutory_limit"),
        promised_limit=row.get("promised_limit"),
        restricts_liberty=row.get("restricts_liberty", False),
        reserved_to_county_or_above=row.get("reserved_to_county_or_above", False),
        follows_penalty_power=row.get("follows_penalty_power", False),
        certainty=row["certainty"],
        source={"demonstration": "powers.yaml", "key": row["key"]},
        note=note["zh"] if note else "",
        valid_from=_IN_FORCE_FROM,
    )


def _basis(row: dict[str, Any]) -> BasisDraft:
    """Return a basis as printed, with what its citation says."""
    citations = parse_citations(row["printed"])
    cited = citations[0] if citations else None
    return BasisDraft(
        printed=row["printed"],
        title=row["statute"],
        issuer=(cited.issuer or "") if cited else "",
        number=(cited.number or "") if cited else "",
        amendments=[
            {"on": amendment.on.isoformat() if amendment.on else None, "number": amendment.number}
            for amendment in (cited.amendments if cited else ())
        ],
        articles=row.get("articles", ()),
        rank=row.get("rank", ""),
        names_receiver=row.get("names_receiver", []),
        allows_entrustment=row.get("allows_entrustment", False),
    )


def _ground(row: dict[str, Any]) -> dict[str, Any]:
    return {"text": row["text"], "basis": row.get("basis")}
