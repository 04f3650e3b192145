"""What every page shows around its content: county, post, language."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def frame_context(request: HttpRequest) -> dict[str, Any]:
    """Return the frame's facts for templates."""
    account = getattr(request, "user", None)
    county = account.county if account is not None and account.is_authenticated else None
    return {
        "actor": getattr(request, "actor", None),
        "posts": getattr(request, "posts", []),
        "county": getattr(request, "portal_county", None) or county,
    }
