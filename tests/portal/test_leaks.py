"""Nothing that was not published, and nothing of another county, shows anywhere a visitor can go."""

from __future__ import annotations

import io
import json
import re
from html import unescape
from urllib.parse import urljoin

import openpyxl
import pytest
from django.http import HttpResponse
from django.test import Client

from qiangzhen.county.models import County

from .world import MARK, World, make_other_county

_LINK = re.compile(r'(?:href|hx-get|action)="([^"#]*)"')
OPEN = ("/p/220105/", "/api/v1/counties/220105/", "/api/v1/openapi.json", "/api/v1/counties")


def text_of(response: HttpResponse) -> str:
    """Return everything an answer says, the cells of a sheet too."""
    if "spreadsheet" not in response["Content-Type"]:
        return response.content.decode()
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)


def crawl(client: Client, start: str) -> dict[str, str]:
    """Return the text of every address of the county that can be reached by following links."""
    found: dict[str, str] = {}
    waiting = [start, *(f"/api/v1/counties/220105/{name}" for name in ("powers", "mandates", "bodies"))]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        found[address] = text_of(response)
        if "text/html" in response["Content-Type"]:
            links = (urljoin(address, unescape(link)) for link in _LINK.findall(found[address]))
            waiting += [link for link in links if link.startswith(OPEN)]
    return found


@pytest.fixture
def crawled(client: Client, world: World) -> dict[str, str]:
    make_other_county()
    return crawl(client, "/p/220105/")


class TestEverythingAVisitorCanReach:
    def test_is_reached(self, crawled: dict[str, str], world: World) -> None:
        for part in (
            "power/000225901000",
            "townships/220105110/",
            "receipts/",
            "ask/",
            "data/powers.xlsx",
            "data/mandates.xlsx",
        ):
            assert any(part in address for address in crawled), part
        assert len(crawled) > 30

    def test_shows_what_is_published(self, crawled: dict[str, str]) -> None:
        page = crawled["/p/220105/power/000225901000"]
        for words in (
            "对未按规定进行安全培训的处罚",
            "英俊镇人民政府",
            "生产经营单位安全培训规定",
            "关于下放第",
        ):
            assert words in page

    def test_holds_no_mark(self, crawled: dict[str, str]) -> None:
        leaks = {address for address, text in crawled.items() if MARK in text}
        assert leaks == set()


class TestSearch:
    @pytest.mark.parametrize(
        "words", ["MARKDRAFT", "MARKNEWER", "MARKNEWLAW", "MARKLAW", "jmca", "000225MARK00", "MARKOTHER"]
    )
    def test_finds_no_draft_by_any_of_its_words(self, client: Client, world: World, words: str) -> None:
        make_other_county()
        page = client.get("/p/220105/powers/search/", {"q": words}).content.decode()
        suggestions = client.get("/p/220105/powers/suggestions/", {"q": words}).content.decode()
        assert "portal-found" not in page and "<li>" not in suggestions
        assert client.get("/api/v1/counties/220105/powers", {"q": words}).json()["total"] == 0

    def test_finds_the_published_words_of_a_power_that_is_being_revised(
        self, client: Client, world: World
    ) -> None:
        for words in ("安全培训", "aqpx", "生产经营单位", "0002259"):
            page = client.get("/p/220105/powers/search/", {"q": words}).content.decode()
            assert "/p/220105/power/000225901000" in page and "MARKNEWER" not in page, words


class TestAddressesOfDrafts:
    @pytest.mark.parametrize("code", ["000225MARK00", "000225MARKOT", "none", "a%00b"])
    def test_are_not_there(self, client: Client, world: World, code: str) -> None:
        make_other_county()
        for address in (f"/p/220105/power/{code}", f"/api/v1/counties/220105/powers/{code}"):
            assert client.get(address).status_code in (400, 404)
        assert client.get("/p/220105/ask/", {"power": code}).status_code == 404

    def test_of_another_countys_township_are_not_there(self, client: Client, world: World) -> None:
        make_other_county()
        assert client.get("/p/220105/townships/220102100/").status_code == 404


class TestAnswers:
    def ask(self, client: Client, **other: str) -> dict[str, object]:
        form = {
            "county": "220105", "body": "town-220105120", "power": "000225901000", "act": "penalise",
            "on": "2026-03-05", "known_at": "2026-03-05", "place": "220105120", **other,
        }  # fmt: skip
        response = client.post("/api/v1/may", json.dumps(form), content_type="application/json")
        assert response.status_code == 200
        assert MARK not in response.content.decode().replace(form["power"], "")
        return response.json()

    def test_do_not_tell_that_an_unpublished_mandate_exists(self, client: Client, world: World) -> None:
        answer = self.ask(client)
        assert answer["answer"] == "refused"
        assert [reason["code"] for reason in answer["reasons"]] == ["no_mandate"]
        assert [other["body"] for other in answer["competent"]] == ["yingji"]

    def test_do_not_know_a_draft_by_code_or_name(self, client: Client, world: World) -> None:
        for power in ("000225MARK00", "MARKDRAFT机密草案"):
            answer = self.ask(client, power=power)
            assert [reason["code"] for reason in answer["reasons"]] == ["unknown_power"]

    def test_do_not_name_the_unpublished_paper_that_suspended(self, client: Client, world: World) -> None:
        answer = self.ask(client, body="town-220105140", place="220105140")
        assert [reason["code"] for reason in answer["reasons"]] == ["suspended"]
        assert "尚未公布的文件" in json.dumps(answer, ensure_ascii=False)

    def test_grant_what_is_published(self, client: Client, world: World) -> None:
        answer = self.ask(client, body="town-220105110", place="220105110201")
        assert answer["answer"] == "granted"
        assert answer["mandate"]["power"]["name"] == "对未按规定进行安全培训的处罚"

    def test_on_the_page_hold_no_mark_either(self, client: Client, world: World, county: County) -> None:
        for place in ("220105110", "220105120", "220105130", "220105140", "220105110201"):
            asked = {"power": "000225901000", "act": "penalise", "place": place, "on": "2026-03-05"}
            page = client.get("/p/220105/ask/", asked).content.decode()
            assert MARK not in page and "归其管" in page
