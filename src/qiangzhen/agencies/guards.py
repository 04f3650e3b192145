"""Every page says who may open it: a permission, any signed-in post, or everybody.

``tests/structure`` walks all addresses and fails for one that carries no mark.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from qiangzhen.ledger.acts import Actor, PermissionRefused, Reason

from .roles import Permission

View = Callable[..., HttpResponse]


class ActorRequest(HttpRequest):
    """A request whose actor the middleware has set."""

    actor: Actor


def requires(permission: Permission) -> Callable[[View], View]:
    """Open a view only to posts that hold the permission; others are refused with the reason."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor = getattr(request, "actor", None)
            if actor is None:
                return _to_sign_in(request)
            if permission.value not in actor.permissions:
                raise PermissionRefused(
                    Reason(
                        "no_permission",
                        f"您现在的岗位（{actor.post_title}）不能打开此页。如您有其他岗位，请先切换。",
                        f"Your present post ({actor.post_title}) may not open this page. "
                        "If you hold another post, switch to it first.",
                    )
                )
            return view(request, *args, **kwargs)

        guarded.guard = permission.value  # type: ignore[attr-defined]
        return guarded

    return decorate


def signed_in(view: View) -> View:
    """Open a view to anybody who is signed in, whatever the post."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        return view(request, *args, **kwargs)

    guarded.guard = "signed_in"  # type: ignore[attr-defined]
    return guarded


def public(view: View) -> View:
    """Mark a view as open to everybody; it shows only what is published."""
    view.guard = "public"  # type: ignore[attr-defined]
    return view


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send to the sign-in, and afterwards back to this page; for a sent form, to the page it stood on."""
    address = request.get_full_path()
    if request.method != "GET":
        stood_on = urlsplit(request.headers.get("Referer", ""))
        if stood_on.netloc == request.get_host():
            address = stood_on._replace(scheme="", netloc="").geturl()
    return redirect(f"{reverse('sign-in')}?{urlencode({'next': address})}")
