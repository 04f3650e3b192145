"""Ask the kernel over published records only: who may do this here, and the fixed form for anybody."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from qiangzhen.agencies.models import Body, BodyKind
from qiangzhen.catalogue.models import Power
from qiangzhen.catalogue.queries import PowerView
from qiangzhen.county.models import County
from qiangzhen.county.scope import current_county_id, within
from qiangzhen.kernel.authority import Granted, Refused, Register, Text, may
from qiangzhen.kernel.authority.exercise import (
    ActKind,
    ExerciseRules,
    Question,
    language_of,
    printed_answer,
    question_from,
)
from qiangzhen.mandates.queries import exercise_rules
from qiangzhen.mandates.register import body_key, current_code, load_register
from qiangzhen.places.models import PlaceLevel
from qiangzhen.places.queries import PlaceLine, get_ancestors, list_places

from ._published import public_mandates, public_powers

_GOVERNS_A_TOWNSHIP = (BodyKind.TOWN, BodyKind.TOWNSHIP, BodyKind.SUBDISTRICT)


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyAnswer:
    """What one body was answered."""

    key: str
    name: str
    kind: str
    answer: Granted | Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoMay:
    """Everybody who may do an act at a place on a day, and why the township's own body may not, if so."""

    local: BodyAnswer | None
    """The township's government or subdistrict office; None where no such body serves the place."""
    competent: tuple[BodyAnswer, ...]
    """Those that may, the local one first."""
    reasons: tuple[Refused, ...]
    """Of the local body where it may not; of the holder where nobody may."""


def who_may(
    *, power: PowerView, act: str, place: PlaceLine, on: dt.date, at: dt.datetime, today: dt.date
) -> WhoMay:
    """Return who may do an act of a published power at a place on a day, over what is published by ``today``."""
    county = County.objects.get(pk=current_county_id()).code
    register = load_register(power_ids=[power.id], published_by=today)
    local = _local_body(place)
    receivers = public_mandates(today=today).filter(power_id=power.id).values_list("holder_id", flat=True)
    others = Body.objects.filter(pk__in={*receivers, power.holder_id}).order_by("name")
    answers = [
        BodyAnswer(
            key=body.key,
            name=body.name,
            kind=body.kind,
            answer=may(
                Question(
                    county=county,
                    body=body.key,
                    power=power.code,
                    act=ActKind(act),
                    on=on,
                    known_at=at.astimezone(dt.UTC),
                    place=place.code,
                ),
                register,
                rules=_rules(),
            ),
        )
        for body in _once([*([local] if local else []), *others])
    ]
    of_local = next((answer for answer in answers if local and answer.key == local.key), None)
    competent = tuple(answer for answer in answers if isinstance(answer.answer, Granted))
    asked = of_local or next(answer for answer in answers if answer.key == power.holder_key)
    refused = (asked.answer,) if isinstance(asked.answer, Refused) else ()
    return WhoMay(local=of_local, competent=competent, reasons=refused)


def act_names() -> Mapping[ActKind, Text]:
    """Return what each act is called."""
    return _rules().acts


def list_places_to_ask() -> list[tuple[PlaceLine, list[PlaceLine]]]:
    """Return the townships with the villages in each, in the order of their codes; one query."""
    places = list_places()
    villages: dict[Any, list[PlaceLine]] = {}
    for place in places:
        if place.level == PlaceLevel.VILLAGE:
            villages.setdefault(place.parent_id, []).append(place)
    return [(place, villages.get(place.id, [])) for place in places if place.level == PlaceLevel.TOWNSHIP]


def answer_publicly(*, form: object, language: str | None, today: dt.date) -> dict[str, Any]:
    """Answer the fixed form of ``may`` in the county it names, over what is published by ``today``.

    A mandate that is not published does not exist here, nor does a power: nothing tells
    that there is one. ``language`` goes before the form's own ``lang``. Raises ``FormRefused``.
    """
    question = question_from(form)
    county = County.objects.filter(code=question.county).first()
    if county is None:
        nothing = Register(bodies=[], places=[], powers=[], instruments=[], mandates=[])
        answer = may(question, nothing, rules=_rules())
    else:
        with within(county.id):
            answer = _answer(question, today)
    return printed_answer(answer, language=language or language_of(form))


def _answer(question: Question, today: dt.date) -> Granted | Refused:
    power = _find_public_power(question.power)
    register = load_register(power_ids=[power.id] if power else [], published_by=today)
    named = dataclasses.replace(
        question,
        body=body_key(question.body),
        power=power.code if power else question.power,
        place=current_code(place=question.place, on=question.on),
    )
    return may(named, register, rules=_rules())


@functools.cache
def _rules() -> ExerciseRules:
    return exercise_rules()


def _find_public_power(named: str) -> Power | None:
    """Return the public power with this code, or the only one published under exactly this name, or None."""
    found: Power | None = public_powers().filter(code=named).first()
    if found is not None:
        return found
    same = list(public_powers().filter(public__name=named)[:2])
    return same[0] if len(same) == 1 else None


def _local_body(place: PlaceLine) -> Body | None:
    """Return the government or office of the township a place is or lies in."""
    around = [place.id, *get_ancestors().get(place.id, ())]
    rows = Body.objects.filter(place_id__in=around, kind__in=_GOVERNS_A_TOWNSHIP, abolished_on=None)
    found: Body | None = rows.order_by("name").first()
    return found


def _once(bodies: Iterable[Body]) -> list[Body]:
    return list({body.id: body for body in bodies}.values())
