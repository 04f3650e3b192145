"""What handing down puts on the desk and on the page of one power."""

from __future__ import annotations

import datetime as dt

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from qiangzhen.agencies.guards import ActorRequest
from qiangzhen.agencies.roles import Permission
from qiangzhen.catalogue.queries import PowerView
from qiangzhen.kernel.authority import Mode
from qiangzhen.ledger.acts import Actor
from qiangzhen.mandates.queries import list_unpublished
from qiangzhen.mandates.weighing import weigh

from ..catalogue.sections import section
from ..desk.cards import QuickAction, offer
from ..desk.waiting import Waiting, waits
from .choosing import receivers_named
from .views import grouped

offer(
    QuickAction(
        label=gettext_lazy("Hand powers down"),
        url_name="grant",
        icon="hand-down",
        permission=Permission.GRANT_MANDATES,
    )
)


@waits(Permission.PUBLISH_LISTS)
def grants_to_publish(actor: Actor, on: dt.date) -> list[Waiting]:
    """Return the papers of grants that nobody published: their mandates give no power yet."""
    return [
        Waiting(
            title=_("Publish %(paper)s") % {"paper": paper.printed},
            detail=ngettext(
                "%(n)s mandate gives no power until then", "%(n)s mandates give no power until then", count
            )
            % {"n": count},
            link=reverse("batch-publish", args=[paper.id]),
            state="warn",
        )
        for paper, count in list_unpublished()
    ]


@section(label=gettext_lazy("Ways down"), order=10)
def ways_down_of(power: PowerView, request: ActorRequest) -> SafeString | None:
    """Show the six ways of one power to every township."""
    if Permission.READ_MANDATES.value not in request.actor.permissions:
        return None
    weighed = weigh(powers=[power], receivers=receivers_named(()), on=timezone.localdate())
    facts = {
        "power": power,
        "modes": list(Mode),
        "lines": grouped(weighed)[0]["lines"] if weighed else [],
        "may_grant": Permission.GRANT_MANDATES.value in request.actor.permissions,
    }
    return render_to_string("handing_down/section.html", facts, request=request)
