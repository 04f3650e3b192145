"""What mandates put on the desk and on the page of one power."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from qiangzhen.agencies.guards import ActorRequest
from qiangzhen.agencies.roles import Permission
from qiangzhen.catalogue.queries import PowerView
from qiangzhen.documents.queries import InstrumentView
from qiangzhen.ledger.acts import Actor
from qiangzhen.mandates.impact import list_fallen
from qiangzhen.mandates.queries import (
    MandateFilter,
    count_in_force,
    list_ending,
    list_mandates,
    list_standing,
)

from ..catalogue.sections import section
from ..desk.cards import Card, QuickAction, offer, shows
from ..desk.waiting import Waiting, waits
from ..instruments.sections import section as section_of_paper
from .standing import lines_of

_SOON = dt.timedelta(days=60)
"""A mandate that ends within these days asks for a decision; a choice of ours, not of law."""
_SHOWN = 20

offer(
    QuickAction(
        label=gettext_lazy("Who may do this"),
        url_name="who-may",
        icon="search",
        permission=Permission.READ_MANDATES,
    )
)
offer(
    QuickAction(
        label=gettext_lazy("Matrix"), url_name="matrix", icon="matrix", permission=Permission.READ_MANDATES
    )
)


@waits(Permission.CORRECT_MANDATES)
def mandates_ending(actor: Actor, on: dt.date) -> list[Waiting]:
    """Return the mandates whose term ends within sixty days."""
    return [
        Waiting(
            title=f"{one.power_name} · {one.holder}",
            detail=_("the term ends; grant it again or let it end"),
            link=reverse("mandate", args=[one.line]),
            due_on=one.valid_to,
        )
        for one in list_ending(on=on, until=on + _SOON)[:_SHOWN]
    ]


@waits(Permission.CORRECT_MANDATES)
def mandates_without_basis(actor: Actor, on: dt.date) -> list[Waiting]:
    """Return one line for each power whose bases have all fallen and which somebody still holds."""
    fallen = {one.power.id: one for one in list_fallen(on=on)}
    held: dict[Any, int] = {}
    for mandate in list_standing(on=on, power_ids=list(fallen)):
        held[mandate.power_id] = held.get(mandate.power_id, 0) + 1
    return [
        Waiting(
            title=_("Basis fallen: %(power)s") % {"power": fallen[power_id].power.name},
            detail=ngettext("%(n)s mandate has to be withdrawn", "%(n)s mandates have to be withdrawn", count)
            % {"n": count},
            link=f"{reverse('mandates')}?q={fallen[power_id].power.code}",
            state="bad",
        )
        for power_id, count in held.items()
    ]


@shows(Permission.READ_MANDATES)
def mandates_in_force(actor: Actor, on: dt.date) -> Card:
    """Show how many mandates are in force today; to a post of one body, its own."""
    own = None if actor.county_wide else actor.body_id
    count = count_in_force(on=on, holder_id=own)
    link = reverse("mandates") + f"?on={on.isoformat()}" + (f"&holder={own}" if own else "")
    return Card(
        figure=str(count),
        what=_("mandates in force"),
        detail=_("held by your body") if own else "",
        link=link,
    )


@section(label=gettext_lazy("Mandates"), order=20)
def mandates_of(power: PowerView, request: ActorRequest) -> SafeString | None:
    """Show who holds one power."""
    if Permission.READ_MANDATES.value not in request.actor.permissions:
        return None
    return render_mandates(
        MandateFilter(power_id=power.id, told_on=timezone.localdate()),
        request=request,
        nothing=_("Nobody holds it: it was not handed down."),
        more=f"{reverse('mandates')}?q={power.code}",
    )


@section_of_paper(label=gettext_lazy("Mandates"), order=10)
def mandates_by(paper: InstrumentView, request: ActorRequest) -> SafeString | None:
    """Show the mandates a paper granted, corrected, suspended or withdrew."""
    if Permission.READ_MANDATES.value not in request.actor.permissions:
        return None
    return render_mandates(
        MandateFilter(instrument_id=paper.id, told_on=timezone.localdate()),
        request=request,
        nothing=_("No mandate rests on this paper."),
        more=f"{reverse('mandates')}?instrument={paper.id}",
    )


def render_mandates(
    narrowed: MandateFilter, *, request: ActorRequest, nothing: str, more: str = ""
) -> SafeString:
    """Return a table of mandates for a part of another page."""
    found = list_mandates(narrowed=narrowed, count=_SHOWN + 1)
    facts = {
        "lines": lines_of(found[:_SHOWN], on=timezone.localdate()),
        "nothing": nothing,
        "more": more if len(found) > _SHOWN else "",
    }
    return render_to_string("mandates/section.html", facts, request=request)
