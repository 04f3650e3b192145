"""Walk the stored chain of the county in scope and name everything that is wrong with it.

The kernel judges entries and checkpoints; what is added here is what only the
database can show: triggers that are gone, and checkpoints that are gone although
the chain itself says that they were made.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass

from django.db import connection
from django.db.models import Max

from qiangzhen.county.models import County
from qiangzhen.county.scope import current_county_id
from qiangzhen.kernel import ledger as kernel

from . import guards
from .models import Checkpoint, LedgerEntry
from .storage import checkpoint_of, find_noted_end, read_chain

CHECKPOINTED = "ledger:checkpointed"


@dataclass(frozen=True, slots=True)
class Verified:
    """What the verification of one county found."""

    county_code: str
    county_name: str
    entries: int
    head: kernel.Head
    checkpoints: int
    """How many checkpoints agree with the chain."""
    faults: tuple[kernel.Fault, ...]
    missing_triggers: tuple[str, ...]
    seconds: float

    @property
    def sound(self) -> bool:
        return not self.faults and not self.missing_triggers

    @property
    def entries_per_second(self) -> int:
        return round(self.entries / self.seconds) if self.seconds else 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a verification in steps has come: the last entry judged, and up to where entries were read."""

    head: kernel.Head
    read_to: int
    total: int

    @property
    def done(self) -> bool:
        return self.read_to >= self.total

    @property
    def percent(self) -> int:
        return 100 if self.done else 100 * self.read_to // self.total


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one step found, and where the next begins."""

    progress: Progress
    entries: int
    faults: tuple[kernel.Fault, ...]
    seconds: float


def verify_county(*, expected_head: kernel.Head | None = None) -> Verified:
    """Return what is wrong with the chain of the county in scope, reading it once, a chunk in memory at a time.

    ``expected_head`` is the number, and if known the digest, that somebody wrote down elsewhere;
    without one the chain must end where the note beside it says.
    """
    started = time.perf_counter()
    county = County.objects.get(pk=current_county_id())
    rows = list(Checkpoint.objects.order_by("first", "up_to"))
    found = kernel.verify_chain(
        read_chain(county_code=county.code),
        county=county.code,
        checkpoints=[checkpoint_of(row, county_code=county.code) for row in rows if _is_stretch(row)],
        expected_head=expected_head or find_noted_end(),
    )
    return Verified(
        county_code=county.code,
        county_name=county.name,
        entries=found.entries,
        head=found.head,
        checkpoints=found.checkpoints,
        faults=(*found.faults, *_faults_of_checkpoints(rows), *_faults_of_note(found.head)),
        missing_triggers=guards.missing(connection),
        seconds=time.perf_counter() - started,
    )


def verify_stretch(*, progress: Progress | None, at_most: int = 20_000) -> Stretch:
    """Return what is wrong with the next entries after ``progress``, or with the first ones.

    A step ends where a checkpoint ends, so that each is judged whole. Checkpoints
    as such and the triggers are judged by the last step.
    """
    started = time.perf_counter()
    county = County.objects.get(pk=current_county_id())
    rows = list(Checkpoint.objects.order_by("first", "up_to"))
    total = _last_known()
    start = progress.read_to if progress else 0
    end = min(start + at_most, total)
    end = max([end, *(row.up_to for row in rows if start < row.first <= end)])
    after = progress.head if progress and progress.head.sequence else None
    found = kernel.verify_chain(
        read_chain(county_code=county.code, after=after.sequence if after else 0, up_to=end),
        county=county.code,
        checkpoints=[
            checkpoint_of(row, county_code=county.code)
            for row in rows
            if _is_stretch(row) and start < row.first <= end and (after is None or row.first > after.sequence)
        ],
        after=after,
        expected_head=find_noted_end() if end >= total else None,
    )
    now = Progress(head=found.head, read_to=end, total=total)
    faults = found.faults
    if now.done:
        faults += (*_faults_of_checkpoints(rows), *_faults_of_note(found.head))
    return Stretch(progress=now, entries=found.entries, faults=faults, seconds=time.perf_counter() - started)


def _last_known() -> int:
    """Return the highest number that entries, checkpoints or the noted end speak of."""
    last = LedgerEntry.objects.aggregate(last=Max("sequence"))["last"] or 0
    noted = find_noted_end()
    covered = Checkpoint.objects.aggregate(last=Max("up_to"))["last"] or 0
    return max(last, covered, noted.sequence if noted else 0)


def _is_stretch(row: Checkpoint) -> bool:
    return 1 <= row.first <= row.up_to


def _faults_of_note(head: kernel.Head) -> tuple[kernel.Fault, ...]:
    """Return a fault where entries stand but the note of their end is gone."""
    if not head.sequence or find_noted_end() is not None:
        return ()
    return (
        kernel.Fault(
            kernel.FaultKind.MISSING,
            head.sequence,
            "记载链尾的一行已不存在：无法证明尾部没有被截去。",
            "The note of where the chain ends is gone: nothing shows that its end was not cut off.",
        ),
    )


def _faults_of_checkpoints(rows: list[Checkpoint]) -> tuple[kernel.Fault, ...]:
    """Return a fault for each hole between checkpoints, and for each that was entered but is gone or altered."""
    faults = []
    due = 1
    for row in rows:
        if row.first != due or not _is_stretch(row):
            faults.append(
                kernel.Fault(
                    kernel.FaultKind.MISSING,
                    due,
                    f"应有自第{due}条起的检查点，现存的却自第{row.first}条起：检查点被删除或者改动。",
                    f"A checkpoint from entry {due} is due, but the next begins at {row.first}: "
                    "one was removed or altered.",
                )
            )
        due = row.up_to + 1
    stored = {(row.first, row.up_to, row.root) for row in rows}
    for sequence, content in LedgerEntry.objects.filter(kind=CHECKPOINTED).values_list("sequence", "content"):
        made = _checkpoint_told(content)
        if made is not None and made not in stored:
            faults.append(
                kernel.Fault(
                    kernel.FaultKind.MISSING,
                    sequence,
                    f"第{sequence}条载明的检查点（第{made[0]}至{made[1]}条）已不存在或者已被改动。",
                    f"The checkpoint that entry {sequence} tells of (entries {made[0]} to {made[1]}) "
                    "is gone or was altered.",
                )
            )
    return tuple(faults)


def _checkpoint_told(content: str) -> tuple[int, int, str] | None:
    """Return what an entry says of its checkpoint; None where it was altered, which the chain itself shows."""
    try:
        told = json.loads(content)["particulars"]
        return told["first"], told["up_to"], told["root"]
    except (ValueError, KeyError, TypeError):
        return None
