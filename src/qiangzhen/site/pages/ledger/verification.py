"""Walk the county's chain in steps, so that the page shows how far it has come; and make checkpoints."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from qiangzhen.agencies.guards import ActorRequest, requires
from qiangzhen.agencies.roles import Permission
from qiangzhen.kernel.ledger import Head
from qiangzhen.ledger import guards
from qiangzhen.ledger.actions import make_checkpoint
from qiangzhen.ledger.acts import PermissionRefused, Refused
from qiangzhen.ledger.queries import Progress, list_checkpoints, verify_stretch
from qiangzhen.site.templatetags.qiangzhen import told

_WALK = "ledger_walk"
"""Session key: how far the walk has come and what it found."""
_FAULTS_SHOWN = 100


@requires(Permission.MAKE_CHECKPOINT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_verification(request: ActorRequest) -> HttpResponse:
    """Show how far the walk is; each POST walks one step further, or begins anew."""
    walk = request.session.get(_WALK)
    if request.method == "POST":
        begins = walk is None or walk["done"] or "anew" in request.POST
        walk = _step(None if begins else walk)
        request.session[_WALK] = walk
    facts = {"walk": walk, "missing_triggers": guards.missing(connection), "checkpoints": list_checkpoints()}
    is_part = getattr(request, "htmx", False) and request.method == "POST"
    return render(request, "ledger/walk.html" if is_part else "ledger/verification.html", facts)


@requires(Permission.MAKE_CHECKPOINT)
@require_POST
def add_checkpoint(request: ActorRequest) -> HttpResponse:
    """Put a root over what was entered since the last checkpoint."""
    try:
        made = make_checkpoint(actor=request.actor, at=timezone.now())
    except PermissionRefused:
        raise
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, told(reason))
    else:
        words = _("Checkpoint over the lines %(first)s to %(last)s made.")
        messages.success(request, words % {"first": made.first, "last": made.up_to})
    return redirect("ledger-verification")


def _step(walk: dict[str, Any] | None) -> dict[str, Any]:
    """Walk one step from where the session says, and return where it is now."""
    progress = None
    if walk is not None:
        head = Head(walk["head"], walk["digest"])
        progress = Progress(head=head, read_to=walk["read_to"], total=walk["total"])
    step = verify_stretch(progress=progress)
    before = walk or {"entries": 0, "seconds": 0.0, "faults": [], "found": 0}
    faults = before["faults"] + [{"zh": fault.zh, "en": fault.en} for fault in step.faults]
    entries, seconds = before["entries"] + step.entries, before["seconds"] + step.seconds
    return {
        "head": step.progress.head.sequence,
        "digest": step.progress.head.digest,
        "read_to": step.progress.read_to,
        "total": step.progress.total,
        "percent": step.progress.percent,
        "done": step.progress.done,
        "entries": entries,
        "seconds": seconds,
        "per_second": round(entries / seconds) if seconds else 0,
        "faults": faults[:_FAULTS_SHOWN],
        "found": before["found"] + len(step.faults),
    }
