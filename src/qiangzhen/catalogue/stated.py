"""What a row of an imported list states of a power: as understood, as a clerk mended it, and beside the power it matches."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .bases import read_bases
from .drafts import BASIC_SCHEME, PowerDraft
from .viewing import PowerView, draft_of


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedRow:
    """One row as it would enter the catalogue. Empty text: not stated."""

    name: str
    kind: str = ""
    holder: str = ""
    """Key of the body, as text."""
    department: str = ""
    """As printed."""
    bases: str = ""
    """As printed, in one text."""
    opinion: str = ""
    """The printed 赋权意见."""
    acts: tuple[str, ...] = ()
    """Empty: the usual acts of the kind, or those the matching power has."""
    code: str = ""
    code_scheme: str = BASIC_SCHEME
    code_note: str = ""
    code_proposed: bool = False
    """The code was proposed by the county's rule and nobody chose it; another is taken when it is gone."""

    @property
    def holder_id(self) -> uuid.UUID | None:
        return uuid.UUID(self.holder) if self.holder else None

    def as_json(self) -> dict[str, Any]:
        """Return the row as the import keeps it."""
        return {**dataclasses.asdict(self), "acts": list(self.acts)}


def stated_from(kept: Mapping[str, Any]) -> StatedRow:
    """Return a row from what the import kept."""
    return StatedRow(**{**kept, "acts": tuple(kept["acts"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field in which a row differs from the power it matches; values are lists of printed lines."""

    field: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def differences(stated: StatedRow, power: PowerView) -> tuple[Difference, ...]:
    """Return field by field what applying the row would change; what the row does not state stays."""
    pairs = [
        ("code", (power.code,), (stated.code,)),
        ("name", (power.name,), (stated.name,)),
        ("kind", (power.kind,), (stated.kind,)),
        ("holder", (str(power.holder_id),), (stated.holder,)),
        ("bases", _printed(power), tuple(basis.printed for basis in read_bases(stated.bases))),
        ("opinion", (str(power.source.get("opinion") or ""),), (stated.opinion,)),
    ]
    if stated.acts:
        pairs.append(("acts", tuple(sorted(power.acts)), tuple(sorted(stated.acts))))
    return tuple(
        Difference(field=name, before=before, after=after)
        for name, before, after in pairs
        if any(after) and before != after and not (name == "code" and stated.code_proposed)
    )


def draft_from(
    stated: StatedRow, *, source: Mapping[str, Any], valid_from: dt.date, power: PowerView | None
) -> PowerDraft:
    """Return the draft a row makes; of a power that exists, what the row does not state is carried over."""
    if power is None:
        return PowerDraft(
            code=stated.code,
            code_scheme=stated.code_scheme,
            code_note=stated.code_note,
            name=stated.name,
            kind=stated.kind,
            holder=stated.holder_id,
            acts=stated.acts,
            bases=read_bases(stated.bases),
            source=source,
            valid_from=valid_from,
        )
    changed = {difference.field for difference in differences(stated, power)}
    before = draft_of(power)
    return dataclasses.replace(
        before,
        name=stated.name,
        kind=stated.kind if "kind" in changed else before.kind,
        holder=stated.holder_id if "holder" in changed else before.holder,
        acts=stated.acts or before.acts,
        bases=read_bases(stated.bases) if "bases" in changed else before.bases,
        source={**source, "opinion": source.get("opinion") or power.source.get("opinion") or ""},
        certainty="unverified" if changed & {"bases", "kind", "name"} else before.certainty,
        valid_from=valid_from,
    )


def _printed(power: PowerView) -> tuple[str, ...]:
    return tuple(basis.printed for basis in power.bases)
