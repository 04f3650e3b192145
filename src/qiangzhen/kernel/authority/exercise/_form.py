"""The fixed form of ``qiangzhen may``: a question as JSON in, the answer as JSON out."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema

from qiangzhen.kernel.lawdata import Certainty

from .._faults import FieldFault, FormRefused
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
_QUESTION: Mapping[str, Any] = FORM_SCHEMA["$defs"]["question"]
_question_checker = jsonschema.Draft202012Validator(_QUESTION)


def question_from(form: object) -> Question:
    """Return the question a form asks; raises ``FormRefused`` naming every missing, unknown and wrong field."""
    if not isinstance(form, Mapping):
        text = Text(zh="问题应当是一个 JSON 对象。", en="The question has to be a JSON object.")
        raise FormRefused((FieldFault("(form)", "invalid", text),))
    faults = [*_missing(form), *_unknown(form), *_wrong(form)]
    wrong = {fault.field for fault in faults}
    days: dict[str, Any] = {}
    for field, read in (("on", _day), ("known_at", _instant)):
        if field in form and field not in wrong:
            try:
                days[field] = read(form[field])
            except ValueError:
                faults.append(FieldFault(field, "invalid", _NO_DAY[field](form[field])))
    if faults:
        raise FormRefused(tuple(faults))
    return Question(
        county=form["county"],
        body=form["body"],
        power=form["power"],
        act=ActKind(form["act"]),
        on=days["on"],
        known_at=days["known_at"],
        place=form["place"],
        circumstances=frozenset(map(Circumstance, form.get("circumstances", ()))),
    )


def _missing(form: Mapping[str, Any]) -> Iterator[FieldFault]:
    for field in _QUESTION["required"]:
        if field not in form:
            text = Text(zh=f"缺少字段“{field}”。", en=f'The field "{field}" is missing.')
            yield FieldFault(field, "missing", text)


def _unknown(form: Mapping[str, Any]) -> Iterator[FieldFault]:
    known = ", ".join(_QUESTION["properties"])
    for field in form:
        if field not in _QUESTION["properties"]:
            zh, en = f"没有“{field}”这个字段；可用的有：{known}。", f'No field "{field}"; there are: {known}.'
            yield FieldFault(str(field), "unknown", Text(zh=zh, en=en))


def _wrong(form: Mapping[str, Any]) -> Iterator[FieldFault]:
    properties = _QUESTION["properties"]
    known = {field: value for field, value in form.items() if field in properties}
    seen: set[str] = set()
    for error in _question_checker.iter_errors(known):
        field = str(error.absolute_path[0]) if error.absolute_path else ""
        if not field or field in seen:  # a missing field has been named already
            continue
        seen.add(field)
        allowed = properties[field].get("enum") or properties[field].get("items", {}).get("enum")
        values = f"，只能是：{'、'.join(allowed)}" if allowed else ""
        zh = f"字段“{field}”的值不可用{values}。"
        yield FieldFault(
            field, "invalid", Text(zh=zh, en=f'The field "{field}" cannot be used: {error.message}.')
        )


def answer_form(
    form: object, *, register: Register, rules: ExerciseRules, language: str | None = None
) -> dict[str, Any]:
    """Return the answer to a question, both in the fixed form, in Chinese, or in English where asked.

    ``language`` goes before the form's own ``lang``. Raises ``FormRefused``.
    """
    answer = may(question_from(form), register, rules=rules)
    return printed_answer(answer, language=language or language_of(form))


def language_of(form: object) -> str:
    """Return the language a form asks for; Chinese unless it says otherwise."""
    return str(form.get("lang", "zh")) if isinstance(form, Mapping) else "zh"


def printed_answer(answer: Granted | Refused, *, language: str = "zh") -> dict[str, Any]:
    """Return an answer as JSON-ready data in the fixed form, in one language."""
    if isinstance(answer, Granted):
        return {"answer": "granted", "mandate": _chain(answer, language), "reasons": [], "competent": []}
    return {
        "answer": "refused",
        "mandate": None,
        "reasons": [
            {
                "code": reason.code.value,
                "source": _source(reason.rule, language),
                "text": _text(reason.text, language),
            }
            for reason in answer.reasons
        ],
        "competent": [
            {"body": other.body, "because": _text(other.because, language)} for other in answer.competent
        ],
    }


def _chain(granted: Granted, language: str) -> dict[str, Any]:
    mandate, power, instrument = granted.mandate, granted.power, granted.instrument
    start = mandate.valid_from if mandate else power.in_force_from
    end = mandate.valid_to if mandate else power.in_force_to
    published_on = mandate.published_on if mandate else None
    return {
        "because": _text(granted.because, language),
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


def _source(rule: ExerciseRule, language: str) -> str:
    """Return where a reason stands in the law, with the rule's number and, where nobody checked it, a mark."""
    checked = rule.certainty is Certainty.VERIFIED
    if language == "en":
        return f"{rule.source} ({rule.number}{'' if checked else f', {rule.certainty.value}'})"
    return f"{rule.source}（{rule.number}{'' if checked else f'，待核实 {rule.certainty.value}'}）"


def _text(text: Text, language: str) -> str:
    return text.en if language == "en" else text.zh


def _day(printed: str) -> dt.date:
    """Return a day; raises ``ValueError`` for one that does not exist or is written otherwise."""
    if not _DAY.fullmatch(printed):
        raise ValueError(printed)
    return dt.date.fromisoformat(printed)


def _instant(printed: str) -> dt.datetime:
    """Return an instant in UTC; a day alone means its last moment, no offset means Beijing time."""
    if not _DAY.match(printed):
        raise ValueError(printed)
    try:
        if _DAY.fullmatch(printed):
            end = dt.datetime.combine(dt.date.fromisoformat(printed), dt.time.max)
            return end.replace(tzinfo=_CHINA).astimezone(dt.UTC)
        instant = dt.datetime.fromisoformat(printed)
        return (instant if instant.tzinfo else instant.replace(tzinfo=_CHINA)).astimezone(dt.UTC)
    except OverflowError as error:
        raise ValueError(printed) from error


_NO_DAY: Mapping[str, Callable[[str], Text]] = {
    "on": lambda printed: Text(
        zh=f"“{printed}”不是一个日期；on 应写作 2026-03-01 的样子。",
        en=f'"{printed}" is no day; write "on" like 2026-03-01.',
    ),
    "known_at": lambda printed: Text(
        zh=f"“{printed}”不是一个时刻；known_at 应写作 2026-03-01T09:00:00+08:00 的样子。",
        en=f'"{printed}" is no instant; write "known_at" like 2026-03-01T09:00:00+08:00.',
    ),
}
