"""Choose the language pages speak."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from qiangzhen.agencies.guards import public

from ..sign_in.returning import go_on


@public
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    response = go_on(request, request.POST.get("next", ""), otherwise="portal")
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=365 * 24 * 3600,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
