"""Signed-in browsers for the tests of pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from qiangzhen.agencies.models import Account
from qiangzhen.agencies.roles import Role
from qiangzhen.county.models import County
from tests import factories


@pytest.fixture
def account(county: County) -> Account:
    return factories.make_account(Role.REFORM_CLERK, username="clerk")


def sign_in(client: Client, account: Account, **typed: str) -> object:
    """Sign in as a person does, by the form."""
    return client.post("/sign-in/", {"username": account.username, "password": factories.PASSWORD, **typed})


@pytest.fixture
def signed_in_as(county: County) -> Callable[..., Client]:
    """Return a browser signed in to a fresh account whose post has the role."""

    def make(role: Role) -> Client:
        client = Client()
        sign_in(client, factories.make_account(role))
        return client

    return make
