"""Every failure ends on a page that says what happened, what was kept, and what to do next.

A program that asks for JSON (``Accept: application/json``) gets the same as
``{"error", "zh", "en", "reasons"}`` with the same status.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from qiangzhen.agencies.guards import public
from qiangzhen.ledger.acts import PermissionRefused, Refused

log = structlog.get_logger("qiangzhen.faults")

_NEVER_SHOWN_AGAIN = ("csrfmiddlewaretoken", "password", "token")


def wants_json(request: HttpRequest) -> bool:
    """Return whether a program asks: JSON is accepted and HTML is not."""
    accepted = request.headers.get("Accept", "")
    return "application/json" in accepted and "text/html" not in accepted


def refused_page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """Show why an act was refused; 403 when the post may not, 409 when the law or the state forbids."""
    status = 403 if isinstance(refusal, PermissionRefused) else 409
    if wants_json(request):
        reasons = [
            {
                "code": reason.code,
                "zh": reason.zh,
                "en": reason.en,
                "field": reason.field,
                "rule": reason.rule,
            }
            for reason in refusal.reasons
        ]
        return _json(
            "refused", "依法不能办理。", "The law or your post does not allow this.", status, reasons=reasons
        )
    facts = {"reasons": refusal.reasons, "by_post": status == 403, "back": _own_referrer(request)}
    return _whole(
        request, render(request, "faults/refused.html", {**facts, "keeps_drafts": True}, status=status)
    )


@public
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Tell that the form was open too long or in another window; what was typed can be sent again.

    Only what came from our own pages can be sent again: otherwise a foreign page
    could have a person confirm what it made up.
    """
    if wants_json(request):
        return _json("stale_form", "表单已过期。", "The form is no longer valid.", 403)
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if not any(part in name.lower() for part in _NEVER_SHOWN_AGAIN)
    ]
    own = _is_own(request, request.headers.get("Origin") or request.headers.get("Referer") or "")
    facts = {"typed": typed if own else [], "had_files": bool(request.FILES), "keeps_drafts": True}
    return _whole(request, render(request, "faults/stale_form.html", facts, status=403))


@public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if wants_json(request):
        return _json("not_found", "没有这个地址或这条记录。", "There is no such address or record.", 404)
    return _whole(request, render(request, "faults/not_found.html", status=404))


@public
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if wants_json(request):
        return _json("forbidden", "不能打开此页。", "This may not be opened.", 403)
    facts = {"reasons": (), "by_post": True, "back": _own_referrer(request), "keeps_drafts": True}
    return _whole(request, render(request, "faults/refused.html", facts, status=403))


@public
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer what cannot be read as a request; too much of it is said as such."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    if wants_json(request):
        return _json("bad_request", "请求无法读取。", "The request cannot be read.", 400)
    # Without the request: its host name may be what is wrong with it.
    return HttpResponse(render_to_string("faults/bad_request.html", {"keeps_drafts": True}), status=400)


@public
def fault(request: HttpRequest) -> HttpResponse:
    """Own up to a fault, with the reference under which it stands in the log."""
    reference = getattr(request, "request_id", "")
    if wants_json(request):
        return _json(
            "fault", "系统故障，未作任何更改。", "A fault; nothing was changed.", 500, reference=reference
        )
    facts = {"reference": reference, "keeps_drafts": True}
    try:
        # Without the request: who is signed in may be just what cannot be read.
        return _whole(request, HttpResponse(render_to_string("faults/fault.html", facts), status=500))
    except Exception:
        log.exception("fault page", request_id=reference)
        words = (
            f"系统故障，未作任何更改。编号 {reference}。 A fault; nothing was changed. Reference {reference}."
        )
        return HttpResponse(words, status=500, content_type="text/plain; charset=utf-8")


def too_large(request: HttpRequest) -> HttpResponse:
    """Refuse an upload above the limit, and say the limit."""
    limit = settings.UPLOAD_LIMIT_MB
    if wants_json(request):
        return _json(
            "too_large", f"文件超过{limit}MB。", f"The file is larger than {limit} MB.", 413, limit_mb=limit
        )
    facts = {"limit": limit, "back": _own_referrer(request), "keeps_drafts": True}
    return _whole(request, render(request, "faults/too_large.html", facts, status=413))


def wrong_method(request: HttpRequest, *, allowed: str) -> HttpResponse:
    """Answer an address that is only for sending, or only for reading."""
    if wants_json(request):
        response: HttpResponse = _json(
            "wrong_method", "此地址不支持这种请求。", "Not allowed at this address.", 405
        )
    else:
        response = _whole(request, render(request, "faults/wrong_method.html", status=405))
    response["Allow"] = allowed
    return response


def _json(error: str, zh: str, en: str, status: int, **more: Any) -> JsonResponse:
    return JsonResponse(
        {"error": error, "zh": zh, "en": en, **more}, status=status, json_dumps_params={"ensure_ascii": False}
    )


def _whole(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let htmx show the fault in place of the page's content, not inside a small part of it."""
    if getattr(request, "htmx", False):
        response["HX-Retarget"] = response["HX-Reselect"] = "#content"
        response["HX-Reswap"] = "outerHTML"
    return response


def _is_own(request: HttpRequest, address: str) -> bool:
    return urlsplit(address).netloc == request.get_host()


def _own_referrer(request: HttpRequest) -> str:
    referrer = request.headers.get("Referer", "")
    return referrer if _is_own(request, referrer) else ""
