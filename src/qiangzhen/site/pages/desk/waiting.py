"""What waits for a post; each subject says what of its own does.

@waits(Permission.IMPORT_LISTS)
def drafts_to_publish(actor: Actor, on: dt.date) -> list[Waiting]: …
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from qiangzhen.agencies.roles import Permission
from qiangzhen.ledger.acts import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing that waits: what, why, where to do it, and until when."""

    title: str
    detail: str
    link: str
    due_on: dt.date | None = None
    """Last day it can be done in time."""
    state: str = "wait"
    """How it stands, as ``<c-state>`` takes it: wait, warn or bad."""


Finder = Callable[[Actor, dt.date], list[Waiting]]

_finders: list[tuple[Permission, Finder]] = []


def waits(permission: Permission) -> Callable[[Finder], Finder]:
    """Register a function whose findings are shown to posts that hold the permission."""

    def register(finder: Finder) -> Finder:
        _finders.append((permission, finder))
        return finder

    return register


def list_waiting(*, actor: Actor, on: dt.date) -> tuple[Waiting, ...]:
    """Return all that waits for the actor, the oldest deadline first, what has none last."""
    found = [
        waiting
        for permission, finder in _finders
        if permission.value in actor.permissions
        for waiting in finder(actor, on)
    ]
    return tuple(sorted(found, key=lambda waiting: (waiting.due_on or dt.date.max, waiting.title)))
