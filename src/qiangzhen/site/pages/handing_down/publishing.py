"""Publish what was handed down by a paper: from that day it can be used."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from qiangzhen.agencies.guards import ActorRequest, requires
from qiangzhen.agencies.roles import Permission
from qiangzhen.documents.models import Instrument
from qiangzhen.documents.queries import NoSuchInstrument, get_instrument
from qiangzhen.mandates.actions import publish_batch
from qiangzhen.mandates.queries import MandateFilter, list_mandates
from qiangzhen.site.acts import ActPage, show_act

from .forms import PublishForm

_SHOWN = 500


@requires(Permission.PUBLISH_LISTS)
def publish(request: ActorRequest, instrument_id: uuid.UUID) -> HttpResponse:
    """Show what becomes usable with a paper's publication; on POST publish it."""
    try:
        paper = get_instrument(instrument_id=instrument_id)
    except NoSuchInstrument as missing:
        raise Http404 from missing
    back = f"{reverse('mandates')}?instrument={instrument_id}"
    page = ActPage(
        heading=_("Publish %(paper)s") % {"paper": paper.printed},
        lead=_(
            "What was not published gives no power. From the day of publication the mandates below can be used."
        ),
        back=back,
        button=_("Publish"),
        done=_("The paper and its powers are published; the mandates can be used from that day."),
    )
    initial = {"on": paper.published_on or timezone.localdate(), "where": paper.published_where}
    form = PublishForm(request.POST or None, initial=initial)
    form.mandates = list_mandates(narrowed=MandateFilter(instrument_id=instrument_id), count=_SHOWN)  # type: ignore[attr-defined]
    row = Instrument.objects.get(pk=instrument_id)
    return show_act(
        request,
        page=page,
        form=form,
        act=publish_batch,
        fixed={"instrument": row},
        template="handing_down/publish.html",
    )
