"""The JSON Schemas that the kernel ships, as parts of the OpenAPI document.

In a document of its own a schema refers to its parts by ``#/$defs/…``; inside another
document that would point elsewhere, so that the parts become named components.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qiangzhen.kernel.authority import exercise, handing_down
from qiangzhen.kernel.papers import FORM_SCHEMA as LIST_SCHEMA

COMPONENTS: dict[str, Any] = {}
"""The parts by name, filled below."""


def _adopted(schema: Mapping[str, Any], name: str, parts: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Make a schema and its parts components named after ``name``, and return the reference to it."""
    for part, content in (schema.get("$defs", {}) if parts is None else parts).items():
        COMPONENTS[f"{name}.{part}"] = _pointed(content, name)
    own = {key: value for key, value in schema.items() if key not in {"$schema", "$defs"}}
    COMPONENTS[name] = _pointed(own, name)
    return {"$ref": f"#/components/schemas/{name}"}


def _pointed(value: Any, name: str) -> Any:
    if isinstance(value, Mapping):
        return {
            key: one.replace("#/$defs/", f"#/components/schemas/{name}.")
            if key == "$ref"
            else _pointed(one, name)
            for key, one in value.items()
        }
    return [_pointed(one, name) for one in value] if isinstance(value, list | tuple) else value


_MAY = exercise.FORM_SCHEMA["$defs"]
MAY_QUESTION = _adopted(_MAY["question"], "MayQuestion")
MAY_ANSWER = _adopted(
    _MAY["answer"], "MayAnswer", {part: _MAY[part] for part in _MAY if part not in {"question", "answer"}}
)
WAYS_QUESTION = _adopted(handing_down.question_schema(), "WaysDownQuestion")
WAYS_ANSWER = _adopted(handing_down.answer_schema(), "WaysDownAnswer")
LIST_ANSWER = _adopted(LIST_SCHEMA, "ListReading")


def described(*, question: Mapping[str, Any] | None, answer: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return what the document says of one of the fixed forms."""
    said: dict[str, Any] = {}
    if question is not None:
        said["requestBody"] = {"required": True, "content": {"application/json": {"schema": dict(question)}}}
    if answer is not None:
        content = {"application/json": {"schema": dict(answer)}}
        said["responses"] = {200: {"description": "OK", "content": content}}
    return said
