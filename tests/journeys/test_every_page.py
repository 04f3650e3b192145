"""Every page, found by following links: readable with a screen reader, on a phone, enlarged, printed, in English."""

from __future__ import annotations

import re
from collections import deque
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import Page, expect

from .people import DESK, PHONE, Desks

pytestmark = pytest.mark.journey

LISTS = Path(__file__).parents[2] / "demonstration" / "lists"
ENLARGED = {"width": DESK["width"] // 2, "height": DESK["height"] // 2}
"""What a browser makes of the window when everything is shown at twice the size."""
STARTS = {
    "jigaixin": [
        "/desk/",
        "/mandates/?state=suspended",
        "/mandates/",
        "/catalogue/guiding/",
        "/search/?q=安全",
        "/account/",
    ],
    "jianmingcha": ["/desk/"],
    "guanxitong": ["/desk/", "/places/", "/agencies/people/"],
    "": ["/", "/p/220105/", "/p/220105/powers/search/?q=aqpx", "/law/", "/sign-in/"],
}
"""Where each person begins to follow links; the empty name is a citizen."""
NO_PAGES = {
    "choose-post", "grant-preview", "import-decide", "language", "ledger-checkpoint", "sign-out",  # are sent, not opened
    "health", "search-suggestions", "portal-suggestions", "second-factor-code",  # parts and signals
    "powers-excel", "powers-word", "mandates-excel", "matrix-excel", "portal-sheet", "ledger-receipt", "receipt-verifier",  # files
    "second-factor",  # asks only who has one
}  # fmt: skip
SEEN: set[str] = set()
"""Names of the addresses opened so far, by anybody."""
CHINESE = re.compile("[\u4e00-\u9fff]")


def names(resolver: URLResolver) -> set[str]:
    """Return the names of all addresses but those of the API."""
    found: set[str] = set()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            found.add(entry.name or "")
        elif not str(entry.pattern).startswith("api/"):
            found |= names(entry)
    return found - {""}


def name_of(address: str) -> str:
    """Return the name of one of our pages; empty for files, other sites and the API."""
    parts = urlsplit(address)
    if parts.netloc or parts.path.startswith("/api/"):
        return ""
    try:
        name = resolve(parts.path).url_name or ""
    except Resolver404:
        return ""
    return "" if name in NO_PAGES else name


def walk(page: Page, starts: list[str]) -> list[str]:
    """Open one page of each kind that links lead to, and return what is wrong with them."""
    wrong: list[str] = []
    waiting = deque(starts)
    while waiting:
        address = waiting.popleft()
        name = name_of(address)
        if not name or (name in SEEN and address not in starts):
            continue
        response = page.goto(address)
        if response is None or not response.ok:
            wrong.append(f"{address}: answers {response and response.status}")
            continue
        if name not in SEEN:
            wrong += faults_of(page, address)
        SEEN.add(name)
        waiting += page.eval_on_selector_all("a[href]", "all => all.map(one => one.getAttribute('href'))")
    return wrong


def faults_of(page: Page, address: str) -> list[str]:
    """Return serious findings of axe, and where a page is wider than the window on a phone or enlarged."""
    page.set_viewport_size(DESK)
    found = [
        rule for rule in Axe().run(page).response["violations"] if rule["impact"] in {"serious", "critical"}
    ]
    faults = [f"{address}: {rule['id']}: {rule['nodes'][0]['html'][:300]}" for rule in found]
    for size in (PHONE, ENLARGED):
        page.set_viewport_size(size)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            faults.append(f"{address}: wider than {size['width']} pixels")
    return faults


class TestEveryPage:
    def test_of_a_list_under_way_is_there_to_be_opened(self, desks: Desks) -> None:
        clerk = desks.of("jigaixin")
        clerk.goto("/catalogue/imports/")
        clerk.get_by_label("清单文件").set_input_files(LISTS / "first-list.txt")
        clerk.get_by_role("button", name="读取清单").click()
        clerk.get_by_role("button", name="接受所有无错误的行").click()
        for box in clerk.locator("tbody tr").filter(has_text="未处理").get_by_role("checkbox").all():
            box.check()
        clerk.get_by_label("不采用的理由").fill("待核对")
        clerk.get_by_role("button", name="不采用勾选的行").click()
        expect(clerk.get_by_role("link", name="应用清单")).to_be_visible()

    @pytest.mark.parametrize("username", list(STARTS))
    def test_can_be_read_by_everybody_on_every_screen(self, desks: Desks, username: str) -> None:
        assert walk(desks.of(username), STARTS[username]) == []

    def test_was_reached_by_links(self) -> None:
        assert names(get_resolver()) - NO_PAGES - SEEN == set()


class TestThePrintedList:
    def test_fits_on_a4(self, desks: Desks, tmp_path: Path) -> None:
        page = desks.of("jigaixin")
        page.goto("/catalogue/print/")
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 718, "height": 1000})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
            "wider than A4 between margins of 1 cm"
        )
        made = page.pdf(path=tmp_path / "list.pdf", format="A4")
        page.emulate_media(media="screen")
        page.set_viewport_size(DESK)
        assert made.startswith(b"%PDF")
        assert re.search(rb"/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]", made)


class TestEnglish:
    def test_leaves_no_chinese_but_names_and_law(self, desks: Desks) -> None:
        page = desks.stranger()
        page.goto("/sign-in/")
        page.get_by_role("button", name="English").click()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        left = _chinese_words(page)
        page.get_by_label("Account").fill("jigaixin")
        page.get_by_label("Password").fill("Erdao-demo-2026")
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/desk/")
        for address in (
            "/desk/", "/catalogue/", "/catalogue/imports/", "/catalogue/instruments/", "/mandates/", "/matrix/", "/who-may/",
            "/ways-down/", "/grants/new/", "/impact/", "/ledger/", "/agencies/", "/agencies/people/", "/places/", "/calendar/",
            "/calendar/deadline/", "/law/", "/law/rules/", "/p/220105/", "/p/220105/powers/", "/p/220105/ask/", "/p/220105/receipts/",
        ):  # fmt: skip
            page.goto(address)
            left |= {f"{address}: {word}" for word in _chinese_words(page)}
        page.context.close()
        assert left == set()


def _chinese_words(page: Page) -> set[str]:
    """Return words of the frame, headings of tables, labels and buttons that are still Chinese; names are data."""
    said = page.locator(
        "nav a, h2, th[scope=col], thead th, legend, .hint, .lead, .error-summary, .what, summary, "
        "main button, .field > label, .choice > label, caption"
    ).all_inner_texts()
    return {text.strip()[:80] for text in said if CHINESE.search(text)}
