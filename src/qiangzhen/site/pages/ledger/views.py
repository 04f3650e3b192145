"""The lines of the ledger, one line with its receipt, and what was refused."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from qiangzhen.agencies.guards import ActorRequest, public, requires
from qiangzhen.agencies.roles import Permission
from qiangzhen.kernel.ledger import standalone
from qiangzhen.ledger.queries import Line, find_line, get_receipt, list_attempts, list_entries
from qiangzhen.site.acts import or_404

from .forms import AttemptsFilter, LinesFilter

_PAGE = 50
_SUBJECT_PAGES = {"places.place": "place", "agencies.body": "body", "agencies.person": "person"}


@requires(Permission.READ_LEDGER)
@require_safe
def show_lines(request: ActorRequest) -> HttpResponse:
    """Show the lines of the county's chain, the newest first."""
    form = LinesFilter(request.GET)
    lines: list[Line] = []
    if form.is_valid():
        asked = form.cleaned_data
        lines = list_entries(
            kind=asked["kind"],
            body_id=uuid.UUID(asked["body"]) if asked["body"] else None,
            on=asked["on"],
            after=asked["after"],
            limit=_PAGE + 1,
        )
    more = len(lines) > _PAGE
    facts = {"form": form, "lines": lines[:_PAGE], "after": lines[_PAGE - 1].sequence if more else None}
    return render(request, "ledger/lines.html", facts, status=400 if form.errors else 200)


@requires(Permission.READ_LEDGER)
@require_safe
def show_line(request: ActorRequest, sequence: int) -> HttpResponse:
    """Show one act with its receipt and how anybody can verify it alone."""
    line = find_line(sequence=sequence)
    if line is None:
        raise Http404
    receipt = get_receipt(sequence=sequence)
    facts = {
        "line": line,
        "particulars": [(name, _plain(value)) for name, value in line.particulars.items()],
        "proof": receipt["proof"],
        "subject_link": _subject_link(line),
    }
    return render(request, "ledger/line.html", facts)


@requires(Permission.READ_LEDGER)
@require_safe
def download_receipt(request: ActorRequest, sequence: int) -> HttpResponse:
    """Give the receipt of one act as a file that ``verify_receipt.py`` checks without this system."""
    receipt = or_404(get_receipt, sequence=sequence)
    response = JsonResponse(receipt, json_dumps_params={"ensure_ascii": False, "indent": 2})
    name = f"receipt-{receipt['entry']['county']}-{sequence}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@public
@require_safe
def download_verifier(request: HttpRequest) -> HttpResponse:
    """Give the one file with which anybody verifies a receipt with Python alone."""
    source = Path(standalone.__file__).read_bytes()
    response = HttpResponse(source, content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="verify_receipt.py"'
    return response


@requires(Permission.READ_ATTEMPTS)
@require_safe
def show_attempts(request: ActorRequest) -> HttpResponse:
    """Show acts that were refused or failed, the newest first."""
    form = AttemptsFilter(request.GET)
    attempts = []
    if form.is_valid():
        try:
            attempts = list_attempts(**form.cleaned_data, limit=_PAGE + 1)
        except ObjectDoesNotExist as unknown:
            raise Http404 from unknown
    more = len(attempts) > _PAGE
    facts = {"form": form, "attempts": attempts[:_PAGE], "after": attempts[_PAGE - 1].id if more else None}
    return render(request, "ledger/attempts.html", facts, status=400 if form.errors else 200)


def _subject_link(line: Line) -> str:
    page = _SUBJECT_PAGES.get(line.subject_type)
    return reverse(page, args=[line.subject_id]) if page else ""


def _plain(value: Any) -> str:
    """Return a value of the particulars as people read it: text as it is, what is nested one part a line."""
    if isinstance(value, list):
        return "\n".join(_plain(item) for item in value)
    if isinstance(value, dict):
        return "\n".join(f"{name}: {_plain(item)}" for name, item in value.items())
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
