"""What people read when a file is wrong, a form is refused, a session ended or somebody else was quicker."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from .people import Desks, row, sign_in, some_days_ago

pytestmark = pytest.mark.journey

LISTS = Path(__file__).parents[2] / "demonstration" / "lists"
CODE = "000225902000"
TOWN = "泉眼镇人民政府"
PAPER = "《二道区人民政府关于向乡镇、街道赋予第三批行政处罚权的通知（演示）》（长二府演示〔2026〕2号）"


@pytest.fixture
def clerk(desks: Desks) -> Page:
    return desks.of("jigaixin")


def upload(page: Page, name: str, content: bytes) -> None:
    page.goto("/catalogue/imports/")
    page.get_by_label("清单文件").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="读取清单").click()


def with_macros() -> bytes:
    """Return a workbook that carries a macro."""
    made = io.BytesIO()
    with zipfile.ZipFile(LISTS / "second-list.xlsx") as source, zipfile.ZipFile(made, "w") as target:
        for part in source.namelist():
            target.writestr(part, source.read(part))
        target.writestr("xl/vbaProject.bin", b"\0" * 64)
    return made.getvalue()


def choose(page: Page) -> None:
    """Fill in a batch of one power for one town by a paper that exists."""
    page.goto("/grants/new/")
    page.get_by_role("checkbox", name=re.compile(CODE)).check()
    page.get_by_role("checkbox", name=re.compile(TOWN)).check()
    page.get_by_role("radio", name="赋权交由行使").check()
    page.get_by_label("依据文件").select_option(PAPER)
    page.get_by_label("生效日期").fill(some_days_ago(0))


class TestAWrongFile:
    def test_is_named_when_it_carries_macros(self, clerk: Page) -> None:
        upload(clerk, "清单.xlsm", with_macros())
        expect(clerk.get_by_role("alert").first).to_contain_text("文件含有宏，不予打开")

    def test_is_named_when_it_was_cut_off(self, clerk: Page) -> None:
        upload(clerk, "清单.docx", (LISTS / "second-list.docx").read_bytes()[:4000])
        expect(clerk.get_by_role("alert").first).to_contain_text("文件已损坏或不完整，无法打开")

    def test_leaves_nothing_behind(self, clerk: Page) -> None:
        clerk.goto("/catalogue/imports/")
        expect(clerk.get_by_role("main")).to_contain_text("还没有清单")


class TestARefusedForm:
    def test_keeps_what_was_typed_and_names_the_field(self, clerk: Page, desks: Desks) -> None:
        clerk.goto("/catalogue/instruments/new/")
        title = clerk.get_by_label("标题")
        title.fill("一份没有签发日期的文件")
        clerk.get_by_role("button", name="登记").click()
        expect(clerk.get_by_role("alert").first).to_contain_text("类别: 这个字段是必填项")
        expect(title).to_have_value("一份没有签发日期的文件")
        desks.picture(clerk, "refused-form")

    def test_says_what_day_does_not_exist(self, clerk: Page) -> None:
        clerk.goto("/mandates/?on=2026-02-30")
        expect(clerk.get_by_role("alert").first).to_contain_text("输入一个有效的日期")


class TestASessionThatEnded:
    def test_gives_back_the_half_filled_grant_after_signing_in_again(self, clerk: Page, desks: Desks) -> None:
        clerk.goto("/grants/new/")
        clerk.get_by_role("checkbox", name=re.compile(CODE)).check()
        clerk.get_by_label("依据文件").select_option("在下方登记新文件")
        clerk.get_by_label("文件标题").fill("写到一半的通知")
        expect(clerk.get_by_text("暂存在本浏览器")).to_be_visible()
        clerk.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
        clerk.get_by_role("button", name="下放", exact=True).click()
        expect(clerk.get_by_role("heading", name="登录")).to_be_visible()
        sign_in(clerk, "jigaixin", then="/grants/new/")
        expect(clerk.get_by_label("文件标题")).to_have_value("写到一半的通知")
        expect(clerk.get_by_role("checkbox", name=re.compile(CODE))).to_be_checked()
        expect(clerk.get_by_text("已恢复")).to_be_visible()
        desks.picture(clerk, "restored")
        clerk.get_by_role("button", name="清除重填").click()


class TestTwoClerksAtOnce:
    def test_the_second_is_told_that_it_was_granted_already(self, clerk: Page, desks: Desks) -> None:
        second = desks.stranger()
        second.goto("/sign-in/")
        sign_in(second, "jigaixin")
        choose(clerk)
        choose(second)
        clerk.get_by_role("button", name="下放", exact=True).click()
        expect(clerk.get_by_role("heading", name="已下放1项")).to_be_visible()
        second.get_by_role("button", name="下放", exact=True).click()
        refusal = second.get_by_role("alert").first
        expect(refusal).to_contain_text("未下放任何事项")
        expect(refusal).to_contain_text(
            re.compile(f"泉眼镇人民政府自.*起已持有此项权力（{CODE}），请刷新后核对")
        )
        expect(second.get_by_role("checkbox", name=re.compile(CODE))).to_be_checked()
        second.context.close()
        clerk.goto("/mandates/?q=" + CODE)
        expect(clerk.locator("#mandates tbody").get_by_role("row")).to_have_count(1)


class TestTheKeyboardAlone:
    def test_signs_in_loads_a_list_and_accepts_it(self, desks: Desks) -> None:
        page = desks.stranger()
        page.goto("/sign-in/")
        walk_to(page, page.get_by_label("账号"))
        page.keyboard.type("jigaixin")
        page.keyboard.press("Tab")
        page.keyboard.type("Erdao-demo-2026")
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk/")
        walk_to(page, page.get_by_role("link", name="导入清单"))
        page.keyboard.press("Enter")
        chooser = page.get_by_label("清单文件")
        walk_to(page, chooser)
        with page.expect_file_chooser() as opened:
            page.keyboard.press("Enter")
        opened.value.set_files(LISTS / "second-list.csv")
        walk_to(page, page.get_by_role("button", name="读取清单"))
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("已读取")
        walk_to(page, page.get_by_role("button", name="接受", exact=True).first)
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("已处理1行")
        expect(row(page, "已接受").first).to_be_visible()
        page.context.close()


def walk_to(page: Page, goal: object) -> None:
    """Press Tab until the goal holds the focus; what cannot be reached in 120 steps cannot be reached."""
    for _step in range(120):
        page.keyboard.press("Tab")
        if goal.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"the keyboard does not reach {goal}")
