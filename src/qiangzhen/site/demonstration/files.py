"""The files of the demonstration, read strictly."""

from __future__ import annotations

import datetime as dt
import functools
from pathlib import Path
from typing import Any

from django.conf import settings

from qiangzhen.kernel.lawdata import read_law_file

_ANY_OBJECT = {"type": "object"}


def folder() -> Path:
    """Return the folder of the demonstration."""
    return Path(settings.REPOSITORY) / "demonstration"


@functools.cache
def read(name: str) -> dict[str, Any]:
    """Return one file; raises ``BrokenLawFile`` naming file and line when it is not readable."""
    content: dict[str, Any] = read_law_file(folder() / f"{name}.yaml", _ANY_OBJECT)
    return content


def day(text: str | None) -> dt.date | None:
    """Return a date of the files, or None."""
    return dt.date.fromisoformat(text) if text else None


def moment(text: str) -> dt.datetime:
    """Return nine in the morning, Beijing time, of a day of the files."""
    return dt.datetime.fromisoformat(f"{text}T09:00:00+08:00")
