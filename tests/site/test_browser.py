"""What only a real browser shows: drafts that survive, keys, and pages that a screen reader can use."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

from qiangzhen.agencies.models import Account
from qiangzhen.agencies.roles import Role
from qiangzhen.county.scope import within
from tests import factories

pytestmark = [pytest.mark.journey, pytest.mark.urls("tests.site.urls_that_fail")]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. Its loop runs in this thread, which Django would otherwise mistake for that of a server."""
    chromium = shutil.which("chromium")
    assert chromium, "these tests need Debian's chromium: apt-get install chromium"
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def clerk(transactional_db: None) -> Account:
    county = factories.make_county()
    with within(county.id):
        return factories.make_account(Role.REFORM_CLERK, username="clerk")


@pytest.fixture
def page(browser: Browser, clerk: Account, live_server: Any) -> Iterator[Page]:
    """A page of an office PC, signed in; whatever the content security policy refuses fails the test."""
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1366, "height": 768})
    page = context.new_page()
    refused: list[str] = []
    page.on(
        "console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None
    )
    page.on("pageerror", lambda error: refused.append(str(error)))
    page.goto("/sign-in/")
    sign_in(page)
    page.wait_for_url("**/desk/")
    yield page
    context.close()
    assert refused == []


def sign_in(page: Page) -> None:
    page.fill("#id_username", "clerk")
    page.fill("#id_password", factories.PASSWORD)
    page.press("#id_password", "Enter")


def type_note(page: Page, words: str) -> None:
    page.goto("/note/")
    page.fill("#id_words", words)
    page.wait_for_selector("text=暂存在本浏览器")


class TestDraft:
    def test_survives_a_session_that_ended_on_the_way(self, page: Page) -> None:
        type_note(page, "对违法采砂的处罚")
        page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
        page.click("text=保存")
        page.wait_for_url("**/sign-in/?next=%2Fnote%2F")
        sign_in(page)
        page.wait_for_url("**/note/")
        assert page.input_value("#id_words") == "对违法采砂的处罚"
        assert page.is_visible("text=已恢复")

    def test_survives_a_fault(self, page: Page) -> None:
        type_note(page, "fault")
        page.click("text=保存")
        page.wait_for_selector("text=系统出现故障")
        page.goto("/note/")
        assert page.input_value("#id_words") == "fault"

    def test_is_gone_once_it_was_taken(self, page: Page) -> None:
        type_note(page, "办妥")
        page.click("text=保存")
        page.wait_for_url("**/desk/")
        page.goto("/note/")
        assert page.input_value("#id_words") == ""

    def test_is_gone_after_signing_out(self, page: Page) -> None:
        type_note(page, "不留给别人")
        page.on("dialog", lambda dialog: dialog.accept())
        page.click("details.menu > summary")
        page.click("text=退出登录")
        page.wait_for_url("**/sign-in/")
        assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('draft:'))") == []

    def test_can_be_thrown_away(self, page: Page) -> None:
        type_note(page, "重来")
        page.click("text=清除重填")
        assert page.input_value("#id_words") == ""
        page.goto("/note/")
        assert page.input_value("#id_words") == ""

    def test_never_keeps_a_password(self, page: Page) -> None:
        type_note(page, "字")
        page.fill("#id_secret", "tell-nobody")
        page.wait_for_timeout(900)
        assert "tell-nobody" not in page.evaluate("JSON.stringify(localStorage)")


class TestLeaving:
    def test_asks_before_typed_words_are_lost(self, page: Page) -> None:
        type_note(page, "半句")
        asked: list[str] = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        page.goto("/desk/")
        assert asked == ["beforeunload"]


class TestPages:
    @pytest.mark.parametrize(
        "address", ["/desk/", "/account/", "/account/second-factor/", "/refused/", "/note/"]
    )
    def test_have_no_serious_finding_of_axe_at_both_widths(self, page: Page, address: str) -> None:
        for width, height in [(1366, 768), (390, 844)]:
            page.set_viewport_size({"width": width, "height": height})
            page.goto(address)
            found = Axe().run(page).response["violations"]
            serious = [
                f"{rule['id']}: {rule['nodes'][0]['html']}"
                for rule in found
                if rule["impact"] in {"serious", "critical"}
            ]
            assert serious == [], (address, width)
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
                address,
                width,
            )

    def test_are_reached_past_the_frame_by_one_key(self, page: Page) -> None:
        page.goto("/desk/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"

    def test_keep_the_top_bar_in_sight(self, page: Page) -> None:
        page.set_viewport_size({"width": 1366, "height": 300})
        page.goto("/note/")
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        assert page.evaluate("window.scrollY") > 0
        assert page.evaluate("document.querySelector('.topbar').getBoundingClientRect().top") == 0

    def test_stay_within_the_window_at_twice_the_size(self, page: Page) -> None:
        page.set_viewport_size({"width": 683, "height": 384})
        for address in ("/desk/", "/refused/", "/note/"):
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
