"""Say a reading in plain dictionaries: the fixed form of ``qiangzhen read-list --json`` and of the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qiangzhen.kernel.statutes import Citation, PowerKind, Severity

from ._places import Place
from ._reading import Fact, Finding, ListedPower, ListFacts, ListReading

_PLACE_PARTS = ("part", "sheet", "table", "paragraph", "line", "row", "column", "cell", "start", "end")


def as_form(reading: ListReading) -> dict[str, Any]:
    """Return a reading as JSON-ready dictionaries that satisfy ``FORM_SCHEMA``."""
    return {
        "rows": [_row(row) for row in reading.rows],
        "facts": _facts(reading.facts),
        "findings": [_finding(found) for found in reading.findings],
        "unread": [{"text": piece.text, "source": _place(piece.source)} for piece in reading.unread],
    }


def _row(row: ListedPower) -> dict[str, Any]:
    source = row.source
    fields = {name: [_place(place) for place in places] for name, places in source.fields.items()}
    return {
        "number": row.number,
        "name": row.name,
        "name_simplified": row.name_simplified,
        "department": row.department,
        "kind": row.kind.value if row.kind else None,
        "kind_printed": row.kind_printed,
        "bases": [_basis(basis) for basis in row.bases],
        "bases_printed": row.bases_printed,
        "opinion": row.opinion,
        "other": dict(row.other),
        "findings": [_finding(found) for found in row.findings],
        "source": {**_place(source.place), "fields": fields},
    }


def _basis(basis: Citation) -> dict[str, Any]:
    return {
        "title": basis.title,
        "issuer": basis.issuer,
        "number": basis.number,
        "amendments": [
            {"on": amendment.on.isoformat() if amendment.on else None, "number": amendment.number}
            for amendment in basis.amendments
        ],
        "printed": basis.printed,
    }


def _finding(found: Finding) -> dict[str, Any]:
    form: dict[str, Any] = {
        "code": found.code,
        "severity": found.severity.value,
        "text": {"zh": found.text.zh, "en": found.text.en},
        "field": found.field,
        "source": _place(found.source) if found.source else None,
    }
    if found.printed is not None:
        form["printed"] = found.printed
    if found.rule is not None:
        form["rule"] = found.rule
        form["rests_on"] = str(found.rests_on) if found.rests_on else None
        form["certainty"] = found.certainty.value if found.certainty else None
    return form


def _facts(facts: ListFacts) -> dict[str, Any]:
    return {
        "title": _fact(facts.title),
        "batch": _fact(facts.batch),
        "annex": _fact(facts.annex),
        "issued_with": _fact(facts.issued_with),
        "document_number": _fact(facts.document_number),
        "labels": {label: _fact(fact) for label, fact in facts.labels.items()},
        "columns": [
            {
                "header": column.header,
                "role": column.role,
                "sources": [_place(place) for place in column.sources],
            }
            for column in facts.columns
        ],
    }


def _fact(fact: Fact | None) -> dict[str, Any] | None:
    return {"value": fact.value, "sources": [_place(place) for place in fact.sources]} if fact else None


def _place(place: Place) -> dict[str, Any]:
    return {part: value for part in _PLACE_PARTS if (value := getattr(place, part)) is not None}


def _object(properties: Mapping[str, Any], optional: Mapping[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": {**properties, **(optional or {})},
    }


def _list_of(items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


_text = {"type": "string", "minLength": 1}
_text_or_null = {"type": ["string", "null"]}
_count = {"type": "integer", "minimum": 0}
_place_properties: dict[str, Any] = {
    "part": _text, "sheet": {"type": "string"}, "table": _count, "paragraph": _count, "line": _count, "row": _count,
    "column": _count, "cell": _text, "start": _count, "end": _count,
}  # fmt: skip
_place_schema = _object({}, _place_properties)
_finding_schema = _object(
    {
        "code": _text,
        "severity": {"enum": [severity.value for severity in Severity]},
        "text": _object({"zh": _text, "en": _text}),
        "field": _text_or_null,
        "source": {"oneOf": [_place_schema, {"type": "null"}]},
    },
    {"printed": {"type": "string"}, "rule": _text, "rests_on": _text_or_null, "certainty": _text_or_null},
)
_fact_schema = _object({"value": _text, "sources": _list_of(_place_schema)})
_fact_or_null = {"oneOf": [_fact_schema, {"type": "null"}]}
_amendment = _object({"on": {"type": ["string", "null"], "format": "date"}, "number": _text_or_null})
_basis_schema = _object(
    {
        "title": _text, "issuer": _text_or_null, "number": _text_or_null,
        "amendments": _list_of(_amendment), "printed": _text,
    }
)  # fmt: skip
_row_schema = _object(
    {
        "number": _text_or_null,
        "name": _text,
        "name_simplified": _text_or_null,
        "department": _text_or_null,
        "kind": {"enum": [*(kind.value for kind in PowerKind), None]},
        "kind_printed": _text_or_null,
        "bases": _list_of(_basis_schema),
        "bases_printed": _text_or_null,
        "opinion": _text_or_null,
        "other": {"type": "object", "additionalProperties": _text},
        "findings": _list_of(_finding_schema),
        "source": _object(
            {"fields": {"type": "object", "additionalProperties": _list_of(_place_schema)}}, _place_properties
        ),
    }
)  # fmt: skip
FORM_SCHEMA: Mapping[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A published list of powers as read",
    **_object(
        {
            "rows": _list_of(_row_schema),
            "facts": _object(
                {
                    **dict.fromkeys(
                        ("title", "batch", "annex", "issued_with", "document_number"), _fact_or_null
                    ),
                    "labels": {"type": "object", "additionalProperties": _fact_schema},
                    "columns": _list_of(
                        _object({"header": _text, "role": _text_or_null, "sources": _list_of(_place_schema)})
                    ),
                }
            ),
            "findings": _list_of(_finding_schema),
            "unread": _list_of(_object({"text": _text, "source": _place_schema})),
        }
    ),
}
"""The JSON Schema of what ``as_form`` returns."""
