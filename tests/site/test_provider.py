"""Signing in at the county's OpenID Connect provider."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from qiangzhen.agencies.models import Account
from qiangzhen.site.signing_in import ProviderBackend

pytestmark = pytest.mark.urls("tests.site.urls_with_provider")


@pytest.fixture(autouse=True)
def provider(settings: Any) -> None:
    settings.OIDC_RP_CLIENT_ID = "qiangzhen"
    settings.OIDC_RP_CLIENT_SECRET = "kept"
    settings.OIDC_OP_AUTHORIZATION_ENDPOINT = "https://provider.example/authorize"
    settings.AUTHENTICATION_BACKENDS = [
        *settings.AUTHENTICATION_BACKENDS,
        "qiangzhen.site.signing_in.ProviderBackend",
    ]


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the provider says about the person, without a network; a test alters it."""
    claims = {"sub": "subject-1"}
    monkeypatch.setattr(
        ProviderBackend, "get_token", lambda self, payload: {"id_token": "i", "access_token": "a"}
    )
    monkeypatch.setattr(ProviderBackend, "verify_token", lambda self, token, **_: claims)
    monkeypatch.setattr(ProviderBackend, "get_userinfo", lambda self, *_: claims)
    return claims


def come_back(client: Client) -> Any:
    """Go to the provider and come back from it."""
    sent = parse_qs(urlsplit(client.get("/sign-in/provider/?next=/account/")["Location"]).query)
    return client.get("/sign-in/provider/back/", {"code": "c", "state": sent["state"][0]})


class TestProvider:
    def test_is_offered_at_the_sign_in(self, client: Client, db: None) -> None:
        page = client.get("/sign-in/?next=/account/").content.decode()
        assert 'href="/sign-in/provider/?next=%2Faccount%2F"' in page

    def test_is_asked_with_state_nonce_and_proof_key(self, client: Client, db: None) -> None:
        address = client.get("/sign-in/provider/")["Location"]
        assert address.startswith("https://provider.example/authorize?")
        assert {"state", "nonce", "code_challenge"} <= set(parse_qs(urlsplit(address).query))

    def test_signs_in_the_account_that_carries_its_subject(
        self, client: Client, account: Account, says: dict[str, Any]
    ) -> None:
        Account.objects.filter(pk=account.pk).update(oidc_subject="subject-1")
        assert come_back(client)["Location"] == "/account/"
        assert account.person.name in client.get("/desk/").content.decode()

    @pytest.mark.parametrize("subject", ["subject-2", "", None])
    def test_makes_no_account_for_a_stranger(
        self, client: Client, account: Account, says: dict[str, Any], subject: str | None
    ) -> None:
        says["sub"] = subject
        before = Account.objects.count()
        assert come_back(client)["Location"] == "/sign-in/"
        assert "没有与您对应的账号" in client.get("/sign-in/").content.decode()
        assert Account.objects.count() == before and client.get("/desk/").status_code == 302

    def test_lets_nobody_in_without_the_state_it_was_sent_with(
        self, client: Client, account: Account, says: dict[str, Any]
    ) -> None:
        Account.objects.filter(pk=account.pk).update(oidc_subject="subject-1")
        answer = client.get("/sign-in/provider/back/", {"code": "c", "state": "made-up"})
        assert answer.status_code in {302, 400} and client.get("/desk/").status_code == 302
