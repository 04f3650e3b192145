"""Going to the county's OpenID Connect provider and coming back from it.

Whoever signs in there is asked for no second factor here: that is the provider's matter.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCAuthenticationRequestView

from qiangzhen.agencies.guards import public


class ComingBack(OIDCAuthenticationCallbackView):
    """Sign the person in, or say why not."""

    def login_failure(self) -> HttpResponse:
        messages.error(
            self.request,
            _(
                "You are known there, but no account of this system belongs to you. Ask your administrator to enter it."
            ),
        )
        return redirect("sign-in")


def provider_urls() -> list[URLPattern]:
    """Return the two addresses; the names are those the library looks for."""
    return [
        path(
            "sign-in/provider/",
            public(OIDCAuthenticationRequestView.as_view()),
            name="oidc_authentication_init",
        ),
        path("sign-in/provider/back/", public(ComingBack.as_view()), name="oidc_authentication_callback"),
    ]
