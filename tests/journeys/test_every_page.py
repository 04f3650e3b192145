"""Every page, found by following links: readable with a screen reader, on a phone, enlarged, printed, in English."""

from __future__ import annotations

import re
from collections import deque
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import Page, expect

from .people import DESK, PHONE, Desks, some_days_ago

pytestmark = [pytest.mark.journey, pytest.mark.walk]

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
NAMES = re.compile("(街道|镇|乡|所|站|分局|管委会|二道区)$|垃圾处理")
"""Names of places and bodies, and the example of a search: they stay as they are in English, too."""


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
    waiting, opened, kinds = deque(starts), set(), set()
    while waiting:
        address = waiting.popleft()
        name = name_of(address)
        if not name or address in opened or (name in kinds and address not in starts):
            continue
        opened.add(address)
        response = page.goto(address)
        if response is None or not response.ok:
            wrong.append(f"{address}: answers {response and response.status}")
            continue
        if name not in SEEN:
            wrong += faults_of(page, address)
        SEEN.add(name)
        kinds.add(name)
        waiting += page.eval_on_selector_all("a[href]", "all => all.map(one => one.getAttribute('href'))")
    return wrong


def faults_of(page: Page, address: str) -> list[str]:
    """Return serious findings of axe, and where a page is wider than the window on a phone or enlarged."""
    page.set_viewport_size(DESK)
    found = [rule for rule in _axe(page) if rule["impact"] in {"serious", "critical"}]
    faults = [f"{address}: {rule['id']}: {rule['nodes'][0]['html'][:300]}" for rule in found]
    for size in (PHONE, ENLARGED):
        page.set_viewport_size(size)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            faults.append(f"{address}: wider than {size['width']} pixels")
    return faults


def begin_also_at(username: str, page: Page) -> None:
    """Let somebody's walk begin at the page shown, too."""
    STARTS[username].append(urlsplit(page.url)._replace(scheme="", netloc="").geturl())


class TestEveryPage:
    """First what has pages only while it is under way is begun; then everybody follows links."""

    def test_of_a_list_under_way_is_there(self, desks: Desks) -> None:
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

    def test_of_a_batch_not_yet_published_is_there(self, desks: Desks) -> None:
        clerk = desks.of("jigaixin")
        clerk.goto("/grants/new/")
        for name in ("000225902000", "泉眼镇人民政府"):
            clerk.get_by_role("checkbox", name=re.compile(name)).check()
        clerk.get_by_role("radio", name="赋权交由行使").check()
        clerk.get_by_label("依据文件").select_option("在下方登记新文件")
        clerk.get_by_label("文件标题").fill("尚未公布的通知")
        clerk.get_by_label("文号").fill("长二府〔2026〕77号")
        clerk.get_by_label("发文机关").fill("长春市二道区人民政府")
        clerk.get_by_label("签发日期").fill(some_days_ago(1))
        clerk.get_by_role("button", name="下放", exact=True).click()
        expect(clerk.get_by_role("heading", name="已下放1项")).to_be_visible()
        begin_also_at("jigaixin", clerk)
        clerk.goto("/catalogue/instruments/")
        clerk.get_by_role("link", name="尚未公布的通知").click()
        expect(clerk.get_by_role("heading", name="尚未公布的通知")).to_be_visible()
        begin_also_at("jigaixin", clerk)

    def test_of_a_suspended_mandate_is_there(self, desks: Desks) -> None:
        clerk = desks.of("jigaixin")
        clerk.goto("/mandates/?state=granted")
        clerk.locator("#mandates tbody").get_by_role("link").last.click()
        expect(clerk.get_by_role("link", name="暂停")).to_be_visible()
        begin_also_at("jigaixin", clerk)
        clerk.goto("/mandates/?state=granted")
        clerk.locator("#mandates tbody").get_by_role("link").first.click()
        clerk.get_by_role("link", name="暂停").click()
        clerk.get_by_label("理由").fill("承接单位人员不足")
        clerk.get_by_label("依据文件").select_option(index=3)
        clerk.get_by_role("button", name="暂停").click()
        expect(clerk.get_by_role("link", name="恢复")).to_be_visible()
        begin_also_at("jigaixin", clerk)

    def test_of_a_catalogue_without_items_is_there(self, desks: Desks) -> None:
        clerk = desks.of("jigaixin")
        clerk.goto("/catalogue/instruments/new/")
        clerk.get_by_label("类别").select_option("指导目录")
        clerk.get_by_label("标题").fill("尚无事项的指导目录")
        clerk.get_by_label("或者其他发文机关").fill("吉林省人民政府")
        clerk.get_by_label("签发日期").fill(some_days_ago(9))
        clerk.get_by_label("公布日期").fill(some_days_ago(8))
        clerk.get_by_label("公布载体").fill("吉林省人民政府公报")
        clerk.get_by_role("button", name="登记").click()
        expect(clerk.get_by_role("heading", name="尚无事项的指导目录")).to_be_visible()
        clerk.goto("/catalogue/guiding/new/")
        form = clerk.locator("main form").last
        form.get_by_label("发布目录的文件").select_option(index=0)
        form.get_by_role("button", name="录入").click()
        expect(clerk.get_by_role("heading", name="尚无事项的指导目录")).to_be_visible()
        begin_also_at("jigaixin", clerk)
        clerk.goto("/catalogue/guiding/")
        clerk.get_by_role("link", name="吉政办发〔2018〕42号").click()
        expect(clerk.get_by_role("heading", name="吉政办发〔2018〕42号")).to_be_visible()
        begin_also_at("jigaixin", clerk)

    def test_of_a_person_without_an_account_is_there(self, desks: Desks) -> None:
        administrator = desks.of("guanxitong")
        administrator.goto("/agencies/people/new/")
        administrator.get_by_label("姓名").fill("新来的")
        administrator.get_by_role("button", name="登记").click()
        expect(administrator.get_by_role("link", name="开通账号")).to_be_visible()
        begin_also_at("guanxitong", administrator)
        administrator.get_by_role("main").get_by_role("link", name="岗位").click()
        administrator.get_by_label("机构").select_option("长春市二道区英俊镇人民政府")
        administrator.get_by_role("button", name="继续").click()
        expect(administrator.get_by_role("button", name="任命")).to_be_visible()
        begin_also_at("guanxitong", administrator)
        administrator.goto("/agencies/people/")
        administrator.get_by_role("link", name="支如山").click()
        expect(
            administrator.get_by_role("link", name="吊销")
            .or_(administrator.get_by_role("link", name="注销"))
            .first
        ).to_be_visible()
        begin_also_at("guanxitong", administrator)
        administrator.goto("/places/")
        administrator.get_by_role("main").get_by_role("link", name="英俊镇").first.click()
        expect(administrator.get_by_role("heading", name="英俊镇").first).to_be_visible()
        begin_also_at("guanxitong", administrator)

    @pytest.mark.parametrize("username", list(STARTS))
    def test_can_be_read_by_everybody_on_every_screen(self, desks: Desks, username: str) -> None:
        wrong = walk(desks.of(username), STARTS[username])
        assert not wrong, "\n".join(wrong)

    def test_was_reached_by_links(self) -> None:
        unseen = names(get_resolver()) - NO_PAGES - SEEN
        assert not unseen, " ".join(sorted(unseen))


def _axe(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (
        Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    )
    return found


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
        assert not left, "\n".join(sorted(left))


def _chinese_words(page: Page) -> set[str]:
    """Return what the frame, headings, labels and buttons say in Chinese where it is no name of a place or a person."""
    said = page.locator(
        "nav a, h2, thead th, legend, main .hint, .what, main summary, main button, .field > label, caption"
    ).all_inner_texts()
    return {text.strip()[:80] for text in said if CHINESE.search(text) and not NAMES.search(text)}
