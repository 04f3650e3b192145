"""The law is open to everybody; powers of the county are named only to those who may read the catalogue."""

import pytest
from django.urls import reverse

from qiangzhen.agencies.roles import Role
from qiangzhen.catalogue import actions
from qiangzhen.county import law
from tests import factories
from tests.catalogue import lists
from tests.conftest import NOON

ADDRESSES = [
    ("law", []),
    ("statute", ["work-safety-law"]),
    ("article", ["penalty-law", "24"]),
    ("rules", []),
    ("rule", ["QZ-XF-060"]),
]


@pytest.mark.parametrize(("name", "args"), ADDRESSES)
class TestEveryLawPage:
    def test_opens_for_a_visitor(self, client, county, name, args):
        assert client.get(reverse(name, args=args)).status_code == 200


class TestAnArticle:
    def test_names_the_rules_resting_on_it(self, client, county):
        assert "QZ-XF-060" in client.get(reverse("article", args=["penalty-law", "24"])).content.decode()

    def test_names_powers_only_to_those_who_may_read_them(self, client, county, reform_clerk):
        power = actions.enter_power(
            actor=reform_clerk, at=NOON, draft=lists.draft(holder=lists.emergency_bureau())
        )
        statute = power.current.bases.get().statute
        address = reverse("article", args=[statute, "102"])
        assert power.code not in client.get(address).content.decode()
        account = factories.make_account(Role.LEGAL_REVIEWER)
        client.force_login(account, backend="qiangzhen.site.signing_in.PasswordBackend")
        assert power.code in client.get(address).content.decode()

    @pytest.mark.parametrize("args", [["no-such-law", "1"], ["penalty-law", "0"], ["penalty-law", "x"]])
    def test_that_cannot_be_is_not_found(self, client, county, args):
        assert client.get(reverse("article", args=args)).status_code == 404


class TestARule:
    def test_shows_its_two_examples(self, client, county):
        response = client.get(reverse("rule", args=["QZ-YJ-001"]))
        assert [name for name, _ in response.context["examples"]] == ["permits", "refuses"]

    def test_that_is_unknown_is_not_found(self, client, county):
        assert client.get(reverse("rule", args=["QZ-YJ-999"])).status_code == 404

    def test_has_a_page_whatever_its_number(self, client, county):
        for rule in law.rules().rules[::25]:
            assert client.get(reverse("rule", args=[rule.number])).status_code == 200
