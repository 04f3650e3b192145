"""Hand a batch down: choose, see at once what the law says of each pair, state what is met, grant all or nothing."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiangzhen.agencies.guards import ActorRequest, requires
from qiangzhen.agencies.models import Body
from qiangzhen.agencies.roles import Permission
from qiangzhen.catalogue.queries import map_powers
from qiangzhen.documents.models import InstrumentKind
from qiangzhen.documents.queries import NoSuchInstrument, get_instrument
from qiangzhen.kernel.authority import Mode, Outcome
from qiangzhen.ledger.acts import PermissionRefused, Refused
from qiangzhen.mandates.actions import grant_mandates
from qiangzhen.mandates.queries import NoSuchMandate, get_mandate, list_acts, list_batch, list_history
from qiangzhen.mandates.weighing import Weighed, weigh
from qiangzhen.site.templatetags.qiangzhen import told

from ..papers import NEW
from .choosing import MOST_PAIRS, chosen_day, chosen_powers, keys_of, offered_powers, offered_receivers
from .forms import GrantForm

_DRAFT = "grant"


@requires(Permission.GRANT_MANDATES)
@require_http_methods(["GET", "HEAD", "POST"])
def grant(request: ActorRequest) -> HttpResponse:
    """Show the form of a batch with the preview of what was chosen; on POST grant it."""
    form = _form(request)
    refusals: Sequence[Any] = ()
    if request.method == "POST" and "preview" not in request.POST and form.is_valid():
        try:
            rows = grant_mandates(
                actor=request.actor,
                at=timezone.now(),
                batch=form.batch(confirmed=request.POST.getlist("condition")),
            )
        except PermissionRefused:
            raise
        except Refused as refusal:
            refusals = refusal.reasons
            for reason in refusals:
                if reason.field in form.fields and reason.code not in _OF_PAIRS:
                    form.add_error(reason.field, told(reason))
        else:
            return redirect("batch", rows[0].batch)
    facts = {
        "form": form,
        "powers": form.powers_offered,
        "receivers": form.receivers_offered,
        "refusals": [
            reason for reason in refusals if reason.code in _OF_PAIRS or reason.field not in form.fields
        ],
        "preview": _preview(request.POST if request.method == "POST" else _chosen(request.GET)),
    }
    return render(request, "handing_down/grant.html", facts, status=422 if form.errors or refusals else 200)


_OF_PAIRS = frozenset({"forbidden", "way_out", "condition", "rival", "held_already", "no_code"})
"""Refusals about pairs: shown in the preview's place, each with its rule."""


@requires(Permission.GRANT_MANDATES)
@require_POST
def preview(request: ActorRequest) -> HttpResponse:
    """Return what the law says of each pair chosen so far, and the conditions to be stated; writes nothing."""
    return render(request, "handing_down/preview.html", {"preview": _preview(request.POST)})


@requires(Permission.READ_MANDATES)
@require_safe
def show_batch(request: ActorRequest, batch: uuid.UUID) -> HttpResponse:
    """Show a batch as it was granted, with its codes and the receipt."""
    try:
        views = list_batch(batch=batch)
    except NoSuchMandate as missing:
        raise Http404 from missing
    facts = {
        "batch": batch,
        "mandates": views,
        "first": views[0],
        "paper": get_instrument(instrument_id=views[0].grant_instrument_id),
        "acts": list_acts(history=views[:1])[-1:],
        "standing": get_mandate(line=views[0].line) or list_history(line=views[0].line),
    }
    return render(request, "handing_down/batch.html", facts)


def _form(request: ActorRequest) -> Any:
    data = request.POST if request.method == "POST" else None
    chosen = (
        keys_of(request.POST.getlist("powers")) if data is not None else keys_of(request.GET.getlist("power"))
    )
    known = map_powers(power_ids=chosen)
    powers = offered_powers([known[key] for key in chosen if key in known])
    receivers = offered_receivers(on=timezone.localdate())
    initial: dict[str, Any] = {"mode": request.GET.get("mode", ""), "valid_from": chosen_day(request.GET)}
    initial["powers"] = [str(power.id) for power in chosen_powers(request.GET)]
    initial["receivers"] = request.GET.getlist("receiver")
    form: Any = GrantForm(data, powers=powers, receivers=receivers, initial=initial)
    form.powers_offered, form.receivers_offered = powers, receivers
    return form


def _chosen(query: QueryDict) -> QueryDict:
    """Return a query of the address in the names of the form."""
    named = QueryDict(mutable=True)
    named.setlist("powers", query.getlist("power"))
    named.setlist("receivers", query.getlist("receiver"))
    named["mode"], named["valid_from"] = query.get("mode", ""), query.get("on", "")
    return named


def _preview(asked: QueryDict) -> dict[str, Any]:
    """Return each pair with its outcome in the chosen way, and every condition once with the pairs it is for."""
    keys = keys_of(asked.getlist("powers"))
    known = map_powers(power_ids=keys)
    powers = [known[key] for key in keys if key in known]
    receivers = list(
        Body.objects.filter(pk__in=keys_of(asked.getlist("receivers")))
        .select_related("place")
        .order_by("name")
    )
    mode = asked.get("mode", "")
    facts: dict[str, Any] = {
        "powers": len(powers),
        "receivers": len(receivers),
        "mode": mode,
        "lines": [],
        "conditions": [],
        "confirmed": set(asked.getlist("condition")),
        "too_many": len(powers) * len(receivers) > MOST_PAIRS,
        "most": MOST_PAIRS,
    }
    if not powers or not receivers or facts["too_many"]:
        return facts
    on = chosen_day(_as_on(asked))
    weighed = weigh(powers=powers, receivers=receivers, on=on, written_entrustment=_is_entrustment(asked))
    facts["on"] = on
    if mode in {one.value for one in Mode}:
        facts["lines"] = [{"pair": pair, "way": pair.answer.ways[Mode(mode)]} for pair in weighed]
        facts["conditions"] = _conditions(weighed, Mode(mode))
        facts["forbidden"] = sum(line["way"].outcome is Outcome.FORBID for line in facts["lines"])
    else:
        facts["glance"] = [
            {"pair": pair, "ways": [pair.answer.ways[one] for one in Mode]} for pair in weighed
        ]
    return facts


def _conditions(weighed: Sequence[Weighed], mode: Mode) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for pair in weighed:
        for condition in pair.answer.ways[mode].conditions:
            row = found.setdefault(condition.rule, {"condition": condition, "pairs": []})
            row["pairs"].append(pair)
    return [found[rule] for rule in sorted(found)]


def _as_on(asked: QueryDict) -> QueryDict:
    named = QueryDict(mutable=True)
    named["on"] = asked.get("valid_from", "")
    return named


def _is_entrustment(asked: QueryDict) -> bool | None:
    """Return whether the chosen paper is a letter of entrustment; None while none is chosen."""
    chosen = asked.get("instrument", "")
    if chosen == NEW:
        return asked.get("paper_kind") == InstrumentKind.ENTRUSTMENT
    for key in keys_of([chosen]):
        try:
            return get_instrument(instrument_id=key).kind == InstrumentKind.ENTRUSTMENT
        except NoSuchInstrument:
            return None
    return None


def grant_link(*, power: uuid.UUID) -> str:
    """Return the address of the form with a power chosen."""
    return f"{reverse('grant')}?power={power}"
