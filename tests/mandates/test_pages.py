"""The pages of handing down and mandates: what they show, what they do, and who may open them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, reverse

from qiangzhen.agencies.models import Account
from qiangzhen.agencies.roles import Role
from qiangzhen.county.identity import new_id
from qiangzhen.county.models import County
from qiangzhen.county.scope import within
from qiangzhen.ledger.models import LedgerEntry
from qiangzhen.mandates.actions import publish_batch, suspend_mandate, withdraw_mandates
from qiangzhen.mandates.models import Mandate
from qiangzhen.site.pages.handing_down.urls import urlpatterns as handing_down
from qiangzhen.site.pages.impact.urls import urlpatterns as impact
from qiangzhen.site.pages.mandates.urls import urlpatterns as mandates
from tests import factories

from .world import FROM, World

pytestmark = pytest.mark.django_db
ROUTES: list[URLPattern] = [*handing_down, *mandates, *impact]
MAY = dt.date(2026, 5, 1)


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend="qiangzhen.site.signing_in.PasswordBackend")
    return client


@pytest.fixture
def clerk(world: World) -> Client:
    return browser(factories.make_account(Role.REFORM_CLERK))


@pytest.fixture
def address(world: World) -> Callable[[str], str]:
    """Return the address of a route about what the world holds."""
    world.rows = world.grant()

    def of(name: str) -> str:
        (row,) = world.rows
        keys: dict[str, list[object]] = {
            "ways-down-pair": [world.penalty.id, world.towns[0].id],
            "batch": [row.batch],
            "batch-publish": [world.paper.id],
        }
        keys |= {
            route: [row.line]
            for route in (
                "mandate",
                "mandate-correct",
                "mandate-suspend",
                "mandate-resume",
                "mandate-take-over",
            )
        }
        query = f"?line={row.line}" if name == "mandates-withdraw" else ""
        return reverse(name, args=keys.get(name, [])) + query

    return of


NAMES = [route.name for route in ROUTES]
_READING = {"ways-down", "ways-down-pair", "batch", "mandates", "mandates-excel", "mandate", "matrix", "matrix-excel",
            "who-may", "impact"}  # fmt: skip
_ALONE = {
    "grant": {Role.REFORM_CLERK},
    "grant-preview": {Role.REFORM_CLERK},
    "batch-publish": {Role.REFORM_CLERK},
    "mandate-take-over": {Role.REFORM_CLERK},
}
_CHANGING = {Role.REFORM_CLERK, Role.LEGAL_REVIEWER}


class TestEveryRoute:
    @pytest.mark.parametrize("name", NAMES)
    def test_sends_a_visitor_to_the_sign_in(self, name: str, address: Callable[[str], str]):
        response = Client().get(address(name))
        assert response.status_code == 302 and response["Location"].startswith("/sign-in/")

    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize("role", list(Role))
    def test_opens_only_to_posts_that_may(self, name: str, role: Role, address: Callable[[str], str]):
        client = browser(factories.make_account(role))
        response = client.post(address(name)) if name == "grant-preview" else client.get(address(name))
        open_to = set(Role) if name in _READING else _ALONE.get(name, _CHANGING)
        assert response.status_code == (200 if role in open_to else 403)

    @pytest.mark.parametrize("name", ["ways-down-pair", "batch", "batch-publish", "mandate", "mandates-withdraw", "mandate-correct",
                                      "mandate-suspend", "mandate-resume", "mandate-take-over"])  # fmt: skip
    def test_knows_nothing_of_another_county(
        self, name: str, address: Callable[[str], str], other_county: County
    ):
        with within(other_county.id):
            stranger = browser(factories.make_account(Role.REFORM_CLERK))
        assert stranger.get(address(name)).status_code == 404

    @pytest.mark.parametrize("name", ["mandates", "matrix", "mandates-excel"])
    def test_lists_nothing_of_another_county(
        self, name: str, address: Callable[[str], str], other_county: County
    ):
        with within(other_county.id):
            stranger = browser(factories.make_account(Role.REFORM_CLERK))
        content = stranger.get(address(name)).content
        assert "对违反安全培训规定的处罚".encode() not in content

    @pytest.mark.parametrize("name", ["mandate", "batch"])
    def test_answers_404_for_what_is_not_there(self, name: str, clerk: Client):
        assert clerk.get(reverse(name, args=[new_id()])).status_code == 404


class TestGrantPage:
    def typed(self, world: World, **changed: Any) -> dict[str, Any]:
        return {
            "powers": [str(world.penalty.id)],
            "receivers": [str(town.id) for town in world.towns],
            "mode": "conferral",
            "valid_from": "2026-04-01",
            "instrument": str(world.paper.id),
            "condition": sorted(world.batch().confirmed),
            **changed,
        }

    def test_grants_and_shows_codes_and_the_receipt(self, world: World, clerk: Client):
        response = clerk.post(reverse("grant"), self.typed(world), follow=True)
        page = response.content.decode()
        assert Mandate.objects.count() == 3
        entry = LedgerEntry.objects.latest("sequence")
        assert entry.digest[:12] in page and reverse("ledger-line", args=[entry.sequence]) in page
        assert all(row.devolution_code in page for row in Mandate.objects.all())
        assert reverse("batch-publish", args=[world.paper.id]) in page

    def test_keeps_what_was_typed_and_tells_each_pair_with_its_way_out(self, world: World, clerk: Client):
        response = clerk.post(reverse("grant"), self.typed(world, mode="return"))
        page = response.content.decode()
        assert response.status_code == 422 and not Mandate.objects.exists()
        assert all(f"（{town.name}）" in page for town in world.towns)
        assert "QZ-XF-" in page and "可以改用" in page
        assert page.count("checked") >= 4 and 'value="2026-04-01"' in page

    def test_registers_the_paper_with_it(self, world: World, clerk: Client):
        paper = {
            "instrument": "new",
            "paper_kind": "county_document",
            "paper_title": "下放通知",
            "paper_issuer": "二道区人民政府",
        }
        response = clerk.post(reverse("grant"), self.typed(world, **paper))
        assert response.status_code == 422 and "id_paper_signed_on" in response.content.decode()
        clerk.post(reverse("grant"), self.typed(world, **paper, paper_signed_on="2026-03-30"))
        assert Mandate.objects.get(holder=world.towns[0]).grant_instrument.title == "下放通知"

    def test_previews_outcomes_and_conditions_without_writing(self, world: World, clerk: Client):
        response = clerk.post(reverse("grant-preview"), self.typed(world, mode="acting_for", condition=[]))
        page = response.content.decode()
        assert 'name="condition"' in page and "QZ-XF-" in page and not Mandate.objects.exists()

    def test_works_without_scripts(self, world: World, clerk: Client):
        response = clerk.post(reverse("grant"), self.typed(world, preview="1"))
        assert response.status_code == 200 and not Mandate.objects.exists()

    def test_survives_what_no_form_would_send(self, world: World, clerk: Client):
        odd = {
            "powers": ["x", str(new_id())],
            "receivers": ["'"],
            "mode": "magic",
            "valid_from": "2026-02-30",
            "instrument": "7",
        }
        assert clerk.post(reverse("grant"), odd).status_code == 422
        assert clerk.post(reverse("grant-preview"), odd).status_code == 200
        assert clerk.get(reverse("ways-down") + "?power=x&receiver=y&on=never").status_code == 200


class TestPublishPage:
    def test_publishes_what_a_paper_granted(self, world: World, clerk: Client):
        world.grant()
        link = reverse("batch-publish", args=[world.paper.id])
        assert "对违反安全培训规定的处罚" in clerk.get(link).content.decode()
        clerk.post(link, {"on": "2026-03-05", "where": "区政府网站"})
        world.paper.refresh_from_db()
        assert world.paper.published_on == dt.date(2026, 3, 5)

    def test_shows_the_refusal_beside_its_field(self, world: World, clerk: Client):
        world.grant()
        response = clerk.post(
            reverse("batch-publish", args=[world.paper.id]), {"on": "2099-01-01", "where": "区政府网站"}
        )
        assert response.status_code == 422 and "公布日期不能晚于今天" in response.content.decode()


class TestWaysPages:
    def test_show_six_outcomes_for_each_receiver(self, world: World, clerk: Client):
        page = clerk.get(reverse("ways-down") + f"?power={world.penalty.id}").content.decode()
        assert page.count("不可以") + page.count("附条件") + page.count("可以") >= 18
        assert all(town.name in page for town in world.towns)

    def test_show_reasons_and_replies_in_both_languages_for_one_pair(self, world: World, clerk: Client):
        page = clerk.get(
            reverse("ways-down-pair", args=[world.penalty.id, world.towns[0].id])
        ).content.decode()
        assert "《中华人民共和国行政处罚法》第二十四条" in page and "QZ-XF-060" in page
        assert 'id="reply-zh"' in page and "to 甲镇人民政府" in page


class TestMandatePage:
    def test_shows_the_chain_and_how_it_stands(self, world: World, clerk: Client):
        (row,) = world.grant()
        page = clerk.get(reverse("mandate", args=[row.line]) + "?on=2026-05-06").content.decode()
        assert "未公布" in page and "chain-breaks" in page
        publish_batch(
            actor=world.clerk, at=world.now(), instrument=world.paper, on=dt.date(2026, 3, 5), where="网站"
        )
        page = clerk.get(reverse("mandate", args=[row.line]) + "?on=2026-05-06").content.decode()
        assert "state-good" in page and "chain-breaks" not in page and row.devolution_code in page

    def test_still_shows_yesterday_as_it_was_known(self, world: World, clerk: Client):
        (row,) = world.grant()
        before = world.now()
        withdraw_mandates(lines=[row.line], start=MAY, **world.said())
        link = reverse("mandate", args=[row.line]) + "?on=2026-05-06"
        assert "已收回" in clerk.get(link).content.decode()
        known_at = before.astimezone(dt.timezone(dt.timedelta(hours=8))).strftime("%Y-%m-%dT%H:%M")
        then = clerk.get(f"{link}&known_at={known_at}").content.decode()
        assert "未公布" in then.split('class="big-state"')[1].split("</div>")[0]

    def test_carries_each_change_out(self, world: World, clerk: Client):
        (row,) = world.grant()
        said = {"reason": "评估后调整", "instrument": str(world.paper.id)}
        changes = [
            ("mandate-suspend", {"start": "2026-05-01", "end": "2026-06-01"}),
            ("mandate-resume", {"start": "2026-05-15"}),
            ("mandate-take-over", {"start": "2026-07-01", "evidence": "三次督促"}),
        ]
        for name, typed in changes:
            response = clerk.post(reverse(name, args=[row.line]), {**typed, **said})
            assert response.status_code == 302, response.content.decode()
        kinds = Mandate.objects.filter(line=row.line, recorded_to=None).values_list("entered_as", flat=True)
        assert set(kinds) == {"granted", "suspended", "resumed", "taken_over"}

    def test_corrects_from_a_form_filled_with_what_it_says(self, world: World, clerk: Client):
        (row,) = world.grant()
        page = clerk.get(reverse("mandate-correct", args=[row.line])).content.decode()
        assert 'value="2026-04-01"' in page
        typed = {
            "valid_from": "2026-04-10",
            "acts": ["penalise"],
            "area": str(world.villages[0].id),
            "reserved": ["major"],
            "reason": "登记有误",
            "instrument": str(world.paper.id),
        }
        assert clerk.post(reverse("mandate-correct", args=[row.line]), typed).status_code == 302
        held = Mandate.objects.get(line=row.line, recorded_to=None)
        assert (held.acts, held.reserved, held.area_id) == (["penalise"], ["major"], world.villages[0].id)

    def test_withdraws_several_in_one_act(self, world: World, clerk: Client):
        rows = world.grant(receivers=[town.id for town in world.towns])
        before = LedgerEntry.objects.count()
        query = "&".join(f"line={row.line}" for row in rows)
        typed = {
            "lines": [str(row.line) for row in rows[:2]],
            "start": "2026-05-01",
            "reason": "依据失效",
            "instrument": str(world.paper.id),
        }
        assert clerk.post(reverse("mandates-withdraw") + "?" + query, typed).status_code == 302
        assert Mandate.objects.filter(entered_as="withdrawn").count() == 2
        assert LedgerEntry.objects.count() == before + 1


class TestMandatesPage:
    def test_shows_each_mandate_once_unless_a_day_is_asked_for(self, world: World, clerk: Client):
        (row,) = world.grant()
        suspend_mandate(line=row.line, start=MAY, end=dt.date(2026, 6, 1), **world.said())
        assert clerk.get(reverse("mandates")).content.decode().count('name="line"') == 1
        on = clerk.get(reverse("mandates") + "?on=2026-05-06").content.decode()
        assert "已暂停" in on and on.count('name="line"') == 1
        assert clerk.get(reverse("mandates") + "?on=2026-03-31").content.decode().count('name="line"') == 0

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("q=apx", 0),
            ("q=安全培训", 1),
            ("mode=conferral", 1),
            ("mode=return", 0),
            ("state=suspended", 0),
            ("kind=penalty", 1),
        ],
    )
    def test_is_narrowed(self, world: World, clerk: Client, query: str, found: int):
        world.grant()
        assert clerk.get(reverse("mandates") + f"?{query}").content.decode().count('name="line"') == found

    def test_refuses_a_filter_that_cannot_be(self, clerk: Client):
        assert clerk.get(reverse("mandates") + "?on=2026-02-30").status_code == 400
        assert clerk.get(reverse("mandates-excel") + "?on=2026-02-30").status_code == 404

    def test_goes_on_by_key(self, world: World, clerk: Client, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("qiangzhen.site.pages.mandates.views.PAGE", 2)
        world.grant(receivers=[town.id for town in world.towns])
        first = clerk.get(reverse("mandates"))
        assert first.content.decode().count('name="line"') == 2
        rest = clerk.get(reverse("mandates") + f"?after={first.context['after']}").content.decode()
        assert rest.count('name="line"') == 1

    def test_goes_to_excel(self, world: World, clerk: Client):
        world.grant(receivers=[town.id for town in world.towns])
        sheet = openpyxl.load_workbook(io.BytesIO(clerk.get(reverse("mandates-excel")).content)).active
        assert sheet.max_row == 2 + 3
        assert {row[3].value for row in sheet.iter_rows(min_row=3)} == {town.name for town in world.towns}

    def test_asks_the_database_as_often_for_three_as_for_one(self, world: World, clerk: Client):
        def count() -> int:
            with CaptureQueriesContext(connection) as queries:
                for name in ("mandates", "matrix"):
                    assert clerk.get(reverse(name) + "?on=2026-05-06").status_code == 200
            return len(queries)

        world.grant()
        count()
        one = count()
        world.grant(receivers=[town.id for town in world.towns[1:]])
        assert count() == one


class TestMatrixPage:
    def test_shows_who_holds_what_on_the_day_as_known_then(self, world: World, clerk: Client):
        (row,) = world.grant()
        link = reverse("mandate", args=[row.line])
        assert link in clerk.get(reverse("matrix") + "?on=2026-05-06").content.decode()
        assert link not in clerk.get(reverse("matrix") + "?on=2026-03-06").content.decode()
        assert (
            link not in clerk.get(reverse("matrix") + "?on=2026-05-06&known_at=2026-03-01").content.decode()
        )

    def test_shows_powers_nobody_holds_where_asked(self, world: World, clerk: Client):
        assert "临时救助" not in clerk.get(reverse("matrix")).content.decode()
        assert "临时救助" in clerk.get(reverse("matrix") + "?everything=on").content.decode()

    def test_goes_to_excel(self, world: World, clerk: Client):
        world.grant()
        sheet = openpyxl.load_workbook(
            io.BytesIO(clerk.get(reverse("matrix-excel") + "?on=2026-05-06").content)
        ).active
        head = [cell.value for cell in sheet[2]]
        assert "甲镇" in head and "赋权" in sheet.cell(3, head.index("甲镇") + 1).value


class TestWhoMayPage:
    def asked(self, world: World, **changed: str) -> str:
        typed = {
            "power": world.penalty.code,
            "act": "penalise",
            "body": str(world.towns[0].id),
            "place": str(world.towns[0].place_id),
            "on": "2026-05-06",
            **changed,
        }
        return reverse("who-may") + "?" + "&".join(f"{name}={value}" for name, value in typed.items())

    def test_shows_the_chain_when_granted(self, world: World, clerk: Client):
        world.grant()
        publish_batch(
            actor=world.clerk, at=world.now(), instrument=world.paper, on=dt.date(2026, 3, 5), where="网站"
        )
        page = clerk.get(self.asked(world)).content.decode()
        assert "有权办理" in page and page.count("chain-holds") == 4

    def test_shows_every_reason_and_who_may_instead(self, world: World, clerk: Client):
        world.grant()
        page = clerk.get(self.asked(world)).content.decode()
        assert (
            "无权办理" in page and "chain-breaks" in page and world.bureau.name in page and "QZ-XS-" in page
        )

    def test_finds_a_power_by_part_of_its_name(self, world: World, clerk: Client):
        assert "无权办理" in clerk.get(self.asked(world, power="安全培训")).content.decode()
        both = clerk.get(self.asked(world, power="zzz")).content.decode()
        assert "清单之外的权力" in both


class TestImpactPage:
    def test_leads_to_a_withdrawal_of_all_that_falls(self, world: World, clerk: Client):
        (row,) = world.grant()
        page = clerk.get(
            reverse("impact") + "?statute=中华人民共和国安全生产法&on=2026-06-01"
        ).content.decode()
        assert str(row.line) in page and 'value="2026-06-01"' in page
        link = reverse("mandates-withdraw") + f"?line={row.line}&from=2026-06-01&reason=依据失效"
        form = clerk.get(link).content.decode()
        assert "依据失效" in form and 'value="2026-06-01"' in form

    @pytest.mark.parametrize(
        "query", ["statute=&instrument=", "statute=nothing", "article=二十四", "on=2026-02-30"]
    )
    def test_refuses_half_a_supposition(self, clerk: Client, query: str):
        response = clerk.get(reverse("impact") + f"?on=2026-06-01&{query}")
        assert response.status_code == 422


class TestTheDesk:
    def test_tells_what_waits(self, world: World, clerk: Client):
        world.grant(valid_from=dt.date(2026, 3, 4))
        page = clerk.get(reverse("desk")).content.decode()
        assert reverse("batch-publish", args=[world.paper.id]) in page

    def test_tells_mandates_without_a_basis_and_those_that_end(self, world: World, clerk: Client):
        from django.utils import timezone

        soon = timezone.localdate() + dt.timedelta(days=30)
        (row,) = world.grant(valid_to=soon) if soon > FROM else world.grant()
        world.penalty.current.bases.update(in_force_to=dt.date(2026, 4, 2))
        page = clerk.get(reverse("desk")).content.decode()
        assert "依据失效：" in page and reverse("mandate", args=[row.line]) in page


class TestTheSections:
    def test_stand_on_the_pages_of_a_power_and_of_a_paper(self, world: World, clerk: Client):
        (row,) = world.grant()
        for link in (reverse("power", args=[world.penalty.id]), reverse("instrument", args=[world.paper.id])):
            page = clerk.get(link).content.decode()
            assert reverse("mandate", args=[row.line]) in page
        power = clerk.get(reverse("power", args=[world.penalty.id])).content.decode()
        assert reverse("ways-down-pair", args=[world.penalty.id, world.towns[2].id]) in power

    def test_lets_powers_be_chosen_in_the_list_of_powers(self, world: World, clerk: Client):
        page = clerk.get(reverse("powers")).content.decode()
        assert f'name="power" value="{world.penalty.id}"' in page
        assert f'action="{reverse("ways-down")}"' in page and f'formaction="{reverse("grant")}"' in page
