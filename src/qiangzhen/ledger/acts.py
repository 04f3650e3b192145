"""One way to write: an action asks, writes and enters, in one transaction.

    @action("mandate:granted", permission="grant_mandates")
    def grant_mandates(act: Act, *, power, receivers, …) -> list[Mandate]:
        …ask the kernel, write…
        act.enter(subject=batch, facts={…})
        return mandates

    grant_mandates(actor=actor, at=now, power=…, receivers=…)

There is no flag that skips the permission, the transaction or the entry: an
action that enters nothing, or more than one line, is rolled back as a fault.
"""

from __future__ import annotations

import datetime as dt
import functools
import uuid
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from django.db import transaction
from django.utils import timezone

from qiangzhen.county.scope import ForeignCounty, current_county_id

from .storage import append_entry, record_attempt

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: a person, in the post he or she holds now, as the server knows it."""

    county_id: uuid.UUID
    person_id: uuid.UUID | None
    post_id: uuid.UUID | None
    body_id: uuid.UUID | None
    person_name: str
    post_title: str
    body_name: str
    permissions: frozenset[str]
    county_wide: bool
    """True when the post acts for the whole county and not only for its own body."""
    jurisdiction_id: uuid.UUID | None = None
    """The place the post is confined to; None means the whole county."""

    @property
    def printed(self) -> str:
        return f"{self.body_name} {self.post_title} {self.person_name}".strip()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an act is refused: a stable code and a sentence in both languages."""

    code: str
    zh: str
    en: str
    field: str = ""
    """Name of the input the reason is about, when there is one."""
    rule: str = ""
    """Number of the rule of law, when the law refuses."""


class Refused(Exception):
    """The act may not be done; ``reasons`` holds every reason, in words for the user."""

    def __init__(self, *reasons: Reason) -> None:
        self.reasons = reasons
        super().__init__("; ".join(reason.en for reason in reasons))


class PermissionRefused(Refused):
    """The post does not hold the permission, or the matter lies outside its body."""


class SilentAction(RuntimeError):
    """An action entered no line, or more than one; a fault of the programmer."""


class Named(Protocol):
    """Anything with a key and a model name can be the subject of an entry."""

    @property
    def id(self) -> uuid.UUID: ...


@dataclass(slots=True)
class Act:
    """One act under way: who does it, when, and the line it enters."""

    kind: str
    actor: Actor
    at: dt.datetime
    _entered: list[Any] = field(default_factory=list)

    @property
    def on(self) -> dt.date:
        """The day of the act, in the country's time."""
        return timezone.localdate(self.at)

    def enter(self, *, subject: Any, facts: Mapping[str, Any]) -> Any:
        """Enter the act in the county's ledger and tell those who listen, in this transaction."""
        entry = append_entry(kind=self.kind, actor=self.actor, at=self.at, subject=subject, facts=facts)
        self._entered.append(entry)
        return entry

    def require_body(self, body_id: uuid.UUID, *, body_name: str) -> None:
        """Refuse unless the actor's post is in this body or acts for the whole county."""
        if not self.actor.county_wide and self.actor.body_id != body_id:
            raise PermissionRefused(
                Reason(
                    "not_your_body",
                    f"此事由{body_name}办理；您现在的岗位属于{self.actor.body_name or '其他单位'}。",
                    f"This belongs to {body_name}; your present post is in {self.actor.body_name or 'another body'}.",
                )
            )


_under_way: ContextVar[str | None] = ContextVar("qiangzhen_act", default=None)


def action(kind: str, *, permission: str) -> Callable[[Callable[Concatenate[Act, P], R]], Callable[..., R]]:
    """Make a function the lawful write ``kind``, open to posts that hold ``permission``.

    The wrapped function is called with ``actor=`` and ``at=`` and its own keywords.
    Raises ``PermissionRefused`` or ``Refused`` (logged as a refused attempt);
    any other error is logged as a failed attempt and raised on.
    """

    def decorate(function: Callable[Concatenate[Act, P], R]) -> Callable[..., R]:
        @functools.wraps(function)
        def perform(*, actor: Actor, at: dt.datetime, **inputs: Any) -> R:
            if _under_way.get() is not None:
                raise SilentAction(f"{kind} was called inside {_under_way.get()}: one act, one entry")
            if actor.county_id != current_county_id():
                raise ForeignCounty(f"{kind}: the actor belongs to another county than the one in scope")
            if at.utcoffset() is None:
                raise ValueError(f"{kind}: the instant {at.isoformat()} has no time zone")
            act = Act(kind, actor, at)
            token = _under_way.set(kind)
            try:
                _require_permission(actor, permission)
                with transaction.atomic():
                    result = function(act, **inputs)  # type: ignore[call-arg]
                    if len(act._entered) != 1:
                        raise SilentAction(f"{kind} entered {len(act._entered)} lines instead of one")
                return result
            except Refused as refusal:
                record_attempt(kind=kind, actor=actor, at=at, outcome="refused", reasons=refusal.reasons)
                raise
            except Exception as fault:
                reason = Reason(
                    type(fault).__name__, "系统故障，未作任何更改。", "A fault; nothing was changed."
                )
                record_attempt(kind=kind, actor=actor, at=at, outcome="failed", reasons=(reason,))
                raise
            finally:
                _under_way.reset(token)

        perform.kind = kind  # type: ignore[attr-defined]
        perform.permission = permission  # type: ignore[attr-defined]
        _ACTIONS[f"{function.__module__}.{function.__name__}"] = perform
        return perform

    return decorate


_ACTIONS: dict[str, Callable[..., Any]] = {}


def all_actions() -> Mapping[str, Callable[..., Any]]:
    """Return every action that was imported, by module and name; the structure tests walk over them."""
    return dict(_ACTIONS)


def _require_permission(actor: Actor, permission: str) -> None:
    if permission not in actor.permissions:
        raise PermissionRefused(
            Reason(
                "no_permission",
                f"您现在的岗位（{actor.post_title or '无岗位'}）没有此项权限。",
                f"Your present post ({actor.post_title or 'no post'}) does not hold this permission.",
            )
        )


def system_actor(*, county_id: uuid.UUID, named: str, permissions: frozenset[str]) -> Actor:
    """Return the actor of a command that whoever runs the server gives; ``named`` is the command.

    No person stands behind it that the county knows, so none is named.
    """
    return Actor(
        county_id=county_id,
        person_id=None,
        post_id=None,
        body_id=None,
        person_name="",
        post_title=named,
        body_name="系统",
        permissions=permissions,
        county_wide=True,
    )
