"""Show uploaded lists, take a new one, and show every row of one with what is doubtful."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext

from qiangzhen.agencies.guards import ActorRequest, requires
from qiangzhen.agencies.queries import list_bodies
from qiangzhen.agencies.roles import Permission
from qiangzhen.catalogue.actions import upload_list
from qiangzhen.catalogue.queries import ImportView, find_same_file, get_import, list_imports, list_rows
from qiangzhen.catalogue.uploads import read_upload
from qiangzhen.site.acts import carry_out, or_404

from ..catalogue.listing import seen_by
from .forms import RowsFilter, UploadForm

_LISTS, _ROWS = 20, 50


@requires(Permission.IMPORT_LISTS)
def show_imports(request: ActorRequest) -> HttpResponse:
    """Show uploaded lists; on POST read a new one and go to its rows."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        upload = read_upload(
            content=file.read(),
            file_name=file.name,
            limit_mb=settings.UPLOAD_LIMIT_MB,
            on=timezone.localdate(),
        )
        inputs = {"upload": upload, "body": request.actor.body_id}
        done, kept = carry_out(request, form=form, act=upload_list, inputs=inputs)
        if done:
            count = kept.rows.count()
            messages.success(
                request, ngettext("%(n)s row was read.", "%(n)s rows were read.", count) % {"n": count}
            )
            return redirect("import", kept.id)
    after = request.GET.get("after", "")
    try:
        cursor = uuid.UUID(after) if after else None
    except ValueError as wrong:
        raise Http404 from wrong
    imports = list_imports(body_id=seen_by(request.actor), after=cursor, count=_LISTS + 1)
    facts = {
        "form": form,
        "imports": imports[:_LISTS],
        "after": imports[_LISTS - 1].id if len(imports) > _LISTS else None,
        "limit_mb": settings.UPLOAD_LIMIT_MB,
    }
    return render(request, "imports/imports.html", facts, status=422 if form.errors else 200)


@requires(Permission.IMPORT_LISTS)
def show_import(request: ActorRequest, import_id: uuid.UUID) -> HttpResponse:
    """Show the rows of a list, what is doubtful about each, and what applying it would change."""
    shown = import_of(request, import_id)
    form = RowsFilter(request.GET)
    if not form.is_valid():
        raise Http404
    show, after = form.cleaned_data["show"], form.cleaned_data["after"] or 0
    rows = list_rows(
        import_id=import_id,
        doubtful=show == "doubtful",
        decision=show if show != "doubtful" else "",
        after=after,
        count=_ROWS + 1,
    )
    facts = {
        "list": shown,
        "form": form,
        "rows": rows[:_ROWS],
        "after": rows[_ROWS - 1].position if len(rows) > _ROWS else None,
        "bodies": body_names(),
        "same_file": find_same_file(digest=shown.file_digest, but=import_id, body_id=seen_by(request.actor)),
    }
    return render(request, "imports/import.html", facts)


def import_of(request: ActorRequest, import_id: uuid.UUID) -> ImportView:
    """Return a list the post may see, or answer 404: another body's list is nothing to it."""
    return or_404(get_import, import_id=import_id, body_id=seen_by(request.actor))


def body_names() -> dict[str, str]:
    """Return the names of the county's bodies by their key as text."""
    return {str(body.id): body.name for body in list_bodies(with_abolished=True)}
