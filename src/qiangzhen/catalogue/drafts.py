"""What a clerk, a file or an import states of a power, before it becomes a version."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

BASIC_SCHEME = "matter_basic"
"""The scheme of GB/T 39554.1; any other is a legacy scheme and is kept with a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisDraft:
    """One legal basis: as printed, and as far as it was understood. None means "not known"."""

    printed: str
    title: str
    issuer: str = ""
    number: str = ""
    amendments: Sequence[Mapping[str, str | None]] = ()
    articles: Sequence[str] = ()
    rank: str = ""
    """A value of kernel.statutes.Rank; empty: taken from the statute register when it is there."""
    names_receiver: Sequence[str] | None = None
    allows_entrustment: bool | None = None
    in_force_to: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerDraft:
    """A power as stated. ``acts`` empty: the usual acts of its kind."""

    code: str
    code_scheme: str = BASIC_SCHEME
    code_note: str = ""
    name: str
    kind: str
    holder: uuid.UUID | None
    acts: Sequence[str] = ()
    bases: Sequence[BasisDraft] = ()
    responsibilities: Sequence[str] = ()
    accountability: Sequence[Mapping[str, Any] | str] = ()
    """Grounds, each a sentence or {text, basis}."""
    statutory_limit: Mapping[str, Any] | None = None
    promised_limit: Mapping[str, Any] | None = None
    restricts_liberty: bool | None = None
    reserved_to_county_or_above: bool | None = None
    follows_penalty_power: bool | None = None
    certainty: str = "unverified"
    source: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    valid_from: dt.date
