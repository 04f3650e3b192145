"""Copies of a list of powers: Excel, Word, and the printed list as governments publish it."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from qiangzhen.agencies.guards import ActorRequest, requires
from qiangzhen.agencies.roles import Permission
from qiangzhen.catalogue.queries import PowerFilter

from .listing import every_power, filter_of, narrowed_by
from .tables import COLUMNS, as_excel, as_word, row_of, title_of

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@requires(Permission.READ_CATALOGUE)
@require_safe
def excel(request: ActorRequest) -> Any:
    """Send the filtered list as a sheet."""
    title, on = _title(request), timezone.localdate()
    content = as_excel(every_power(_narrowed(request)), title=title, on=on)
    return FileResponse(content, as_attachment=True, filename=f"{title}.xlsx", content_type=_EXCEL)


@requires(Permission.READ_CATALOGUE)
@require_safe
def word(request: ActorRequest) -> Any:
    """Send the filtered list as a document, A4 across, with a head that repeats."""
    title, on = _title(request), timezone.localdate()
    content = as_word(every_power(_narrowed(request)), title=title, on=on)
    return FileResponse(content, as_attachment=True, filename=f"{title}.docx", content_type=_WORD)


@requires(Permission.READ_CATALOGUE)
@require_safe
def printed(request: ActorRequest) -> HttpResponse:
    """Show the filtered list as it is printed."""
    rows = [row_of(number, power) for number, power in enumerate(every_power(_narrowed(request)), start=1)]
    facts = {"title": _title(request), "on": timezone.localdate(), "columns": COLUMNS, "rows": rows}
    return render(request, "catalogue/printed.html", facts)


def _narrowed(request: ActorRequest) -> PowerFilter:
    form = filter_of(request)
    if not form.is_valid():
        raise Http404
    return narrowed_by(form, actor=request.actor)


def _title(request: ActorRequest) -> str:
    return title_of(request.user.county.name)  # type: ignore[union-attr]
