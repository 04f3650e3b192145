"""The public pages: open to everybody, leave no trace, and say what a citizen asks."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver

from qiangzhen.agencies.roles import Role
from qiangzhen.county.models import County
from qiangzhen.ledger.actions import make_checkpoint
from qiangzhen.ledger.queries import get_receipt
from tests import factories

from .world import World, make_other_county

FILLED = {"county": "220105", "code": "000225901000", "subject": "powers", "rest": "nothing"}


def public_patterns(patterns: list[Any], above: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield above + str(pattern.pattern), pattern
        else:
            yield from public_patterns(pattern.url_patterns, above + str(pattern.pattern))


def addresses() -> list[str]:
    """Return every address of the portal and the API with its gaps filled."""
    found = []
    for route, _ in public_patterns(get_resolver().url_patterns):
        if route == "" or (route.startswith(("p/", "api/v1/")) and route != "api/v1/"):
            filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda gap: FILLED[gap.group(1)], route)
            found.append("/" + filled.replace("townships/000225901000", "townships/220105110"))
    return found


class TestEveryPublicAddress:
    def test_is_open_to_visitors_and_makes_no_session(self, client: Client, world: World) -> None:
        assert len(addresses()) >= 22
        for address in addresses():
            response = client.get(address)
            assert response.status_code in (200, 405), address
            assert "sessionid" not in response.cookies, address

    def test_is_marked_as_what_it_is(self) -> None:
        for route, pattern in public_patterns(get_resolver().url_patterns):
            if route.startswith(("p/", "api/")):
                expected = "import_lists" if route.endswith("read-list") else "public"
                assert getattr(pattern.callback, "guard", None) == expected, route

    def test_bears_a_nul_in_its_query(self, client: Client, world: World) -> None:
        for address in addresses():
            status = client.get(address, {"q": "a\0b", "after": "\0", "kind": "\0"}).status_code
            assert status in (200, 400, 405, 422), address


class TestStart:
    def test_shows_the_only_county_at_once(self, client: Client, world: World) -> None:
        page = client.get("/").content.decode()
        assert "长春市二道区权力和责任公开" in page and 'aria-current="page"' in page

    def test_lists_the_counties_that_published(self, client: Client, world: World) -> None:
        make_other_county()
        factories.make_county(code="220103", name="宽城区")
        page = client.get("/").content.decode()
        assert "二道区" in page and "南关区" in page and "宽城区" not in page

    def test_does_not_know_a_county_that_is_not_here(self, client: Client, world: World) -> None:
        for code in ("999999", "二道区", "220105%00"):
            assert client.get(f"/p/{code}/").status_code in (400, 404)

    def test_counts_what_is_published(self, client: Client, world: World) -> None:
        page = client.get("/p/220105/").content.decode()
        assert re.search(r'<span class="figure">1</span><span class="what">项已公布的权力', page)
        assert re.search(r'<span class="figure">2</span><span class="what">项现行下放', page)


class TestList:
    def test_goes_on_where_the_page_ended_and_numbers_through(self, client: Client, county: County) -> None:
        body = factories.make_body()
        for number in range(60):
            factories.make_power(code=f"C{number:03d}", holder=body)
        first = client.get("/p/220105/powers/").content.decode()
        assert "C049" in first and "C050" not in first and "after=C049" in first
        second = client.get("/p/220105/powers/", {"after": "C049"}).content.decode()
        assert "power/C049" not in second and "C059" in second and ">51</td>" in second
        whole = client.get("/p/220105/powers/", {"whole": "1"}).content.decode()
        assert "C000" in whole and "C059" in whole and "<details open>" in whole

    def test_is_narrowed_by_kind_department_township_and_words(self, client: Client, world: World) -> None:
        other = factories.make_power(code="000125902000", name="取水许可", kind="licence")
        assert other.public is not None
        for query, expected in (
            ({"kind": "licence"}, {"000125902000"}),
            ({"holder": "yingji"}, {"000225901000"}),
            ({"township": "220105110"}, {"000225901000"}),
            ({"township": "220105120"}, set()),
            ({"q": "qsxk"}, {"000125902000"}),
            ({}, {"000225901000", "000125902000"}),
        ):
            page = client.get("/p/220105/powers/", query).content.decode()
            assert set(re.findall(r"/p/220105/power/(\d+)", page)) == expected, query

    def test_says_who_exercises_a_power_in_a_township(self, client: Client, world: World) -> None:
        page = client.get("/p/220105/powers/", {"township": "220105110"}).content.decode()
        assert "英俊镇人民政府" in page and "赋权" in page


class TestOnePower:
    def test_tells_name_seal_liability_and_remedies_with_their_articles(
        self, client: Client, world: World
    ) -> None:
        page = client.get("/p/220105/power/000225901000").content.decode()
        for words in (
            "以谁的名义、由谁负责",
            "《中华人民共和国行政复议法》第二十四条",
            "60日",
            "先复议、后诉讼",
            "chain-holds",
        ):
            assert words in page, words

    def test_says_where_it_is_suspended(self, client: Client, world: World) -> None:
        assert "暂停行使" in client.get("/p/220105/power/000225901000").content.decode()

    def test_marks_a_basis_that_has_fallen(self, client: Client, county: County) -> None:
        power = factories.make_power(code="000225903000")
        assert power.public is not None
        power.public.bases.update(in_force_to=dt.date(2025, 1, 1))
        page = client.get("/p/220105/power/000225903000").content.decode()
        assert "已失效" in page and "chain-breaks" in page

    def test_bears_a_legacy_code_with_marks(self, client: Client, county: County) -> None:
        power = factories.make_power(code="旧/12 3?a")
        page = client.get("/p/220105/powers/").content.decode()
        link = re.search(r'href="(/p/220105/power/[^"]+)"', page)
        assert link and power.public and power.public.name in client.get(link.group(1)).content.decode()


class TestAsking:
    def ask(self, client: Client, **asked: str) -> str:
        given = {"power": "000225901000", "act": "penalise", "place": "220105110", "on": "2026-03-05"}
        response = client.get("/p/220105/ask/", given | asked)
        return response.content.decode()

    def test_names_the_body_with_its_chain(self, client: Client, world: World) -> None:
        page = self.ask(client)
        assert "归其管" in page and "英俊镇人民政府" in page and page.count("chain-holds") == 4
        assert "不归其管" not in page

    def test_refuses_and_names_who_is_competent(self, client: Client, world: World) -> None:
        page = self.ask(client, place="220105120")
        assert "不归其管" in page and "劝农山镇人民政府" in page and "chain-breaks" in page
        assert "二道区应急管理局" in page

    def test_answers_for_a_village_by_its_township(self, client: Client, world: World) -> None:
        assert "英俊镇人民政府" in self.ask(client, place="220105110201")

    def test_answers_for_a_day_before_the_mandate(self, client: Client, world: World) -> None:
        page = self.ask(client, on="2024-04-30")
        assert "不归其管" in page

    def test_points_at_the_field_that_is_wrong(self, client: Client, world: World) -> None:
        page = self.ask(client, on="2026-02-30")
        assert "error-summary" in page and '#id_on"' in page


class TestReceipts:
    @pytest.fixture
    def receipt(self, world: World) -> dict[str, Any]:
        supervisor = factories.make_actor(Role.SUPERVISOR)
        at = dt.datetime(2026, 3, 5, 4, 0, tzinfo=dt.UTC)
        factories.enter_lines(supervisor, 5, at=at)
        make_checkpoint(actor=supervisor, at=at)
        return get_receipt(sequence=3)

    def check(self, client: Client, **sent: Any) -> str:
        return client.post("/p/220105/receipts/", sent).content.decode()

    def test_hold_by_text_and_by_file(self, client: Client, receipt: dict[str, Any]) -> None:
        text = json.dumps(receipt, ensure_ascii=False)
        assert "核验通过" in self.check(client, text=text)
        file = SimpleUploadedFile("receipt.json", b"\xef\xbb\xbf" + text.encode())
        assert "核验通过" in self.check(client, file=file)

    def test_do_not_hold_when_a_word_was_altered(self, client: Client, receipt: dict[str, Any]) -> None:
        receipt["entry"]["facts"]["name"] = "另一件"
        assert "核验不通过" in self.check(client, text=json.dumps(receipt))

    def test_do_not_hold_against_a_root_the_county_did_not_publish(
        self, client: Client, receipt: dict[str, Any]
    ) -> None:
        receipt["proof"]["last"] += 1
        assert "核验不通过" in self.check(client, text=json.dumps(receipt))

    def test_of_another_county_prove_nothing_here(self, client: Client, receipt: dict[str, Any]) -> None:
        receipt["entry"]["county"] = "220102"
        assert "核验不通过" in self.check(client, text=json.dumps(receipt))

    @pytest.mark.parametrize(
        "text", ["", "{", "[]", '{"a": 1e5}', "1" * 5_000, '{"sequence": ' + "9" * 5_000 + "}", "[" * 9_000]
    )
    def test_that_are_none_are_answered_in_words(self, client: Client, world: World, text: str) -> None:
        response = client.post("/p/220105/receipts/", {"text": text})
        assert response.status_code == 422 and "error-summary" in response.content.decode()


class TestSheets:
    def sheet(self, client: Client, subject: str, **query: str) -> list[tuple[Any, ...]]:
        response = client.get(f"/p/220105/data/{subject}.xlsx", query)
        assert response.status_code == 200 and "attachment" in response["Content-Disposition"]
        return list(openpyxl.load_workbook(io.BytesIO(response.content)).active.iter_rows())

    def test_carry_the_columns_of_a_list_and_codes_as_text(self, client: Client, world: World) -> None:
        head, *rows = self.sheet(client, "powers")
        titles = [cell.value for cell in head]
        assert titles[:6] == ["序号", "编码", "名称", "权力类型", "实施主体", "设定依据"]
        assert len(rows) == 1
        code = rows[0][1]
        assert code.value == "000225901000" and code.data_type == "s" and code.number_format == "@"

    def test_carry_each_published_mandate(self, client: Client, world: World) -> None:
        head, *rows = self.sheet(client, "mandates")
        assert [cell.value for cell in head][5:9] == ["行使主体", "区域代码", "区域", "方式"]
        assert {row[6].value for row in rows} == {"220105110", "220105140"}

    def test_never_compute_what_a_name_says(self, client: Client, county: County) -> None:
        factories.make_power(name='=HYPERLINK("http://example.com")')
        _, row = self.sheet(client, "powers")
        assert row[2].data_type == "s" and row[2].value.startswith("=HYPERLINK")

    def test_cut_what_a_cell_cannot_hold_with_a_mark(self, client: Client, county: County) -> None:
        factories.make_power(responsibilities=["长" * 40_000])
        _, row = self.sheet(client, "powers")
        assert len(row[6].value) == 32_767 and row[6].value.endswith("…")

    def test_are_narrowed_like_the_list(self, client: Client, world: World) -> None:
        assert len(self.sheet(client, "powers", township="220105120")) == 1

    def test_exist_for_every_subject_the_page_names(self, client: Client, world: World) -> None:
        page = client.get("/p/220105/data/").content.decode()
        subjects = re.findall(r"/data/(\w+)\.xlsx", page)
        assert len(subjects) == 5
        for subject in subjects:
            assert self.sheet(client, subject)
        assert client.get("/p/220105/data/people.xlsx").status_code == 404


class TestLanguage:
    def test_is_english_throughout_when_chosen(self, client: Client, world: World) -> None:
        client.cookies["django_language"] = "en"
        page = client.get("/p/220105/power/000225901000").content.decode()
        for words in ("Where to appeal", "Penalty", "conferral", "administrative review", "Suspended"):
            assert words in page, words


class TestQueries:
    PAGES = (
        "/p/220105/", "/p/220105/powers/", "/p/220105/powers/?whole=1", "/p/220105/powers/?township=220105110",
        "/p/220105/power/000225901000", "/p/220105/powers/search/?q=dx", "/p/220105/powers/suggestions/?q=dx",
        "/p/220105/townships/", "/p/220105/townships/220105110/", "/p/220105/data/powers.xlsx",
        "/p/220105/data/mandates.xlsx", "/api/v1/counties/220105/powers?limit=500",
        "/api/v1/counties/220105/mandates?limit=500",
        "/p/220105/ask/?power=000225901000&act=penalise&place=220105110&on=2026-03-05",
    )  # fmt: skip

    def counts(self, client: Client) -> dict[str, int]:
        found = {}
        for address in self.PAGES:
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            found[address] = len(asked)
        return found

    def test_are_as_many_for_two_hundred_powers_as_for_twenty(self, client: Client, world: World) -> None:
        body = factories.make_body()
        self.add(world, body, 20)
        few = self.counts(client)
        self.add(world, body, 180)
        assert self.counts(client) == few
        assert max(few.values()) <= 20

    def add(self, world: World, body: Any, count: int) -> None:
        paper = factories.make_instrument()
        for _ in range(count):
            power = factories.make_power(holder=body)
            factories.make_mandate(power=power, holder=world.town, paper=paper)


class TestSearchIndex:
    def test_answers_a_search_by_a_range_of_keys(self, client: Client, world: World) -> None:
        asked: list[tuple[str, Any]] = []

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            asked.append((sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            client.get("/p/220105/powers/suggestions/?q=aqpx")
        [(sql, params)] = [one for one in asked if 'FROM "power_search_key"' in one[0]]
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                # With a handful of rows it would read them all; what matters is that the index fits the question.
                cursor.execute("SET LOCAL enable_seqscan = off")
            explain = "EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
            cursor.execute(explain + sql, params)
            plan = str(cursor.fetchall())
        if connection.vendor == "postgresql":
            # Which of the indexes it takes depends on statistics that a fresh table does not have.
            assert "Index Cond" in plan and "key >=" in plan and "Seq Scan" not in plan
        else:
            assert "power_search_key_range" in plan and "SCAN power_search_key" not in plan
