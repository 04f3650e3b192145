"""Show which ways down are open: at a glance for many powers and receivers, and every reason for one pair."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qiangzhen.agencies.guards import ActorRequest, requires
from qiangzhen.agencies.models import Body
from qiangzhen.agencies.roles import Permission
from qiangzhen.catalogue.queries import NoSuchPower, PowerView, get_power
from qiangzhen.kernel.authority import Mode, Way, WaysDown
from qiangzhen.mandates.weighing import RECEIVING_KINDS, Weighed, weigh

from .choosing import (
    MOST_PAIRS,
    chosen_day,
    chosen_powers,
    chosen_receivers,
    keys_of,
    offered_powers,
    offered_receivers,
)
from .reply import reply_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PairLine:
    """The six ways of one pair in one row."""

    power: PowerView
    receiver_id: uuid.UUID
    receiver: str
    ways: tuple[Way, ...]
    findings: int


@requires(Permission.READ_MANDATES)
@require_safe
def show_ways(request: ActorRequest) -> HttpResponse:
    """Show the six ways of the chosen powers to the chosen receivers; without powers, let them be chosen."""
    powers, receivers, on = chosen_powers(request.GET), chosen_receivers(request.GET), chosen_day(request.GET)
    too_many = len(powers) * len(receivers) > MOST_PAIRS
    facts = {
        "powers": powers,
        "on": on,
        "modes": list(Mode),
        "too_many": too_many,
        "most": MOST_PAIRS,
        "groups": [] if too_many or not powers else grouped(weigh(powers=powers, receivers=receivers, on=on)),
        "offered": offered_powers(powers),
        "receivers": offered_receivers(on=on),
        "chosen_powers": {power.id for power in powers},
        "chosen_receivers": {body.id for body in receivers},
        "grant_query": urlencode(
            {"power": [p.id for p in powers], "receiver": keys_of(request.GET.getlist("receiver"))},
            doseq=True,
        ),
    }
    return render(request, "handing_down/ways.html", facts)


@requires(Permission.READ_MANDATES)
@require_safe
def show_pair(request: ActorRequest, power_id: uuid.UUID, receiver_id: uuid.UUID) -> HttpResponse:
    """Show everything the law says about one power going to one receiver."""
    try:
        power = get_power(power_id=power_id)
    except NoSuchPower as missing:
        raise Http404 from missing
    receiver = Body.objects.filter(pk=receiver_id, kind__in=RECEIVING_KINDS).select_related("place").first()
    if receiver is None:
        raise Http404
    on = chosen_day(request.GET)
    (weighed,) = weigh(powers=[power], receivers=[receiver], on=on)
    facts = {
        "power": power,
        "receiver": receiver,
        "on": on,
        "ways": [weighed.answer.ways[mode] for mode in Mode],
        "answer": weighed.answer,
        "unknown": unknown_lines(weighed.answer),
        "replies": [(language, reply_of(weighed, on=on, language=language)) for language in ("zh", "en")],
    }
    return render(request, "handing_down/pair.html", facts)


def grouped(weighed: Sequence[Weighed]) -> list[dict[str, Any]]:
    """Return the pairs by power, each with its six ways in the order of the forms."""
    groups: dict[uuid.UUID, dict[str, Any]] = {}
    for pair in weighed:
        group = groups.setdefault(pair.power.id, {"power": pair.power, "lines": []})
        group["lines"].append(
            PairLine(
                power=pair.power,
                receiver_id=pair.receiver_id,
                receiver=pair.receiver,
                ways=tuple(pair.answer.ways[mode] for mode in Mode),
                findings=len(pair.answer.findings),
            )
        )
    return list(groups.values())


def unknown_lines(answer: WaysDown) -> list[dict[str, Any]]:
    """Return each fact that is not known, with what each value of it would change."""
    return [
        {
            "field": unknown.field,
            "changes": [
                {"value": _said(change.value), "mode": change.mode.value, "outcome": change.outcome.value}
                for change in unknown.would_change
            ],
        }
        for unknown in answer.unknown
    ]


def _said(value: object) -> dict[str, str]:
    if value is True:
        return {"zh": "是", "en": "yes"}
    if value is False:
        return {"zh": "否", "en": "no"}
    if value is None:
        return {"zh": "无", "en": "none"}
    if isinstance(value, dict):
        return {"zh": "已公布并列入此事项", "en": "published, and this matter is listed"}
    return {"zh": str(value), "en": str(value)}
