"""One day of each post: what it finds on its desk, what it does, and what it is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .people import Desks, row, sign_in, some_days_ago, today

pytestmark = pytest.mark.journey

REASON = "核对执法人员身份"
NUMBER = "11010519491231002X"
"""The specimen of the standard for citizen numbers (GB 11643); nobody's own."""
LIST = """序号,权限名称,实施部门,权限类型,设定依据,赋权意见
1,对未如实记录安全生产教育和培训情况的处罚,应急,行政处罚,《中华人民共和国安全生产法》第九十七条,赋权
"""


class TestTheDepartmentOfficer:
    def test_loads_the_list_of_the_own_department(self, desks: Desks, tmp_path: Path) -> None:
        officer = desks.of("anyingshi")
        file = tmp_path / "区应急管理局清单.csv"
        file.write_text(LIST, encoding="utf-8-sig")
        officer.get_by_role("link", name="导入清单").click()
        officer.get_by_label("清单文件").set_input_files(file)
        officer.get_by_role("button", name="读取清单").click()
        expect(officer.get_by_role("status")).to_contain_text("已读取1行")
        officer.get_by_role("button", name="接受所有无错误的行").click()
        officer.get_by_role("link", name="应用清单").click()
        officer.get_by_role("button", name="应用清单").click()
        expect(officer.get_by_role("status")).to_contain_text("新增1项")
        desks.picture(officer, "department-officer")

    def test_neither_sees_nor_decides_the_list_of_another(self, desks: Desks) -> None:
        address = desks.of("anyingshi").url
        other = desks.of("nongruntian")
        other.goto(address)
        expect(other.get_by_role("heading", level=1)).to_contain_text("没有")
        other.goto("/catalogue/imports/")
        expect(other.get_by_role("main")).to_contain_text("还没有清单")

    def test_may_not_hand_powers_down(self, desks: Desks) -> None:
        officer = desks.of("anyingshi")
        officer.goto("/grants/new/")
        expect(officer.get_by_role("main")).to_contain_text("您现在的岗位（科长）不能打开此页")


class TestTheWindowClerk:
    def test_looks_up_what_the_town_may_do_for_a_visitor(self, desks: Desks) -> None:
        clerk = desks.of("chuangmingjing")
        clerk.keyboard.press("Control+k")
        expect(clerk.get_by_label("搜索权力事项")).to_be_focused()
        clerk.keyboard.type("linshijiuzhu")
        clerk.get_by_label("搜索权力事项").fill("临时救助")
        clerk.keyboard.press("Enter")
        clerk.get_by_role("main").get_by_role("link", name=re.compile("临时救助")).first.click()
        expect(clerk.get_by_role("main")).to_contain_text("长春市二道区民政局")
        expect(clerk.get_by_role("main")).to_contain_text("英俊镇")
        desks.picture(clerk, "window-clerk")

    def test_changes_nothing(self, desks: Desks) -> None:
        clerk = desks.of("chuangmingjing")
        clerk.goto("/mandates/")
        expect(clerk.get_by_role("heading", name="下放事项")).to_be_visible()
        expect(clerk.get_by_role("button", name="收回所选事项")).to_have_count(0)
        expect(clerk.get_by_role("navigation", name="主导航").get_by_role("link", name="存证")).to_have_count(
            0
        )


class TestTheEnforcementOfficer:
    def test_sees_on_the_phone_what_the_own_town_holds(self, desks: Desks) -> None:
        phone = desks.of("qinxunshan", on_phone=True)
        phone.get_by_role("link", name=re.compile("由本单位承接")).click()
        expect(phone.get_by_role("main")).to_contain_text("长春市二道区劝农山镇人民政府")
        phone.locator("#mandates tbody").get_by_role("link").first.click()
        expect(phone.get_by_role("list", name="权力链")).to_be_visible()
        assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        desks.picture(phone, "mandate")


class TestTheDutyOfficer:
    def test_finds_in_the_matrix_who_acts_where(self, desks: Desks) -> None:
        officer = desks.of("yeshouwang")
        officer.get_by_role("link", name="赋权矩阵").click()
        officer.get_by_label("事项名称").fill("占道")
        officer.locator("main form").first.get_by_role("button").click()
        expect(officer.get_by_role("main")).to_contain_text("东盛街道")
        desks.picture(officer, "matrix")


class TestTheGridWorker:
    def test_reads_on_the_phone_what_the_own_village_may_ask_for(self, desks: Desks) -> None:
        phone = desks.of("geqianwang", on_phone=True)
        expect(phone.get_by_role("heading", level=1)).to_contain_text("葛千网")
        links = phone.get_by_role("navigation", name="主导航").get_by_role("link")
        expect(links.filter(has_text="机构和人员")).to_have_count(0)
        links.filter(has_text="清单").click()
        expect(phone.get_by_role("heading", level=1)).to_be_visible()
        assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        desks.picture(phone, "grid-worker")

    def test_may_not_look_at_people(self, desks: Desks) -> None:
        phone = desks.of("geqianwang", on_phone=True)
        phone.goto("/agencies/people/")
        expect(phone.get_by_role("main")).to_contain_text("不能打开此页")


@pytest.fixture
def administrator(desks: Desks) -> Page:
    return desks.of("guanxitong")


class TestTheAdministrator:
    def test_employs_a_person(self, administrator: Page) -> None:
        administrator.get_by_role("link", name="机构和人员").click()
        administrator.get_by_role("main").get_by_role("link", name="人员", exact=True).click()
        administrator.get_by_role("main").get_by_role(
            "link", name=re.compile("登记人员|新增人员|人员登记|^人员$")
        ).last.click()
        administrator.goto("/agencies/people/new/")
        administrator.get_by_label("姓名").fill("甄有权")
        administrator.get_by_label("公民身份号码").fill(NUMBER)
        administrator.get_by_role("button", name="登记").click()
        expect(administrator.get_by_role("heading", name="甄有权")).to_be_visible()
        expect(administrator.get_by_role("main")).not_to_contain_text(NUMBER)

    def test_appoints_them(self, administrator: Page) -> None:
        administrator.get_by_role("main").get_by_role("link", name="岗位").click()
        administrator.get_by_label("机构").select_option("长春市二道区英俊镇人民政府")
        administrator.get_by_role("button", name="继续").click()
        administrator.get_by_label("内设机构").select_option("综合行政执法队")
        administrator.get_by_label("职务").fill("执法队员")
        administrator.get_by_label("执法人员").check()
        administrator.get_by_label("任职日期").fill(some_days_ago(1))
        administrator.get_by_role("button", name="任命").click()
        expect(row(administrator, "综合行政执法队", "执法队员")).to_contain_text("在任")

    def test_registers_their_certificate(self, administrator: Page, desks: Desks) -> None:
        administrator.get_by_role("main").get_by_role("link", name="证件").click()
        administrator.get_by_label("证号").fill("示例-执法-9001")
        administrator.get_by_label("发证机关").fill("吉林省人民政府（演示）")
        administrator.get_by_label("发证日期").fill(some_days_ago(1))
        administrator.get_by_label("自何日起失效").fill(
            today().replace(year=today().year + 5, day=1).isoformat()
        )
        administrator.get_by_role("button", name="登记").click()
        expect(row(administrator, "行政执法证")).to_contain_text("有效")
        expect(administrator.get_by_role("main")).not_to_contain_text("示例-执法-9001")
        desks.picture(administrator, "person")

    def test_looks_at_a_number_only_for_a_reason_that_stays_in_the_ledger(
        self, administrator: Page, desks: Desks
    ) -> None:
        administrator.get_by_role("link", name="查看完整号码").click()
        administrator.get_by_role("button", name="查看").click()
        expect(administrator.get_by_role("alert")).to_contain_text("理由")
        administrator.get_by_label("理由").fill(REASON)
        administrator.get_by_role("button", name="查看").click()
        expect(administrator.get_by_role("main")).to_contain_text(NUMBER)
        supervisor = desks.of("jianmingcha")
        supervisor.get_by_role("link", name="存证").click()
        row(supervisor, "管系统").first.get_by_role("link").first.click()
        expect(supervisor.get_by_role("main")).to_contain_text(REASON)
        expect(supervisor.get_by_role("main")).not_to_contain_text(NUMBER)

    def test_opens_an_account_with_which_the_person_signs_in(self, administrator: Page, desks: Desks) -> None:
        administrator.get_by_role("link", name="返回").click()
        administrator.get_by_role("link", name="开通账号").click()
        form = administrator.locator("main form")
        form.get_by_label("账号").fill("zhenyouquan")
        form.get_by_label("密码").first.fill("Erdao-demo-2026")
        if form.get_by_label("理由").count():
            form.get_by_label("理由").fill("新任")
        form.get_by_role("button").click()
        expect(administrator.get_by_role("main")).to_contain_text("zhenyouquan")
        newcomer = desks.stranger()
        newcomer.goto("/sign-in/")
        sign_in(newcomer, "zhenyouquan")
        expect(newcomer.get_by_role("heading", level=1)).to_contain_text("甄有权")
        newcomer.context.close()


class TestWhoeverHoldsTwoPosts:
    def test_switches_and_gets_the_rights_of_the_other(self, desks: Desks) -> None:
        person = desks.of("shenhefa")
        rail = person.get_by_role("navigation", name="主导航")
        person.goto("/ledger/attempts/")
        expect(person.get_by_role("main")).to_contain_text("您现在的岗位（科长）不能打开此页")
        person.goto("/desk/")
        person.locator("details.menu > summary").click()
        person.get_by_role("button", name="执法监督员").click()
        expect(person.locator("details.menu > summary")).to_contain_text("执法监督员")
        rail.get_by_role("link", name="存证").click()
        person.get_by_role("link", name="拒绝与故障").click()
        expect(person.get_by_role("heading", name="拒绝与故障")).to_be_visible()
        desks.picture(person, "second-post")
