"""What the server says to the browser so that nobody else speaks in its name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client

from qiangzhen.agencies.roles import Role
from qiangzhen.county.models import County
from qiangzhen.site.environment import Environment

VISITOR = [
    "/sign-in/",
    "/sign-in/?next=/desk/",
    "/nothing-here/",
    "/sign-out/",
    "/refused/",
    "/fault/",
    "/denied/",
]
SIGNED_IN = ["/desk/", "/account/", "/account/second-factor/", "/only-administrators/", "/refused/"]


class Inline(HTMLParser):
    """Collects whatever the content security policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in names):
            self.found.append(f"<{tag}>")
        self.found += [f"<{tag} {name}>" for name in names if name == "style" or name.startswith("on")]
        for name in ("src", "href", "action"):
            value = names.get(name) or ""
            if value.startswith(("http:", "https:", "//", "javascript:")):
                self.found.append(f"<{tag} {name}={value}>")


def inline_of(page: str) -> list[str]:
    parser = Inline()
    parser.feed(page)
    return parser.found


class TestInline:
    @pytest.mark.parametrize(
        "page",
        [
            "<p style='a'>",
            "<script>a</script>",
            "<a onclick='a'>",
            "<style>a</style>",
            "<img src='//a.example'>",
        ],
    )
    def test_is_found_where_it_is(self, page: str) -> None:
        assert inline_of(page)


@pytest.mark.urls("tests.site.urls_that_fail")
class TestPolicy:
    def test_goes_with_every_page_for_visitors_and_the_page_keeps_it(self, county: County) -> None:
        client = Client(raise_request_exception=False)
        for address in VISITOR:
            answer = client.get(address)
            assert_kept(answer, address)

    def test_goes_with_every_page_of_a_post_and_the_page_keeps_it(
        self, signed_in_as: Callable[..., Client]
    ) -> None:
        client = signed_in_as(Role.REFORM_CLERK)
        for address in SIGNED_IN:
            assert_kept(client.get(address), address)


def assert_kept(answer: object, address: str) -> None:
    policy = answer["Content-Security-Policy"]  # type: ignore[index]
    assert "script-src 'self'" in policy and "unsafe" not in policy, address
    assert answer["X-Frame-Options"] == "DENY" and answer["X-Content-Type-Options"] == "nosniff"  # type: ignore[index]
    assert answer["Referrer-Policy"] == "same-origin"  # type: ignore[index]
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert "<main" in page and inline_of(page) == [], address


def settings_with(folder: Path, **environment: str) -> dict[str, object]:
    """Return some settings as a server started with these variables has them."""
    script = (
        "import json; from qiangzhen.site import settings as s; print(json.dumps({n: getattr(s, n) for n in "
        "('SESSION_COOKIE_SECURE', 'CSRF_COOKIE_SECURE', 'SECURE_SSL_REDIRECT', 'SECURE_HSTS_SECONDS', "
        "'SESSION_COOKIE_HTTPONLY', 'AUTHENTICATION_BACKENDS')}))"
    )
    clean = {name: value for name, value in os.environ.items() if not name.startswith("QIANGZHEN_")}
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**clean, "QIANGZHEN_DATA_DIR": str(folder), **environment},
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


class TestHttps:
    def test_marks_the_cookies_secure_and_sends_http_away(self, tmp_path: Path) -> None:
        found = settings_with(tmp_path, QIANGZHEN_HTTPS="1")
        assert (
            found["SESSION_COOKIE_SECURE"]
            and found["CSRF_COOKIE_SECURE"]
            and found["SESSION_COOKIE_HTTPONLY"]
        )
        assert found["SECURE_SSL_REDIRECT"] and found["SECURE_HSTS_SECONDS"]

    def test_is_not_assumed_on_an_office_pc(self, tmp_path: Path) -> None:
        assert not settings_with(tmp_path)["SECURE_SSL_REDIRECT"]

    def test_keeps_secrets_for_the_owner_alone(self, tmp_path: Path) -> None:
        settings_with(tmp_path)
        assert {(tmp_path / name).stat().st_mode & 0o777 for name in ("secret.key", "data.key")} == {0o600}


class TestProvider:
    def test_is_a_way_in_only_where_the_county_has_one(self, tmp_path: Path) -> None:
        without = settings_with(tmp_path)["AUTHENTICATION_BACKENDS"]
        names = [f"QIANGZHEN_{v.name.upper()}" for v in fields(Environment) if v.name.startswith("oidc_")]
        with_one = settings_with(tmp_path, **dict.fromkeys(names, "x"))["AUTHENTICATION_BACKENDS"]
        assert set(with_one) - set(without) == {"qiangzhen.site.signing_in.ProviderBackend"}  # type: ignore[call-overload]
