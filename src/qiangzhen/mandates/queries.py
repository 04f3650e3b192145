"""Reads of mandates: the kernel's answer, what was in force on a day as known at a time, the board of powers and bodies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from qiangzhen.catalogue.queries import map_powers
from qiangzhen.county import law
from qiangzhen.kernel.authority import Granted, Refused, may
from qiangzhen.kernel.authority.exercise import (
    ExerciseRules,
    Question,
    answer_form,
    question_from,
    read_exercise_rules,
)

from .models import Mandate
from .register import load_register, power_of_code


class NoSuchMandate(LookupError):
    """There is no such mandate in this county."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateView:
    """One record of a mandate, with the names of what it joins."""

    id: UUID
    line: UUID
    batch: UUID
    power_id: UUID
    power_code: str
    power_name: str
    power_kind: str
    giver_id: UUID
    giver: str
    holder_id: UUID
    holder: str
    mode: str
    acts: tuple[str, ...]
    area_id: UUID
    area: str
    instrument_id: UUID
    instrument: str
    grant_instrument_id: UUID
    grant_instrument: str
    published_on: dt.date | None
    state: str
    exclusive: bool
    reserved: tuple[str, ...]
    devolution_code: str
    valid_from: dt.date
    valid_to: dt.date | None
    recorded_from: dt.datetime
    recorded_to: dt.datetime | None
    entered_as: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateFilter:
    """What a list of mandates is narrowed to; None and empty mean "all"."""

    on: dt.date | None = None
    """In force on this day; None: on any day."""
    known_at: dt.datetime | None = None
    """As known at this time; None: as known now."""
    power_id: UUID | None = None
    holder_id: UUID | None = None
    giver_id: UUID | None = None
    mode: str = ""
    state: str = ""
    instrument_id: UUID | None = None
    kind: str = ""


def exercise_rules() -> ExerciseRules:
    """Return the rules by which ``may`` decides."""
    return read_exercise_rules(law.law_dir() / "national" / "exercise.yaml")


def answer_question(*, question: Question) -> Granted | Refused:
    """Ask the kernel whether a body may do an act, over the records of that power."""
    power = power_of_code(question.power)
    register = load_register(power_ids=[power.id] if power else [])
    return may(question, register, rules=exercise_rules())


def answer_may_form(*, form: Mapping[str, Any], language: str = "zh") -> dict[str, Any]:
    """Answer the fixed form of ``qiangzhen may``; raises ``FormRefused`` naming the field."""
    question = question_from(form)
    power = power_of_code(question.power)
    register = load_register(power_ids=[power.id] if power else [])
    return answer_form(form, register, rules=exercise_rules(), language=language)


def list_mandates(
    *, narrowed: MandateFilter | None = None, after: UUID | None = None, count: int = 50
) -> list[MandateView]:
    """Return records of mandates by key, the newest first; ``after`` is the key of the last one already shown."""
    rows = _narrowed(narrowed or MandateFilter())
    if after is not None:
        rows = rows.filter(id__lt=after)
    return _views(rows.order_by("-id")[:count])


def get_mandate(*, line: UUID, known_at: dt.datetime | None = None) -> list[MandateView]:
    """Return what is held true of one mandate, in the order of the days; raise ``NoSuchMandate``."""
    rows = _known(Mandate.objects.filter(line=line), known_at)
    views = _views(rows.order_by("valid_from"))
    if not views and not Mandate.objects.filter(line=line).exists():
        raise NoSuchMandate(str(line))
    return views


def list_history(*, line: UUID) -> list[MandateView]:
    """Return every record there ever was of one mandate, in the order it was learned."""
    return _views(Mandate.objects.filter(line=line).order_by("recorded_from", "valid_from"))


def list_in_force(
    *,
    on: dt.date,
    known_at: dt.datetime | None = None,
    holder_id: UUID | None = None,
    power_id: UUID | None = None,
) -> list[MandateView]:
    """Return all mandates in force on a day as known at a time, by holder and power."""
    rows = _narrowed(MandateFilter(on=on, known_at=known_at, holder_id=holder_id, power_id=power_id))
    return _views(rows.order_by("holder__name", "power__code"))


def list_standing(
    *, on: dt.date, grant_instrument_id: UUID | None = None, power_ids: Sequence[UUID] | None = None
) -> list[MandateView]:
    """Return what is held true now of mandates that hold on a day or later, by power and holder."""
    rows = _known(Mandate.objects.all(), None).filter(Q(valid_to=None) | Q(valid_to__gt=on))
    if grant_instrument_id is not None:
        rows = rows.filter(grant_instrument_id=grant_instrument_id)
    if power_ids is not None:
        rows = rows.filter(power_id__in=power_ids)
    return _views(rows.order_by("power__code", "holder__name", "valid_from"))


def read_board(
    *, on: dt.date, known_at: dt.datetime | None, powers: Sequence[UUID], receivers: Sequence[UUID]
) -> dict[tuple[UUID, UUID], list[MandateView]]:
    """Return the cells of the board of powers × bodies: what each body holds of each power on a day."""
    rows = _narrowed(MandateFilter(on=on, known_at=known_at))
    cells: dict[tuple[UUID, UUID], list[MandateView]] = {}
    for view in _views(rows.filter(power_id__in=powers, holder_id__in=receivers).order_by("valid_from")):
        cells.setdefault((view.power_id, view.holder_id), []).append(view)
    return cells


def _narrowed(narrowed: MandateFilter) -> QuerySet[Mandate]:
    rows = _known(Mandate.objects.all(), narrowed.known_at)
    if narrowed.on is not None:
        rows = rows.filter(valid_from__lte=narrowed.on).filter(Q(valid_to=None) | Q(valid_to__gt=narrowed.on))
    equal = {
        "power_id": narrowed.power_id,
        "holder_id": narrowed.holder_id,
        "giver_id": narrowed.giver_id,
        "mode": narrowed.mode,
        "state": narrowed.state,
        "power__current__kind": narrowed.kind,
    }
    rows = rows.filter(**{name: value for name, value in equal.items() if value})
    if narrowed.instrument_id is not None:
        rows = rows.filter(
            Q(instrument_id=narrowed.instrument_id) | Q(grant_instrument_id=narrowed.instrument_id)
        )
    return rows


def _known(rows: QuerySet[Mandate], known_at: dt.datetime | None) -> QuerySet[Mandate]:
    if known_at is None:
        return rows.filter(recorded_to=None)
    return rows.filter(recorded_from__lte=known_at).filter(Q(recorded_to=None) | Q(recorded_to__gt=known_at))


def _views(rows: QuerySet[Mandate]) -> list[MandateView]:
    found = list(rows.select_related("power", "giver", "holder", "area", "instrument", "grant_instrument"))
    powers = map_powers(power_ids={row.power_id for row in found})
    return [
        MandateView(
            power_code=row.power.code,
            power_name=powers[row.power_id].name,
            power_kind=powers[row.power_id].kind,
            giver=row.giver.name,
            holder=row.holder.name,
            area=row.area.name,
            instrument=str(row.instrument),
            grant_instrument=str(row.grant_instrument),
            published_on=row.grant_instrument.published_on,
            acts=tuple(row.acts),
            reserved=tuple(row.reserved),
            **{name: getattr(row, name) for name in _COPIED},
        )
        for row in found
    ]


_COPIED = (
    "id", "line", "batch", "power_id", "giver_id", "holder_id", "mode", "area_id", "instrument_id",
    "grant_instrument_id", "state", "exclusive", "devolution_code", "valid_from", "valid_to", "recorded_from",
    "recorded_to", "entered_as", "reason",
)  # fmt: skip
