"""What every page shows around its content: county, post, language, and the rail along the round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiangzhen.agencies.roles import Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class RailEntry:
    """One entry of the left rail: shown to posts that hold the permission."""

    url_name: str
    label: Promise
    permission: Permission
    icon: str
    """Id of a drawing in static/icons.svg."""
    also: tuple[str, ...] = ()
    """Beginnings of addresses that belong here too, though they do not begin with the entry's own."""


RAIL: tuple[RailEntry, ...] = (
    # The order of the round: 清单 · 下放 · 办件 · 执法 · 事件 · 网格 · 监督 · 设置. A subject adds its line with its pages.
    RailEntry(url_name="desk", label=_("Desk"), permission=Permission.READ_DESK, icon="desk"),
    RailEntry(url_name="powers", label=_("Lists"), permission=Permission.READ_CATALOGUE, icon="list"),
    RailEntry(
        url_name="mandates",
        label=_("Mandates"),
        permission=Permission.READ_MANDATES,
        icon="hand-down",
        also=("/matrix/", "/who-may/", "/ways-down/", "/grants/", "/papers/", "/impact/"),
    ),
    RailEntry(url_name="law", label=_("Law"), permission=Permission.READ_CATALOGUE, icon="law"),
    RailEntry(url_name="ledger", label=_("Ledger"), permission=Permission.READ_LEDGER, icon="ledger"),
    RailEntry(
        url_name="bodies", label=_("Bodies and people"), permission=Permission.READ_AGENCIES, icon="body"
    ),
    RailEntry(url_name="places", label=_("Places"), permission=Permission.READ_AGENCIES, icon="map"),
    RailEntry(url_name="calendar", label=_("Calendar"), permission=Permission.READ_DESK, icon="calendar"),
)


def frame_context(request: HttpRequest) -> dict[str, Any]:
    """Return the frame's facts for templates."""
    account = getattr(request, "user", None)
    county = account.county if account is not None and account.is_authenticated else None
    actor = getattr(request, "actor", None)
    return {
        "actor": actor,
        "posts": getattr(request, "posts", []),
        "county": getattr(request, "portal_county", None) or county,
        "rail": _rail_of(actor.permissions, request.path) if actor is not None else [],
        "way_back": request.get_full_path(),
    }


def _rail_of(permissions: frozenset[str], path: str) -> list[dict[str, Any]]:
    shown = []
    for entry in RAIL:
        if entry.permission.value in permissions:
            link = reverse(entry.url_name)
            is_here = path.startswith((link, *entry.also))
            shown.append({"link": link, "label": entry.label, "icon": entry.icon, "is_here": is_here})
    return shown
