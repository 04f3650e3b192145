"""Which powers and receivers a page is about, read from the address or a form."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils import timezone

from qiangzhen.agencies.models import Body
from qiangzhen.catalogue.queries import PowerView, list_powers, map_powers
from qiangzhen.mandates.queries import count_held
from qiangzhen.mandates.weighing import RECEIVING_KINDS, officers_of, read_knowledge

MOST_POWERS = 300
"""So many powers are offered at once; a county with more chooses in the list of powers first."""
MOST_PAIRS = 600
"""So many pairs are weighed for one page."""

_ORDER = [
    "town",
    "township",
    "subdistrict",
    "park",
    "dispatched_body",
    "public_institution",
    "village_committee",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiverLine:
    """A body that may receive, with what tells whether it is fit to."""

    id: uuid.UUID
    name: str
    kind: str
    certified: int
    held: int
    """How many mandates it holds today."""


def keys_of(given: Iterable[str]) -> list[uuid.UUID]:
    """Return the keys among what was given, each once; what is no key is left out."""
    keys: dict[uuid.UUID, None] = {}
    for text in given:
        try:
            keys[uuid.UUID(text)] = None
        except ValueError:
            continue
    return list(keys)


def chosen_powers(query: QueryDict) -> list[PowerView]:
    """Return the powers named ``power`` in a query, in its order."""
    keys = keys_of(query.getlist("power"))
    known = map_powers(power_ids=keys)
    return [known[key] for key in keys if key in known]


def chosen_receivers(query: QueryDict) -> list[Body]:
    """Return the bodies named ``receiver`` in a query; without any, the towns, townships and subdistricts."""
    return receivers_named(keys_of(query.getlist("receiver")))


def receivers_named(keys: Sequence[uuid.UUID]) -> list[Body]:
    """Return the receiving bodies with these keys; without any, the towns, townships and subdistricts."""
    rows = _receiving()
    return (
        [row for row in rows if row.id in keys] if keys else [row for row in rows if row.kind in _ORDER[:3]]
    )


def chosen_day(query: QueryDict) -> dt.date:
    """Return the day named ``on``; today when none, or none that exists, is named."""
    try:
        return dt.date.fromisoformat(query.get("on", ""))
    except ValueError:
        return timezone.localdate()


def offered_powers(chosen: Sequence[PowerView]) -> list[PowerView]:
    """Return the powers a form offers: those chosen, and all others as far as they are not too many."""
    others = list_powers(count=MOST_POWERS + 1)
    if len(others) > MOST_POWERS:
        return list(chosen)
    first = {power.id for power in chosen}
    return [*chosen, *(power for power in others if power.id not in first and power.valid_to is None)]


def offered_receivers(*, on: dt.date) -> list[ReceiverLine]:
    """Return every body that may receive, with its certified officers and what it holds, by kind and name."""
    knowledge, held = read_knowledge(on=on), count_held(on=on)
    return [
        ReceiverLine(
            id=row.id,
            name=row.name,
            kind=row.kind,
            certified=officers_of(row, knowledge=knowledge),
            held=held.get(row.id, 0),
        )
        for row in _receiving()
        if row.kind != "village_committee"
    ]


def _receiving() -> list[Body]:
    rows = Body.objects.filter(kind__in=RECEIVING_KINDS, abolished_on=None).select_related("place")
    return sorted(rows, key=lambda row: (_ORDER.index(row.kind), row.name))
