"""Figures and quick actions of a desk; each subject offers its own.

@shows(Permission.READ_CATALOGUE)
def powers(actor: Actor, on: dt.date) -> Card: …

offer(QuickAction(label=_("Load a published list"), url_name="import", icon="upload", permission=…))
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from qiangzhen.agencies.roles import Permission
from qiangzhen.ledger.acts import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One figure: how many of what, and where to look at them."""

    figure: str
    what: str
    detail: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickAction:
    """One thing the post does often."""

    label: Promise
    url_name: str
    icon: str
    permission: Permission

    @property
    def link(self) -> str:
        return reverse(self.url_name)


Teller = Callable[[Actor, dt.date], Card]

_tellers: list[tuple[Permission, Teller]] = []
_actions: list[QuickAction] = []


def shows(permission: Permission) -> Callable[[Teller], Teller]:
    """Register a function whose card is shown to posts that hold the permission."""

    def register(teller: Teller) -> Teller:
        _tellers.append((permission, teller))
        return teller

    return register


def offer(quick: QuickAction) -> None:
    """Register a quick action."""
    _actions.append(quick)


def list_cards(*, actor: Actor, on: dt.date) -> tuple[Card, ...]:
    """Return the figures for the actor, in the order they were registered."""
    return tuple(
        teller(actor, on) for permission, teller in _tellers if permission.value in actor.permissions
    )


def list_quick_actions(*, actor: Actor) -> tuple[QuickAction, ...]:
    """Return what the actor can begin from the desk."""
    return tuple(quick for quick in _actions if quick.permission.value in actor.permissions)
