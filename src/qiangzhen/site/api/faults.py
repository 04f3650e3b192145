"""The one shape in which the API says what is wrong: ``{"faults": [{"field", "problem", "text"}]}``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import JsonResponse
from django.utils.translation import pgettext
from ninja.errors import ValidationError

PROBLEMS: Mapping[int, str] = {
    400: "unreadable",
    401: "not_signed_in",
    403: "not_permitted",
    404: "not_found",
    405: "wrong_method",
    413: "too_large",
    422: "invalid",
    500: "fault",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong: with a field by its path, or with the request as a whole."""

    problem: str
    text: str
    field: str = ""


class Faulty(Exception):
    """A request that cannot be answered, with its status and every fault."""

    def __init__(self, status: int, *faults: Fault) -> None:
        self.status = status
        self.faults = faults or (fault_of(status),)
        super().__init__("; ".join(fault.text for fault in self.faults))


def fault_of(status: int, *, reference: str = "") -> Fault:
    """Return what a status says when nothing more is known."""
    texts = {
        400: pgettext("api", "The request cannot be read."),
        401: pgettext("api", "Sign in first."),
        403: pgettext("api", "Your present post does not hold this permission."),
        404: pgettext("api", "There is no such address or record."),
        405: pgettext("api", "This address does not take this method."),
        413: pgettext("api", "What was sent is too large."),
        422: pgettext("api", "What was sent cannot be accepted."),
    }
    otherwise = pgettext("api", "A fault on our side; reference %(reference)s.") % {"reference": reference}
    known = status if status in PROBLEMS else (500 if status >= 500 else 400)
    return Fault(problem=PROBLEMS[known], text=texts.get(known, otherwise))


def answer(status: int, *faults: Fault) -> JsonResponse:
    """Return the answer that says the faults."""
    said = [{"field": fault.field, "problem": fault.problem, "text": fault.text} for fault in faults]
    return JsonResponse({"faults": said}, status=status, json_dumps_params={"ensure_ascii": False})


def faults_of_inputs(error: ValidationError) -> list[Fault]:
    """Return the faults of an address and its query, each by its field."""
    return [_fault_of_input(one) for one in error.errors]


def _fault_of_input(error: Mapping[str, Any]) -> Fault:
    field = ".".join(str(part) for part in error["loc"][1:]) or str(error["loc"][0])
    if error["type"] == "missing":
        return Fault(
            field=field, problem="missing", text=pgettext("api", "%(field)s is missing.") % {"field": field}
        )
    return Fault(
        field=field,
        problem="invalid",
        text=pgettext("api", "%(field)s cannot be used as it is.") % {"field": field},
    )
