"""Read published mandates, and who exercises a power in each township."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from qiangzhen.catalogue.queries import PowerView
from qiangzhen.kernel.authority.exercise import MandateState
from qiangzhen.mandates.models import Mandate
from qiangzhen.places.models import PlaceLevel
from qiangzhen.places.queries import PlaceLine, get_ancestors, list_places

from ._published import in_force, public_mandates


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicMandate:
    """A mandate as the public sees it: with the published paper that granted it, never another."""

    id: uuid.UUID
    line: uuid.UUID
    power_id: uuid.UUID
    power_code: str
    power_name: str
    power_kind: str
    giver: str
    giver_key: str
    holder: str
    holder_key: str
    holder_kind: str
    mode: str
    acts: tuple[str, ...]
    area_id: uuid.UUID
    area: str
    area_code: str
    state: str
    exclusive: bool
    reserved: tuple[str, ...]
    devolution_code: str
    valid_from: dt.date
    valid_to: dt.date | None
    paper: str
    """Title of the paper that granted it."""
    paper_number: str
    paper_issuer: str
    paper_published_on: dt.date
    paper_certainty: str
    demonstration: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateNarrowing:
    """What a list of mandates is narrowed to; empty means "all"."""

    power: str = ""
    """Code of the power."""
    power_id: uuid.UUID | None = None
    holder: str = ""
    """Key of the body."""
    township: str = ""
    """Code of the place the holder serves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercised:
    """Who exercises one power in one township."""

    township: PlaceLine
    mandates: tuple[PublicMandate, ...]
    """Those in force there; empty: the body that holds the power by law."""
    by_law_too: bool
    """Whether the body that holds the power by law may act there as well, in all acts or some."""


def list_public_mandates(
    *,
    on: dt.date,
    today: dt.date,
    narrowed: MandateNarrowing | None = None,
    after: uuid.UUID | None = None,
    count: int = 50,
) -> list[PublicMandate]:
    """Return published mandates in force on a day, by key; ``after`` is the key of the last one already shown."""
    rows = in_force(_narrowed(public_mandates(today=today), narrowed or MandateNarrowing()), on=on)
    if after is not None:
        rows = rows.filter(id__gt=after)
    return _views(rows.order_by("id")[:count])


def list_mandates_of_power(*, power_id: uuid.UUID, today: dt.date) -> list[PublicMandate]:
    """Return every published mandate of a power, ended ones and later ones too, the latest first."""
    rows = public_mandates(today=today).filter(power_id=power_id)
    return _views(rows.order_by("-valid_from", "holder__name", "id"))


def map_mandates_in_township(
    *, powers: list[PowerView], township_id: uuid.UUID, today: dt.date
) -> Mapping[uuid.UUID, PublicMandate]:
    """Return for each of these powers the mandate of a body that serves the township, in force today."""
    rows = in_force(public_mandates(today=today), on=today).filter(
        power_id__in=[power.id for power in powers], holder__place_id=township_id
    )
    return {view.power_id: view for view in _views(rows.order_by("valid_from"))}


def list_exercised(*, power: PowerView, mandates: list[PublicMandate], today: dt.date) -> list[Exercised]:
    """Return for each township who exercises a power there today; ``mandates`` are all of that power."""
    above = get_ancestors()
    standing = [
        mandate
        for mandate in mandates
        if mandate.valid_from <= today and (mandate.valid_to is None or mandate.valid_to > today)
    ]
    found = []
    for township in list_places(level=PlaceLevel.TOWNSHIP):
        covering = {township.id, *above.get(township.id, ())}
        there = tuple(mandate for mandate in standing if mandate.area_id in covering)
        taken = {
            act
            for mandate in there
            if mandate.exclusive and mandate.state == MandateState.GRANTED.value
            for act in mandate.acts
        }
        found.append(
            Exercised(
                township=township, mandates=there, by_law_too=bool(set(power.acts) - taken) or not there
            )
        )
    return found


def _narrowed(rows: QuerySet[Mandate], narrowed: MandateNarrowing) -> QuerySet[Mandate]:
    equal = {
        "power__code": narrowed.power,
        "power_id": narrowed.power_id,
        "holder__key": narrowed.holder,
        "holder__place__code": narrowed.township,
    }
    return rows.filter(**{name: value for name, value in equal.items() if value})


def _views(rows: QuerySet[Mandate]) -> list[PublicMandate]:
    joined = rows.select_related("power__public", "giver", "holder", "area", "grant_instrument")
    return [_view(row) for row in joined]


def _view(row: Mandate) -> PublicMandate:
    shown, paper = row.power.public, row.grant_instrument
    assert shown is not None and paper.published_on is not None, "only published mandates are viewed"
    copied = ("id", "line", "power_id", "mode", "area_id", "state", "exclusive", "devolution_code")
    return PublicMandate(
        power_code=row.power.code,
        power_name=shown.name,
        power_kind=shown.kind,
        giver=row.giver.name,
        giver_key=row.giver.key,
        holder=row.holder.name,
        holder_key=row.holder.key,
        holder_kind=row.holder.kind,
        acts=tuple(row.acts),
        area=row.area.name,
        area_code=row.area.code,
        reserved=tuple(row.reserved),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        paper=paper.title,
        paper_number=paper.number,
        paper_issuer=paper.issuer,
        paper_published_on=paper.published_on,
        paper_certainty=paper.certainty,
        demonstration=paper.demonstration,
        **{name: getattr(row, name) for name in copied},
    )
