"""The two ways to sign in: name and password, or the county's OpenID Connect provider."""

from __future__ import annotations

from typing import Any

from axes.helpers import get_client_ip_address, get_cool_off
from axes.models import AccessAttempt
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from mozilla_django_oidc.auth import OIDCAuthenticationBackend

from qiangzhen.agencies.models import Account


class PasswordBackend(BaseBackend):
    """Name and password, argon2; an unknown name takes as long as a wrong password."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> Account | None:
        if username is None or password is None:
            return None
        account = Account.objects.select_related("county").filter(username=username).first()
        if account is None:
            make_password(password)
            return None
        return account if account.check_password(password) and account.is_active else None

    def get_user(self, user_id: Any) -> Account | None:
        return Account.objects.select_related("county").filter(pk=user_id, is_active=True).first()


class ProviderBackend(OIDCAuthenticationBackend):
    """Sign-in through the county's provider; only accounts made here before, matched by its lasting subject."""

    def filter_users_by_claims(self, claims: dict[str, Any]) -> Any:
        subject = claims.get("sub")
        return (
            Account.objects.filter(oidc_subject=subject, is_active=True)
            if subject
            else Account.objects.none()
        )

    def verify_claims(self, claims: dict[str, Any]) -> bool:
        return bool(claims.get("sub"))

    def get_user(self, user_id: Any) -> Account | None:
        return Account.objects.select_related("county").filter(pk=user_id, is_active=True).first()


def locked_out(
    request: HttpRequest, _response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """Say that the name is closed after too many wrong passwords, and when to try again."""
    attempt = (
        AccessAttempt.objects.filter(
            username=(credentials or {}).get("username") or request.POST.get("username", ""),
            ip_address=get_client_ip_address(request),
        )
        .order_by("-attempt_time")
        .first()
    )
    begun = attempt.attempt_time if attempt is not None else timezone.now()
    facts = {"open_again_at": begun + get_cool_off(request), "keeps_drafts": True, "hides_sign_in": True}
    return render(request, "sign_in/locked.html", facts, status=429)
