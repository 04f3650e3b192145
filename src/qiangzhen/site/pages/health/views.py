"""Say whether the database, its tables and the law as data are there."""

from __future__ import annotations

import functools

import structlog
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from qiangzhen.agencies.guards import public
from qiangzhen.kernel.lawdata import BrokenLawFile
from qiangzhen.kernel.statutes import StatuteRegister, load_statutes
from qiangzhen.site.days import working_calendar

log = structlog.get_logger("qiangzhen.health")


@public
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when all is well, else 503; each check is "ok" or says what is wrong, without secrets."""
    checks = {"law": _law(), **_database()}
    is_well = all(answer == "ok" for answer in checks.values())
    return JsonResponse(
        {"status": "ok" if is_well else "not_fit", "checks": checks}, status=200 if is_well else 503
    )


def _database() -> dict[str, str]:
    try:
        executor = MigrationExecutor(connection)
        open_steps = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        log.exception("health")
        return {"database": "unreachable", "migrations": "unknown"}
    return {"database": "ok", "migrations": "ok" if not open_steps else f"{len(open_steps)} not applied"}


def _law() -> str:
    """Read the statutes and the calendar; once they were read well they are not read again."""
    try:
        working_calendar()
        _statutes()
    except BrokenLawFile as broken:
        log.error("health", fault=str(broken))
        return "broken"
    return "ok"


@functools.cache
def _statutes() -> StatuteRegister:
    return load_statutes(settings.LOCAL_LAW)
