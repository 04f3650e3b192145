"""Open data: published things only, in pages, with what caches need."""

from __future__ import annotations

import datetime as dt
import json

from django.test import Client

from qiangzhen.county.models import County
from qiangzhen.county.scope import within
from tests import factories
from tests.portal.world import World, make_other_county

HERE = "/api/v1/counties/220105"


class TestLists:
    def test_go_on_where_the_page_ended(self, client: Client, county: County) -> None:
        body = factories.make_body()
        codes = [factories.make_power(code=f"C{number}", holder=body).code for number in range(7)]
        found, after = [], ""
        while True:
            page = client.get(f"{HERE}/powers", {"limit": 3, "after": after}).json()
            assert page["total"] == 7
            found += [power["code"] for power in page["items"]]
            if page["next"] is None:
                break
            after = page["next"]
        assert found == codes

    def test_of_mandates_go_on_too(self, client: Client, world: World) -> None:
        for _ in range(4):
            factories.make_mandate(power=factories.make_power(), holder=world.town)
        found, after = [], None
        while True:
            asked = {"limit": 2} | ({"after": after} if after else {})
            page = client.get(f"{HERE}/mandates", asked).json()
            found += [mandate["id"] for mandate in page["items"]]
            if page["next"] is None:
                break
            after = page["next"]
        assert len(found) == len(set(found)) == 6

    def test_of_mandates_are_of_the_day_asked_about(self, client: Client, world: World) -> None:
        assert client.get(f"{HERE}/mandates", {"on": "2024-04-30"}).json()["items"] == []
        held = client.get(f"{HERE}/mandates", {"on": "2024-05-01", "township": "220105110"}).json()["items"]
        assert [mandate["holder_key"] for mandate in held] == ["town-220105110"]

    def test_hold_one_county_only(self, client: Client, world: World) -> None:
        other = make_other_county()
        assert [one["code"] for one in client.get("/api/v1/counties").json()["items"]] == ["220102", "220105"]
        with within(other.id):
            assert client.get(f"{HERE}/powers").json()["total"] == 1
        for subject in ("powers", "mandates", "bodies", "townships", "checkpoints"):
            assert "OTHER" not in client.get(f"{HERE}/{subject}").content.decode()

    def test_keep_what_is_internal_inside(self, client: Client, world: World) -> None:
        power = client.get(f"{HERE}/powers/000225901000").json()
        assert not {"note", "source", "version_id", "recorded_at"} & set(power)
        assert [mandate["state"] for mandate in power["mandates"]] == ["suspended", "granted"]


class TestCaching:
    def test_does_not_send_again_what_has_not_changed(self, client: Client, world: World) -> None:
        first = client.get(f"{HERE}/powers")
        again = client.get(f"{HERE}/powers", headers={"if-none-match": first["ETag"]})
        assert again.status_code == 304 and again.content == b""
        factories.make_power()
        changed = client.get(f"{HERE}/powers", headers={"if-none-match": first["ETag"]})
        assert changed.status_code == 200 and changed["ETag"] != first["ETag"]

    def test_tells_when_the_county_last_changed(self, client: Client, world: World) -> None:
        later = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
        factories.enter_lines(factories.make_actor(), 1, at=later)
        changed = client.get(f"{HERE}/powers")["Last-Modified"]
        assert changed == later.strftime("%a, %d %b %Y %H:%M:%S GMT")


class TestFaults:
    def test_have_one_shape_wherever_they_arise(self, client: Client, world: World) -> None:
        for status, response in (
            (404, client.get("/api/v1/nothing")),
            (404, client.get("/api/")),
            (404, client.get("/api/v1/counties/999999/powers")),
            (404, client.get(f"{HERE}/powers/none")),
            (405, client.post(f"{HERE}/powers")),
            (405, client.get("/api/v1/may")),
            (422, client.get(f"{HERE}/powers?limit=0")),
            (422, client.get(f"{HERE}/mandates?on=2026-02-30")),
            (422, client.get(f"{HERE}/powers?kind=none")),
            (400, client.get(f"{HERE}/powers?q=%00")),
            (400, client.post("/api/v1/may", "{", content_type="application/json")),
            (400, client.get("/api/v1/counties", headers={"host": "elsewhere.example"})),
            (401, client.post("/api/v1/read-list")),
            (
                413,
                client.post(
                    "/api/v1/may",
                    "x",
                    content_type="application/json",
                    headers={"content-length": str(10**9)},
                ),
            ),
        ):
            assert response.status_code == status, response.request["PATH_INFO"]
            [fault, *_] = response.json()["faults"]
            assert set(fault) == {"field", "problem", "text"} and fault["problem"] and fault["text"]

    def test_speak_the_language_accepted(self, client: Client, world: World) -> None:
        client.cookies["django_language"] = "en"
        for accepted, words in (
            ("", "没有这个地址"), ("en", "no such address"), ("zh-CN,en;q=0.5", "没有这个地址"), ("en-GB, zh;q=0.5", "no such address"),
            ("xx", "没有这个地址"),
        ):  # fmt: skip
            headers = {"accept-language": accepted} if accepted else {}
            response = client.get("/api/v1/nothing", headers=headers)
            assert words in response.json()["faults"][0]["text"], accepted
            assert "Accept-Language" in response["Vary"]

    def test_own_up_to_a_fault_of_ours(self, world: World, monkeypatch: object) -> None:
        from qiangzhen.site.api import open_data

        def fail() -> None:
            raise RuntimeError("broken on purpose")

        monkeypatch.setattr(open_data, "list_published_counties", fail)  # type: ignore[attr-defined]
        response = Client(raise_request_exception=False).get("/api/v1/counties")
        assert response.status_code == 500
        [fault] = json.loads(response.content)["faults"]
        assert fault["problem"] == "fault" and response["X-Request-Id"] in fault["text"]
