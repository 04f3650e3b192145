"""``qiangzhen may`` and ``qiangzhen ways-down``: the fixed forms, and every way a question can be at fault."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.core.management import call_command

from qiangzhen.kernel.authority.exercise import FORM_SCHEMA
from qiangzhen.kernel.authority.handing_down import answer_schema
from qiangzhen.mandates.actions import publish_batch

from .world import World

WAYS = {
    "pack": "example",
    "on": "2026-03-05",
    "matter": {
        "name": "对违反安全培训规定的处罚",
        "kind": "penalty",
        "holder": "county_department",
        "bases": [
            {
                "title": "安全生产法",
                "rank": "law",
                "names_receiver": False,
                "allows_entrustment": False,
                "in_force_to": None,
            }
        ],
        "restricts_liberty": False,
        "reserved_to_county_or_above": False,
        "follows_penalty_power": False,
    },
    "receiver": {"kind": "town", "certified_officers": 6},
    "facts": {"provincial_decision": {"published_on": "2024-03-08", "lists_matter": True}},
}


def run(command: str, content: object, tmp_path: Path, *options: str) -> tuple[int, str, str]:
    """Run a command on a file; return its exit code, what it printed, and what it complained of."""
    file = tmp_path / "question.json"
    file.write_bytes(
        content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode()
    )
    out, complaints = io.StringIO(), io.StringIO()
    try:
        call_command(command, str(file), *options, stdout=out, stderr=complaints)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue(), complaints.getvalue()
    return 0, out.getvalue(), complaints.getvalue()


class TestWaysDown:
    def test_prints_all_six_ways_in_the_fixed_form_without_a_database(self, tmp_path: Path):
        code, printed, _ = run("ways_down", WAYS, tmp_path)
        answer = json.loads(printed)
        jsonschema.validate(answer, answer_schema())
        assert code == 0 and list(answer["ways"]) == [
            "return", "entrustment", "authorisation", "internal_transfer", "acting_for", "conferral",
        ]  # fmt: skip
        assert answer["ways"]["conferral"]["outcome"] == "permit"
        assert "省" in answer["ways"]["conferral"]["reasons"][0]["text"]

    def test_speaks_english_where_asked(self, tmp_path: Path):
        _, printed, _ = run("ways_down", WAYS, tmp_path, "--lang", "en")
        assert json.loads(printed)["ways"]["conferral"]["reasons"][0]["text"].isascii()

    def test_names_every_field_at_fault(self, tmp_path: Path):
        form = {**WAYS, "colour": "red", "matter": {"kind": "licence", "bases": []}}
        code, printed, complaints = run("ways_down", form, tmp_path)
        assert (code, printed) == (2, "")
        assert "colour" in complaints and "matter.name" in complaints

    def test_tells_faults_as_json_where_asked(self, tmp_path: Path):
        code, printed, complaints = run("ways_down", {**WAYS, "pack": "nowhere"}, tmp_path, "--json-errors")
        (fault,) = json.loads(printed)["faults"]
        assert (code, complaints) == (2, "")
        assert (fault["field"], fault["problem"]) == ("pack", "invalid") and isinstance(fault["text"], str)


@pytest.mark.parametrize("command", ["may", "ways_down"])
class TestEveryFixedForm:
    @pytest.mark.parametrize(
        "content",
        [
            b"", b"{", b"\xff\xfe{", b"[" * 100_000, b'{"on": NaN}', b'{"on": 1, "on": 2}', b"[]", b"null", b'"text"',
            "{“on”: 1}".encode(), "{\"on\": \"甲\"}".encode("gb18030"),
        ],
    )  # fmt: skip
    def test_refuses_what_is_no_question_in_words(self, command: str, content: bytes, tmp_path: Path):
        code, printed, complaints = run(command, content, tmp_path)
        assert (code, printed) == (2, "")
        assert complaints and "Traceback" not in complaints

    def test_refuses_a_file_that_is_not_there(self, command: str, tmp_path: Path):
        complaints = io.StringIO()
        with pytest.raises(SystemExit) as ended:
            call_command(command, str(tmp_path / "nothing.json"), stderr=complaints)
        assert ended.value.code == 2 and "nothing.json" in complaints.getvalue()

    def test_reads_standard_input(self, command: str, monkeypatch: pytest.MonkeyPatch):
        complaints = io.StringIO()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"{}")))
        with pytest.raises(SystemExit):
            call_command(command, "-", stderr=complaints)
        assert "on" in complaints.getvalue()


@pytest.mark.django_db
class TestMay:
    @pytest.fixture
    def form(self, world: World) -> dict[str, Any]:
        world.rows = world.grant()
        publish_batch(
            actor=world.clerk,
            at=world.now(),
            instrument=world.paper,
            on=dt.date(2026, 3, 5),
            where="政府网站",
        )
        return {
            "county": "220105",
            "body": "town-0",
            "power": world.penalty.code,
            "act": "penalise",
            "on": "2026-05-06",
            "known_at": "2026-05-06",
            "place": "220105100",
        }

    def asked(self, form: dict[str, Any], tmp_path: Path, *options: str) -> dict[str, Any]:
        code, printed, complaints = run("may", form, tmp_path, *options)
        assert (code, complaints) == (0, "")
        answer: dict[str, Any] = json.loads(printed)
        jsonschema.validate(answer, {"$ref": "#/$defs/answer", "$defs": FORM_SCHEMA["$defs"]})
        return answer

    def test_grants_with_the_chain_to_the_law(self, world: World, form: dict[str, Any], tmp_path: Path):
        answer = self.asked(form, tmp_path)
        assert answer["answer"] == "granted"
        chain = answer["mandate"]
        assert chain["line"] == str(world.rows[0].line)
        assert chain["instrument"]["number"] == world.paper.number
        assert chain["power"]["bases"] == ["《中华人民共和国安全生产法》"]

    def test_refuses_in_plain_sentences_and_names_who_is_competent(
        self, form: dict[str, Any], tmp_path: Path
    ):
        answer = self.asked({**form, "body": "yingji"}, tmp_path)
        assert answer["answer"] == "refused" and answer["mandate"] is None
        assert isinstance(answer["reasons"][0]["text"], str)
        assert [other["body"] for other in answer["competent"]] == ["town-0"]
        assert isinstance(answer["competent"][0]["because"], str)

    def test_speaks_english_where_asked(self, form: dict[str, Any], tmp_path: Path):
        in_english = self.asked({**form, "body": "yingji"}, tmp_path, "--lang", "en")["reasons"][0]["text"]
        assert (
            in_english == self.asked({**form, "body": "yingji", "lang": "en"}, tmp_path)["reasons"][0]["text"]
        )
        assert "alone" in in_english or "exclusive" in in_english or "may no longer" in in_english

    @pytest.mark.parametrize("unknown", ["county", "body", "power", "place"])
    def test_refuses_what_is_not_known_here_with_its_reason(
        self, unknown: str, form: dict[str, Any], tmp_path: Path
    ):
        answer = self.asked({**form, unknown: "999999"}, tmp_path)
        assert f"unknown_{unknown}" in {reason["code"] for reason in answer["reasons"]}

    def test_names_every_missing_field(self, tmp_path: Path):
        code, printed, _ = run("may", {"act": "penalise"}, tmp_path, "--json-errors")
        faults = json.loads(printed)["faults"]
        assert code == 2
        assert {(fault["field"], fault["problem"]) for fault in faults} == {
            (field, "missing") for field in ("county", "body", "power", "on", "known_at", "place")
        }
