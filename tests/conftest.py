"""What tests share: a county in scope, actors for each role, and tables that a test may empty afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.management.commands import flush
from django.db import connections
from django.test import override_settings
from django.utils import translation

from qiangzhen.agencies.roles import Role
from qiangzhen.county.models import County
from qiangzhen.county.scope import within
from qiangzhen.ledger.acts import Actor
from qiangzhen.site.messages import join_parts
from tests import factories

NOON = dt.datetime(2026, 3, 5, 4, 0, tzinfo=dt.UTC)
"""Thursday, 5 March 2026, noon in Changchun: when tests act unless they say otherwise."""


@pytest.fixture
def noon() -> dt.datetime:
    return NOON


@pytest.fixture
def county(db: None) -> Iterator[County]:
    """二道区, in scope while the test runs."""
    county = factories.make_county()
    with within(county.id):
        yield county


@pytest.fixture
def other_county(db: None) -> County:
    """A second county, out of scope: whatever shows of it is a leak."""
    return factories.make_county(code="220102", name="南关区")


@pytest.fixture
def actor_as(county: County) -> Callable[..., Actor]:
    """Make the actor of a fresh person in a post with one role: ``actor_as(Role.SUPERVISOR, body=…)``."""
    return factories.make_actor


@pytest.fixture
def administrator(county: County) -> Actor:
    return factories.make_actor(Role.ADMINISTRATOR)


@pytest.fixture
def supervisor(county: County) -> Actor:
    return factories.make_actor(Role.SUPERVISOR)


@pytest.fixture
def reform_clerk(county: County) -> Actor:
    return factories.make_actor(Role.REFORM_CLERK)


@pytest.fixture
def legal_reviewer(county: County) -> Actor:
    return factories.make_actor(Role.LEGAL_REVIEWER)


@pytest.fixture
def department_officer(county: County) -> Actor:
    return factories.make_actor(Role.DEPARTMENT_OFFICER)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Give each worker a database of its own, and keep SQLite's in a file: in memory, threads share one cache and lock differently."""
    database = connections["default"].settings_dict
    if connections["default"].vendor == "sqlite":
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def _pages_speak() -> Iterator[None]:
    """Join the Chinese of the pages, and serve static files by their plain names, without collecting them first."""
    join_parts()
    plain = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(STORAGES=plain):
        yield


@pytest.fixture(autouse=True)
def _in_chinese() -> Iterator[None]:
    """Begin each test in Chinese: a request leaves the language it spoke behind."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="session", autouse=True)
def _flush_despite_triggers() -> Iterator[None]:
    """Let transactional tests empty their tables: triggers are lifted around the flush, and only there."""
    plain = flush.sql_flush

    def lifting(style: Any, connection: Any, **how: Any) -> list[str]:
        statements = plain(style, connection, **how)
        if connection.vendor == "postgresql":
            return ["SET LOCAL session_replication_role = replica", *statements]
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        return [
            *(f"DROP TRIGGER {name}" for name, _ in triggers),
            *statements,
            *(definition for _, definition in triggers),
        ]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush, "sql_flush", lifting)
        yield
