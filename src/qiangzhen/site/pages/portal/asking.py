"""Who may do this here? A power, an act, a place and a day; the kernel answers."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from qiangzhen.catalogue.queries import PowerView
from qiangzhen.places.queries import find_place_by_code
from qiangzhen.portal.queries import WhoMay, get_public_power, search_public_powers, who_may

from .chains import chain_of_answer
from .forms import QuestionForm
from .scope import CountyRequest, county_page


@county_page
@require_safe
def ask(request: CountyRequest) -> HttpResponse:
    """Find the power first, then ask; the whole question stands in the address, so that it can be sent on."""
    code = request.GET.get("power", "")
    if not code:
        query = request.GET.get("q", "").strip()
        found = search_public_powers(query=query, count=20) if query else []
        return render(request, "portal/ask.html", {"query": query, "found": found})
    power = get_public_power(code=code)
    asked = bool(request.GET.get("act") or request.GET.get("place"))
    given = {"power": code, "act": power.acts[0] if power.acts else "", "on": timezone.localdate()}
    form = QuestionForm(request.GET if asked else None, acts=power.acts, initial=given)
    facts: dict[str, Any] = {"power": power, "form": form}
    if asked and form.is_valid():
        facts |= _answer(request, power, form.cleaned_data)
    return render(request, "portal/ask.html", facts, status=422 if form.errors else 200)


def _answer(request: CountyRequest, power: PowerView, asked: dict[str, Any]) -> dict[str, Any]:
    found = find_place_by_code(code=asked["place"], on=asked["on"])
    assert found is not None, "the form offers only places that exist"
    today = timezone.localdate()
    answer = who_may(
        power=power, act=asked["act"], place=found.place, on=asked["on"], at=timezone.now(), today=today
    )
    link = reverse("portal-power", args=[request.portal_county.code, power.code])
    return {
        "answer": answer,
        "place": found.place,
        "on": asked["on"],
        "competent": [
            {
                "body": body,
                "chain": chain_of_answer(
                    act=asked["act"],
                    power=power,
                    answer=body.answer,
                    body=body.name,
                    competent="",
                    link=link,
                    today=today,
                ),
            }
            for body in answer.competent
        ],
        "broken": _broken(answer, power, asked["act"], link),
    }


def _broken(answer: WhoMay, power: PowerView, act: str, link: str) -> Any:
    if answer.local is None or not answer.reasons:
        return None
    others = "、".join(body.name for body in answer.competent)
    return chain_of_answer(
        act=act,
        power=power,
        answer=answer.local.answer,
        body=answer.local.name,
        competent=others,
        link=link,
        today=timezone.localdate(),
    )
