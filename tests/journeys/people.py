"""People before their browsers: who signs in, on a desk or a phone, and what they look at."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

from qiangzhen.site.demonstration.loading import PASSWORD

DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
PATIENCE = 10_000
"""Milliseconds a page may take."""


def today() -> dt.date:
    """Return the day in the county."""
    return dt.datetime.now(ZoneInfo("Asia/Shanghai")).date()


def some_days_ago(days: int) -> str:
    """Return a day as date boxes take it."""
    return (today() - dt.timedelta(days=days)).isoformat()


class Desks:
    """All browsers of one county; each person keeps one, signed in, until the story ends."""

    def __init__(self, browser: Browser, address: str, pictures: Path) -> None:
        self.address = address
        self.faults: list[str] = []
        self._browser = browser
        self._pictures = pictures
        self._pages: dict[tuple[str, bool], Page] = {}
        expect.set_options(timeout=PATIENCE)

    def of(self, username: str, *, on_phone: bool = False) -> Page:
        """Return the browser of a person, signed in; an empty name is a citizen who does not sign in."""
        key = (username, on_phone)
        if key not in self._pages:
            self._pages[key] = page = self.stranger(on_phone=on_phone)
            if username:
                page.goto("/sign-in/")
                sign_in(page, username)
        return self._pages[key]

    def stranger(self, *, on_phone: bool = False) -> Page:
        """Return a fresh browser that nobody knows."""
        context: BrowserContext = self._browser.new_context(
            base_url=self.address,
            viewport=PHONE if on_phone else DESK,
            has_touch=on_phone,
            accept_downloads=True,
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda said: self._policy(said.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("response", self._status)
        return page

    def picture(self, page: Page, name: str) -> None:
        """Keep a picture of what the person sees."""
        width = (page.viewport_size or DESK)["width"]
        page.screenshot(path=self._pictures / f"{name}-{width}.png")

    def close(self) -> None:
        for page in self._pages.values():
            page.context.close()

    def _policy(self, said: str) -> None:
        if "Content Security Policy" in said:
            self.faults.append(said)

    def _status(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} {response.url}")


def sign_in(page: Page, username: str, *, then: str = "/desk/") -> None:
    """Fill in the form of the sign-in and arrive."""
    page.get_by_label("账号").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(f"**{then}")


def row(page: Page, *words: str) -> object:
    """Return the row of a table that holds all words."""
    found = page.get_by_role("row")
    for word in words:
        found = found.filter(has_text=word)
    return found
