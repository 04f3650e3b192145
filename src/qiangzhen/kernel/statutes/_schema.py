"""The JSON Schemas of the files this package reads under law/."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qiangzhen.kernel.lawdata import Certainty

from ._finding import Severity
from ._source import SOURCE_SCHEMA
from ._vocabulary import PowerKind, Rank

Schema = Mapping[str, Any]

_DAY: Schema = {"type": "string", "format": "date"}
_DAY_OR_NULL: Schema = {"type": ["string", "null"], "format": "date"}
_WORDS: Schema = {"type": "string", "minLength": 1}
_NUMBER: Schema = {"type": ["string", "null"], "minLength": 1}
_NAMES: Schema = {"type": "array", "items": _WORDS, "uniqueItems": True}
_SLUG: Schema = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
_ARTICLE: Schema = {"type": "string", "pattern": "^[1-9][0-9]*(-[1-9][0-9]*)?$"}
_KIND: Schema = {"enum": [kind.value for kind in PowerKind]}
_RANK: Schema = {"enum": [rank.value for rank in Rank]}
_RULE_NUMBER: Schema = {"type": "string", "pattern": "^QZ-YJ-[0-9]{3}$"}
_CERTAINTY: Schema = {"enum": [certainty.value for certainty in Certainty]}


def _mapping(properties: Schema, *, optional: tuple[str, ...] = ()) -> Schema:
    required = [name for name in properties if name not in optional]
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": properties,
    }


_BOTH_LANGUAGES = _mapping({"zh": _WORDS, "en": _WORDS})

STATUTE_SCHEMA = _mapping(
    {
        "id": _SLUG,
        "title": _WORDS,
        "also_called": _NAMES,
        "rank": _RANK,
        "issuers": {**_NAMES, "minItems": 1},
        "number": _NUMBER,
        "promulgated_on": _DAY_OR_NULL,
        "in_force_from": _DAY_OR_NULL,
        "in_force_to": _DAY_OR_NULL,
        "replaced_by": {"oneOf": [_SLUG, {"type": "null"}]},
        "amendments": {
            "type": "array",
            "items": _mapping(
                {
                    "on": _DAY_OR_NULL,
                    "number": _NUMBER,
                    "issuer": _NUMBER,
                    "in_force_from": _DAY_OR_NULL,
                    "certainty": _CERTAINTY,
                },
            ),
        },
        "articles": {
            "type": "array",
            "items": _mapping(
                {
                    "article": _ARTICLE,
                    "says": _BOTH_LANGUAGES,
                    "in_force_from": _DAY_OR_NULL,
                    "in_force_to": _DAY_OR_NULL,
                    "certainty": _CERTAINTY,
                },
                optional=("in_force_from", "in_force_to"),
            ),
        },
        "certainty": _CERTAINTY,
        "end_certainty": _CERTAINTY,
        "note": _BOTH_LANGUAGES,
    },
    optional=("also_called", "in_force_to", "replaced_by", "amendments", "articles", "end_certainty", "note"),
)
"""One file a statute: ``law/<layer>/statutes/<id>.yaml``; see docs/architecture/statutes.md."""

ISSUERS_SCHEMA = _mapping(
    {
        "issuers": {
            "type": "array",
            "items": _mapping(
                {
                    "name": _WORDS,
                    "also_called": _NAMES,
                    "from": _DAY_OR_NULL,
                    "to": _DAY_OR_NULL,
                    "successor": _NUMBER,
                    "promulgates": {"type": "array", "items": _RANK},
                    "certainty": _CERTAINTY,
                },
                optional=("also_called", "successor", "promulgates"),
            ),
        },
        "local_endings": _NAMES,
        "never_existed": {
            "type": "array",
            "items": _mapping({"printed": _NAMES, "likely": _WORDS, "certainty": _CERTAINTY}),
        },
    }
)
"""``law/national/issuers.yaml``: who issues, under which names, and names in print that no body ever had."""

_RULE_HEAD: dict[str, Schema] = {
    "number": _RULE_NUMBER,
    "source": SOURCE_SCHEMA,
    "in_force_from": _DAY,
    "in_force_to": _DAY_OR_NULL,
    "certainty": _CERTAINTY,
    "says": _BOTH_LANGUAGES,
    "code": {"type": "string", "pattern": "^[a-z]+(_[a-z]+)*$"},
    "severity": {"enum": [severity.value for severity in Severity]},
    "finding": _BOTH_LANGUAGES,
}

BASES_SCHEMA = _mapping(
    {
        "rules": {
            "type": "array",
            "items": _mapping(
                {
                    **_RULE_HEAD,
                    "kinds": {"type": "array", "items": _KIND, "minItems": 1},
                    "ranks": {"type": "array", "items": _RANK, "minItems": 1},
                },
                optional=("kinds", "ranks"),
            ),
        }
    }
)
"""``law/national/bases.yaml``: what is found about a basis, and by which article."""

KINDS_SCHEMA = _mapping(
    {
        "kinds": {
            "type": "array",
            "items": _mapping(
                {"printed": _WORDS, "kind": _KIND, "rule": _RULE_NUMBER},
                optional=("rule",),
            ),
        }
    }
)
"""``law/national/kinds_of_power.yaml``: how lists print a kind; ``rule`` where the print needs a warning."""
