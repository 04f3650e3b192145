"""The fixed forms: may, ways-down and read-list, as the commands answer them, and the check of a receipt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from ninja import File, Router
from ninja.files import UploadedFile

from qiangzhen.agencies.roles import Permission
from qiangzhen.county import law
from qiangzhen.county.scope import within
from qiangzhen.kernel.authority import exercise, handing_down
from qiangzhen.kernel.authority.handing_down import FieldFault
from qiangzhen.kernel.papers import Limits, UnreadableList, as_form, read_list
from qiangzhen.ledger.acts import Actor
from qiangzhen.mandates.queries import answer_may_form
from qiangzhen.portal.queries import (
    UnreadableReceipt,
    answer_publicly,
    check_receipt,
    check_receipt_alone,
    find_county,
    read_county_of,
)
from qiangzhen.site.fixed_forms import Unreadable, form_from
from qiangzhen.site.templatetags.qiangzhen import told

from .faults import Fault, Faulty
from .fixed_forms import LIST_ANSWER, MAY_ANSWER, MAY_QUESTION, WAYS_ANSWER, WAYS_QUESTION, described
from .schemas import Faults, ReceiptOut

router = Router(tags=["questions"])


def _lets_import_lists(request: HttpRequest) -> Actor:
    """Return who asks, before anything of the file is read; 401 or 403 for others."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        raise Faulty(401)
    if Permission.IMPORT_LISTS.value not in actor.permissions:
        raise Faulty(403)
    return actor


@router.post(
    "/may",
    summary="May this body do this act, here, on this day?",
    openapi_extra=described(question=MAY_QUESTION, answer=MAY_ANSWER),
    response={400: Faults, 413: Faults, 422: Faults},
)
def may(request: HttpRequest) -> Any:
    """Answer over published records; a post that reads mandates gets the whole answer for its own county."""
    form = read_form(request)
    language = None if "lang" in form else spoken()
    try:
        if _reads_mandates_of(request, form.get("county")):
            return as_it_is(answer_may_form(form=form, language=language))
        return as_it_is(answer_publicly(form=form, language=language, today=timezone.localdate()))
    except exercise.FormRefused as refused:
        raise Faulty(422, *_said(refused.faults)) from refused


@router.post(
    "/ways-down",
    summary="Which way may this power go down to this receiver?",
    openapi_extra=described(question=WAYS_QUESTION, answer=WAYS_ANSWER),
    response={400: Faults, 413: Faults, 422: Faults},
)
def ways_down(request: HttpRequest) -> Any:
    """Answer from the law as data alone; no record of any county is read."""
    form = read_form(request)
    language = None if "lang" in form else spoken()
    try:
        return as_it_is(handing_down.answer_form(form, law.packs(), language=language))
    except handing_down.FormRefused as refused:
        raise Faulty(422, *_said(refused.faults)) from refused


@router.post(
    "/read-list",
    summary="Read a published list of powers",
    auth=_lets_import_lists,
    openapi_extra=described(question=None, answer=LIST_ANSWER),
    response={401: Faults, 403: Faults, 413: Faults, 422: Faults},
)
def read_published_list(request: HttpRequest, file: UploadedFile = File(...)) -> Any:
    """Read a file as ``qiangzhen read-list`` does; for signed-in posts that import lists, because it is heavy."""
    limits = Limits(file_bytes=settings.UPLOAD_LIMIT_MB * 1024 * 1024)
    try:
        content = file.read()
        return as_it_is(
            as_form(
                read_list(
                    content=content,
                    file_name=file.name,
                    limits=limits,
                    register=law.statutes(),
                    on=timezone.localdate(),
                )
            )
        )
    except UnreadableList as unread:
        status = 413 if unread.code == "too_large" else 422
        raise Faulty(status, Fault(field="file", problem=unread.code, text=told(unread.text))) from unread


@router.post(
    "/verify-receipt",
    summary="Check a receipt",
    openapi_extra=described(question={"type": "object"}, answer=None),
    response={200: ReceiptOut, 400: Faults, 413: Faults, 422: Faults},
)
def verify_receipt(request: HttpRequest) -> dict[str, Any]:
    """Check a receipt against itself and the checkpoints its county published here."""
    try:
        code = read_county_of(content=request.body)
        county = find_county(code=code)
        if county is None:
            found = check_receipt_alone(content=request.body)
        else:
            with within(county.id):
                found = check_receipt(content=request.body, county=county.code)
    except UnreadableReceipt as fault:
        raise Faulty(422, Fault(problem="invalid", text=told(fault.text))) from fault
    return {"holds": found.holds, "findings": [told(line) for line in found.lines], "entry": found.entry}


def read_form(request: HttpRequest) -> dict[str, Any]:
    """Return the JSON object a request holds; answer 400 where it holds none that can be used."""
    try:
        form = form_from(request.body)
    except Unreadable as error:
        raise Faulty(400, Fault(problem="unreadable", text=told(error.text))) from error
    if not isinstance(form, dict):
        raise Faulty(
            422, Fault(field="(form)", problem="invalid", text=pgettext("api", "It should be a JSON object."))
        )
    return form


def as_it_is(content: dict[str, Any]) -> JsonResponse:
    """Return an answer in a fixed form as it is: its schema is the kernel's own."""
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})


def spoken() -> str:
    """Return the language of this answer as the fixed forms name it."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def _said(faults: Iterable[FieldFault]) -> list[Fault]:
    return [Fault(field=one.field, problem=one.problem, text=told(one.text)) for one in faults]


def _reads_mandates_of(request: HttpRequest, county: object) -> bool:
    """Return whether somebody asks who may see drafts of this county."""
    actor: Actor | None = getattr(request, "actor", None)
    if (
        actor is None
        or Permission.READ_MANDATES.value not in actor.permissions
        or not isinstance(county, str)
    ):
        return False
    found = find_county(code=county)
    return found is not None and found.id == actor.county_id
