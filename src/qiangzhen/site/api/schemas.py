"""What the open data look like as JSON. Dates are days (YYYY-MM-DD); the end of a period is exclusive."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from ninja import Field, Schema


class FaultOut(Schema):
    """One thing that is wrong with a request."""

    field: str = Field(description="Path of the field; empty for the request as a whole.")
    problem: str = Field(description="missing, unknown, invalid, unreadable, not_found …")
    text: str


class Faults(Schema):
    """What every answer other than 200 holds."""

    faults: list[FaultOut]


class CountyOut(Schema):
    """A county, city at county level or district."""

    code: str = Field(description="GB/T 2260, six digits.")
    name: str
    full_name: str
    demonstration: bool = Field(description="True where people and figures are invented.")


class Counties(Schema):
    items: list[CountyOut]


class TownshipOut(Schema):
    """A township or subdistrict."""

    code: str = Field(description="GB/T 10114, nine digits.")
    name: str
    kind: str
    powers: int = Field(description="Powers that bodies serving it may exercise today.")
    source: str


class Townships(Schema):
    items: list[TownshipOut]


class BodyOut(Schema):
    """A body of the county; ``key`` is what mandates and questions name it by."""

    key: str
    name: str
    short_name: str
    kind: str
    credit_code: str
    parent: str
    place: str


class Bodies(Schema):
    items: list[BodyOut]


class BasisOut(Schema):
    """One legal basis, as printed and as understood."""

    printed: str
    title: str
    issuer: str
    number: str
    articles: list[str]
    rank: str
    in_force_to: dt.date | None


class LimitOut(Schema):
    days: int
    unit: str


class PowerOut(Schema):
    """A power in its newest published version."""

    code: str
    name: str
    kind: str
    holder: str
    holder_key: str
    acts: list[str]
    bases: list[BasisOut]
    responsibilities: list[str]
    accountability: list[str]
    statutory_limit: LimitOut | None
    promised_limit: LimitOut | None
    certainty: str = Field(description="verified, secondary or unverified.")
    valid_from: dt.date
    valid_to: dt.date | None
    published_on: dt.date | None


class Powers(Schema):
    """A page of powers."""

    items: list[PowerOut]
    total: int
    next: str | None = Field(description="Give it as ``after`` for the next page; null on the last.")


class MandateOut(Schema):
    """A published mandate in force on the day asked about."""

    id: uuid.UUID
    line: uuid.UUID
    power: str
    power_name: str
    kind: str
    giver: str
    giver_key: str
    holder: str
    holder_key: str
    mode: str
    acts: list[str]
    area: str
    area_code: str
    state: str
    exclusive: bool
    reserved: list[str]
    devolution_code: str
    valid_from: dt.date
    valid_to: dt.date | None
    paper: str
    paper_number: str
    paper_issuer: str
    paper_published_on: dt.date


class Mandates(Schema):
    """A page of mandates."""

    items: list[MandateOut]
    next: uuid.UUID | None = Field(description="Give it as ``after`` for the next page; null on the last.")


class PowerDetail(PowerOut):
    """A power with its published mandates, ended and later ones too."""

    mandates: list[MandateOut]


class CheckpointOut(Schema):
    """A Merkle root over the entries ``first`` to ``last``, both included."""

    first: int
    last: int
    root: str
    algorithm: str
    made_at: dt.datetime


class Checkpoints(Schema):
    items: list[CheckpointOut]


class ReceiptOut(Schema):
    """What a receipt proves."""

    holds: bool
    findings: list[str]
    entry: dict[str, Any]
