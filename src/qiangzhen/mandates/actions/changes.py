"""Suspend, resume, correct, withdraw, take over: each by a new record, with the paper it rests on."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from qiangzhen.agencies.roles import Permission
from qiangzhen.documents.models import Instrument
from qiangzhen.kernel.authority.exercise import ActKind, Circumstance
from qiangzhen.ledger.acts import Act, Reason, Refused, action
from qiangzhen.places.models import Place

from ..models import Mandate, MandateState
from ..segments import NothingThere, close, copy_of, cut_off, open_rows, restate


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a mandate should have said from the start. None keeps what it says."""

    acts: Sequence[str] | None = None
    reserved: Sequence[str] | None = None
    area: uuid.UUID | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


@action("mandate:suspended", permission=Permission.CORRECT_MANDATES)
def suspend_mandate(
    act: Act, *, line: uuid.UUID, start: dt.date, end: dt.date | None, instrument: Instrument, reason: str
) -> list[Mandate]:
    """Suspend a mandate for some days; the statutory holder may act again meanwhile."""
    return _change_state(act, line, start, end, instrument, reason, MandateState.SUSPENDED, "suspended")


@action("mandate:resumed", permission=Permission.CORRECT_MANDATES)
def resume_mandate(
    act: Act, *, line: uuid.UUID, start: dt.date, instrument: Instrument, reason: str
) -> list[Mandate]:
    """End a suspension or a take-over from a day on."""
    return _change_state(act, line, start, None, instrument, reason, MandateState.GRANTED, "resumed")


@action("mandate:taken_over", permission=Permission.TAKE_OVER_MANDATES)
def take_over_mandate(
    act: Act, *, line: uuid.UUID, start: dt.date, end: dt.date | None, instrument: Instrument, reason: str
) -> list[Mandate]:
    """Record that the county acts instead because the holder did not act where it had to."""
    return _change_state(act, line, start, end, instrument, reason, MandateState.TAKEN_OVER, "taken_over")


@action("mandate:withdrawn", permission=Permission.CORRECT_MANDATES)
def withdraw_mandates(
    act: Act, *, lines: Sequence[uuid.UUID], start: dt.date, instrument: Instrument, reason: str
) -> list[Mandate]:
    """Take mandates back from a day on, all of them or none."""
    _require(reason=reason, instrument=instrument, lines=lines)
    ended: list[Mandate] = []
    for line in lines:
        rows = _held(line)

        def mark(row: Mandate) -> None:
            row.instrument, row.entered_as, row.reason = instrument, "withdrawn", reason.strip()

        try:
            cut_off(line, start=start, at=act.at, change=mark)
        except NothingThere:
            raise Refused(_over(rows[-1], start)) from None
        ended.append(rows[0])
    act.enter(subject=ended[0], facts=_facts(ended, instrument, reason, start=start, end=None))
    return ended


@action("mandate:corrected", permission=Permission.CORRECT_MANDATES)
def correct_mandate(
    act: Act, *, line: uuid.UUID, correction: Correction, instrument: Instrument, reason: str
) -> Mandate:
    """State what the mandate should have said from its start; what we believed before stays on record."""
    _require(reason=reason, instrument=instrument, lines=[line])
    rows = _held(line)
    first, last = rows[0], rows[-1]
    corrected = copy_of(first)
    corrected.valid_from = correction.valid_from or first.valid_from
    corrected.valid_to = correction.valid_to or last.valid_to
    corrected.acts = sorted(first.acts if correction.acts is None else correction.acts)
    corrected.reserved = sorted(first.reserved if correction.reserved is None else correction.reserved)
    if correction.area is not None:
        corrected.area = Place.objects.get(pk=correction.area)
    corrected.state, corrected.entered_as, corrected.reason = (
        MandateState.GRANTED,
        "corrected",
        reason.strip(),
    )
    corrected.instrument, corrected.recorded_from, corrected.recorded_to = instrument, act.at, None
    reasons = _wrong_words(corrected)
    if reasons:
        raise Refused(*reasons)
    for row in rows:
        close(row, at=act.at)
    corrected.save(force_insert=True)
    facts = _facts([corrected], instrument, reason, start=corrected.valid_from, end=corrected.valid_to)
    act.enter(subject=corrected, facts={**facts, "acts": corrected.acts, "reserved": corrected.reserved})
    return corrected


def _change_state(
    act: Act,
    line: uuid.UUID,
    start: dt.date,
    end: dt.date | None,
    instrument: Instrument,
    reason: str,
    state: MandateState,
    entered_as: str,
) -> list[Mandate]:
    _require(reason=reason, instrument=instrument, lines=[line], start=start, end=end)
    rows = _held(line)
    touched = [row for row in rows if row.valid_to is None or row.valid_to > start]
    if touched and all(row.state == state for row in touched):
        raise Refused(
            Reason(
                "no_change",
                "所选日期内已是这一状态，无需变更。",
                "It is in that state on those days already.",
            )
        )

    def mark(row: Mandate) -> None:
        row.state, row.instrument, row.entered_as, row.reason = state, instrument, entered_as, reason.strip()

    try:
        written = restate(line, start=start, end=end, at=act.at, change=mark)
    except NothingThere:
        raise Refused(_over(rows[-1], start)) from None
    act.enter(subject=rows[0], facts=_facts(rows[:1], instrument, reason, start=start, end=end))
    return written


def _held(line: uuid.UUID) -> list[Mandate]:
    rows = open_rows(line)
    if not rows:
        raise Refused(
            Reason(
                "no_mandate", "没有这项授予，或者已被收回。", "There is no such mandate, or it was withdrawn."
            )
        )
    return rows


def _over(row: Mandate, start: dt.date) -> Reason:
    return Reason(
        "outside_term",
        f"此项自{row.valid_from}起、至{row.valid_to or '长期'}止，{start}不在其内。",
        f"It holds from {row.valid_from} until {row.valid_to or 'further notice'}; {start} lies outside.",
        "start",
    )


def _require(
    *,
    reason: str,
    instrument: Instrument,
    lines: Sequence[uuid.UUID],
    start: dt.date | None = None,
    end: dt.date | None = None,
) -> None:
    reasons = []
    if not reason.strip():
        reasons.append(Reason("missing", "请写明理由。", "State the reason.", "reason"))
    if not lines:
        reasons.append(Reason("missing", "请至少选择一项。", "Choose at least one.", "lines"))
    if start is not None and end is not None and end <= start:
        reasons.append(
            Reason("backward", "结束日期应晚于开始日期。", "The end must lie after the start.", "end")
        )
    if instrument.signed_on is None:
        reasons.append(
            Reason(
                "unsigned",
                "所依据的文件尚未登记签发日期。",
                "The paper has no day of signing on record.",
                "instrument",
            )
        )
    if reasons:
        raise Refused(*reasons)


def _wrong_words(row: Mandate) -> list[Reason]:
    reasons = []
    if not row.acts or any(act not in {kind.value for kind in ActKind} for act in row.acts):
        reasons.append(Reason("acts", "请选择至少一种行为。", "Choose at least one act.", "acts"))
    if any(name not in {circumstance.value for circumstance in Circumstance} for name in row.reserved):
        reasons.append(
            Reason("reserved", "保留事项的种类不明。", "Unknown kind of reserved matter.", "reserved")
        )
    if row.valid_to is not None and row.valid_to <= row.valid_from:
        reasons.append(
            Reason("backward", "结束日期应晚于开始日期。", "The end must lie after the start.", "valid_to")
        )
    return reasons


def _facts(
    rows: Sequence[Mandate], instrument: Instrument, reason: str, *, start: dt.date, end: dt.date | None
) -> dict[str, object]:
    return {
        "lines": [str(row.line) for row in rows],
        "holders": sorted({row.holder.name for row in rows}),
        "powers": sorted({row.power.code for row in rows}),
        "instrument": str(instrument),
        "instrument_id": str(instrument.id),
        "from": start.isoformat(),
        "to": end.isoformat() if end else None,
        "reason": reason.strip(),
    }
