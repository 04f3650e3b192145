"""Hold the API to its language and to its one shape of faults, whatever part of the system answers."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request

from ..middleware import speak
from .faults import answer, fault_of

PREFIX = "/api/"


class ApiMiddleware:
    """Speak the language a program accepts, and turn every error under /api/ into faults."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        language = accepted_language(request)
        speak(request, language)
        response = self.get_response(request)
        if response.status_code >= 400 and not getattr(response, "says_faults", False):
            # Inner parts may have changed the language to that of the account.
            speak(request, language)
            reference = getattr(request, "request_id", "")
            said = answer(response.status_code, fault_of(response.status_code, reference=reference))
            if "Allow" in response:
                said["Allow"] = response["Allow"]
            response = said
        response["Content-Language"] = language
        patch_vary_headers(response, ["Accept-Language"])
        return response


def accepted_language(request: HttpRequest) -> str:
    """Return the language a program accepts; Chinese unless it says English first."""
    if "HTTP_ACCEPT_LANGUAGE" not in request.META:
        return settings.LANGUAGE_CODE
    cookies, request.COOKIES = request.COOKIES, {}
    try:
        found = get_language_from_request(request)
    finally:
        request.COOKIES = cookies
    return found if found in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
