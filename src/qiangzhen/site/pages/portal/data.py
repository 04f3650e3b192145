"""Open data: what is published as JSON and Excel, under which licence, and when it last changed."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from qiangzhen.portal.queries import Narrowing, find_last_change

from .scope import CountyRequest, county_page
from .sheets import SHEETS, make_sheet


@county_page
@require_safe
def show_data(request: CountyRequest) -> HttpResponse:
    facts = {
        "subjects": [{"key": key, "name": sheet.name, "says": sheet.says} for key, sheet in SHEETS.items()],
        "changed_at": find_last_change(),
    }
    return render(request, "portal/data.html", facts)


@county_page
@require_safe
def download_sheet(request: CountyRequest, subject: str) -> HttpResponse:
    """Give one subject as an Excel sheet; powers can be narrowed as on the list."""
    if subject not in SHEETS:
        raise Http404
    chosen = Narrowing(**{name: request.GET.get(name, "") for name in ("kind", "holder", "township")})
    content = make_sheet(subject=subject, narrowed=chosen, today=timezone.localdate())
    response = HttpResponse(
        content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    name = f"{request.portal_county.name}-{SHEETS[subject].name}.xlsx"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
