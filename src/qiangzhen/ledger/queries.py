"""Read the ledger: lines with filters, one line with its receipt, attempts, checkpoints."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from qiangzhen.county.models import County
from qiangzhen.county.scope import current_county_id
from qiangzhen.kernel import ledger as kernel

from .models import Attempt, Checkpoint, LedgerEntry
from .storage import checkpoint_of, entry_of
from .verifying import Progress, Stretch, Verified, verify_county, verify_stretch

__all__ = [
    "AttemptLine",
    "CheckpointLine",
    "Line",
    "Progress",
    "Stretch",
    "Verified",
    "find_line",
    "get_receipt",
    "list_attempts",
    "list_checkpoints",
    "list_entries",
    "list_kinds",
    "verify_county",
    "verify_stretch",
]


@dataclass(frozen=True, slots=True)
class Line:
    """One act as the ledger keeps it; names are those of the day."""

    id: uuid.UUID
    sequence: int
    kind: str
    at: dt.datetime
    subject_type: str
    """Model of the row the act is about, as ``places.place``."""
    subject_id: uuid.UUID
    person: str
    post: str
    body: str
    body_id: uuid.UUID | None
    particulars: Mapping[str, Any]
    """What the act says of itself."""
    algorithm: str
    previous_digest: str
    digest: str

    @property
    def about(self) -> str:
        """Return the name the act says it is about; empty where it says none."""
        told = (self.particulars.get(name) for name in ("name", "person", "place"))
        return next((text for text in told if isinstance(text, str) and text), "")


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """An act that was refused or failed."""

    id: uuid.UUID
    at: dt.datetime
    kind: str
    outcome: str
    actor: str
    reasons: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class CheckpointLine:
    """A root over the entries ``first`` to ``up_to``, both included."""

    first: int
    up_to: int
    root: str
    algorithm: str
    made_at: dt.datetime


def list_entries(
    *,
    kind: str = "",
    subject_id: uuid.UUID | None = None,
    body_id: uuid.UUID | None = None,
    on: dt.date | None = None,
    after: int | None = None,
    limit: int = 50,
) -> list[Line]:
    """Return lines, the newest first; ``after`` is the sequence of the last line already shown.

    ``on`` is a day of the county's clock; ``body_id`` the body of who acted.
    """
    rows = LedgerEntry.objects.order_by("-sequence")
    if kind:
        rows = rows.filter(kind=kind)
    if subject_id is not None:
        rows = rows.filter(subject_id=subject_id)
    if body_id is not None:
        rows = rows.filter(actor_body=body_id)
    if on is not None:
        start = dt.datetime.combine(on, dt.time.min, tzinfo=timezone.get_default_timezone())
        rows = rows.filter(at__gte=start, at__lt=start + dt.timedelta(days=1))
    if after is not None:
        rows = rows.filter(sequence__lt=after)
    return [_line(row) for row in rows[:limit]]


def find_line(*, sequence: int) -> Line | None:
    """Return the line with this number in the county's chain, or None."""
    row = LedgerEntry.objects.filter(sequence=sequence).first()
    return _line(row) if row else None


def list_kinds() -> list[str]:
    """Return the kinds of act that occur in the county's chain, sorted."""
    return sorted(LedgerEntry.objects.order_by().values_list("kind", flat=True).distinct())


def get_receipt(*, sequence: int) -> dict[str, Any]:
    """Return the receipt of a line as JSON-ready data, with its proof when a checkpoint covers it.

    Raises ``LedgerEntry.DoesNotExist`` when the chain has no such line.
    """
    county = County.objects.get(pk=current_county_id())
    row = LedgerEntry.objects.get(sequence=sequence)
    entry = entry_of(row, county_code=county.code)
    covering = Checkpoint.objects.filter(first__lte=sequence, up_to__gte=sequence).order_by("up_to").first()
    if covering is None:
        return kernel.make_receipt(entry)
    digests = LedgerEntry.objects.filter(sequence__gte=covering.first, sequence__lte=covering.up_to)
    return kernel.make_receipt(
        entry,
        checkpoint=checkpoint_of(covering, county_code=county.code),
        digests=list(digests.order_by("sequence").values_list("digest", flat=True)),
    )


def list_checkpoints(*, limit: int = 50) -> list[CheckpointLine]:
    """Return the county's checkpoints, the newest first."""
    return [
        CheckpointLine(row.first, row.up_to, row.root, row.algorithm, row.made_at)
        for row in Checkpoint.objects.order_by("-up_to")[:limit]
    ]


def list_attempts(
    *, outcome: str = "", kind: str = "", after: uuid.UUID | None = None, limit: int = 50
) -> list[AttemptLine]:
    """Return attempts, the newest first; ``after`` is the id of the last one already shown."""
    rows = Attempt.objects.order_by("-at", "-id")
    if outcome:
        rows = rows.filter(outcome=outcome)
    if kind:
        rows = rows.filter(kind=kind)
    if after is not None:
        last = Attempt.objects.get(id=after)
        rows = rows.filter(Q(at__lt=last.at) | Q(at=last.at, id__lt=last.id))
    return [
        AttemptLine(row.id, row.at, row.kind, row.outcome, row.actor_named, tuple(row.reasons))
        for row in rows[:limit]
    ]


def _line(row: LedgerEntry) -> Line:
    content = json.loads(row.content)
    actor = content["actor"]
    return Line(
        id=row.id,
        sequence=row.sequence,
        kind=row.kind,
        at=row.at,
        subject_type=row.subject_type,
        subject_id=row.subject_id,
        person=actor["person"],
        post=actor["post"],
        body=actor["body"],
        body_id=row.actor_body,
        particulars=content["particulars"],
        algorithm=row.algorithm,
        previous_digest=row.previous_digest,
        digest=row.digest,
    )
