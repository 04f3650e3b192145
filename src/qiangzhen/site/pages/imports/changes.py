"""Decide rows, mend one, apply the list or abandon it."""

from __future__ import annotations

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from qiangzhen.agencies.guards import ActorRequest, requires
from qiangzhen.agencies.roles import Permission
from qiangzhen.catalogue import actions
from qiangzhen.catalogue.models import ListImport
from qiangzhen.catalogue.queries import ImportView, find_next_pending, get_row
from qiangzhen.ledger.acts import PermissionRefused, Refused
from qiangzhen.site.acts import ActPage, carry_out, or_404, show_act
from qiangzhen.site.templatetags.qiangzhen import told

from .forms import ApplyForm, MendForm, ReasonForm
from .views import body_names, import_of

_DECISIONS = ("accept", "leave", "pending")


@requires(Permission.IMPORT_LISTS)
@require_POST
def decide(request: ActorRequest, import_id: uuid.UUID) -> HttpResponse:
    """Accept or leave the rows ticked, one row, or all rows without errors; then back to where one was."""
    shown = import_of(request, import_id)
    decision, positions = _asked(request)
    try:
        count = actions.decide_rows(
            actor=request.actor,
            at=timezone.now(),
            list_import=ListImport.objects.get(pk=shown.id),
            positions=positions,
            decision=decision,
            reason=request.POST.get("reason", "") if decision == "leave" else "",
        )
    except PermissionRefused:
        raise
    except Refused as refusal:
        for reason in refusal.reasons[:5]:
            messages.error(request, told(reason))
    else:
        messages.success(request, ngettext("%(n)s row decided.", "%(n)s rows decided.", count) % {"n": count})
    return redirect(_back(request, shown))


def _asked(request: ActorRequest) -> tuple[str, list[int] | None]:
    """Return the decision and the rows it is about; None for all that have no error."""
    if "all" in request.POST:
        return "accept", None
    one, _colon, position = request.POST.get("one", "").partition(":")
    positions = [position] if one else request.POST.getlist("row")
    decision = one or request.POST.get("decision", "")
    if decision not in _DECISIONS or not all(text.isdecimal() for text in positions):
        raise Http404
    return decision, [int(text) for text in positions]


def _back(request: ActorRequest, shown: ImportView) -> str:
    kept = {name: request.POST[name] for name in ("show", "after") if request.POST.get(name)}
    address = reverse("import", args=[shown.id])
    return f"{address}?{urlencode(kept)}" if kept else address


@requires(Permission.IMPORT_LISTS)
def mend(request: ActorRequest, import_id: uuid.UUID, position: int) -> HttpResponse:
    """Show one row as printed beside what it states; mend it, and go on to the next undecided one."""
    shown = import_of(request, import_id)
    row = or_404(get_row, import_id=import_id, position=position)
    form = MendForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        inputs = {
            "list_import": ListImport.objects.get(pk=import_id),
            "position": position,
            "stated": form.stated(),
            "seen_revision": form.cleaned_data["seen_revision"],
        }
        done, mended = carry_out(request, form=form, act=actions.mend_row, inputs=inputs)
        if done and mended.doubt != "error":
            messages.success(request, _("Row %(position)s is mended.") % {"position": position})
            following = find_next_pending(import_id=import_id, after=position)
            return (
                redirect("import-row", import_id, following) if following else redirect("import", import_id)
            )
        if done:
            messages.warning(request, _("Saved, but the row still has an error."))
            return redirect("import-row", import_id, position)
    facts = {
        "list": shown,
        "row": row,
        "form": form,
        "bodies": body_names(),
        "next": find_next_pending(import_id=import_id, after=position),
    }
    return render(request, "imports/row.html", facts, status=422 if form.errors else 200)


@requires(Permission.IMPORT_LISTS)
def apply(request: ActorRequest, import_id: uuid.UUID) -> HttpResponse:
    """Enter all accepted and mended rows in one act."""
    shown = import_of(request, import_id)
    form = ApplyForm(request.POST or None, initial={"valid_from": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        inputs = {"list_import": ListImport.objects.get(pk=import_id), **form.cleaned_data}
        done, counts = carry_out(request, form=form, act=actions.apply_list, inputs=inputs)
        if done:
            told_counts = _(
                "Applied: %(new)s new, %(changed)s changed, %(same)s as before, %(left)s left out."
            )
            messages.success(request, told_counts % counts)
            return redirect("import", import_id)
    return render(
        request, "imports/apply.html", {"list": shown, "form": form}, status=422 if form.errors else 200
    )


@requires(Permission.IMPORT_LISTS)
def abandon(request: ActorRequest, import_id: uuid.UUID) -> HttpResponse:
    """Close the import without entering anything."""
    import_of(request, import_id)
    page = ActPage(
        heading=_("Abandon this import"),
        lead=_("Nothing of it enters the catalogue; what was read stays on record."),
        back=reverse("import", args=[import_id]),
        button=_("Abandon"),
        done=_("The import is abandoned."),
        grave=True,
        then=lambda _closed: reverse("imports"),
    )
    fixed = {"list_import": ListImport.objects.get(pk=import_id)}
    return show_act(
        request, page=page, form=ReasonForm(request.POST or None), act=actions.abandon_list, fixed=fixed
    )
