"""The OpenAPI document is whole, and whatever is sent by it is answered without a fault of ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema
import pytest
from django.core.management import call_command
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qiangzhen.site.api.document import api
from tests.portal.world import World

from .test_questions import QUESTION, WAYS

DOCUMENT: dict[str, Any] = api.get_openapi_schema(path_prefix="/api/v1/")
FAULTS = {**DOCUMENT["components"]["schemas"]["Faults"], "components": DOCUMENT["components"]}


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            if key == "$ref":
                yield one
            yield from references(one)
    elif isinstance(value, list):
        for one in value:
            yield from references(one)


class TestDocument:
    def test_is_of_openapi_3_1(self) -> None:
        assert DOCUMENT["openapi"].startswith("3.1")

    def test_refers_only_to_parts_it_holds(self) -> None:
        found = set(references(json.loads(json.dumps(DOCUMENT, default=str))))
        assert found
        for reference in found:
            parts = reference.removeprefix("#/").split("/")
            here: Any = DOCUMENT
            for part in parts:
                here = here[part]

    def test_describes_every_fixed_form_by_the_kernels_schema(self) -> None:
        for route, question, answer in (
            ("may", "MayQuestion", "MayAnswer"), ("ways-down", "WaysDownQuestion", "WaysDownAnswer"),
        ):  # fmt: skip
            said = DOCUMENT["paths"][f"/api/v1/{route}"]["post"]
            assert said["requestBody"]["content"]["application/json"]["schema"]["$ref"].endswith(
                f"/{question}"
            )
            assert said["responses"][200]["content"]["application/json"]["schema"]["$ref"].endswith(
                f"/{answer}"
            )
            assert DOCUMENT["components"]["schemas"][question]["type"] == "object"

    def test_its_answers_are_as_it_says(self, client: Client, world: World) -> None:
        for path, methods in DOCUMENT["paths"].items():
            if "get" in methods:
                schema = methods["get"]["responses"][200]["content"]["application/json"]["schema"]
                address = path.replace("{county}", "220105").replace("{code}", "000225901000")
                jsonschema.validate(
                    client.get(address).json(), {**schema, "components": DOCUMENT["components"]}
                )

    def test_is_written_by_the_command(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("openapi", tmp_path / "openapi.json")
        written = json.loads((tmp_path / "openapi.json").read_text(encoding="utf-8"))
        call_command("openapi")
        assert written["paths"].keys() == DOCUMENT["paths"].keys()
        assert '"openapi"' in capsys.readouterr().out

    def test_is_served_as_it_is_written(self, client: Client, db: None) -> None:
        assert client.get("/api/v1/openapi.json").json() == json.loads(json.dumps(DOCUMENT))


_text = st.text(max_size=40)
_value = st.one_of(
    _text, st.sampled_from(["220105", "000225901000", "penalty", "2026-03-05", "0", "-1", "500", ""])
)
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_text, inner, max_size=3),
    max_leaves=8,
)
_READS = [(path, methods["get"]) for path, methods in DOCUMENT["paths"].items() if "get" in methods]


@st.composite
def reads(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    """Draw an address of the document with any text in its gaps, and any query it knows."""
    path, operation = draw(st.sampled_from(_READS))
    query = {}
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "path":
            given_ = quote(draw(_value), safe="")
            path = path.replace("{" + parameter["name"] + "}", given_)
        elif draw(st.booleans()):
            query[parameter["name"]] = draw(_value)
    return path, query


@st.composite
def forms(draw: st.DrawFn) -> tuple[str, Any]:
    """Draw a form: a good one with something in it replaced, or any JSON at all."""
    route, good = draw(
        st.sampled_from([("may", QUESTION), ("ways-down", WAYS), ("verify-receipt", {"format": "x"})])
    )
    if draw(st.booleans()):
        return route, draw(_json)
    return route, {**good, draw(st.sampled_from(sorted(good))): draw(_json)}


def require_told(response: Any) -> None:
    assert response.status_code < 500, response.content
    if response.status_code >= 400:
        jsonschema.validate(json.loads(response.content), FAULTS)


class TestWhateverIsSent:
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(asked=reads())
    def test_to_read_is_answered(
        self, client: Client, world: World, asked: tuple[str, dict[str, str]]
    ) -> None:
        path, query = asked
        require_told(client.get(path, query))

    @settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(sent=forms())
    def test_as_a_form_is_answered(self, client: Client, world: World, sent: tuple[str, Any]) -> None:
        route, form = sent
        require_told(client.post(f"/api/v1/{route}", json.dumps(form), content_type="application/json"))
