"""The JSON Schemas of the files under ``law/national/time_limits``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qiangzhen.kernel.lawdata import Certainty
from qiangzhen.kernel.statutes import SOURCE_SCHEMA

from ._limits import PeriodOf, PrintedUnit, Sense, Unit

Schema = Mapping[str, Any]


def _mapping(properties: Schema, *, optional: tuple[str, ...] = ()) -> Schema:
    required = [key for key in properties if key not in optional]
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}


def _list(items: Schema) -> Schema:
    return {"type": "array", "minItems": 1, "items": items}


_WORDS: Schema = {"type": "string", "minLength": 1}
_DAY: Schema = {"type": "string", "format": "date"}
_TEXT = _mapping({"zh": _WORDS, "en": _WORDS})
_LENGTH: Schema = {"type": "integer", "minimum": 1}
_STANDING: Schema = {
    "number": {"type": "string", "pattern": "^QZ-SX-[0-9]{3}$"},
    "source": SOURCE_SCHEMA,
    "in_force_from": _DAY,
    "in_force_to": {"type": ["string", "null"], "format": "date"},
    "certainty": {"enum": [certainty.value for certainty in Certainty]},
    "says": _TEXT,
}
_WORKING_DAYS = {
    "oneOf": [
        _mapping({"lengths": {"type": "array", "items": _LENGTH, "uniqueItems": True}}),
        _mapping({"up_to": _LENGTH}),
        _mapping({"organ_periods": {"const": True}}),
    ]
}

COUNTS = _mapping(
    {
        "start_rule": _mapping(_STANDING),
        "moving_rule": _mapping(_STANDING),
        "statutes": _list(_mapping({**_STANDING, "statute": _WORDS, "working_days": _WORKING_DAYS})),
    }
)
LIMITS = _mapping(
    {
        "counted_by": _WORDS,
        "limits": _list(
            _mapping(
                {
                    **_STANDING,
                    "name": _TEXT,
                    "length": _LENGTH,
                    "written": {"enum": [unit.value for unit in PrintedUnit]},
                    "unit": {"enum": [unit.value for unit in Unit]},
                    "period_of": {"enum": [owner.value for owner in PeriodOf]},
                    "sense": {"enum": [sense.value for sense in Sense]},
                    "runs_from": _TEXT,
                    "last_day": {"enum": ["moves", "stays"]},
                    "extension": _mapping({"length": _LENGTH, "approved_by": _TEXT, "source": SOURCE_SCHEMA}),
                    "not_counted": _list(
                        _mapping({"ground": _WORDS, "name": _TEXT, "source": SOURCE_SCHEMA}),
                    ),
                    "reading": _TEXT,
                },
                optional=("extension", "not_counted", "reading"),
            )
        ),
    }
)
