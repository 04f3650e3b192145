"""Whether the system says truthfully that it is fit to work."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from qiangzhen.site import days
from qiangzhen.site.pages.health import views


def asked(client: Client) -> tuple[int, dict[str, Any]]:
    answer = client.get("/healthz")
    return answer.status_code, json.loads(answer.content)


class TestHealth:
    def test_is_well_with_database_tables_and_law(self, client: Client, db: None) -> None:
        status, told = asked(client)
        assert status == 200
        assert told == {"status": "ok", "checks": {"law": "ok", "database": "ok", "migrations": "ok"}}

    def test_tells_that_the_database_is_gone(
        self, client: Client, db: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def gone(*_: Any, **__: Any) -> None:
            raise OperationalError("host=10.0.0.1 password=secret")

        monkeypatch.setattr(views, "MigrationExecutor", gone)
        status, told = asked(client)
        assert status == 503 and told["checks"]["database"] == "unreachable"
        assert "secret" not in json.dumps(told)

    def test_tells_that_a_migration_is_open(self, client: Client, db: None) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = 'mandates'")
        status, told = asked(client)
        assert status == 503 and "not applied" in told["checks"]["migrations"]

    def test_tells_that_the_law_is_broken(
        self, client: Client, db: None, settings: Any, tmp_path: Path
    ) -> None:
        (tmp_path / "national" / "calendars").mkdir(parents=True)
        settings.LOCAL_LAW = tmp_path
        days.working_calendar.cache_clear()
        try:
            status, told = asked(client)
        finally:
            days.working_calendar.cache_clear()
        assert status == 503 and told["checks"]["law"] == "broken"
