"""Who may do what, here, today: the kernel's second question for anybody who is signed in with a post."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from qiangzhen.agencies.guards import ActorRequest, requires
from qiangzhen.agencies.queries import BodyLine, list_bodies
from qiangzhen.agencies.roles import Permission
from qiangzhen.catalogue.queries import PowerView, list_powers, map_powers
from qiangzhen.catalogue.searching import find_powers
from qiangzhen.county.models import County
from qiangzhen.county.scope import current_county_id
from qiangzhen.kernel.authority import Granted, Refused
from qiangzhen.kernel.authority.exercise import ActKind, Circumstance, Question
from qiangzhen.mandates.queries import answer_question
from qiangzhen.mandates.register import find_power
from qiangzhen.places.queries import PlaceLine, list_places
from qiangzhen.site.law_words import POWER_ACTS

from .chains import chain_of_answer
from .forms import WhoMayForm, receiving

_OFFERED = 300
_SUGGESTED = 20


@requires(Permission.READ_MANDATES)
@require_safe
def who_may(request: ActorRequest) -> HttpResponse:
    """Show the form, and with a whole question the answer: the chain to the law, or every reason and who may."""
    bodies = [
        *receiving(list_bodies()),
        *list_bodies(kind="department"),
        *list_bodies(kind="county_government"),
    ]
    asked = bool(request.GET.get("power"))
    usual = {
        "on": timezone.localdate(),
        "body": str(request.actor.body_id),
        "power": request.GET.get("power", ""),
    }
    form = WhoMayForm(request.GET if asked else None, bodies=bodies, initial=usual)
    facts: dict[str, Any] = {"form": form, "powers": list_powers(count=_OFFERED)}
    if asked and form.is_valid():
        power, suggestions = _power(form.cleaned_data["power"])
        facts |= {"suggestions": suggestions, "power": power, "sought": form.cleaned_data["power"]}
        if power is not None:
            facts |= _answered(form, power, bodies)
    return render(request, "mandates/who_may.html", facts, status=422 if form.errors else 200)


def _power(sought: str) -> tuple[PowerView | None, Sequence[PowerView]]:
    """Return the power meant; where it is not clear which, those that may be."""
    exact = find_power(sought.strip())
    if exact is not None:
        return map_powers(power_ids=[exact.id])[exact.id], ()
    keys = find_powers(query=sought, published_only=False, count=_SUGGESTED)
    known = map_powers(power_ids=keys)
    found = [known[key] for key in keys]
    return (found[0], ()) if len(found) == 1 else (None, found)


def _answered(form: WhoMayForm, power: PowerView, bodies: Sequence[BodyLine]) -> Mapping[str, Any]:
    asked = form.cleaned_data
    body = next(one for one in bodies if one.id == asked["body"])
    place: PlaceLine = next(one for one in list_places() if one.id == asked["place"])
    answer: Granted | Refused = answer_question(
        question=Question(
            county=County.objects.get(pk=current_county_id()).code,
            body=body.key,
            power=power.code,
            act=ActKind(asked["act"]),
            on=form.asked_on,
            known_at=(asked["known_at"] or timezone.now()).astimezone(dt.UTC),
            place=place.code,
            circumstances=frozenset(Circumstance(name) for name in asked["circumstances"]),
        )
    )
    act = str(POWER_ACTS[asked["act"]])
    return {
        "answer": answer,
        "granted": isinstance(answer, Granted),
        "body": body,
        "place": place,
        "act": act,
        "on": form.asked_on,
        "chain": chain_of_answer(answer, body=body.name, power=power.name, act=act),
    }
