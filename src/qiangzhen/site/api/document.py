"""The API as one object: its routes, its faults, and the OpenAPI document that describes both."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import pgettext
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer

from .faults import Fault, Faulty, answer, fault_of, faults_of_inputs
from .fixed_forms import COMPONENTS
from .open_data import router as open_data
from .questions import router as questions

_DESCRIPTION = """Open data of counties and three questions in fixed forms. Everything reads; nothing changes.

What is public is what the county published. Lists come in pages: give `next` of one page as `after` of the next.
Answers carry ETag and Last-Modified. Texts follow Accept-Language (zh-Hans or en; Chinese otherwise).
Every answer other than 200 holds `{"faults": [{"field", "problem", "text"}]}`."""


class _Plain(JSONRenderer):
    """Chinese as it is written, not as escapes: people read these answers too."""

    json_dumps_params = {"ensure_ascii": False}


class Api(NinjaAPI):
    """The API with the kernel's own schemas among its components."""

    def get_openapi_schema(self, **how: Any) -> Any:
        document = super().get_openapi_schema(**how)
        document["components"]["schemas"].update(COMPONENTS)
        return document


api = Api(
    title="Qiangzhen 强镇",
    version="1",
    description=_DESCRIPTION,
    urls_namespace="api-1",
    docs_url=None,
    renderer=_Plain(),
    openapi_url="/openapi.json",
    openapi_extra={"info": {"license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}}},
)
api.add_router("", open_data)
api.add_router("", questions)


def _said(status: int, *faults: Fault) -> HttpResponse:
    response = answer(status, *faults)
    response.says_faults = True  # type: ignore[attr-defined]
    return response


@api.exception_handler(Faulty)
def _faulty(request: HttpRequest, error: Faulty) -> HttpResponse:
    return _said(error.status, *error.faults)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return _said(422, *faults_of_inputs(error))


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return _said(404, fault_of(404))


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    text = pgettext("api", "The request cannot be read.")
    return _said(error.status_code, Fault(problem=fault_of(error.status_code).problem, text=text))
