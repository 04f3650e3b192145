"""Hold every query inside one county.

The scope is opened once, where a request, a command or a test begins. Nothing
falls back to "all counties": without a scope a county-owned model refuses to be
read at all.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models

_current: ContextVar[uuid.UUID | None] = ContextVar("qiangzhen_county", default=None)


class NoCountyScope(RuntimeError):
    """County-owned rows were asked for before anyone said which county."""


class ForeignCounty(RuntimeError):
    """A row of one county was about to be written inside the scope of another."""


@contextmanager
def within(county_id: uuid.UUID) -> Iterator[None]:
    """Hold every query of the block inside one county."""
    token = _current.set(county_id)
    try:
        yield
    finally:
        _current.reset(token)


def current_county_id() -> uuid.UUID:
    """Return the county in scope; raise ``NoCountyScope`` when there is none."""
    county_id = _current.get()
    if county_id is None:
        raise NoCountyScope("no county in scope: open one with county.scope.within(county_id)")
    return county_id


class CountyQuerySet(models.QuerySet[Any]):
    """Rows of the county in scope; writes in bulk are held to it too."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> Any:
        rows = list(objs)
        for row in rows:
            row.belong_to_scope()
        return super().bulk_create(rows, *args, **kwargs)


class CountyManager(models.Manager.from_queryset(CountyQuerySet)):  # type: ignore[misc]
    """Reads only the county in scope."""

    def get_queryset(self) -> CountyQuerySet:
        queryset: CountyQuerySet = super().get_queryset()
        return queryset.filter(county_id=current_county_id())
