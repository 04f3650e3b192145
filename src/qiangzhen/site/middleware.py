"""From a session to an actor in a county; and from a refusal to a page in the user's words."""
from __future__ import annotations

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from qiangzhen.agencies.acting import find_actor
from qiangzhen.county.scope import within
from qiangzhen.ledger.acts import Refused

from .pages.faults.views import refused_page

CHOSEN_POST = "post"
"""Session key: the post the person chose to act as."""

Handler = Callable[[HttpRequest], HttpResponse]


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
            return self.get_response(request)
        if "django_language" not in request.COOKIES:
            translation.activate(account.language)
            request.LANGUAGE_CODE = translation.get_language()
        with within(account.county_id):
            chosen = request.session.get(CHOSEN_POST)
            request.actor, request.posts = find_actor(  # type: ignore[attr-defined]
                account=account,
                chosen_post=uuid.UUID(chosen) if chosen else None,
                on=timezone.localdate(),
            )
            return self.get_response(request)


class RefusalMiddleware:
    """Show a lawful refusal as a page that gives every reason, never as a fault."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return refused_page(request, exception)
        return None
