"""The log tells what happened and nothing about people."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
from django.test import Client

from qiangzhen.agencies.models import Account

from .conftest import sign_in

pytestmark = pytest.mark.urls("tests.site.urls_that_fail")


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What our own handler writes while the test runs."""
    handler = next(h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler)
    stream = io.StringIO()
    before = handler.setStream(stream)
    yield stream
    handler.setStream(before)


def told(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


class TestRequestLine:
    def test_holds_the_path_without_its_query_the_status_and_the_id(
        self, client: Client, db: None, lines: io.StringIO
    ) -> None:
        answer = client.get("/nothing-here/?name=张三")
        (line,) = told(lines)
        assert (line["method"], line["path"], line["status"]) == ("GET", "/nothing-here/", 404)
        assert line["request_id"] == answer["X-Request-Id"] and float(str(line["milliseconds"])) >= 0
        assert "张三" not in lines.getvalue()

    def test_never_names_who_signs_in_or_fails_to(
        self, client: Client, account: Account, lines: io.StringIO
    ) -> None:
        client.post("/sign-in/", {"username": account.username, "password": "a wrong guess"})
        sign_in(client, account)
        client.get("/desk/")
        assert [line["path"] for line in told(lines)] == ["/sign-in/", "/sign-in/", "/desk/"]
        for word in (account.username, account.person.name, "wrong guess", "127.0.0.1"):
            assert word not in lines.getvalue()


class TestFaultLine:
    def test_tells_where_and_of_what_kind_but_not_the_message(self, db: None, lines: io.StringIO) -> None:
        answer = Client(raise_request_exception=False).get("/fault/")
        fault = next(line for line in told(lines) if "fault" in line)
        assert fault["fault"] == "builtins.RuntimeError" and fault["request_id"] == answer["X-Request-Id"]
        assert any("urls_that_fail.py" in frame and frame.endswith(" fault") for frame in fault["exception"])  # type: ignore[attr-defined]
        assert "220105199001011234" not in lines.getvalue()
