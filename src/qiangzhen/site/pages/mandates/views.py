"""Lists of mandates and one mandate, on the day and with the knowledge asked for."""

from __future__ import annotations

import datetime as dt
import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from qiangzhen.agencies.guards import ActorRequest, requires
from qiangzhen.agencies.roles import Permission
from qiangzhen.catalogue.queries import get_power
from qiangzhen.documents.queries import NoSuchInstrument, get_instrument
from qiangzhen.ledger.acts import Actor
from qiangzhen.mandates.queries import (
    MandateView,
    get_mandate,
    list_acts,
    list_history,
    list_mandates,
)

from .chains import chain_of, paper_link
from .forms import AsOf, MandatesFilter
from .picture import draw
from .standing import fallen_bases, lines_of, stand

PAGE = 50


@requires(Permission.READ_MANDATES)
@require_safe
def show_mandates(request: ActorRequest) -> HttpResponse:
    """Show mandates, the newest first."""
    form = MandatesFilter(request.GET)
    found: list[MandateView] = []
    paper = None
    if form.is_valid():
        found = list_mandates(narrowed=form.narrowed(), after=form.cleaned_data["after"], count=PAGE + 1)
        paper = _paper(form.cleaned_data["instrument"])
    on = form.cleaned_data.get("on") or timezone.localdate()
    facts = {
        "form": form,
        "lines": lines_of(found[:PAGE], on=on),
        "on": on,
        "paper": paper,
        "after": found[PAGE - 1].id if len(found) > PAGE else None,
        "may_change": may_change(request.actor),
    }
    return render(request, "mandates/mandates.html", facts, status=400 if form.errors else 200)


@requires(Permission.READ_MANDATES)
@require_safe
def show_mandate(request: ActorRequest, line: uuid.UUID) -> HttpResponse:
    """Show one mandate: how it stands, by what right, what was done, and all that was ever believed of it."""
    history = list_history(line=line)
    if not history:
        raise Http404
    form = AsOf(request.GET)
    valid = form.is_valid()
    on = form.asked_on if valid else timezone.localdate()
    known_at = form.cleaned_data["known_at"] if valid else None
    believed = get_mandate(line=line, known_at=known_at)
    shown = _shown(believed, on=on)
    power = get_power(power_id=history[0].power_id)
    standing = stand(shown, on=on, fallen=fallen_bases(on)) if shown else None
    facts = {
        "form": form,
        "on": on,
        "known_at": known_at,
        "line": line,
        "latest": history[-1],
        "shown": shown,
        "standing": standing,
        "chain": chain_of(shown, power=power, standing=standing) if shown and standing else (),
        "power": power,
        "begins": (believed or history)[0].valid_from,
        "ends": (believed or history)[-1].valid_to,
        "history": history,
        "picture": draw(history, on=on, known_at=known_at),
        "acts": list_acts(history=history),
        "paper_link": paper_link(history[-1]),
        "open": is_open(line),
        "may_change": may_change(request.actor),
        "may_take_over": Permission.TAKE_OVER_MANDATES.value in request.actor.permissions,
    }
    return render(request, "mandates/mandate.html", facts)


def is_open(line: uuid.UUID) -> bool:
    """Return whether any part of the line still holds, today or later."""
    today = timezone.localdate()
    return any(part.valid_to is None or part.valid_to > today for part in get_mandate(line=line))


def may_change(actor: Actor) -> bool:
    """Return whether the post may correct, suspend and withdraw."""
    return Permission.CORRECT_MANDATES.value in actor.permissions


def _shown(believed: list[MandateView], *, on: dt.date) -> MandateView | None:
    """Return the record that holds on the day; else the last that began before it, else the first."""
    begun = [view for view in believed if view.valid_from <= on]
    return begun[-1] if begun else (believed[0] if believed else None)


def _paper(instrument_id: uuid.UUID | None) -> object:
    if instrument_id is None:
        return None
    try:
        return get_instrument(instrument_id=instrument_id)
    except NoSuchInstrument as missing:
        raise Http404 from missing
