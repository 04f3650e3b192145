"""Every failure ends on a page in the user's words, or in JSON for a program."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from qiangzhen.agencies.roles import Role
from qiangzhen.county.models import County

pytestmark = pytest.mark.urls("tests.site.urls_that_fail")
JSON = {"Accept": "application/json"}
FRAME = 'id="content"'


@pytest.fixture
def browser(county: County) -> Client:
    return Client(raise_request_exception=False)


class TestRefused:
    def test_gives_every_reason_with_its_rule(self, browser: Client) -> None:
        page = browser.get("/refused/")
        words = page.content.decode()
        assert page.status_code == 409 and FRAME in words
        assert "该镇没有此项授权。" in words and "QZ-XS-003" in words and "请向区应急管理局移送。" in words

    def test_speaks_english_to_an_english_reader(self, browser: Client) -> None:
        browser.cookies["django_language"] = "en"
        assert "The town holds no such mandate." in browser.get("/refused/").content.decode()

    def test_names_the_way_back_only_when_it_is_our_own(self, browser: Client) -> None:
        own = browser.get("/refused/", headers={"Referer": "http://testserver/account/"}).content.decode()
        foreign = browser.get("/refused/", headers={"Referer": "https://elsewhere.example/"}).content.decode()
        assert "http://testserver/account/" in own and "elsewhere" not in foreign

    def test_answers_a_program_in_json(self, browser: Client) -> None:
        answer = browser.get("/refused/", headers=JSON)
        told = json.loads(answer.content)
        assert answer.status_code == 409 and told["error"] == "refused"
        assert [reason["code"] for reason in told["reasons"]] == ["no_mandate", "competent"]

    def test_takes_the_place_of_the_content_in_an_htmx_request(self, browser: Client) -> None:
        answer = browser.get("/refused/", headers={"HX-Request": "true"})
        assert answer["HX-Retarget"] == "#content"

    def test_tells_a_post_without_the_permission(self, signed_in_as: Callable[..., Client]) -> None:
        page = signed_in_as(Role.WINDOW_CLERK).get("/only-administrators/")
        assert page.status_code == 403 and "当前岗位无权办理" in page.content.decode()

    def test_sends_who_is_not_signed_in_to_the_sign_in(self, browser: Client) -> None:
        answer = browser.post("/only-administrators/", headers={"Referer": "http://testserver/account/?a=1"})
        assert answer["Location"] == "/sign-in/?next=%2Faccount%2F%3Fa%3D1"

    def test_sends_a_part_of_a_page_to_the_sign_in_as_a_whole(self, browser: Client) -> None:
        headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/account/?a=1"}
        answer = browser.get("/only-administrators/", headers=headers)
        assert answer["HX-Redirect"] == "/sign-in/?next=%2Faccount%2F%3Fa%3D1"


class TestFault:
    def test_shows_a_reference_that_stands_in_the_log_and_nothing_else(
        self, browser: Client, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.ERROR):
            page = browser.get("/fault/")
        words = page.content.decode()
        assert page.status_code == 500 and FRAME in words
        assert page["X-Request-Id"] in words
        assert "RuntimeError" not in words and "220105199001011234" not in words

    def test_answers_a_program_in_json(self, browser: Client) -> None:
        answer = browser.get("/fault/", headers=JSON)
        assert json.loads(answer.content)["reference"] == answer["X-Request-Id"]


class TestOtherFailures:
    @pytest.mark.parametrize(
        ("address", "status", "words"),
        [
            ("/nothing-here/", 404, "没有找到"),
            ("/denied/", 403, "当前岗位无权办理"),
            ("/too-big/", 413, "文件过大"),
            ("/sign-out/", 405, "不能这样打开"),
        ],
    )
    def test_has_a_page_and_an_answer_for_programs(
        self, browser: Client, address: str, status: int, words: str
    ) -> None:
        page = browser.get(address)
        assert (
            page.status_code == status and words in page.content.decode() and FRAME in page.content.decode()
        )
        answer = browser.get(address, headers=JSON)
        assert answer.status_code == status and json.loads(answer.content)["zh"]

    def test_has_a_page_for_a_foreign_host_name(self, browser: Client) -> None:
        page = browser.get("/sign-in/", headers={"Host": "elsewhere.example"})
        assert page.status_code == 400 and "请求无法读取" in page.content.decode()


class TestTooLarge:
    def test_is_refused_unread_and_says_the_limit(self, browser: Client) -> None:
        length = settings.UPLOAD_LIMIT_MB * 1024 * 1024 + 1
        page = browser.post("/takes/", {"a": "b"}, CONTENT_LENGTH=str(length))
        assert page.status_code == 413 and f"不得超过{settings.UPLOAD_LIMIT_MB}MB" in page.content.decode()

    def test_lets_a_file_within_the_limit_pass(self, browser: Client) -> None:
        assert browser.post("/takes/", {"a": "b"}).content == b"taken"


class TestStaleForm:
    @pytest.fixture
    def strict(self, county: County) -> Client:
        return Client(enforce_csrf_checks=True)

    def test_keeps_what_was_typed_and_offers_to_send_it_again(self, strict: Client) -> None:
        typed = {"name": "对<违法>采砂的处罚", "towns": ["三道镇", "泉眼镇"], "password": "secret-word"}
        page = strict.post("/takes/", typed, headers={"Origin": "http://testserver"})
        words = page.content.decode()
        assert page.status_code == 403 and FRAME in words
        assert "对&lt;违法&gt;采砂的处罚" in words and "三道镇" in words and "泉眼镇" in words
        assert "secret-word" not in words
        assert 'name="csrfmiddlewaretoken"' in words and "重新提交" in words

    def test_offers_nothing_that_a_foreign_page_made_up(self, strict: Client) -> None:
        page = strict.post("/takes/", {"name": "made up"}, headers={"Origin": "https://elsewhere.example"})
        assert page.status_code == 403 and "made up" not in page.content.decode()

    def test_offers_nothing_when_it_cannot_tell_where_it_came_from(self, strict: Client) -> None:
        assert "made up" not in strict.post("/takes/", {"name": "made up"}).content.decode()
