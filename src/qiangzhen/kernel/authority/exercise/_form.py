"""The fixed form of ``qiangzhen may``: a question as JSON in, the answer as JSON out."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema

from qiangzhen.kernel.lawdata import Certainty

from .._vocabulary import Text
from ._decision import Granted, Refused, may
from ._records import Question
from ._register import Register
from ._rules import ExerciseRule, ExerciseRules
from ._vocabulary import ActKind, Circumstance

FORM_SCHEMA: Mapping[str, Any] = json.loads(
    Path(__file__).with_name("form.schema.json").read_text(encoding="utf-8")
)
"""JSON Schema of the form; ``$defs`` holds ``question`` and ``answer``."""

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CHINA = dt.timezone(dt.timedelta(hours=8))
_question_checker = jsonschema.Draft202012Validator(FORM_SCHEMA["$defs"]["question"])


class FormRefused(ValueError):
    """A question is not in the form; ``field`` names the field and ``text`` says what is wrong with it."""

    def __init__(self, field: str, text: Text) -> None:
        self.field = field
        self.text = text
        super().__init__(f"{field}: {text.en}")


def question_from(form: Mapping[str, Any]) -> Question:
    """Return the question a form asks; raises ``FormRefused`` for a missing, unknown or wrong field."""
    if not isinstance(form, Mapping):
        raise FormRefused("(form)", Text(zh="应当是一个 JSON 对象。", en="It should be a JSON object."))
    properties = FORM_SCHEMA["$defs"]["question"]["properties"]
    for field in FORM_SCHEMA["$defs"]["question"]["required"]:
        if field not in form:
            raise FormRefused(field, Text(zh=f"缺少字段“{field}”。", en=f'The field "{field}" is missing.'))
    for field in form:
        if field not in properties:
            known = ", ".join(properties)
            raise FormRefused(
                str(field),
                Text(
                    zh=f"没有“{field}”这个字段；可用的有：{known}。",
                    en=f'No field "{field}"; there are: {known}.',
                ),
            )
    for error in _question_checker.iter_errors(dict(form)):
        field = str(error.absolute_path[0])
        allowed = properties[field].get("enum") or properties[field].get("items", {}).get("enum")
        values = f"：{'、'.join(allowed)}" if allowed else ""
        raise FormRefused(
            field,
            Text(
                zh=f"字段“{field}”的值不可用{values}。",
                en=f'The field "{field}" cannot be used: {error.message}.',
            ),
        )
    return Question(
        county=form["county"],
        body=form["body"],
        power=form["power"],
        act=ActKind(form["act"]),
        on=_day("on", form["on"]),
        known_at=_instant("known_at", form["known_at"]),
        place=form["place"],
        circumstances=frozenset(map(Circumstance, form.get("circumstances", ()))),
    )


def answer_form(form: Mapping[str, Any], *, register: Register, rules: ExerciseRules) -> dict[str, Any]:
    """Return the answer to a question, both in the fixed form; raises ``FormRefused``."""
    return printed_answer(may(question_from(form), register, rules=rules))


def printed_answer(answer: Granted | Refused) -> dict[str, Any]:
    """Return an answer as JSON-ready data in the fixed form."""
    if isinstance(answer, Granted):
        return {"answer": "granted", "mandate": _chain(answer), "reasons": [], "competent": []}
    return {
        "answer": "refused",
        "mandate": None,
        "reasons": [
            {
                "code": reason.code.value,
                "source": _source(reason.rule),
                "text": _text(reason.text),
            }
            for reason in answer.reasons
        ],
        "competent": [{"body": other.body, "because": _text(other.because)} for other in answer.competent],
    }


def _chain(granted: Granted) -> dict[str, Any]:
    mandate, power, instrument = granted.mandate, granted.power, granted.instrument
    start = mandate.valid_from if mandate else power.in_force_from
    end = mandate.valid_to if mandate else power.in_force_to
    published_on = mandate.published_on if mandate else None
    return {
        "because": _text(granted.because),
        "act": granted.question.act.value,
        "id": mandate.id if mandate else None,
        "line": mandate.line if mandate else None,
        "mode": mandate.mode.value if mandate else None,
        "giver": mandate.giver if mandate else None,
        "area": mandate.area if mandate else None,
        "valid_from": start.isoformat(),
        "valid_to": end.isoformat() if end else None,
        "reserved": sorted(item.value for item in mandate.reserved) if mandate else [],
        "exclusive": mandate.exclusive if mandate else False,
        "instrument": instrument
        and {
            "id": instrument.id,
            "title": instrument.title,
            "number": instrument.number,
            "issuer": instrument.issuer,
            "signed_on": instrument.signed_on.isoformat(),
            "published_on": published_on.isoformat() if published_on else None,
        },
        "power": {
            "code": power.code,
            "name": power.name,
            "kind": power.kind.value,
            "holder": power.holder,
            "bases": [basis.citation for basis in granted.bases],
        },
    }


def _source(rule: ExerciseRule) -> str:
    """Return where a reason stands in the law, with the rule's number and, where nobody checked it, a mark."""
    mark = "" if rule.certainty is Certainty.VERIFIED else f"，待核实 {rule.certainty.value}"
    return f"{rule.source}（{rule.number}{mark}）"


def _text(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _day(field: str, printed: str) -> dt.date:
    try:
        if not _DAY.fullmatch(printed):
            raise ValueError(printed)
        return dt.date.fromisoformat(printed)
    except ValueError:
        raise FormRefused(
            field,
            Text(
                zh=f"“{printed}”不是一个日期；应写作 2026-03-01 的样子。",
                en=f'"{printed}" is no day; write it like 2026-03-01.',
            ),
        ) from None


def _instant(field: str, printed: str) -> dt.datetime:
    """Return an instant in UTC; a day alone means its last moment, no offset means Beijing time."""
    try:
        if not _DAY.match(printed):
            raise ValueError(printed)
        if _DAY.fullmatch(printed):
            end = dt.datetime.combine(dt.date.fromisoformat(printed), dt.time.max)
            return end.replace(tzinfo=_CHINA).astimezone(dt.UTC)
        instant = dt.datetime.fromisoformat(printed)
        return (instant if instant.tzinfo else instant.replace(tzinfo=_CHINA)).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise FormRefused(
            field,
            Text(
                zh=f"“{printed}”不是一个时刻；应写作 2026-03-01T09:00:00+08:00 的样子。",
                en=f'"{printed}" is no instant; write it like 2026-03-01T09:00:00+08:00.',
            ),
        ) from None
