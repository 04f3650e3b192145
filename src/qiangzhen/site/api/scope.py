"""Open a county by its code for a program, and give answers that caches can keep."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import http_date

from qiangzhen.county.scope import within
from qiangzhen.portal.queries import CountyLine, find_county, find_last_change

from .faults import Faulty


@contextmanager
def county_of(code: str) -> Iterator[CountyLine]:
    """Hold the block inside the county with a code; answer 404 where there is none."""
    found = find_county(code=code)
    if found is None:
        raise Faulty(404)
    with within(found.id):
        yield found


def tell_last_change(response: HttpResponse) -> None:
    """Say when the county's data last changed: an act, or the day turning, by which mandates begin and end."""
    today = dt.datetime.combine(timezone.localdate(), dt.time.min, tzinfo=timezone.get_default_timezone())
    changed = find_last_change()
    latest = max(today, changed) if changed else today
    response["Last-Modified"] = http_date(latest.timestamp())


def refuse_nul(request: HttpRequest) -> None:
    """Refuse a NUL in the address or its query: no text of a database can be compared with one."""
    values = (value for _, listed in request.GET.lists() for value in listed)
    if "\0" in request.path or any("\0" in value for value in values):
        raise Faulty(400)
