"""The fixed forms through the API answer as the commands do, in the shapes the kernel ships."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.http import HttpResponse
from django.test import Client

from qiangzhen.agencies.roles import Role
from qiangzhen.county import law
from qiangzhen.county.models import County
from qiangzhen.kernel.authority import exercise, handing_down
from qiangzhen.kernel.papers import FORM_SCHEMA as LIST_SCHEMA
from qiangzhen.ledger.actions import make_checkpoint
from qiangzhen.ledger.queries import get_receipt
from tests import factories
from tests.conftest import NOON
from tests.portal.world import World
from tests.site.conftest import sign_in

MAY_ANSWER = {"$ref": "#/$defs/answer", "$defs": exercise.FORM_SCHEMA["$defs"]}
QUESTION = {
    "county": "220105", "body": "town-220105110", "power": "000225901000", "act": "penalise",
    "on": "2026-03-05", "known_at": "2026-03-05", "place": "220105110",
}  # fmt: skip
WAYS = {
    "pack": "national",
    "on": "2026-03-05",
    "matter": {
        "name": "对占道经营的处罚",
        "kind": "penalty",
        "bases": [{"title": "某条例", "rank": "local_regulation"}],
    },
    "receiver": {"kind": "town"},
}
LIST = Path(__file__).parents[2] / "demonstration" / "lists" / "first-list.txt"


def post(client: Client, route: str, form: Any, **headers: str) -> HttpResponse:
    content = form if isinstance(form, str | bytes) else json.dumps(form)
    return client.post(f"/api/v1/{route}", content, content_type="application/json", headers=headers)


def signed_in(role: Role) -> Client:
    client = Client()
    sign_in(client, factories.make_account(role))
    return client


class TestMay:
    @pytest.mark.parametrize(
        "other", [{}, {"place": "220105120"}, {"county": "999999"}, {"power": "none"}, {"lang": "en"}]
    )
    def test_answers_in_the_shape_the_kernel_ships(
        self, client: Client, world: World, other: dict[str, str]
    ) -> None:
        response = post(client, "may", QUESTION | other)
        assert response.status_code == 200
        jsonschema.validate(response.json(), MAY_ANSWER)

    def test_speaks_as_the_form_or_else_the_program_asks(self, client: Client, world: World) -> None:
        def because(form: dict[str, str], **headers: str) -> str:
            return str(post(client, "may", form, **headers).json()["mandate"]["because"])

        assert "可以" in because(QUESTION)
        assert "may" in because(QUESTION, **{"accept-language": "en"})
        assert "可以" in because(QUESTION | {"lang": "zh"}, **{"accept-language": "en"})

    def test_names_every_field_at_fault(self, client: Client, world: World) -> None:
        form = {key: value for key, value in QUESTION.items() if key != "body"} | {"act": "none", "extra": 1}
        response = post(client, "may", form)
        faults = {(fault["field"], fault["problem"]) for fault in response.json()["faults"]}
        assert response.status_code == 422
        assert faults == {("body", "missing"), ("extra", "unknown"), ("act", "invalid")}

    def test_tells_a_post_of_the_county_what_is_not_published(self, world: World) -> None:
        form = QUESTION | {"body": "town-220105120", "place": "220105120"}
        for role, expected in ((Role.REFORM_CLERK, "not_published"), (None, "no_mandate")):
            client = signed_in(role) if role else Client()
            codes = [reason["code"] for reason in post(client, "may", form).json()["reasons"]]
            assert codes == [expected], role

    def test_tells_a_post_of_another_county_no_more_than_anybody(
        self, world: World, other_county: County
    ) -> None:
        from qiangzhen.county.scope import within

        with within(other_county.id):
            client = signed_in(Role.REFORM_CLERK)
        form = QUESTION | {"body": "town-220105120", "place": "220105120"}
        assert [one["code"] for one in post(client, "may", form).json()["reasons"]] == ["no_mandate"]

    @pytest.mark.parametrize(
        "content",
        [
            "",
            "[]",
            "null",
            '"x"',
            "{",
            "\xff",
            '{"a":' * 3_000,
            '{"county": "\\u0000"}',
            '{"county": "\\ud800"}',
            '{"county": "220105", "county": "220106"}',
            '{"county": NaN}',
            '{"county": ' + "9" * 5_000 + "}",
        ],
    )
    def test_refuses_what_is_no_form(self, client: Client, world: World, content: str) -> None:
        response = post(client, "may", content.encode("latin-1"))
        assert response.status_code in (400, 422) and response.json()["faults"]


class TestWaysDown:
    def test_answers_in_the_shape_the_kernel_ships(self, client: Client, db: None) -> None:
        response = post(client, "ways-down", WAYS)
        assert response.status_code == 200
        jsonschema.validate(response.json(), handing_down.answer_schema())

    def test_answers_as_the_command_does(self, client: Client, db: None) -> None:
        for language in ("zh", "en"):
            said = post(client, "ways-down", WAYS, **{"accept-language": language}).json()
            assert said == json.loads(
                json.dumps(handing_down.answer_form(WAYS, law.packs(), language=language))
            )

    def test_names_every_field_at_fault(self, client: Client, db: None) -> None:
        response = post(client, "ways-down", {"on": "2026-02-30", "matter": {}, "more": 1})
        assert response.status_code == 422
        fields = {fault["field"] for fault in response.json()["faults"]}
        assert {"pack", "on", "receiver", "more", "matter.name"} <= fields


class TestReadList:
    def read(self, client: Client, content: bytes, name: str = "list.txt") -> HttpResponse:
        file = io.BytesIO(content)
        file.name = name
        return client.post("/api/v1/read-list", {"file": file})

    def test_reads_for_a_post_that_imports_lists(self, county: County) -> None:
        response = self.read(signed_in(Role.REFORM_CLERK), LIST.read_bytes())
        assert response.status_code == 200
        jsonschema.validate(response.json(), LIST_SCHEMA)
        assert len(response.json()["rows"]) == 5

    def test_is_closed_to_visitors_and_other_posts(self, client: Client, county: County) -> None:
        assert self.read(client, b"x").status_code == 401
        assert self.read(signed_in(Role.WINDOW_CLERK), b"x").status_code == 403

    @pytest.mark.parametrize(
        ("content", "problem"),
        [(b"", "empty_file"), (b"%PDF-1.4", "is_pdf"), (b"PK\x03\x04broken", "broken_archive")],
    )
    def test_says_why_a_file_cannot_be_read(self, county: County, content: bytes, problem: str) -> None:
        response = self.read(signed_in(Role.REFORM_CLERK), content, "list.xlsx")
        assert response.status_code == 422
        [fault] = response.json()["faults"]
        assert fault["field"] == "file" and fault["text"]
        assert fault["problem"] == problem or content.startswith(b"PK")

    def test_names_the_file_that_is_missing(self, county: County) -> None:
        response = signed_in(Role.REFORM_CLERK).post("/api/v1/read-list")
        assert response.status_code == 422
        assert [(one["field"], one["problem"]) for one in response.json()["faults"]] == [("file", "missing")]


class TestVerifyReceipt:
    def test_holds_only_against_what_the_county_published(self, client: Client, county: County) -> None:
        supervisor = factories.make_actor(Role.SUPERVISOR)
        factories.enter_lines(supervisor, 3, at=NOON)
        make_checkpoint(actor=supervisor, at=NOON)
        receipt = get_receipt(sequence=2)
        assert post(client, "verify-receipt", receipt).json()["holds"] is True
        receipt["entry"]["facts"]["number"] = 9
        assert post(client, "verify-receipt", receipt).json()["holds"] is False

    def test_of_a_county_that_is_not_here_is_checked_by_itself(self, client: Client, county: County) -> None:
        factories.enter_lines(factories.make_actor(Role.SUPERVISOR), 1, at=NOON)
        receipt = get_receipt(sequence=1)
        receipt["entry"]["county"] = "999999"
        assert post(client, "verify-receipt", receipt).json()["holds"] is False

    @pytest.mark.parametrize("content", ["", "{}", "[", "1" * 5_000, "x" * 200_000])
    def test_refuses_what_is_no_receipt(self, client: Client, county: County, content: str) -> None:
        response = post(client, "verify-receipt", content)
        assert response.status_code == 422 and response.json()["faults"]
