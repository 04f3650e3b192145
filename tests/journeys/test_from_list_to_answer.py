"""One power's whole way: published list, mended row, ways down, batch, publication, question, repeal, withdrawal."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from .people import Desks, row, some_days_ago, today

pytestmark = pytest.mark.journey

LIST = Path(__file__).parents[2] / "demonstration" / "lists" / "first-list.txt"
TITLE = "二道区拟下放乡镇行政管理权限清单（第一批）"
TRAINING = "对生产经营单位违反安全培训规定的处罚"
CONFINED = "对违反工贸企业有限空间作业规定的处罚"
OPERATORS = "对生产经营单位及从业人员违反国家关于特种作业人员技术培训考核管理规定的处罚"
LAW = "生产经营单位安全培训规定"
CODES = ("000225901000", "000225902000", "000225903000")
TOWNS = ("英俊镇人民政府", "劝农山镇人民政府", "泉眼镇人民政府")
NUMBER = "长二府〔2026〕88号"
PAPER = "长春市二道区人民政府关于交由乡镇行使第一批行政处罚权的通知"
BEFORE: dict[str, str] = {}
"""The moment before the withdrawal, as an address names it."""


@pytest.fixture
def clerk(desks: Desks) -> Page:
    return desks.of("jigaixin")


@pytest.fixture
def citizen(desks: Desks) -> Page:
    return desks.of("")


@pytest.fixture
def reviewer(desks: Desks) -> Page:
    return desks.of("shenhefa")


@pytest.fixture
def supervisor(desks: Desks) -> Page:
    return desks.of("jianmingcha")


def ask(page: Page, *, body: str, act: str, place: str) -> None:
    """Ask on the desk who may do this."""
    form = page.locator("main form").last
    form.get_by_label("权力事项").fill(CODES[0])
    form.get_by_label("行为").select_option(act)
    form.get_by_label("机构").select_option(body)
    form.get_by_label("办理地点").select_option(place)
    form.get_by_role("button").click()


class TestTheReformClerk:
    def test_loads_the_list_as_it_was_published(self, clerk: Page, desks: Desks) -> None:
        clerk.get_by_role("link", name="导入清单").click()
        clerk.get_by_label("清单文件").set_input_files(LIST)
        clerk.get_by_role("button", name="读取清单").click()
        expect(clerk.get_by_role("heading", name=TITLE)).to_be_visible()
        expect(clerk.get_by_role("status")).to_contain_text("已读取5行")
        fifth = row(clerk, CONFINED)
        expect(fifth).to_contain_text("长春市二道区应急管理局")
        expect(fifth).to_contain_text("已被《工贸企业有限空间作业安全规定》（应急管理部令第13号）取代")
        expect(fifth.get_by_role("button", name="接受")).to_have_count(0)
        expect(row(clerk, TRAINING)).to_contain_text("“国家应急总局”不是有过的机关名称")
        desks.picture(clerk, "list")

    def test_mends_the_row_whose_law_was_replaced(self, clerk: Page) -> None:
        clerk.get_by_role("link", name=CONFINED).click()
        expect(clerk.get_by_role("heading", name="第5行（共5行）")).to_be_visible()
        expect(clerk.get_by_label("行使主体")).to_contain_text("长春市二道区应急管理局")
        clerk.get_by_label("设定依据（原文）").fill("《工贸企业有限空间作业安全规定》（应急管理部令第13号）")
        clerk.get_by_role("button", name="保存并继续").click()
        expect(clerk.get_by_role("status")).to_contain_text("第5行已修改")
        clerk.get_by_role("link", name=TITLE).first.click()
        fifth = row(clerk, CONFINED)
        expect(fifth).to_contain_text("已修改")
        expect(fifth).not_to_contain_text("取代")

    def test_applies_the_list_once_every_row_is_decided(self, clerk: Page) -> None:
        expect(clerk.get_by_role("link", name="应用清单")).to_have_count(0)
        clerk.get_by_role("button", name="接受所有无错误的行").click()
        expect(row(clerk, TRAINING)).to_contain_text("已接受")
        undecided = clerk.locator("tbody tr").filter(has_text="未处理")
        if undecided.count():
            undecided.get_by_role("checkbox").check()
            clerk.get_by_label("不采用的理由").fill("依据已被取代，待核对后另行录入")
            clerk.get_by_role("button", name="不采用勾选的行").click()
            expect(row(clerk, OPERATORS)).to_contain_text("不采用")
        clerk.get_by_role("link", name="应用清单").click()
        clerk.get_by_role("button", name="应用清单").click()
        expect(clerk.get_by_role("status")).to_contain_text("变更1项")

    def test_sees_which_ways_the_law_leaves_open(self, clerk: Page, desks: Desks) -> None:
        clerk.get_by_role("link", name="下放事项").click()
        clerk.get_by_role("link", name="下放方式").click()
        for code in CODES:
            clerk.get_by_role("checkbox", name=re.compile(code)).check()
        clerk.locator("main form").get_by_role("button").click()
        expect(clerk.locator("#ways tbody")).to_have_count(3)
        for town in TOWNS:
            first = clerk.locator("#ways tbody").first.get_by_role("row").filter(has_text=town)
            expect(first.get_by_role("cell")).to_contain_text([town, *["不可以"] * 4, "附条件", "可以", ""])
            expect(first.get_by_role("cell").nth(6)).not_to_contain_text("不可以")
        desks.picture(clerk, "ways-down")
        clerk.locator("#ways tbody").first.get_by_role("link", name=TOWNS[0]).click()
        expect(clerk.get_by_role("heading", name=f"{TRAINING} → 长春市二道区{TOWNS[0]}")).to_be_visible()
        expect(clerk.get_by_text("《中华人民共和国行政处罚法》第二十四条").first).to_be_visible()

    def test_hands_three_powers_to_three_towns_by_a_paper_registered_in_the_same_act(
        self, clerk: Page, desks: Desks
    ) -> None:
        clerk.goto("/grants/new/")
        for name in (*CODES, *TOWNS):
            clerk.get_by_role("checkbox", name=re.compile(name)).check()
        clerk.get_by_role("radio", name="赋权交由行使").check()
        clerk.get_by_label("生效日期").fill(some_days_ago(1))
        clerk.get_by_label("依据文件").select_option("在下方登记新文件")
        clerk.get_by_label("文件标题").fill(PAPER)
        clerk.get_by_label("文号").fill(NUMBER)
        clerk.get_by_label("发文机关").fill("长春市二道区人民政府")
        clerk.get_by_label("签发日期").fill(some_days_ago(3))
        expect(clerk.locator("#preview")).to_contain_text("所选组合都可以此方式下放")
        expect(clerk.locator("#preview tbody").get_by_role("row")).to_have_count(9)
        desks.picture(clerk, "grant")
        clerk.get_by_role("button", name="下放", exact=True).click()
        expect(clerk.get_by_role("heading", name="已下放9项")).to_be_visible()
        expect(clerk.locator("#batch tbody").get_by_role("row")).to_have_count(9)
        expect(clerk.get_by_text("文件尚未公布，公布之前任何单位不得行使这些权力")).to_be_visible()

    def test_is_told_that_nobody_may_use_it_before_it_is_published(self, clerk: Page) -> None:
        clerk.goto("/who-may/")
        ask(clerk, body="长春市二道区英俊镇人民政府", act="作出处罚", place="英俊镇")
        expect(clerk.locator("#answer")).to_contain_text("无权办理")
        expect(clerk.locator("#answer")).to_contain_text("尚未公布；此类决定应当公布，公布之前不得据以行使")
        expect(clerk.locator("#answer")).to_contain_text("长春市二道区应急管理局依法行使")

    def test_publishes_the_batch(self, clerk: Page) -> None:
        clerk.get_by_role("link", name="工作台").click()
        clerk.get_by_role("link", name=f"公布《{PAPER}》（{NUMBER}）").click()
        clerk.get_by_label("公布日期").fill(some_days_ago(1))
        clerk.get_by_label("公布于何处").fill("二道区人民政府网站")
        clerk.get_by_role("button", name="公布").click()
        expect(clerk.get_by_role("status")).to_contain_text("文件和事项已公布，自公布之日起可以行使")
        expect(clerk.locator("#mandates tbody").get_by_role("row")).to_have_count(9)

    def test_sees_what_a_replaced_law_means_for_handing_down(self, clerk: Page) -> None:
        clerk.get_by_label("搜索权力事项").fill("特种作业人员")
        clerk.get_by_label("搜索权力事项").press("Enter")
        clerk.get_by_role("main").get_by_role("link", name=OPERATORS).first.click()
        expect(clerk.get_by_role("heading", name=OPERATORS).first).to_be_visible()
        expect(clerk.get_by_role("main")).to_contain_text("《特种作业人员安全技术培训考核管理规定》")


class TestACitizen:
    def test_finds_the_power_by_pinyin_initials(self, citizen: Page, desks: Desks) -> None:
        citizen.goto("/")
        citizen.get_by_label("查找事项").fill("aqpx")
        expect(citizen.locator("#portal-suggestions")).to_contain_text(TRAINING)
        citizen.get_by_role("button", name="搜索").click()
        citizen.get_by_role("link", name=TRAINING).click()
        expect(citizen.get_by_role("heading", name=TRAINING)).to_be_visible()
        expect(row(citizen, "泉眼镇").first).to_contain_text("赋权交由行使")
        expect(
            citizen.get_by_role("heading", name="哪里可以申诉").or_(citizen.locator("#appeal"))
        ).to_be_visible()
        desks.picture(citizen, "portal-power")

    def test_asks_who_may_do_this_here_and_reads_the_chain_to_the_law(
        self, citizen: Page, desks: Desks
    ) -> None:
        citizen.get_by_role("link", name="这件事归谁管？").click()
        citizen.get_by_label("作出处罚决定").check()
        citizen.get_by_label("在哪里").select_option("英俊镇")
        citizen.locator("main form").last.get_by_role("button").click()
        answer = citizen.locator(".portal-answer")
        expect(answer).to_contain_text("长春市二道区英俊镇人民政府可以在英俊镇实施“作出处罚决定”")
        links = answer.get_by_role("list", name="权力链").get_by_role("listitem")
        expect(links).to_have_count(4)
        expect(links.nth(2)).to_contain_text(PAPER)
        expect(links.nth(3)).to_contain_text(f"《{LAW}》")
        expect(answer).not_to_contain_text("在此断开")
        desks.picture(citizen, "portal-answer")

    def test_is_told_who_is_competent_in_a_village_of_another_township(self, citizen: Page) -> None:
        place = citizen.get_by_label("在哪里")
        village = place.locator("optgroup[label='四家乡'] option").nth(1).inner_text()
        place.select_option(village)
        citizen.locator("main form").last.get_by_role("button").click()
        answer = citizen.locator(".portal-answer")
        expect(answer).to_contain_text(f"长春市二道区应急管理局可以在{village}实施")
        expect(answer).to_contain_text("长春市二道区四家乡人民政府没有")
        expect(answer).to_contain_text("有权机关： 长春市二道区应急管理局")


class TestTheEnforcementOfficer:
    def test_asks_on_the_phone_before_going_out(self, desks: Desks) -> None:
        phone = desks.of("zhirushan", on_phone=True)
        phone.get_by_role("link", name="谁有权办").first.click()
        ask(phone, body="长春市二道区英俊镇人民政府", act="作出处罚", place="英俊镇")
        expect(phone.locator("#answer")).to_contain_text("有权办理")
        expect(phone.locator("#answer")).to_contain_text(NUMBER)
        assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        desks.picture(phone, "officer")


class TestTheLegalReviewer:
    def test_sees_all_that_falls_with_the_law(self, reviewer: Page, desks: Desks) -> None:
        reviewer.get_by_role("link", name="下放事项").first.click()
        reviewer.get_by_role("link", name="影响分析").click()
        form = reviewer.locator("main form").first
        form.get_by_label("法规").select_option(LAW)
        form.get_by_label("失效日期").fill(today().isoformat())
        form.get_by_role("button").click()
        expect(reviewer.get_by_role("main")).to_contain_text(re.compile(r"1\s*项权力失效"))
        expect(reviewer.get_by_role("main")).to_contain_text(re.compile(r"3\s*项下放事项失效"))
        for town in TOWNS:
            expect(reviewer.get_by_role("checkbox", name=re.compile(f"{TRAINING}.*{town}"))).to_be_checked()
        desks.picture(reviewer, "impact")

    def test_takes_all_of_it_back_in_one_act(self, reviewer: Page) -> None:
        BEFORE["known_at"] = dt.datetime.now().strftime("%Y-%m-%dT%H:%M:%S")
        reviewer.get_by_role("button", name="收回所选事项").click()
        expect(reviewer.get_by_label("理由")).to_have_value(re.compile(LAW))
        reviewer.get_by_label("依据文件").select_option("在下方登记新文件")
        reviewer.get_by_label("文件标题").fill("长春市二道区人民政府关于收回安全培训处罚权的决定")
        reviewer.get_by_label("文号").fill("长二府〔2026〕99号")
        reviewer.get_by_label("发文机关").fill("长春市二道区人民政府")
        reviewer.get_by_label("签发日期").fill(today().isoformat())
        reviewer.get_by_label("公布日期").fill(today().isoformat())
        reviewer.get_by_label("公布于何处").fill("二道区人民政府网站")
        reviewer.get_by_role("button", name="收回", exact=True).click()
        expect(reviewer.get_by_role("status")).to_contain_text("收回")

    def test_still_sees_yesterday_as_it_was(self, reviewer: Page, desks: Desks) -> None:
        narrowed = {"q": CODES[0]}
        lines = reviewer.locator("#mandates tbody").get_by_role("row")
        reviewer.goto(f"/mandates/?{urlencode({**narrowed, 'on': today().isoformat()})}")
        expect(reviewer.get_by_role("heading", name="没有下放事项")).to_be_visible()
        reviewer.goto(f"/mandates/?{urlencode({**narrowed, 'on': some_days_ago(1)})}")
        expect(lines).to_have_count(3)
        expect(lines.filter(has_text="有效")).to_have_count(3)
        reviewer.goto(f"/mandates/?{urlencode({**narrowed, 'on': today().isoformat(), **BEFORE})}")
        expect(lines.filter(has_text="有效")).to_have_count(3)
        desks.picture(reviewer, "as-of")

    def test_hears_on_the_desk_that_the_town_may_no_longer(self, reviewer: Page) -> None:
        reviewer.goto("/who-may/")
        ask(reviewer, body="长春市二道区英俊镇人民政府", act="作出处罚", place="英俊镇")
        expect(reviewer.locator("#answer")).to_contain_text("无权办理")
        expect(reviewer.locator("#answer")).to_contain_text("收回")


class TestTheSupervisor:
    def test_sees_each_act_in_the_ledger_and_what_was_refused_apart(
        self, supervisor: Page, clerk: Page
    ) -> None:
        clerk.goto("/grants/new/")
        clerk.get_by_role("checkbox", name=re.compile(CODES[1])).check()
        clerk.get_by_role("checkbox", name=re.compile(TOWNS[0])).check()
        clerk.get_by_role("radio", name="委托").check()
        clerk.get_by_label("依据文件").select_option(f"《{PAPER}》（{NUMBER}）")
        clerk.get_by_role("button", name="下放", exact=True).click()
        expect(
            clerk.get_by_role("heading", name="没有下放任何一项").or_(clerk.locator(".error-summary").first)
        ).to_be_visible()
        supervisor.get_by_role("link", name="存证").click()
        for kind, who in (
            ("收回", "沈合法"),
            ("公布", "纪改新"),
            ("授予职权", "纪改新"),
            ("应用清单", "纪改新"),
        ):
            expect(row(supervisor, kind, who).first).to_be_visible()
        supervisor.get_by_role("link", name="拒绝与故障").click()
        expect(row(supervisor, "授予职权", "纪改新")).to_contain_text("被拒绝")

    def test_verifies_the_whole_chain(self, supervisor: Page, desks: Desks) -> None:
        supervisor.get_by_role("link", name="核验").click()
        supervisor.locator("#walk").get_by_role("button").click()
        expect(supervisor.locator("#walk")).to_contain_text("完好")
        supervisor.get_by_role("button", name="检查点").click()
        expect(supervisor.get_by_role("status").first).to_be_visible()
        desks.picture(supervisor, "verification")

    def test_hands_a_receipt_to_a_citizen_who_checks_it_alone(
        self, supervisor: Page, citizen: Page, tmp_path: Path
    ) -> None:
        supervisor.get_by_role("link", name="记录").click()
        row(supervisor, "授予职权", "纪改新").first.get_by_role("link", name="授予职权").click()
        with supervisor.expect_download() as coming:
            supervisor.get_by_role("link", name="回执", exact=True).click()
        receipt = tmp_path / "receipt.json"
        coming.value.save_as(receipt)
        citizen.goto("/")
        citizen.get_by_role("link", name="核验回执").first.click()
        citizen.get_by_label("回执文件").set_input_files(receipt)
        citizen.get_by_role("button", name="核验", exact=True).click()
        expect(citizen.get_by_role("main")).to_contain_text("核验通过")
        altered = json.loads(receipt.read_text(encoding="utf-8"))
        altered["entry"]["payload"] = {"altered": True}
        citizen.get_by_label("或粘贴").or_(citizen.get_by_role("textbox")).last.fill(json.dumps(altered))
        citizen.get_by_role("button", name="核验", exact=True).click()
        expect(citizen.get_by_role("main")).not_to_contain_text("核验通过")
