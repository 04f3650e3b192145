"""Pages of the ledger, places, bodies, people and the calendar: who may open them, and what they do."""

import datetime as dt
import json
import re
import uuid
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from qiangzhen.agencies.models import Account, Body, Certificate, Person, Post, Unit
from qiangzhen.agencies.roles import Permission, Role, permissions_of
from qiangzhen.county.scope import within
from qiangzhen.kernel.ledger import standalone, verify_receipt
from qiangzhen.ledger.actions import make_checkpoint
from qiangzhen.ledger.models import Checkpoint, LedgerEntry
from qiangzhen.places.models import FormerPlace, Place, ProfileFigure
from tests import factories

CITIZEN = "11010519491231002X"

# Address, permission it asks, and whether its rows belong to one county (a stranger then finds nothing).
PAGES = [
    ("ledger", [], Permission.READ_LEDGER, False),
    ("ledger-line", ["sequence"], Permission.READ_LEDGER, True),
    ("ledger-receipt", ["sequence"], Permission.READ_LEDGER, True),
    ("ledger-attempts", [], Permission.READ_ATTEMPTS, False),
    ("ledger-verification", [], Permission.MAKE_CHECKPOINT, False),
    ("places", [], Permission.READ_AGENCIES, False),
    ("place", ["place"], Permission.READ_AGENCIES, True),
    ("place-establish", ["place"], Permission.EDIT_PLACES, True),
    ("place-rename", ["place"], Permission.EDIT_PLACES, True),
    ("place-recode", ["place"], Permission.EDIT_PLACES, True),
    ("place-abolish", ["place"], Permission.EDIT_PLACES, True),
    ("place-figures", ["place"], Permission.EDIT_PROFILES, True),
    ("bodies", [], Permission.READ_AGENCIES, False),
    ("body", ["body"], Permission.READ_AGENCIES, True),
    ("body-establish", [], Permission.EDIT_AGENCIES, False),
    ("body-rename", ["body"], Permission.EDIT_AGENCIES, True),
    ("body-describe", ["body"], Permission.EDIT_AGENCIES, True),
    ("body-abolish", ["body"], Permission.EDIT_AGENCIES, True),
    ("unit-establish", ["body"], Permission.EDIT_AGENCIES, True),
    ("people", [], Permission.READ_AGENCIES, False),
    ("person", ["person"], Permission.READ_AGENCIES, True),
    ("person-employ", [], Permission.EDIT_AGENCIES, False),
    ("person-reveal", ["person"], Permission.REVEAL_PERSON, True),
    ("post-body", ["person"], Permission.EDIT_AGENCIES, True),
    ("post-appoint", ["person", "body"], Permission.EDIT_AGENCIES, True),
    ("post-end", ["person", "post"], Permission.EDIT_AGENCIES, True),
    ("certificate-issue", ["person"], Permission.EDIT_AGENCIES, True),
    ("certificate-revoke", ["person", "certificate"], Permission.EDIT_AGENCIES, True),
    ("account-open", ["person"], Permission.EDIT_AGENCIES, True),
    ("account-close", ["person"], Permission.EDIT_AGENCIES, True),
    ("account-password", ["person"], Permission.EDIT_AGENCIES, True),
    ("account-second-factor", ["person"], Permission.EDIT_AGENCIES, True),
    ("calendar", [], Permission.READ_DESK, False),
    ("deadline", [], Permission.READ_DESK, False),
]
IDS = [name for name, *_ in PAGES]


def signed_in(*roles, **of_post):
    client = Client()
    client.force_login(
        factories.make_account(*roles, **of_post), backend="qiangzhen.site.signing_in.PasswordBackend"
    )
    return client


@pytest.fixture
def rows(county, noon):
    """One of everything in the county, with a secret in it."""
    person = factories.make_person(name="纪改新", citizen_number=CITIZEN, phone="13800000000")
    post = factories.make_post(Role.ENFORCEMENT_OFFICER, person=person, title="队长")
    account = Account(county_id=county.id, person=person, username="jigaixin")
    account.set_password(factories.PASSWORD)
    account.save()
    factories.enter_lines(factories.make_actor(Role.SUPERVISOR), 1, at=noon)
    return {
        "place": factories.make_place(code="220105103", name="英俊镇").id,
        "body": post.body_id,
        "person": person.id,
        "post": post.id,
        "certificate": factories.make_certificate(person=person).id,
        "sequence": 1,
    }


def address(name, wanted, rows):
    return reverse(name, args=[rows[key] for key in wanted])


@pytest.mark.parametrize(("name", "wanted", "permission", "of_county"), PAGES, ids=IDS)
class TestEveryPage:
    def test_opens_for_exactly_the_roles_that_hold_its_permission(
        self, rows, name, wanted, permission, of_county
    ):
        for role in Role:
            response = signed_in(role).get(address(name, wanted, rows))
            expected = 200 if permission in permissions_of([role]) else 403
            assert response.status_code == expected, role

    def test_sends_who_has_not_signed_in_to_the_sign_in(self, rows, name, wanted, permission, of_county):
        response = Client().get(address(name, wanted, rows))
        assert response.status_code == 302
        assert response.url.startswith(reverse("sign-in"))

    def test_shows_nothing_to_a_stranger_from_another_county(
        self, rows, other_county, name, wanted, permission, of_county
    ):
        with within(other_county.id):
            stranger = signed_in(*Role)
        response = stranger.get(address(name, wanted, rows))
        if of_county:
            assert response.status_code == 404
        assert "纪改新" not in response.content.decode()
        assert "英俊镇" not in response.content.decode()

    def test_never_shows_a_number_of_a_person(self, rows, name, wanted, permission, of_county):
        shown = signed_in(*Role).get(address(name, wanted, rows)).content.decode()
        assert CITIZEN not in shown
        assert "13800000000" not in shown


class TestLedgerPages:
    def test_filter_the_lines_and_turn_the_page(self, rows, supervisor, noon):
        factories.enter_lines(supervisor, 60, at=noon)
        client = signed_in(Role.SUPERVISOR)
        first = client.get("/ledger/")
        assert "after=12" in first.content.decode()
        second = client.get("/ledger/?after=12")
        assert [line.sequence for line in second.context["lines"]] == list(range(11, 0, -1))
        assert client.get("/ledger/?kind=test:entered&on=2026-03-05").context["lines"]
        assert not client.get("/ledger/?on=2026-03-06").context["lines"]
        assert client.get(f"/ledger/?body={supervisor.body_id}").context["lines"][-1].sequence == 12

    @pytest.mark.parametrize("query", ["kind=nothing", "body=x", "on=2026-02-30", "after=x"])
    def test_refuse_a_filter_that_is_none(self, rows, query):
        assert signed_in(Role.SUPERVISOR).get(f"/ledger/?{query}").status_code == 400

    def test_give_a_receipt_that_holds_and_the_file_that_checks_it(self, rows, supervisor, noon):
        root = make_checkpoint(actor=supervisor, at=noon).root
        response = signed_in(Role.SUPERVISOR).get("/ledger/1/receipt.json")
        assert "attachment" in response["Content-Disposition"]
        found = verify_receipt(json.loads(response.content), published_root=root)
        assert (found.holds, found.root_is_published) == (True, True)
        verifier = Client().get("/ledger/verify_receipt.py")
        assert verifier.content == Path(standalone.__file__).read_bytes()

    def test_answer_404_for_a_line_that_is_not_there(self, rows):
        client = signed_in(Role.SUPERVISOR)
        assert client.get("/ledger/99/").status_code == 404
        assert client.get("/ledger/99/receipt.json").status_code == 404

    def test_walk_the_chain_and_make_a_checkpoint(self, rows):
        client = signed_in(Role.SUPERVISOR)
        page = client.post("/ledger/verification/", {"anew": "1"})
        assert (page.context["walk"]["done"], page.context["walk"]["found"]) == (True, 0)
        assert client.post("/ledger/checkpoints/").status_code == 302
        assert Checkpoint.objects.count() == 1
        again = client.post("/ledger/checkpoints/", follow=True)
        assert "无须再做检查点" in again.content.decode()

    def test_walk_in_steps_under_htmx(self, rows, supervisor, noon, monkeypatch):
        factories.enter_lines(supervisor, 4, at=noon)
        monkeypatch.setattr("qiangzhen.ledger.verifying.verify_stretch.__kwdefaults__", {"at_most": 2})
        client = signed_in(Role.SUPERVISOR)
        part = client.post("/ledger/verification/", {"anew": "1"}, headers={"HX-Request": "true"})
        assert "<html" not in part.content.decode()
        assert 'hx-trigger="load' in part.content.decode()
        for _ in range(2):
            part = client.post("/ledger/verification/", headers={"HX-Request": "true"})
        assert part.context["walk"]["done"]
        assert part.context["walk"]["entries"] == 5

    def test_name_what_was_altered_and_which_trigger_is_gone(self, rows):
        factories.lift_ledger_triggers()
        LedgerEntry.objects.update(kind="test:other")
        page = signed_in(Role.SUPERVISOR).post("/ledger/verification/", {"anew": "1"}).content.decode()
        assert "第1条" in page
        assert "ledger_entry_" in page

    def test_list_what_was_refused(self, rows):
        client = signed_in(Role.SUPERVISOR)
        client.post("/ledger/checkpoints/")
        client.post("/ledger/checkpoints/")
        shown = client.get("/ledger/attempts/?outcome=refused")
        assert "无须再做检查点" in shown.content.decode()
        assert not client.get("/ledger/attempts/?outcome=failed").context["attempts"]
        assert client.get(f"/ledger/attempts/?after={uuid.uuid4()}").status_code == 404

    def test_only_take_a_checkpoint_as_post(self, rows):
        assert signed_in(Role.SUPERVISOR).get("/ledger/checkpoints/").status_code == 405
        assert signed_in(Role.REFORM_CLERK).post("/ledger/checkpoints/").status_code == 403


class TestPlacePages:
    def send(self, rows, page, /, **typed):
        return signed_in(Role.ADMINISTRATOR).post(reverse(page, args=[rows["place"]]), typed)

    def test_establish_a_village(self, rows):
        done = self.send(rows, "place-establish", code="220105103201", name="和平村", source="国家统计局")
        place = Place.objects.get(name="和平村")
        assert done.url == reverse("place", args=[place.id])

    def test_say_beside_the_field_why_a_code_cannot_be(self, rows):
        page = self.send(rows, "place-establish", code="22010510", name="和平村", source="x")
        assert page.status_code == 422
        assert page.context["form"].errors["code"]
        assert 'href="#id_code"' in page.content.decode()

    def test_rename_recode_and_abolish(self, rows):
        paper = {"on": "2026-01-01", "instrument": "吉民函〔2026〕3号"}
        assert self.send(rows, "place-rename", name="英俊新镇", **paper).status_code == 302
        paper["on"] = "2026-01-02"
        county = str(factories.county_place().id)
        assert self.send(rows, "place-recode", code="220105110", parent_id=county, **paper).status_code == 302
        paper["on"] = "2026-01-03"
        assert self.send(rows, "place-abolish", succeeded_by_id="", **paper).status_code == 302
        assert FormerPlace.objects.count() == 2
        shown = signed_in(Role.REFORM_CLERK).get(reverse("place", args=[rows["place"]])).content.decode()
        assert "英俊镇" in shown
        assert "220105103" in shown

    def test_record_figures_and_show_them(self, rows):
        typed = {"year": "2025", "source": "统计年鉴", "population": "47130", "area_km2": "58.4"}
        assert self.send(rows, "place-figures", **typed).status_code == 302
        assert ProfileFigure.objects.count() == 2
        shown = signed_in(Role.WINDOW_CLERK).get(reverse("place", args=[rows["place"]])).content.decode()
        assert re.search(r">47130\b(?!\.)", shown)
        assert re.search(r">58\.4\b", shown)

    def test_find_a_place_by_its_old_code(self, rows):
        client = signed_in(Role.WINDOW_CLERK)
        assert "英俊镇" in client.get("/places/?code=220105103").content.decode()
        assert client.get("/places/?code=220105999").context["found"] is None


class TestBodyPages:
    def send(self, page, /, *args, **typed):
        return signed_in(Role.ADMINISTRATOR).post(reverse(page, args=args), typed)

    def test_found_describe_rename_and_abolish(self, rows):
        done = self.send(
            "body-establish", name="长春市二道区司法局", short_name="司法局", key="sifa", kind="department",
            place_id=str(factories.county_place().id), aliases="司法\n区司法局",
        )  # fmt: skip
        body = Body.objects.get(key="sifa")
        assert done.url == reverse("body", args=[body.id])
        assert body.aliases == ["司法", "区司法局"]
        self.send("unit-establish", body.id, name="法治科")
        assert Unit.objects.get().name == "法治科"
        self.send(
            "body-describe", body.id, short_name="司法局", aliases="司法", is_administrative_organ="yes",
            instrument="三定方案",
        )  # fmt: skip
        self.send(
            "body-rename",
            body.id,
            name="二道区司法局",
            short_name="司法局",
            on="2026-01-01",
            instrument="长二编1号",
        )
        self.send("body-abolish", body.id, on="2026-02-01", instrument="长二编2号", succeeded_by_id="")
        body.refresh_from_db()
        assert (body.name, body.is_administrative_organ, body.abolished_on) == (
            "二道区司法局", True, dt.date(2026, 2, 1),
        )  # fmt: skip

    def test_filter_by_kind(self, rows):
        client = signed_in(Role.WINDOW_CLERK)
        assert not client.get("/agencies/?kind=town").context["rows"]
        assert client.get("/agencies/?kind=department").context["rows"]
        assert client.get("/agencies/?kind=ministry").status_code == 400


class TestPersonPages:
    def send(self, rows, page, /, *more, **typed):
        return signed_in(Role.ADMINISTRATOR).post(reverse(page, args=[rows["person"], *more]), typed)

    def test_register_with_a_number_that_is_never_shown_again(self, rows):
        client = signed_in(Role.ADMINISTRATOR)
        done = client.post(reverse("person-employ"), {"name": "安应时", "citizen_number": CITIZEN})
        shown = client.get(done.url).content.decode()
        assert "110105********002X" in shown
        assert CITIZEN not in shown

    def test_reveal_a_number_once_with_a_reason(self, rows):
        refused = self.send(rows, "person-reveal", field="citizen_number", reason="")
        assert refused.status_code == 422
        assert not LedgerEntry.objects.filter(kind="person:revealed").exists()
        shown = self.send(rows, "person-reveal", field="citizen_number", reason="核对身份")
        assert CITIZEN in shown.content.decode()
        assert "no-store" in shown["Cache-Control"]
        assert CITIZEN not in LedgerEntry.objects.get(kind="person:revealed").content

    def test_reveal_the_number_of_a_certificate(self, rows):
        number = Certificate.objects.get().number
        shown = self.send(
            rows, "person-reveal", field=f"certificate_number:{rows['certificate']}", reason="核对"
        )
        assert number in shown.content.decode()

    def test_appoint_and_end(self, rows):
        chosen = self.send(rows, "post-body", body_id=str(rows["body"]))
        assert chosen.url == reverse("post-appoint", args=[rows["person"], rows["body"]])
        self.send(
            rows,
            "post-appoint",
            rows["body"],
            title="值班长",
            roles=["duty_officer"],
            valid_from="2026-01-01",
        )
        post = Post.objects.get(title="值班长")
        self.send(rows, "post-end", post.id, on="2026-02-01")
        post.refresh_from_db()
        assert post.valid_to == dt.date(2026, 2, 1)
        assert self.send(rows, "post-end", uuid.uuid4(), on="2026-02-01").status_code == 404

    def test_register_and_revoke_a_certificate(self, rows):
        self.send(
            rows, "certificate-issue", kind="enforcement", number="0722", issuer="省政府", issued_on="2025-01-01",
            expires_on="2030-01-01",
        )  # fmt: skip
        assert Certificate.objects.count() == 2
        self.send(rows, "certificate-revoke", rows["certificate"], on="2026-01-01", reason="调离")
        assert Certificate.objects.get(id=rows["certificate"]).revoked_on == dt.date(2026, 1, 1)
        assert (
            self.send(rows, "certificate-revoke", uuid.uuid4(), on="2026-01-01", reason="x").status_code
            == 404
        )

    def test_help_with_the_account(self, rows):
        account = Account.objects.get(username="jigaixin")
        TOTPDevice.objects.create(user=account, confirmed=True)
        self.send(rows, "account-second-factor", reason="手机遗失")
        assert not TOTPDevice.objects.exists()
        self.send(rows, "account-password", password="another-long-secret", reason="本人遗忘")
        self.send(rows, "account-close", reason="离职")
        account.refresh_from_db()
        assert account.check_password("another-long-secret")
        assert not account.is_active

    def test_open_an_account(self, rows):
        person = factories.make_person()
        page = signed_in(Role.ADMINISTRATOR)
        weak = page.post(reverse("account-open", args=[person.id]), {"username": "new", "password": "kx-7"})
        assert "密码太短" in weak.content.decode()
        assert "kx-7" not in weak.content.decode()
        page.post(
            reverse("account-open", args=[person.id]), {"username": "new", "password": factories.PASSWORD}
        )
        assert Account.objects.get(person=person).username == "new"

    def test_offer_no_help_where_there_is_no_account(self, rows):
        person = factories.make_person()
        assert (
            signed_in(Role.ADMINISTRATOR).get(reverse("account-close", args=[person.id])).status_code == 404
        )

    def test_turn_the_page(self, rows):
        Person.objects.bulk_create(Person(name=f"人{n:02d}", initials=f"z{n:02d}") for n in range(60))
        client = signed_in(Role.WINDOW_CLERK)
        first = client.get("/agencies/people/")
        assert len(first.context["people"]) == 50
        rest = client.get(f"/agencies/people/?after={first.context['after']}").context["people"]
        assert {person.id for person in rest}.isdisjoint({person.id for person in first.context["people"]})
        assert client.get("/agencies/people/?after=x").status_code == 404
        assert client.get(f"/agencies/people/?after={uuid.uuid4()}").status_code == 404


class TestDesk:
    def test_tells_an_officer_of_certificates_of_his_own_body(self, county):
        soon = dt.date.today() + dt.timedelta(days=20)
        here, there = factories.make_post(Role.WINDOW_CLERK), factories.make_post(Role.WINDOW_CLERK)
        for post in (here, there):
            factories.make_certificate(person=post.person, expires_on=soon)
        shown = signed_in(Role.DEPARTMENT_OFFICER, body=here.body).get("/desk/").content.decode()
        assert here.person.name in shown
        assert there.person.name not in shown
        everywhere = signed_in(Role.SUPERVISOR).get("/desk/").content.decode()
        assert there.person.name in everywhere

    def test_tells_the_administrator_of_posts_that_end(self, county):
        post = factories.make_post(Role.WINDOW_CLERK, valid_to=dt.date.today() + dt.timedelta(days=30))
        assert post.person.name in signed_in(Role.ADMINISTRATOR).get("/desk/").content.decode()
        assert post.person.name not in signed_in(Role.WINDOW_CLERK).get("/desk/").content.decode()


class TestCalendarPages:
    def test_show_days_worked_instead_and_the_notice(self, county):
        shown = signed_in(Role.WINDOW_CLERK).get("/calendar/2026/").content.decode()
        assert "国务院办公厅关于2026年部分节假日安排的通知" in shown
        assert shown.count("班</span>") == 6

    def test_mark_a_year_without_notice_as_provisional(self, county):
        page = signed_in(Role.WINDOW_CLERK).get("/calendar/2027/")
        assert page.context["provisional"]
        assert signed_in(Role.WINDOW_CLERK).get("/calendar/1990/").status_code == 404

    def test_compute_a_deadline_with_its_steps(self, county):
        client = signed_in(Role.WINDOW_CLERK)
        form = client.get("/calendar/deadline/").context["form"]
        number = form.fields["limit"].choices[0][0]
        page = client.get(f"/calendar/deadline/?limit={number}&start_on=2026-03-05")
        assert page.context["deadline"].due_on > dt.date(2026, 3, 5)
        assert page.context["deadline"].working[0].text.zh in page.content.decode()
        assert client.get(f"/calendar/deadline/?limit={number}&start_on=1890-01-01").status_code == 422
