"""Suspend, resume, take over, withdraw: each by a new record, with the paper it rests on."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from qiangzhen.agencies.roles import Permission
from qiangzhen.documents.models import Instrument
from qiangzhen.ledger.acts import Act, Reason, Refused, action
from qiangzhen.ledger.storage import lock_chain

from ..models import Mandate, MandateState
from ..segments import NothingThere, cut_off, open_rows, restate
from .papers import Paper, paper_of

LONGEST_REASON = 500


@action("mandate:suspended", permission=Permission.CORRECT_MANDATES)
def suspend_mandate(
    act: Act, *, line: uuid.UUID, start: dt.date, end: dt.date | None, instrument: Paper, reason: str
) -> list[Mandate]:
    """Suspend a mandate for some days; the statutory holder may act again meanwhile."""
    return _change_state(act, line, start, end, instrument, reason, MandateState.SUSPENDED)


@action("mandate:resumed", permission=Permission.CORRECT_MANDATES)
def resume_mandate(
    act: Act, *, line: uuid.UUID, start: dt.date, instrument: Paper, reason: str
) -> list[Mandate]:
    """End a suspension or a take-over from a day on."""
    return _change_state(act, line, start, None, instrument, reason, MandateState.GRANTED)


@action("mandate:taken_over", permission=Permission.TAKE_OVER_MANDATES)
def take_over_mandate(
    act: Act,
    *,
    line: uuid.UUID,
    start: dt.date,
    end: dt.date | None,
    instrument: Paper,
    reason: str,
    evidence: str,
) -> list[Mandate]:
    """Record that the county acts instead because the holder did not act where it had to.

    ``evidence`` says what shows the inaction (document 002, clause 19); it stands in the ledger.
    """
    if not evidence.strip():
        zh, en = (
            "请写明不作为的证据：何时督促、至今如何。",
            "Say what shows the inaction: when it was urged, and what came of it.",
        )
        raise Refused(Reason("missing", zh, en, "evidence"))
    return _change_state(
        act, line, start, end, instrument, reason, MandateState.TAKEN_OVER, evidence=evidence.strip()
    )


@action("mandate:withdrawn", permission=Permission.CORRECT_MANDATES)
def withdraw_mandates(
    act: Act, *, lines: Sequence[uuid.UUID], start: dt.date, instrument: Paper, reason: str
) -> list[Mandate]:
    """Take mandates back from a day on, all of them or none."""
    lock_chain()
    require_stated(reason=reason)
    if not lines:
        raise Refused(Reason("missing", "请至少选择一项。", "Choose at least one.", "lines"))
    paper = paper_of(instrument, act)

    def mark(row: Mandate) -> None:
        row.instrument, row.entered_as, row.reason = paper, "withdrawn", reason.strip()

    ended: list[Mandate] = []
    reasons: list[Reason] = []
    for line in dict.fromkeys(lines):
        rows = held(line, act)
        ended.append(rows[0])
        try:
            cut_off(line, start=start, at=act.at, change=mark)
        except NothingThere:
            reasons.append(_over(rows[-1], start))
    if reasons:
        raise Refused(*reasons)
    act.enter(subject=ended[0], facts=facts_of(ended, paper, reason, start=start, end=None))
    return ended


def held(line: uuid.UUID, act: Act) -> list[Mandate]:
    """Return the open rows of a mandate; raise ``Refused`` when there is none, or when it is newer than the act."""
    rows = open_rows(line)
    if not rows:
        zh, en = "没有这项授予，或者已被收回。", "There is no such mandate, or it was withdrawn."
        raise Refused(Reason("no_mandate", zh, en))
    if any(row.recorded_from >= act.at for row in rows):
        zh = "系统时间不晚于此项上一次登记的时间，请检查服务器时钟后再试。"
        en = "The clock does not stand after the last record of this mandate; check the server's clock."
        raise Refused(Reason("clock", zh, en))
    return rows


def require_stated(*, reason: str, start: dt.date | None = None, end: dt.date | None = None) -> None:
    """Raise ``Refused`` when no reason is stated, or the days run backward."""
    reasons = []
    if not reason.strip():
        reasons.append(Reason("missing", "请写明理由。", "State the reason.", "reason"))
    if len(reason.strip()) > LONGEST_REASON:
        zh, en = f"理由不超过{LONGEST_REASON}字。", f"The reason has at most {LONGEST_REASON} characters."
        reasons.append(Reason("too_long", zh, en, "reason"))
    if start is not None and end is not None and end <= start:
        zh, en = "结束日期应晚于开始日期。", "The end must lie after the start."
        reasons.append(Reason("backward", zh, en, "end"))
    if reasons:
        raise Refused(*reasons)


def facts_of(
    rows: Sequence[Mandate], instrument: Instrument, reason: str, *, start: dt.date, end: dt.date | None
) -> dict[str, object]:
    """Return what the ledger keeps of a change."""
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


def _change_state(
    act: Act,
    line: uuid.UUID,
    start: dt.date,
    end: dt.date | None,
    instrument: Paper,
    reason: str,
    state: MandateState,
    **more: str,
) -> list[Mandate]:
    lock_chain()
    require_stated(reason=reason, start=start, end=end)
    paper = paper_of(instrument, act)
    rows = held(line, act)
    touched = [row for row in rows if _touches(row, start, end)]
    if not touched:
        raise Refused(_over(rows[-1], start))
    if all(row.state == state for row in touched):
        zh, en = "所选日期内已是这一状态，无需变更。", "It is in that state on those days already."
        raise Refused(Reason("no_change", zh, en, "start"))

    def mark(row: Mandate) -> None:
        row.state, row.instrument, row.reason = state, paper, reason.strip()
        if row.entered_as != "withdrawn":
            row.entered_as = act.kind.partition(":")[2]

    written = restate(line, start=start, end=end, at=act.at, change=mark)
    act.enter(subject=rows[0], facts={**facts_of(rows[:1], paper, reason, start=start, end=end), **more})
    return written


def _touches(row: Mandate, start: dt.date, end: dt.date | None) -> bool:
    return (row.valid_to is None or row.valid_to > start) and (end is None or row.valid_from < end)


def _over(row: Mandate, start: dt.date) -> Reason:
    return Reason(
        "outside_term",
        f"{row.holder.name}持有的{row.power.code}至{row.valid_to or '长期'}止，{start}不在其内。",
        f"{row.holder.name} holds {row.power.code} until {row.valid_to or 'further notice'}; {start} lies outside.",
        "start",
    )
