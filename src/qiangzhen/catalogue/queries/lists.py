"""Read imported lists and their rows, each beside the power it matches."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Count, Q

from ..models import ImportRow, ImportState, ListImport, RowDecision, RowDoubt
from ..stated import Difference, StatedRow, differences, stated_from
from ..viewing import PowerView, map_powers


class NoSuchImport(ObjectDoesNotExist):
    """There is no such list or row in this county, or it belongs to another body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportView:
    """An uploaded list, with how far its rows are decided."""

    id: uuid.UUID
    file_name: str
    file_digest: str
    file_size: int
    body_id: uuid.UUID
    body: str
    uploaded_by: str
    uploaded_at: dt.datetime
    state: str
    title: str
    batch: str
    columns: tuple[str, ...]
    findings: tuple[Mapping[str, Any], ...]
    unread: tuple[Mapping[str, Any], ...]
    closed_by: str
    closed_at: dt.datetime | None
    reason: str
    rows: int
    pending: int
    accepted: int
    mended: int
    left: int
    doubtful: int
    """Rows with a warning or an error."""
    faulty: int
    """Rows with an error."""

    @property
    def is_open(self) -> bool:
        return self.state == ImportState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One row: as read, as stated, what is doubtful, what was decided, and what it would change."""

    id: uuid.UUID
    import_id: uuid.UUID
    position: int
    reading: Mapping[str, Any]
    stated: StatedRow
    findings: tuple[Mapping[str, Any], ...]
    doubt: str
    revision: int
    decision: str
    reason: str
    power: PowerView | None
    differences: tuple[Difference, ...]

    @property
    def match(self) -> str:
        """Return new, same or changed."""
        if self.power is None:
            return "new"
        return "changed" if self.differences else "same"


def list_imports(
    *,
    body_id: uuid.UUID | None = None,
    open_only: bool = False,
    after: uuid.UUID | None = None,
    count: int = 20,
) -> list[ImportView]:
    """Return uploaded lists, the newest first; ``body_id`` narrows them to those of one body."""
    rows = _counted().order_by("-id")
    if body_id is not None:
        rows = rows.filter(body_id=body_id)
    if open_only:
        rows = rows.filter(state=ImportState.OPEN)
    if after is not None:
        rows = rows.filter(id__lt=after)
    return [_import(row) for row in rows[:count]]


def get_import(*, import_id: uuid.UUID, body_id: uuid.UUID | None = None) -> ImportView:
    """Return one list; raise ``NoSuchImport``, also when it is of another body than ``body_id``."""
    rows = _counted().filter(pk=import_id)
    if body_id is not None:
        rows = rows.filter(body_id=body_id)
    row = rows.first()
    if row is None:
        raise NoSuchImport(str(import_id))
    return _import(row)


def find_same_file(*, digest: str, but: uuid.UUID, body_id: uuid.UUID | None = None) -> ImportView | None:
    """Return the newest other import of the very same file, or None."""
    rows = _counted().filter(file_digest=digest).exclude(pk=but).order_by("-id")
    if body_id is not None:
        rows = rows.filter(body_id=body_id)
    row = rows.first()
    return _import(row) if row else None


def list_rows(
    *, import_id: uuid.UUID, doubtful: bool = False, decision: str = "", after: int = 0, count: int = 50
) -> list[RowView]:
    """Return rows in the order of the list; ``after`` is the position of the last one already shown."""
    rows = ImportRow.objects.filter(list_import_id=import_id, position__gt=after)
    if doubtful:
        rows = rows.filter(doubt__in=[RowDoubt.WARNING, RowDoubt.ERROR])
    if decision:
        rows = rows.filter(decision=decision)
    return _rows(rows.order_by("position")[:count])


def get_row(*, import_id: uuid.UUID, position: int) -> RowView:
    """Return one row; raise ``NoSuchImport``."""
    rows = _rows(ImportRow.objects.filter(list_import_id=import_id, position=position))
    if not rows:
        raise NoSuchImport(f"{import_id} {position}")
    return rows[0]


def find_next_pending(*, import_id: uuid.UUID, after: int) -> int | None:
    """Return the position of the next row nobody decided yet, from the top again when there is none below."""
    pending = ImportRow.objects.filter(list_import_id=import_id, decision=RowDecision.PENDING).order_by(
        "position"
    )
    found = pending.filter(position__gt=after).values_list("position", flat=True).first()
    return found if found is not None else pending.values_list("position", flat=True).first()


def _counted() -> Any:
    return ListImport.objects.select_related("body").annotate(
        all_rows=Count("rows"),
        pending=Count("rows", filter=Q(rows__decision=RowDecision.PENDING)),
        accepted=Count("rows", filter=Q(rows__decision=RowDecision.ACCEPT)),
        mended=Count("rows", filter=Q(rows__decision=RowDecision.MEND)),
        left=Count("rows", filter=Q(rows__decision=RowDecision.LEAVE)),
        doubtful=Count("rows", filter=Q(rows__doubt__in=[RowDoubt.WARNING, RowDoubt.ERROR])),
        faulty=Count("rows", filter=Q(rows__doubt=RowDoubt.ERROR)),
    )


def _import(row: Any) -> ImportView:
    copied = (
        "id", "file_name", "file_digest", "file_size", "body_id", "uploaded_by", "uploaded_at", "state",
        "closed_by", "closed_at", "reason", "pending", "accepted", "mended", "left", "doubtful", "faulty",
    )  # fmt: skip
    return ImportView(
        body=row.body.name,
        title=_fact(row.facts, "title"),
        batch=_fact(row.facts, "batch"),
        columns=tuple(column["header"] for column in row.facts.get("columns", ())),
        findings=tuple(row.findings),
        unread=tuple(row.unread),
        rows=row.all_rows,
        **{name: getattr(row, name) for name in copied},
    )


def _fact(facts: Mapping[str, Any], name: str) -> str:
    fact = facts.get(name)
    return str(fact["value"]) if fact else ""


def _rows(rows: Sequence[ImportRow] | Any) -> list[RowView]:
    kept = list(rows)
    powers = map_powers(power_ids={row.power_id for row in kept if row.power_id})
    views = []
    for row in kept:
        stated = stated_from(row.stated)
        power = powers.get(row.power_id) if row.power_id else None
        views.append(
            RowView(
                id=row.id,
                import_id=row.list_import_id,
                position=row.position,
                reading=row.reading,
                stated=stated,
                findings=tuple(row.findings),
                doubt=row.doubt,
                revision=row.revision,
                decision=row.decision,
                reason=row.reason,
                power=power,
                differences=differences(stated, power) if power else (),
            )
        )
    return views
