"""People, posts and certificates; and no number of a person anywhere but where it was asked for."""

import datetime as dt
import json

import pytest

from qiangzhen.agencies.acting import find_actor
from qiangzhen.agencies.actions import (
    appoint_to_post,
    employ_person,
    end_post,
    issue_certificate,
    reveal_person_field,
    revoke_certificate,
)
from qiangzhen.agencies.models import Certificate, Person, Post
from qiangzhen.agencies.queries import (
    CertificateState,
    count_certified_officers,
    get_person,
    list_certificates_of_body,
    list_ending_posts,
    list_expiring_certificates,
    list_people,
    list_posts_of_body,
)
from qiangzhen.agencies.roles import Role
from qiangzhen.county.scope import within
from qiangzhen.ledger.acts import PermissionRefused, Refused
from qiangzhen.ledger.models import Attempt, LedgerEntry
from tests import factories

# Numbers that pass their check and belong to nobody: GB 11643 gives the first as its example.
CITIZEN, PHONE, CERTIFICATE = "11010519491231002X", "13800000000", "07220105001234"
TODAY = dt.date(2026, 3, 5)


def codes(refusal):
    return {reason.code for reason in refusal.value.reasons}


def everything_written():
    """Return all that ledger and attempts hold, as one text."""
    lines = [*LedgerEntry.objects.values_list("content", flat=True)]
    return "\n".join(
        lines + [json.dumps(reasons) for reasons in Attempt.objects.values_list("reasons", flat=True)]
    )


@pytest.fixture
def person(county, administrator, noon):
    key = employ_person(actor=administrator, at=noon, name="纪改新", citizen_number=CITIZEN, phone=PHONE)
    return Person.objects.get(id=key)


class TestEmployPerson:
    def test_encrypts_the_numbers_and_shows_them_masked(self, person, django_assert_num_queries):
        detail = get_person(person_id=person.id, on=TODAY)
        assert (detail.citizen_number_masked, detail.phone_masked) == ("110105********002X", "138****0000")
        assert detail.initials == "jgx"

    def test_leaves_no_number_in_the_table_in_plain(self, person):
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT citizen_number, phone FROM person WHERE name = '纪改新'")
            stored = "".join(cursor.fetchone())
        assert stored.startswith("sm4:")
        assert CITIZEN not in stored
        assert PHONE not in stored

    @pytest.mark.parametrize(
        "inputs",
        [
            {"name": ""},
            {"citizen_number": "110105194912310021"},
            {"citizen_number": "110105491231002"},
            {"phone": "12345"},
        ],
    )
    def test_refuses_what_is_malformed_and_writes_the_number_nowhere(
        self, county, administrator, noon, inputs, caplog
    ):
        with pytest.raises(Refused):
            employ_person(actor=administrator, at=noon, **{"name": "纪改新"} | inputs)
        assert not Person.objects.filter(name="纪改新").exists()
        for number in inputs.values():
            if number:
                assert number not in everything_written() + caplog.text


class TestNumbersOfPeople:
    def test_are_in_no_line_attempt_or_log(self, person, administrator, supervisor, noon, caplog):
        issue_certificate(
            actor=administrator, at=noon, person_id=person.id, number=CERTIFICATE, kind="enforcement",
            issuer="吉林省人民政府", issued_on=dt.date(2024, 1, 1), expires_on=dt.date(2029, 1, 1),
        )  # fmt: skip
        certificate = Certificate.objects.get()
        for field, key in (("citizen_number", None), ("phone", None), ("certificate_number", certificate.id)):
            reveal_person_field(
                actor=supervisor,
                at=noon,
                person_id=person.id,
                field=field,
                reason="核对身份",
                certificate_id=key,
            )
        revoke_certificate(
            actor=administrator, at=noon, certificate_id=certificate.id, on=TODAY, reason="调离执法岗位"
        )
        written = everything_written() + caplog.text
        for number in (CITIZEN, PHONE, CERTIFICATE):
            assert number not in written


class TestRevealPersonField:
    def test_gives_the_number_and_enters_who_looked_and_why(self, person, supervisor, noon):
        told = reveal_person_field(
            actor=supervisor, at=noon, person_id=person.id, field="citizen_number", reason="核对身份"
        )
        assert told == CITIZEN
        line = LedgerEntry.objects.get(kind="person:revealed")
        assert json.loads(line.content)["particulars"] == {
            "person": "纪改新", "field": "citizen_number", "reason": "核对身份",
        }  # fmt: skip

    def test_enters_every_look(self, person, supervisor, noon):
        for _ in range(3):
            reveal_person_field(
                actor=supervisor, at=noon, person_id=person.id, field="phone", reason="联系本人"
            )
        assert LedgerEntry.objects.filter(kind="person:revealed").count() == 3

    @pytest.mark.parametrize(
        ("inputs", "reason"),
        [
            ({"reason": " "}, "no_reason"),
            ({"field": "name"}, "unknown_field"),
            ({"field": "certificate_number"}, "unknown_field"),
        ],
    )
    def test_is_refused_without_reason_or_field(self, person, supervisor, noon, inputs, reason):
        given = {"field": "phone", "reason": "联系本人"}
        with pytest.raises(Refused) as refusal:
            reveal_person_field(actor=supervisor, at=noon, person_id=person.id, **given | inputs)
        assert codes(refusal) == {reason}

    def test_is_refused_where_no_number_was_given(self, county, supervisor, noon):
        with pytest.raises(Refused) as refusal:
            reveal_person_field(
                actor=supervisor,
                at=noon,
                person_id=factories.make_person().id,
                field="phone",
                reason="联系本人",
            )
        assert codes(refusal) == {"not_given"}

    def test_needs_the_permission(self, person, reform_clerk, noon):
        with pytest.raises(PermissionRefused):
            reveal_person_field(
                actor=reform_clerk, at=noon, person_id=person.id, field="citizen_number", reason="好奇"
            )

    def test_does_not_reach_into_another_county(self, person, other_county, noon):
        with within(other_county.id):
            stranger = factories.make_actor(Role.SUPERVISOR)
            with pytest.raises(Person.DoesNotExist):
                reveal_person_field(
                    actor=stranger, at=noon, person_id=person.id, field="phone", reason="好奇"
                )


class TestPosts:
    def appoint(self, actor, noon, **inputs):
        given = {
            "person_id": factories.make_person(name="安应时").id,
            "body_id": factories.make_body(name="应急局").id,
            "title": "科长",
            "roles": ["department_officer"],
            "valid_from": dt.date(2026, 1, 1),
        }
        return appoint_to_post(actor=actor, at=noon, **given | inputs)

    def test_give_rights_from_the_first_day_to_the_last(self, county, administrator, noon):
        account = factories.make_account(Role.GRID_WORKER, valid_to=dt.date(2021, 1, 1))
        self.appoint(
            administrator, noon, person_id=account.person_id, valid_from=dt.date(2026, 3, 5),
            valid_to=dt.date(2026, 3, 7),
        )  # fmt: skip
        held = {
            day: find_actor(account=account, chosen_post=None, on=dt.date(2026, 3, day))[0] is not None
            for day in (4, 5, 6, 7)
        }
        assert held == {4: False, 5: True, 6: True, 7: False}

    def test_end_with_an_act(self, county, administrator, noon):
        key = self.appoint(administrator, noon)
        end_post(actor=administrator, at=noon, post_id=key, on=dt.date(2026, 3, 1))
        assert Post.objects.get(id=key).valid_to == dt.date(2026, 3, 1)
        with pytest.raises(Refused) as refusal:
            end_post(actor=administrator, at=noon, post_id=key, on=dt.date(2026, 3, 2))
        assert codes(refusal) == {"ended"}

    def test_cannot_end_before_they_began(self, county, administrator, noon):
        key = self.appoint(administrator, noon)
        with pytest.raises(Refused) as refusal:
            end_post(actor=administrator, at=noon, post_id=key, on=dt.date(2025, 12, 31))
        assert codes(refusal) == {"before_start"}

    @pytest.mark.parametrize(
        ("inputs", "reason"),
        [
            ({"title": ""}, "no_title"),
            ({"roles": []}, "bad_roles"),
            ({"roles": ["king"]}, "bad_roles"),
            ({"valid_to": dt.date(2026, 1, 1)}, "no_period"),
        ],
    )
    def test_refuse_what_cannot_be(self, county, administrator, noon, inputs, reason):
        with pytest.raises(Refused) as refusal:
            self.appoint(administrator, noon, **inputs)
        assert codes(refusal) == {reason}

    def test_refuse_an_abolished_body_and_a_unit_of_another(self, county, administrator, noon):
        gone = factories.make_body(abolished_on=dt.date(2025, 1, 1))
        foreign = factories.make_unit(body=factories.make_body())
        with pytest.raises(Refused) as refusal:
            self.appoint(administrator, noon, body_id=gone.id, unit_id=foreign.id)
        assert codes(refusal) == {"abolished", "foreign_unit"}

    def test_refuse_the_same_post_twice_at_once(self, county, administrator, noon):
        person, body = factories.make_person(), factories.make_body()
        same = {"person_id": person.id, "body_id": body.id}
        self.appoint(administrator, noon, **same, valid_to=dt.date(2026, 6, 1))
        with pytest.raises(Refused) as refusal:
            self.appoint(administrator, noon, **same, valid_from=dt.date(2026, 5, 1))
        assert codes(refusal) == {"post_held"}
        self.appoint(administrator, noon, **same, valid_from=dt.date(2026, 6, 1))

    def test_that_end_soon_are_listed(self, county):
        soon = factories.make_post(Role.WINDOW_CLERK, valid_to=dt.date(2026, 4, 1))
        factories.make_post(Role.WINDOW_CLERK, valid_to=dt.date(2026, 8, 1))
        factories.make_post(Role.WINDOW_CLERK)
        assert [post.id for post in list_ending_posts(on=TODAY, before=dt.date(2026, 5, 1))] == [soon.id]
        elsewhere = factories.make_body().id
        assert list_ending_posts(on=TODAY, before=dt.date(2026, 5, 1), body_id=elsewhere) == []


class TestCertificates:
    @pytest.mark.parametrize(
        ("inputs", "reason"),
        [
            ({"number": ""}, "no_number"),
            ({"kind": "driving"}, "unknown_kind"),
            ({"issuer": ""}, "no_issuer"),
            ({"expires_on": dt.date(2024, 1, 1)}, "no_period"),
            ({"issued_on": dt.date(2026, 4, 1)}, "in_the_future"),
        ],
    )
    def test_refuse_what_cannot_be(self, person, administrator, noon, inputs, reason):
        given = {
            "number": CERTIFICATE, "kind": "enforcement", "issuer": "省政府", "issued_on": dt.date(2024, 1, 1),
            "expires_on": dt.date(2029, 1, 1),
        }  # fmt: skip
        with pytest.raises(Refused) as refusal:
            issue_certificate(actor=administrator, at=noon, person_id=person.id, **given | inputs)
        assert codes(refusal) == {reason}

    def test_are_revoked_once(self, person, administrator, noon):
        certificate = factories.make_certificate(person=person)
        given = {"actor": administrator, "at": noon, "certificate_id": certificate.id, "reason": "调离"}
        with pytest.raises(Refused) as refusal:
            revoke_certificate(on=dt.date(2023, 1, 1), **given)
        assert codes(refusal) == {"before_start"}
        revoke_certificate(on=TODAY, **given)
        with pytest.raises(Refused) as refusal:
            revoke_certificate(on=TODAY, **given)
        assert codes(refusal) == {"revoked"}

    @pytest.mark.parametrize(
        ("fields", "state"),
        [
            ({}, CertificateState.VALID),
            ({"expires_on": dt.date(2026, 3, 6)}, CertificateState.VALID),
            ({"expires_on": TODAY}, CertificateState.EXPIRED),
            ({"revoked_on": TODAY}, CertificateState.REVOKED),
            ({"revoked_on": dt.date(2026, 3, 6)}, CertificateState.VALID),
            ({"issued_on": dt.date(2026, 3, 6)}, CertificateState.NOT_YET),
        ],
    )
    def test_count_for_a_body_while_they_are_valid(self, county, fields, state):
        post = factories.make_post(Role.ENFORCEMENT_OFFICER)
        factories.make_certificate(person=post.person, **fields)
        counted = count_certified_officers(body_id=post.body_id, on=TODAY)
        assert counted == (1 if state is CertificateState.VALID else 0)
        [certificate] = list_certificates_of_body(body_id=post.body_id, on=TODAY)
        assert certificate.state is state

    def test_count_people_and_not_papers_or_posts(self, county):
        post = factories.make_post(Role.ENFORCEMENT_OFFICER)
        factories.make_post(Role.DUTY_OFFICER, person=post.person, body=post.body, title="值班长")
        factories.make_certificate(person=post.person)
        factories.make_certificate(person=post.person)
        factories.make_certificate(
            person=factories.make_post(Role.WINDOW_CLERK, body=post.body).person, kind="supervision"
        )
        assert count_certified_officers(body_id=post.body_id, on=TODAY) == 1

    def test_do_not_count_after_the_post_ended(self, county):
        post = factories.make_post(Role.ENFORCEMENT_OFFICER, valid_to=TODAY)
        factories.make_certificate(person=post.person)
        assert count_certified_officers(body_id=post.body_id, on=TODAY) == 0
        assert count_certified_officers(body_id=post.body_id, on=TODAY - dt.timedelta(days=1)) == 1

    def test_that_expire_soon_or_have_expired_are_listed_with_the_days_left(self, county):
        post = factories.make_post(Role.ENFORCEMENT_OFFICER)
        for expires in (dt.date(2026, 2, 1), dt.date(2026, 4, 1), dt.date(2026, 6, 1)):
            factories.make_certificate(person=post.person, expires_on=expires)
        factories.make_certificate(person=factories.make_person(), expires_on=dt.date(2026, 4, 1))
        found = list_expiring_certificates(on=TODAY, before=dt.date(2026, 5, 4))
        assert [certificate.days_left for certificate in found] == [-32, 27]
        assert (
            list_expiring_certificates(on=TODAY, before=dt.date(2026, 5, 4), body_id=factories.make_body().id)
            == []
        )


class TestListPeople:
    def test_goes_page_by_page_with_the_posts_of_the_day(self, county, django_assert_num_queries):
        for initials in ("aa", "bb", "bb", "cc"):
            person = factories.make_person(initials=initials)
            factories.make_post(Role.WINDOW_CLERK, person=person)
            factories.make_post(Role.GRID_WORKER, person=person, valid_to=dt.date(2021, 1, 1))
        with django_assert_num_queries(2):
            first = list_people(on=TODAY, limit=2)
        rest = list_people(on=TODAY, after=first[-1].id)
        assert [person.initials for person in first + rest] == ["aa", "bb", "bb", "cc"]
        assert {len(person.posts) for person in first + rest} == {1}

    def test_knows_nobody_of_another_county(self, county, other_county):
        with within(other_county.id):
            post = factories.make_post(Role.WINDOW_CLERK)
        assert list_people(on=TODAY) == []
        assert list_posts_of_body(body_id=post.body_id, on=TODAY) == []
        with pytest.raises(Person.DoesNotExist):
            get_person(person_id=post.person_id, on=TODAY)

    def test_hides_a_malformed_number_whole(self, county):
        person = factories.make_person(citizen_number="123456")
        assert get_person(person_id=person.id, on=TODAY).citizen_number_masked == "******"
