"""The two ways to sign in: name and password, or the county's OpenID Connect provider."""
from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
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
        return Account.objects.filter(oidc_subject=subject, is_active=True) if subject else Account.objects.none()
