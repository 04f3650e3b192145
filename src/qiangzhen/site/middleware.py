"""From a request to an actor in a county, with one line in the log; from a refusal to a page in the user's words."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from urllib.parse import urlencode

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation

from qiangzhen.agencies.acting import find_actor
from qiangzhen.county.scope import within
from qiangzhen.ledger.acts import Refused

from .pages.faults.views import refused_page, too_large, wrong_method

CHOSEN_POST = "post"
"""Session key: the post the person chose to act as."""

Handler = Callable[[HttpRequest], HttpResponse]

log = structlog.get_logger("qiangzhen.requests")


class RequestLogMiddleware:
    """Give each request an id, return it as X-Request-Id, and log one line: no query, no names, no addresses of people."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.request_id = uuid.uuid4().hex[:12]  # type: ignore[attr-defined]
        begun = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request.request_id):  # type: ignore[attr-defined]
            response = self.get_response(request)
            log.info(
                "request",
                method=request.method,
                path=request.path,
                status=response.status_code,
                milliseconds=round((time.perf_counter() - begun) * 1000, 1),
            )
        response["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
        return response


class LanguageMiddleware:
    """Simplified Chinese unless the reader chose otherwise; the browser's own language is not asked.

    Office computers often carry an English browser under a Chinese user.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        speak(request, chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE)
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response


def speak(request: HttpRequest, language: str) -> None:
    """Answer this request in one of ``settings.LANGUAGES``."""
    translation.activate(language)
    request.LANGUAGE_CODE = language


class ActorMiddleware:
    """Open the county of the signed-in account and set ``request.actor`` and ``request.posts``.

    A visitor who has not signed in gets no county and no actor: the portal's pages
    open their county themselves, from the address.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor, request.posts = None, []  # type: ignore[attr-defined]
        account = request.user
        if not account.is_authenticated:
            return _whole_page(request, self.get_response(request))
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            speak(request, account.language)
        with within(account.county_id):
            chosen = request.session.get(CHOSEN_POST)
            request.actor, request.posts = find_actor(  # type: ignore[attr-defined]
                account=account,
                chosen_post=uuid.UUID(chosen) if chosen else None,
                on=timezone.localdate(),
            )
            return self.get_response(request)


def _whole_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Send a part of a page whose session has ended to the sign-in as a whole page, and back to where it was."""
    if not request.htmx or not isinstance(response, HttpResponseRedirect):  # type: ignore[attr-defined]
        return response
    sign_in = reverse("sign-in")
    if not response.url.startswith(sign_in):
        return response
    here = request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
    return HttpResponse(headers={"HX-Redirect": f"{sign_in}?{urlencode({'next': here})}"})


class UploadLimitMiddleware:
    """Refuse an upload that is too large before a byte of it is read."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
            return too_large(request)
        return self.get_response(request)


class RefusalMiddleware:
    """Show a lawful refusal as a page that gives every reason, never as a fault."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            return wrong_method(request, allowed=response["Allow"])
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return refused_page(request, exception)
        return None
