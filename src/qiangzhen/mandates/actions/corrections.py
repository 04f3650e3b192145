"""Correct a mandate: state what it should have said; what we believed before stays on record."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from qiangzhen.agencies.roles import Permission
from qiangzhen.catalogue.queries import get_power
from qiangzhen.ledger.acts import Act, Reason, Refused, action
from qiangzhen.ledger.storage import lock_chain
from qiangzhen.places.models import Place

from ..models import Mandate
from ..segments import FAR, close, copy_of
from .changes import facts_of, held, require_stated
from .papers import Paper, paper_of
from .requirements import BACKWARD, faults_of_acts, faults_of_place, faults_of_reserved
from .rivals import already_held, require_no_rival


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a mandate should have said from the start. None keeps what it says."""

    acts: Sequence[str] | None = None
    reserved: Sequence[str] | None = None
    area: uuid.UUID | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    endless: bool = False
    """It has no end; goes before ``valid_to``."""


@action("mandate:corrected", permission=Permission.CORRECT_MANDATES)
def correct_mandate(
    act: Act, *, line: uuid.UUID, correction: Correction, instrument: Paper, reason: str
) -> list[Mandate]:
    """Write anew what is held true of a mandate, with suspensions and take-overs kept on their days."""
    lock_chain()
    require_stated(reason=reason)
    paper = paper_of(instrument, act)
    rows = held(line, act)
    corrected = [row for row in map(copy_of, rows) if _fitted(row, rows, correction)]
    if not corrected:
        raise Refused(BACKWARD)
    _require_sound(corrected[0], correction)
    for row in corrected:
        _state(row, correction)
        row.instrument, row.reason = paper, reason.strip()
        row.recorded_from, row.recorded_to = act.at, None
        if row.entered_as != "withdrawn" or row.valid_to != rows[-1].valid_to:
            row.entered_as = "corrected"
    _require_room(corrected)
    for row in rows:
        close(row, at=act.at)
    try:
        with transaction.atomic():
            Mandate.objects.bulk_create(corrected)
    except IntegrityError as error:
        reasons = tuple(already_held(corrected))
        if not reasons:
            raise
        raise Refused(*reasons) from error
    first, last = corrected[0], corrected[-1]
    facts = facts_of([first], paper, reason, start=first.valid_from, end=last.valid_to)
    act.enter(
        subject=first,
        facts={**facts, "acts": first.acts, "reserved": first.reserved, "area": first.area.name},
    )
    return corrected


def _fitted(row: Mandate, rows: Sequence[Mandate], correction: Correction) -> bool:
    """Fit the days of a copy into the corrected term; return whether any are left."""
    start = correction.valid_from or rows[0].valid_from
    end = None if correction.endless else (correction.valid_to or rows[-1].valid_to)
    first, last = row.valid_from == rows[0].valid_from, row.valid_to == rows[-1].valid_to
    row.valid_from = start if first else max(row.valid_from, start)
    row.valid_to = end if last else _earlier(row.valid_to, end)
    return row.valid_from < (row.valid_to or FAR)


def _state(row: Mandate, correction: Correction) -> None:
    if correction.acts is not None:
        row.acts = sorted(set(correction.acts))
    if correction.reserved is not None:
        row.reserved = sorted(set(correction.reserved))
    if correction.area is not None:
        row.area = Place.objects.get(pk=correction.area)


def _require_sound(row: Mandate, correction: Correction) -> None:
    reasons: list[Reason] = []
    if correction.acts is not None:
        power = get_power(power_id=row.power_id)
        reasons += faults_of_acts(correction.acts, of_power=power.acts, power=power.name, mode=row.mode)
    reasons += faults_of_reserved(correction.reserved or ())
    if correction.area is not None:
        area = Place.objects.filter(pk=correction.area).first()
        if area is None:
            zh, en = "本县没有所选的区域。", "There is no such place in this county."
            reasons.append(Reason("missing", zh, en, "area"))
        else:
            reasons += faults_of_place(area, row.holder)
    paper = row.grant_instrument
    if paper.signed_on is not None and row.valid_from < paper.signed_on:
        zh = f"授予文件《{paper.title}》于{paper.signed_on}签发，不能早于该日生效。"
        en = f"The granting paper “{paper.title}” was signed on {paper.signed_on}; it cannot hold earlier."
        reasons.append(Reason("unsigned", zh, en, "valid_from"))
    if reasons:
        raise Refused(*reasons)


def _require_room(rows: Sequence[Mandate]) -> None:
    require_no_rival(rows)
    reasons = tuple(already_held(rows))
    if reasons:
        raise Refused(*reasons)


def _earlier(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    return min(one or FAR, other or FAR) if one or other else None
