"""The pages of the catalogue: each opens for whom it should, refuses others, and stays quick as lists grow."""

import dataclasses
import datetime as dt
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from qiangzhen.agencies.acting import actor_of
from qiangzhen.agencies.models import Post
from qiangzhen.agencies.roles import Role
from qiangzhen.catalogue import actions
from qiangzhen.catalogue.models import ImportRow, ListImport, Power
from qiangzhen.county.scope import within
from qiangzhen.documents.actions import InstrumentDraft, register_instrument
from tests import factories
from tests.catalogue import lists
from tests.conftest import NOON


@pytest.fixture
def bureau(county):
    return lists.emergency_bureau()


@pytest.fixture
def clerk_account(county):
    return factories.make_account(Role.REFORM_CLERK)


@pytest.fixture
def clerk(clerk_account):
    return actor_of(Post.objects.get(person=clerk_account.person))


@pytest.fixture
def page(client, clerk_account):
    client.force_login(clerk_account, backend="qiangzhen.site.signing_in.PasswordBackend")
    return client


@pytest.fixture
def power(bureau, clerk):
    return actions.enter_power(actor=clerk, at=NOON, draft=lists.draft(holder=bureau))


@pytest.fixture
def uploaded(bureau, clerk):
    return actions.upload_list(actor=clerk, at=NOON, upload=lists.upload(), body=clerk.body_id)


def sign_in(client, account):
    client.logout()
    client.force_login(account, backend="qiangzhen.site.signing_in.PasswordBackend")


def addresses(power, uploaded, catalogue, paper):
    return [
        reverse("powers"),
        reverse("powers") + "?q=隐患&columns=guiding&columns=limit&findings=error",
        reverse("power-enter"),
        reverse("powers-publish"),
        reverse("powers-print"),
        reverse("power", args=[power.id]),
        reverse("power-versions", args=[power.id]),
        reverse("power-revise", args=[power.id]),
        reverse("power-retire", args=[power.id]),
        reverse("imports"),
        reverse("import", args=[uploaded.id]),
        reverse("import-row", args=[uploaded.id, 3]),
        reverse("import-apply", args=[uploaded.id]),
        reverse("import-abandon", args=[uploaded.id]),
        reverse("guiding-catalogues"),
        reverse("guiding-issue"),
        reverse("guiding-catalogue", args=[catalogue.id]),
        reverse("guiding-read", args=[catalogue.id]),
        reverse("guiding-match", args=[catalogue.items.first().id]),
        reverse("instruments"),
        reverse("instrument-register"),
        reverse("instrument", args=[paper.id]),
        reverse("instrument-publish", args=[paper.id]),
        reverse("instrument-file", args=[paper.id]),
        reverse("search") + "?q=应急",
        reverse("search-suggestions") + "?q=aqsc",
    ]


@pytest.fixture
def everything(power, uploaded, clerk):
    paper = InstrumentDraft(
        kind="guiding_catalogue", title="指导目录", number="吉政办发〔2018〕42号", issuer="省政府办公厅"
    )
    catalogue = actions.issue_guiding_catalogue(
        actor=clerk,
        at=NOON,
        instrument=paper,
        certainty="unverified",
        items=[("1", power)],
        receivers=["town"],
    )
    return addresses(power, uploaded, catalogue, catalogue.instrument)


class TestEveryPage:
    def test_opens_for_a_reform_clerk_in_both_languages(self, page, everything):
        for language in ("zh-hans", "en"):
            page.cookies["django_language"] = language
            for address in everything:
                assert page.get(address).status_code == 200, address

    def test_sends_a_visitor_to_the_sign_in(self, client, everything):
        for address in everything:
            response = client.get(address)
            assert response.status_code == 302, address
            assert "sign-in" in response.url

    def test_is_nothing_to_a_clerk_of_another_county(self, client, everything, other_county, power, uploaded):
        with within(other_county.id):
            stranger = factories.make_account(Role.REFORM_CLERK)
        sign_in(client, stranger)
        for name, args in (
            ("power", [power.id]),
            ("power-revise", [power.id]),
            ("import", [uploaded.id]),
            ("import-row", [uploaded.id, 1]),
        ):
            assert client.get(reverse(name, args=args)).status_code == 404
        assert power.code.encode() not in client.get(reverse("powers")).content

    @pytest.mark.parametrize(
        "name", ["power-enter", "powers-publish", "imports", "guiding-issue", "instrument-register"]
    )
    def test_that_changes_something_refuses_a_window_clerk(self, client, county, name):
        sign_in(client, factories.make_account(Role.WINDOW_CLERK))
        assert client.get(reverse(name)).status_code == 403


class TestAnOfficerOfAnotherDepartment:
    @pytest.fixture
    def officer(self, client, county):
        sign_in(client, factories.make_account(Role.DEPARTMENT_OFFICER))
        return client

    def test_does_not_see_an_import_and_cannot_decide_it(self, uploaded, officer):
        assert officer.get(reverse("import", args=[uploaded.id])).status_code == 404
        assert officer.post(reverse("import-decide", args=[uploaded.id]), {"all": "1"}).status_code == 404
        assert officer.post(reverse("import-row", args=[uploaded.id, 1]), {"name": "x"}).status_code == 404
        assert (
            officer.post(
                reverse("import-apply", args=[uploaded.id]), {"valid_from": "2026-01-01"}
            ).status_code
            == 404
        )
        assert ImportRow.objects.filter(decision="pending").count() == 3

    def test_does_not_see_a_draft_power(self, power, officer):
        assert officer.get(reverse("power", args=[power.id])).status_code == 404
        assert officer.get(reverse("search"), {"q": "隐患"}).content.count(b"220225901000") == 0

    def test_sees_a_published_power_but_cannot_change_it(self, power, clerk, officer):
        actions.publish_powers(actor=clerk, at=NOON, powers=[power], on=lists.DAY)
        assert officer.get(reverse("power", args=[power.id])).status_code == 200
        end = officer.post(reverse("power-retire", args=[power.id]), {"on": "2026-06-01", "reason": "不要了"})
        assert end.status_code == 403
        assert Power.objects.get().current.valid_to is None


def upload_file(page, content, name):
    return page.post(reverse("imports"), {"file": SimpleUploadedFile(name, content)})


def zipped(**parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return content.getvalue()


class TestUpload:
    def test_reads_a_list_and_shows_its_rows(self, page, bureau):
        response = upload_file(page, lists.csv(*lists.ROWS), "清单.csv")
        assert response.status_code == 302
        shown = page.get(response.url).content.decode()
        assert "烟花爆竹（零售）经营许可" in shown
        assert "长春市二道区应急管理局" in shown

    @pytest.mark.parametrize(
        ("content", "name", "words"),
        [
            (b"", "a.xlsx", "空"),
            (b"PK\x03\x04 cut short", "a.xlsx", "损坏"),
            (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "a.doc", "。"),
            (b"%PDF-1.4", "a.xlsx", "PDF"),
            (zipped(readme_xml="x"), "a.zip", "压缩包"),
            (zipped(xl__workbook_xml="<a/>", bomb_xml=b"0" * 30_000_000), "a.xlsx", "压缩比"),
            ("会议通知：明天开会。".encode(), "a.txt", "没有在文件中找到权力清单"),
        ],
    )
    def test_says_in_the_users_words_what_is_wrong_and_keeps_nothing(
        self, page, bureau, content, name, words
    ):
        response = upload_file(page, content, name)
        assert response.status_code == 422
        assert words in response.content.decode()
        assert not ListImport.objects.exists()

    def test_reads_a_wrong_extension_by_its_content_and_says_so(self, page, bureau):
        response = upload_file(page, lists.csv(*lists.ROWS), "清单.xlsx")
        shown = page.get(response.url).content.decode()
        assert "已按内容读取" in shown

    def test_reads_gb18030(self, page, bureau):
        content = (lists.HEAD + "\n".join(lists.ROWS)).encode("gb18030")
        response = upload_file(page, content, "清单.csv")
        assert "烟花爆竹（零售）经营许可" in page.get(response.url).content.decode()

    def test_refuses_a_file_beyond_the_limit_before_reading_it(self, page, settings, bureau):
        settings.UPLOAD_LIMIT_MB = 1
        response = upload_file(page, b"x" * 1_500_000, "a.csv")
        assert response.status_code == 413
        assert not ListImport.objects.exists()


class TestDecidingOnThePage:
    def test_carries_a_list_from_upload_to_drafts(self, page, uploaded, bureau):
        decide = reverse("import-decide", args=[uploaded.id])
        page.post(decide, {"all": "1"})
        row = ImportRow.objects.get(list_import=uploaded, position=3)
        form = {
            "name": row.stated["name"],
            "kind": "penalty",
            "holder": str(bureau.id),
            "bases": lists.LAW,
            "code": "220225909000",
            "code_scheme": "matter_basic",
            "seen_revision": "0",
        }
        assert page.post(reverse("import-row", args=[uploaded.id, 3]), form).status_code == 302
        applied = page.post(reverse("import-apply", args=[uploaded.id]), {"valid_from": "2026-04-01"})
        assert applied.status_code == 302
        assert sorted(Power.objects.values_list("code", flat=True)) == [
            "220125901000",
            "220225901000",
            "220225909000",
        ]

    def test_tells_why_a_faulty_row_is_not_accepted(self, page, uploaded):
        response = page.post(reverse("import-decide", args=[uploaded.id]), {"one": "accept:3"}, follow=True)
        assert "第3行有错误" in response.content.decode()

    def test_keeps_what_was_typed_when_another_clerk_was_quicker(self, page, uploaded, clerk):
        row = ImportRow.objects.get(list_import=uploaded, position=1)
        from qiangzhen.catalogue.stated import stated_from

        actions.mend_row(
            actor=clerk,
            at=NOON,
            list_import=uploaded,
            position=1,
            stated=dataclasses.replace(stated_from(row.stated), name="甲"),
            seen_revision=0,
        )
        form = {"name": "我写的名称", "bases": lists.LAW, "code_scheme": "matter_basic", "seen_revision": "0"}
        response = page.post(reverse("import-row", args=[uploaded.id, 1]), form)
        assert response.status_code == 422
        assert "我写的名称" in response.content.decode()
        assert "已被他人修改" in response.content.decode()


POWER_FORM = {
    "name": "对未采取措施消除事故隐患的处罚",
    "kind": "penalty",
    "code": "220225901000",
    "code_scheme": "matter_basic",
    "responsibilities": "立案\n调查",
    "accountability": "没有法定依据处罚｜中华人民共和国行政处罚法｜76\n滥用职权",
    "statutory_days": "90",
    "statutory_unit": "calendar_day",
    "statutory_law": "中华人民共和国行政处罚法",
    "statutory_article": "60",
    "promised_days": "60",
    "promised_unit": "calendar_day",
    "restricts_liberty": "no",
    "certainty": "secondary",
    "valid_from": "2026-01-01",
    "bases-TOTAL_FORMS": "1",
    "bases-INITIAL_FORMS": "0",
    "bases-0-printed": lists.LAW,
    "bases-0-names_receiver": ["town"],
    "bases-0-allows_entrustment": "yes",
}


class TestEnteringOnThePage:
    def test_writes_every_field(self, page, bureau):
        response = page.post(reverse("power-enter"), POWER_FORM | {"holder": str(bureau.id)})
        assert response.status_code == 302
        version = Power.objects.get().current
        assert version.accountability[0]["basis"] == {"law": "中华人民共和国行政处罚法", "article": "76"}
        assert version.statutory_limit == {
            "days": 90,
            "unit": "calendar_day",
            "source": {"law": "中华人民共和国行政处罚法", "article": "60"},
        }
        assert version.restricts_liberty is False
        assert version.follows_penalty_power is None
        basis = version.bases.get()
        assert (basis.names_receiver, basis.allows_entrustment, basis.articles) == (["town"], True, ["102"])

    def test_keeps_what_was_typed_beside_the_errors(self, page, bureau):
        response = page.post(reverse("power-enter"), POWER_FORM | {"code": "12", "holder": str(bureau.id)})
        assert response.status_code == 422
        assert "没有法定依据处罚" in response.content.decode()

    def test_gives_room_for_more_bases_without_saving(self, page, bureau):
        response = page.post(reverse("power-enter"), POWER_FORM | {"more": "1", "holder": str(bureau.id)})
        assert response.status_code == 200
        assert "bases-2-printed" in response.content.decode()
        assert not Power.objects.exists()

    def test_revises_from_what_the_version_says_and_loses_nothing(self, page, bureau):
        page.post(reverse("power-enter"), POWER_FORM | {"holder": str(bureau.id)})
        power = Power.objects.get()
        before = power.current
        shown = page.get(reverse("power-revise", args=[power.id]))
        form, bases = shown.context["form"], shown.context["bases"]
        sent = {bound.html_name: bound.value() for bound in form if bound.value() is not None}
        for bound in [field for one in [bases.management_form, *bases.forms] for field in one]:
            if bound.value() is not None:
                sent[bound.html_name] = bound.value()
        response = page.post(reverse("power-revise", args=[power.id]), sent)
        assert response.status_code == 302, response.context["form"].errors
        power.refresh_from_db()
        after = power.current
        assert after.number == 2
        for name in (
            "name",
            "kind",
            "acts",
            "responsibilities",
            "accountability",
            "statutory_limit",
            "promised_limit",
            "certainty",
        ):
            assert getattr(after, name) == getattr(before, name), name
        kept = [
            list(version.bases.values_list("printed", "articles", "names_receiver", "allows_entrustment"))
            for version in (before, after)
        ]
        assert kept[0] == kept[1]


def many_powers(bureau, clerk, count):
    for number in range(count):
        code = f"2202{10 + number // 100:02d}9{number % 100:02d}000"
        actions.enter_power(
            actor=clerk, at=NOON, draft=lists.draft(holder=bureau, code=code, name=f"第{number}项处罚")
        )


def count_queries(page, address):
    page.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert page.get(address).status_code == 200
    return len(queries)


class TestQueriesStayFlat:
    def test_of_the_list_of_powers(self, page, bureau, clerk):
        many_powers(bureau, clerk, 5)
        few = count_queries(page, reverse("powers"))
        many_powers_more(bureau, clerk, 45)
        assert count_queries(page, reverse("powers")) == few
        assert few <= 14

    def test_of_an_import(self, page, bureau, clerk):
        rows = [f"{n},第{n}项处罚,应急,行政处罚,{lists.LAW}," for n in range(1, 201)]
        short = actions.upload_list(actor=clerk, at=NOON, upload=lists.upload(*rows[:20]), body=clerk.body_id)
        long = actions.upload_list(actor=clerk, at=NOON, upload=lists.upload(*rows), body=clerk.body_id)
        few = count_queries(page, reverse("import", args=[short.id]))
        assert count_queries(page, reverse("import", args=[long.id])) == few

    def test_of_the_register_of_papers(self, page, county, clerk):
        def register(numbers):
            for number in numbers:
                draft = InstrumentDraft(
                    kind="county_document", title="通知", number=f"〔2026〕{number}号", issuer="区政府"
                )
                register_instrument(actor=clerk, at=NOON, draft=draft)

        register(range(3))
        few = count_queries(page, reverse("instruments"))
        register(range(3, 40))
        assert count_queries(page, reverse("instruments")) == few


def many_powers_more(bureau, clerk, count):
    for number in range(count):
        code = f"220230{100 + number}000"
        actions.enter_power(
            actor=clerk, at=NOON, draft=lists.draft(holder=bureau, code=code, name=f"又{number}项处罚")
        )


class TestTabs:
    def test_say_where_one_is(self, page, county):
        shown = page.get(reverse("guiding-catalogues")).content.decode()
        assert f'<a href="{reverse("guiding-catalogues")}" aria-current="page">' in shown
        assert f'<a href="{reverse("instruments")}">' in shown


class TestCopies:
    def test_are_a_sheet_and_a_document_of_the_usual_columns(self, page, power):
        import docx
        from python_calamine import CalamineWorkbook

        sheet = page.get(reverse("powers-excel"))
        rows = (
            CalamineWorkbook.from_filelike(io.BytesIO(b"".join(sheet.streaming_content)))
            .get_sheet_by_index(0)
            .to_python()
        )
        assert rows[2][:4] == ["序号", "事项编码", "权力类型", "事项名称"]
        assert rows[3][1:4] == [power.code, "行政处罚", power.current.name]
        document = docx.Document(io.BytesIO(b"".join(page.get(reverse("powers-word")).streaming_content)))
        assert [cell.text for cell in document.tables[0].rows[1].cells][1:4] == rows[3][1:4]

    def test_hold_only_what_the_filter_shows(self, page, power):
        sheet = page.get(reverse("powers-print") + "?kind=licence")
        assert power.code not in sheet.content.decode()

    def test_never_turn_a_name_into_a_formula(self, page, bureau, clerk):
        from python_calamine import CalamineWorkbook

        actions.enter_power(
            actor=clerk, at=NOON, draft=lists.draft(holder=bureau, name='=HYPERLINK("http://x")')
        )
        sheet = page.get(reverse("powers-excel"))
        rows = (
            CalamineWorkbook.from_filelike(io.BytesIO(b"".join(sheet.streaming_content)))
            .get_sheet_by_index(0)
            .to_python()
        )
        assert rows[3][3] == '=HYPERLINK("http://x")'


class TestVersions:
    def test_show_what_changed(self, page, power, clerk):
        draft = lists.draft(holder=power.current.holder, name="改后的名称", valid_from=dt.date(2026, 5, 1))
        actions.revise_power(actor=clerk, at=NOON, power=power, draft=draft, seen_version=1)
        response = page.get(reverse("power-versions", args=[power.id]))
        changed = [str(change.label) for change in response.context["changes"] if change.changed]
        assert len(changed) == 2
        assert page.get(reverse("power-versions", args=[power.id]) + "?before=9").status_code == 404


class TestDesk:
    def test_tells_what_waits(self, page, power, uploaded):
        titles = [waiting.link for waiting in page.get(reverse("desk")).context["waiting"]]
        assert reverse("import", args=[uploaded.id]) in titles
        assert reverse("powers-publish") in titles
