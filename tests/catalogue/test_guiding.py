"""A guiding catalogue is entered with its paper, its items are read from a list and matched to powers."""

import pytest

from qiangzhen.catalogue import actions
from qiangzhen.catalogue.queries import (
    PowerFilter,
    get_guiding_catalogue,
    list_guiding_items,
    list_powers,
    map_memberships,
)
from qiangzhen.documents.actions import InstrumentDraft
from qiangzhen.ledger.acts import PermissionRefused, Refused
from tests.catalogue import lists
from tests.conftest import NOON

PAPER = InstrumentDraft(
    kind="guiding_catalogue",
    title="赋权指导目录",
    number="吉政办发〔2018〕42号",
    issuer="吉林省人民政府办公厅",
)


@pytest.fixture
def power(county, reform_clerk):
    return actions.enter_power(
        actor=reform_clerk, at=NOON, draft=lists.draft(holder=lists.emergency_bureau())
    )


@pytest.fixture
def catalogue(power, reform_clerk):
    return actions.issue_guiding_catalogue(
        actor=reform_clerk, at=NOON, instrument=PAPER, certainty="unverified"
    )


def read(catalogue, clerk):
    return actions.read_guiding_items(
        actor=clerk, at=NOON, catalogue=catalogue, upload=lists.upload(), receivers=["town"]
    )


class TestEnter:
    def test_registers_its_paper_in_the_same_act(self, catalogue):
        view = get_guiding_catalogue(catalogue_id=catalogue.id)
        assert (view.instrument.number, view.certainty, view.items) == (
            "吉政办发〔2018〕42号",
            "unverified",
            0,
        )

    def test_refuses_a_paper_of_another_kind(self, county, reform_clerk):
        paper = InstrumentDraft(kind="county_document", title="通知", issuer="区政府")
        with pytest.raises(Refused, match="neither a guiding"):
            actions.issue_guiding_catalogue(
                actor=reform_clerk, at=NOON, instrument=paper, certainty="verified"
            )

    def test_is_not_open_to_a_department(self, county, department_officer):
        with pytest.raises(PermissionRefused):
            actions.issue_guiding_catalogue(
                actor=department_officer, at=NOON, instrument=PAPER, certainty="verified"
            )


class TestItems:
    def test_are_matched_to_powers_of_the_very_name(self, catalogue, power, reform_clerk):
        assert read(catalogue, reform_clerk) == 3
        items = list_guiding_items(catalogue_id=catalogue.id)
        assert [item.power_id for item in items] == [power.id, None, None]
        assert items[0].receivers == ("town",)

    def test_are_read_once(self, catalogue, reform_clerk):
        read(catalogue, reform_clerk)
        with pytest.raises(Refused, match="has items already"):
            read(catalogue, reform_clerk)

    def test_are_matched_by_hand(self, catalogue, power, reform_clerk):
        read(catalogue, reform_clerk)
        first, second, _ = catalogue.items.order_by("position")
        actions.match_guiding_item(actor=reform_clerk, at=NOON, item=first, power=None)
        actions.match_guiding_item(actor=reform_clerk, at=NOON, item=second, power=power)
        (membership,) = map_memberships(power_ids=[power.id])[power.id]
        assert membership.item_number == "2"
        assert membership.certainty == "unverified"

    def test_narrow_a_list_of_powers(self, catalogue, power, reform_clerk):
        assert list_powers(narrowed=PowerFilter(in_guiding_catalogue=True)) == []
        read(catalogue, reform_clerk)
        assert [view.id for view in list_powers(narrowed=PowerFilter(in_guiding_catalogue=True))] == [
            power.id
        ]
        assert list_powers(narrowed=PowerFilter(in_guiding_catalogue=False)) == []
