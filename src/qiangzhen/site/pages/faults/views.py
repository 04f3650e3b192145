"""Every failure ends on a page that says what happened, what was kept, and what to do next."""
from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from qiangzhen.agencies.guards import public
from qiangzhen.ledger.acts import PermissionRefused, Refused


def refused_page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """Show why an act was refused; 403 when the post may not, 409 when the law or the state forbids."""
    status = 403 if isinstance(refusal, PermissionRefused) else 409
    return render(request, "faults/refused.html", {"reasons": refusal.reasons}, status=status)


@public
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Tell that the form was open too long or in another window; what was typed can be sent again."""
    typed = [(name, value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"]
    return render(request, "faults/stale_form.html", {"typed": typed}, status=403)


@public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "faults/not_found.html", status=404)


@public
def fault(request: HttpRequest) -> HttpResponse:
    return render(request, "faults/fault.html", status=500)
