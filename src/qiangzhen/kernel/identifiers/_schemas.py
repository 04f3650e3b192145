"""The JSON Schemas of the files under ``law/national/identifiers`` and of a pack's ``identifiers.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qiangzhen.kernel.lawdata import Certainty
from qiangzhen.kernel.statutes import SOURCE_SCHEMA

Schema = Mapping[str, Any]


def _mapping(properties: Schema, *, optional: tuple[str, ...] = ()) -> Schema:
    required = [key for key in properties if key not in optional]
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}


def _table(keys: str, row: Schema) -> Schema:
    return {"type": "object", "propertyNames": {"pattern": keys}, "additionalProperties": row}


_WORDS: Schema = {"type": "string", "minLength": 1}
_TEXT = _mapping({"zh": _WORDS, "en": _WORDS})
_CERTAINTY: Schema = {"enum": [certainty.value for certainty in Certainty]}
_DATE: Schema = {"type": ["string", "null"], "format": "date"}
_THREE_DIGITS: Schema = {"type": "string", "pattern": "^[0-9]{3}$"}
_STANDING: Schema = {"source": SOURCE_SCHEMA, "certainty": _CERTAINTY}
_RANGE = _mapping({"first": _THREE_DIGITS, "last": _THREE_DIGITS, "kind": _WORDS, "name": _TEXT})
_RANGES = _mapping({**_STANDING, "ranges": {"type": "array", "minItems": 1, "items": _RANGE}})
_KIND = _mapping({"kinds": {"type": "array", "minItems": 1, "items": _WORDS}, "name": _TEXT})
_LEVEL = _mapping({"level": _WORDS, "name": _TEXT})

DIVISIONS = _mapping(
    {
        **_STANDING,
        "provinces": _table("^[0-9]{2}$", _TEXT),
        "township_kinds": _RANGES,
        "village_kinds": _RANGES,
    }
)
CREDIT = _mapping(
    {
        **_STANDING,
        "registries": _table("^[0-9A-Z]$", _mapping({"name": _TEXT, "kinds": _table("^[0-9A-Z]$", _TEXT)})),
    }
)
MATTERS = _mapping(
    {
        **_STANDING,
        "level_tables": _table(
            "^[a-z0-9_]+$",
            _mapping({"certainty": _CERTAINTY, "says": _TEXT, "levels": _table("^[0-9]$", _LEVEL)}),
        ),
        "kind_tables": _table(
            "^[a-z0-9_]+$",
            _mapping({"certainty": _CERTAINTY, "says": _TEXT, "kinds": _table("^[0-9]{2}$", _KIND)}),
        ),
        "departments": _table("^[0-9]{2}$", _TEXT),
    }
)
DEVOLUTION = _mapping({**_STANDING, "modes": _table("^[A-Z]$", _mapping({"mode": _WORDS, "name": _TEXT}))})
SCHEMES = _mapping(
    {
        "schemes": {
            "type": "array",
            "minItems": 1,
            "items": _mapping(
                {
                    "number": {"type": "string", "pattern": "^QZ-BM-[0-9]{3}$"},
                    "scheme": {"type": "string", "pattern": "^[a-z0-9_]+$"},
                    "name": _TEXT,
                    **_STANDING,
                    "in_force_from": _DATE,
                    "in_force_to": _DATE,
                    "says": _TEXT,
                    "shape": {"type": ["string", "null"], "minLength": 1},
                },
                optional=("shape",),
            ),
        }
    }
)
PACK = _mapping({**_STANDING, "level_table": _WORDS, "kind_table": _WORDS, "says": _TEXT})
