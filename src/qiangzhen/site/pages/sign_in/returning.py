"""Where a person is sent on to: only to addresses of our own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme


def own_address(request: HttpRequest, address: str) -> str:
    """Return the address when it is our own, else nothing."""
    is_own = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_own else ""


def go_on(request: HttpRequest, address: str, *, otherwise: str) -> HttpResponse:
    """Send to the address when it is our own, else to the page named ``otherwise``."""
    return redirect(own_address(request, address) or otherwise)
