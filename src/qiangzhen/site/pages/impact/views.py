"""Show what falls with a law, an article or a paper; from here it is withdrawn in one act."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qiangzhen.agencies.guards import ActorRequest, requires
from qiangzhen.agencies.roles import Permission
from qiangzhen.mandates.impact import read_impact
from qiangzhen.site.templatetags.law_words import article_name
from qiangzhen.site.templatetags.qiangzhen import day

from ..mandates.standing import lines_of
from .forms import SuppositionForm


@requires(Permission.READ_MANDATES)
@require_safe
def show_impact(request: ActorRequest) -> HttpResponse:
    """Show the form, and with something supposed, all that falls with it."""
    asked = any(request.GET.get(name) for name in ("statute", "instrument", "on"))
    data = request.GET.copy()
    data.setdefault("on", timezone.localdate().isoformat())
    form = SuppositionForm(data if asked else None)
    facts: dict[str, Any] = {"form": form}
    if asked and form.is_valid():
        supposed = form.supposition()
        impact = read_impact(supposition=supposed)
        what = form.printed() + (article_name(supposed.article) if supposed.article else "")
        facts |= {
            "impact": impact,
            "what": what,
            "falling": [power for power in impact.powers if power.falls],
            "weakened": [power for power in impact.powers if not power.falls],
            "mandates": lines_of(impact.mandates, on=supposed.on),
            "shaken": lines_of(impact.weakened, on=supposed.on),
            "reason": _("%(what)s no longer holds from %(day)s.") % {"what": what, "day": day(supposed.on)},
            "may_withdraw": Permission.CORRECT_MANDATES.value in request.actor.permissions,
        }
    return render(request, "impact/impact.html", facts, status=422 if form.errors else 200)
