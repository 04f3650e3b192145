"""Every address says who may open it: a permission, anybody signed in, or everybody."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from qiangzhen.agencies.roles import Permission

KNOWN = {permission.value for permission in Permission} | {"signed_in", "public"}
OF_LIBRARIES = ("oidc_authentication", "oidc_logout", "api-", "qiangzhen-api", "openapi")
"""Addresses of libraries: sign-in by provider guards itself; the API is walked by tests/api."""


def addresses(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        where = f"{before}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from addresses(entry, where)
        else:
            yield where, entry


ALL = sorted(addresses(get_resolver()), key=lambda one: one[0])


def own(where: str, entry: URLPattern) -> bool:
    return not (where.startswith(("api/", "^api/")) or (entry.name or "").startswith(OF_LIBRARIES))


@pytest.mark.parametrize(("where", "entry"), [one for one in ALL if own(*one)], ids=lambda one: str(one))
class TestEveryAddress:
    def test_says_who_may_open_it(self, where, entry):
        guard = getattr(entry.callback, "guard", None)
        assert guard in KNOWN, f"{where} carries no mark: use requires(), signed_in or public"

    def test_has_a_name(self, where, entry):
        assert entry.name, f"{where} cannot be linked to"


class TestTheAddresses:
    def test_are_many(self):
        assert len([one for one in ALL if own(*one)]) > 40
