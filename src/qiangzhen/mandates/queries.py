"""Reads of mandates: the kernel's answer, what was in force on a day as known at a time, the board of powers and bodies."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from qiangzhen.catalogue.queries import map_powers
from qiangzhen.county import law
from qiangzhen.county.models import County
from qiangzhen.county.scope import within
from qiangzhen.documents.queries import InstrumentView, get_instrument
from qiangzhen.kernel.authority import Granted, Refused, Register, may
from qiangzhen.kernel.authority.exercise import (
    ExerciseRules,
    Question,
    language_of,
    printed_answer,
    question_from,
    read_exercise_rules,
)
from qiangzhen.ledger.models import LedgerEntry
from qiangzhen.ledger.queries import Line, find_line

from .models import Mandate, MandateState
from .register import body_key, current_code, find_power, load_register


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
    told_on: dt.date | None = None
    """One record a mandate: the one that holds on this day, else the next, else the last; None: all of them."""
    known_at: dt.datetime | None = None
    """As known at this time; None: as known now."""
    power_id: UUID | None = None
    power_ids: Sequence[UUID] | None = None
    """Only these, as found by a search."""
    holder_id: UUID | None = None
    giver_id: UUID | None = None
    mode: str = ""
    state: str = ""
    instrument_id: UUID | None = None
    kind: str = ""


@functools.cache
def exercise_rules() -> ExerciseRules:
    """Return the rules by which ``may`` decides."""
    return read_exercise_rules(law.law_dir() / "national" / "exercise.yaml")


def answer_question(*, question: Question) -> Granted | Refused:
    """Ask the kernel whether a body may do an act, over the records of that power.

    Body, power and place may be given by key or code, or by the exact name.
    """
    power = find_power(question.power)
    register = load_register(power_ids=[power.id] if power else [])
    meant = dataclasses.replace(
        question,
        power=power.code if power else question.power,
        body=body_key(question.body),
        place=current_code(place=question.place, on=question.on),
    )
    return may(meant, register, rules=exercise_rules())


def answer_may_form(*, form: object, language: str | None = None) -> dict[str, Any]:
    """Answer the fixed form of ``qiangzhen may`` in the county the form names, whichever is in scope.

    ``language`` goes before the form's own ``lang``. Raises ``FormRefused`` naming every field at fault.
    A county that is not here is a refusal with its reason, like a body, power or place that is not.
    """
    question = question_from(form)
    county = County.objects.filter(code=question.county).first()
    if county is None:
        nothing = Register(bodies=[], places=[], powers=[], instruments=[], mandates=[])
        answer = may(question, nothing, rules=exercise_rules())
    else:
        with within(county.id):
            answer = answer_question(question=question)
    return printed_answer(answer, language=language or language_of(form))


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


def list_acts(*, history: Sequence[MandateView]) -> list[Line]:
    """Return the lines of the ledger about one mandate, given all its records, the newest first.

    An act on several mandates is one line; it names them all and stands at the instant its records were known from.
    """
    if not history:
        return []
    line = str(history[0].line)
    instants = {view.recorded_from for view in history} | {v.recorded_to for v in history if v.recorded_to}
    rows = LedgerEntry.objects.filter(at__in=instants, kind__startswith="mandate:", content__contains=line)
    found = [
        find_line(sequence=number) for number in rows.order_by("-sequence").values_list("sequence", flat=True)
    ]
    return [entry for entry in found if entry is not None]


def list_batch(*, batch: UUID) -> list[MandateView]:
    """Return the records a batch was granted as, by power and holder; raise ``NoSuchMandate``."""
    rows = Mandate.objects.filter(batch=batch, entered_as="granted")
    first = rows.order_by("recorded_from").values_list("recorded_from", flat=True).first()
    views = _views(rows.filter(recorded_from=first).order_by("power__code", "holder__name"))
    if not views:
        raise NoSuchMandate(str(batch))
    return views


def list_ending(*, on: dt.date, until: dt.date) -> list[MandateView]:
    """Return mandates held true now whose term ends after ``on`` and by ``until``, the earliest first."""
    rows = Mandate.objects.filter(recorded_to=None, valid_to__gt=on, valid_to__lte=until)
    later = Mandate.objects.filter(
        recorded_to=None, line=OuterRef("line"), valid_from__gte=OuterRef("valid_to")
    )
    ending = rows.exclude(entered_as="withdrawn").filter(~Exists(later))
    return _views(ending.order_by("valid_to", "power__code"))


def list_unpublished() -> list[tuple[InstrumentView, int]]:
    """Return the papers of grants held true now that were not published yet, with how many mandates wait for each."""
    waiting = Mandate.objects.filter(recorded_to=None, grant_instrument__published_on=None)
    counted = dict(
        waiting.values("grant_instrument_id")
        .annotate(lines=Count("line", distinct=True))
        .order_by()
        .values_list("grant_instrument_id", "lines")
    )
    papers = sorted((get_instrument(instrument_id=key) for key in counted), key=lambda paper: paper.id)
    return [(paper, counted[paper.id]) for paper in papers]


def count_in_force(*, on: dt.date, holder_id: UUID | None = None) -> int:
    """Return how many mandates can be used on a day as known now: granted, published by then, not suspended."""
    rows = _narrowed(MandateFilter(on=on, holder_id=holder_id, state=MandateState.GRANTED))
    return rows.filter(grant_instrument__published_on__lte=on).count()


def count_held(*, on: dt.date) -> dict[UUID, int]:
    """Return for each body how many mandates it holds on a day, as known now."""
    counted = _narrowed(MandateFilter(on=on)).values("holder_id").annotate(held=Count("id")).order_by()
    return dict(counted.values_list("holder_id", "held"))


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


def list_by_lines(*, lines: Sequence[UUID]) -> list[MandateView]:
    """Return what is held true now of these mandates, one record each, the last of its days, by power and holder."""
    rows = Mandate.objects.filter(recorded_to=None, line__in=list(lines))
    last = {view.line: view for view in _views(rows.order_by("valid_from"))}
    return sorted(last.values(), key=lambda view: (view.power_code, view.holder))


def list_held_powers(*, narrowed: MandateFilter) -> set[UUID]:
    """Return the powers of which at least one mandate fits the filter."""
    return set(_narrowed(narrowed).order_by().values_list("power_id", flat=True).distinct())


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
    if narrowed.told_on is not None:
        rows = _one_a_line(rows, narrowed.told_on, narrowed.known_at)
    equal = {
        "power_id": narrowed.power_id,
        "holder_id": narrowed.holder_id,
        "giver_id": narrowed.giver_id,
        "mode": narrowed.mode,
        "state": narrowed.state,
        "power__current__kind": narrowed.kind,
    }
    rows = rows.filter(**{name: value for name, value in equal.items() if value})
    if narrowed.power_ids is not None:
        rows = rows.filter(power_id__in=narrowed.power_ids)
    if narrowed.instrument_id is not None:
        rows = rows.filter(
            Q(instrument_id=narrowed.instrument_id) | Q(grant_instrument_id=narrowed.instrument_id)
        )
    return rows


def _one_a_line(rows: QuerySet[Mandate], on: dt.date, known_at: dt.datetime | None) -> QuerySet[Mandate]:
    standing = Q(valid_to=None) | Q(valid_to__gt=on)
    others = _known(Mandate.objects.filter(line=OuterRef("line")), known_at)
    before = others.filter(standing, valid_from__lt=OuterRef("valid_from"))
    after = others.filter(valid_from__gt=OuterRef("valid_from"))
    return rows.filter((standing & ~Exists(before)) | (~standing & ~Exists(after)))


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
