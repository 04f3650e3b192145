"""The JSON Schemas of the files under ``law/national/calendars``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qiangzhen.kernel.lawdata import Certainty
from qiangzhen.kernel.statutes import SOURCE_SCHEMA

Schema = Mapping[str, Any]


def _mapping(properties: Schema, *, optional: tuple[str, ...] = ()) -> Schema:
    required = [key for key in properties if key not in optional]
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}


def _list(items: Schema, *, at_least: int = 0) -> Schema:
    return {"type": "array", "minItems": at_least, "items": items}


_WORDS: Schema = {"type": "string", "minLength": 1}
_DAY: Schema = {"type": "string", "format": "date"}
_TEXT = _mapping({"zh": _WORDS, "en": _WORDS})
_CERTAINTY: Schema = {"enum": [certainty.value for certainty in Certainty]}
_LENGTH: Schema = {"type": "integer", "minimum": 1}
_FESTIVALS = ("spring_festival", "tomb_sweeping", "dragon_boat", "mid_autumn")
_BEGINS_ON_A_DAY = {
    "month": {"type": "integer", "minimum": 1, "maximum": 12},
    "day": {"type": "integer", "minimum": 1, "maximum": 31},
}
_BEGINS_BY_A_FESTIVAL = {"festival": {"enum": list(_FESTIVALS)}, "offset": {"type": "integer"}}
_NAMED_HOLIDAY = {"name": _TEXT, "source": SOURCE_SCHEMA, "days": _LENGTH}

NOTICE = _mapping(
    {
        "year": {"type": "integer"},
        "source": SOURCE_SCHEMA,
        "further_notices": _list(SOURCE_SCHEMA, at_least=1),
        "certainty": _CERTAINTY,
        "holidays": _list(_mapping({"name": _TEXT, "first_on": _DAY, "last_on": _DAY}), at_least=1),
        "make_up_days": _list(_DAY),
    },
    optional=("further_notices",),
)
STATUTORY = _mapping(
    {
        "rules": _list(
            _mapping(
                {
                    "number": {"type": "string", "pattern": "^QZ-RL-[0-9]{3}$"},
                    "source": SOURCE_SCHEMA,
                    "in_force_from": _DAY,
                    "in_force_to": {"type": ["string", "null"], "format": "date"},
                    "certainty": _CERTAINTY,
                    "says": _TEXT,
                }
            ),
            at_least=1,
        ),
        "holidays": _list(
            {
                "oneOf": [
                    _mapping({**_NAMED_HOLIDAY, **_BEGINS_ON_A_DAY}),
                    _mapping({**_NAMED_HOLIDAY, **_BEGINS_BY_A_FESTIVAL}),
                ]
            },
            at_least=1,
        ),
        "festivals": _mapping(
            {
                "certainty": _CERTAINTY,
                "years": {
                    "type": "object",
                    "propertyNames": {"pattern": "^[0-9]{4}$"},
                    "additionalProperties": _mapping(dict.fromkeys(_FESTIVALS, _DAY)),
                },
            }
        ),
    }
)
