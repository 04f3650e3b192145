"""What the demonstration's townships hold at the start is lawful by the kernel's own answer, and rests on papers marked as invented."""

import datetime as dt
from collections import Counter
from functools import cache
from typing import Any

import pytest

from qiangzhen.kernel.authority import Mode, ReceiverKind
from qiangzhen.kernel.authority.handing_down import (
    Basis,
    Facts,
    Giver,
    Matter,
    Outcome,
    Packs,
    ProvincialDecision,
    Receiver,
    WaysDown,
    load_packs,
    ways_down,
)
from qiangzhen.kernel.statutes import PowerKind

from .test_demonstration import LAW, bodies, content, keyed, register


@cache
def packs() -> Packs:
    return load_packs(LAW)


def bases_of(power: dict[str, Any], on: dt.date) -> tuple[Basis, ...]:
    found = [(basis, register().find(basis["statute"], on=on)) for basis in power["bases"]]
    return tuple(
        Basis(
            title=basis["statute"],
            rank=statute.rank,
            names=frozenset(map(ReceiverKind, basis.get("names_receiver", []))),
            allows_entrustment=basis.get("allows_entrustment", False),
            in_force_to=statute.in_force_to,
        )
        for basis, statute in found
    )


def ask(grant: dict[str, Any], power: dict[str, Any], receiver: dict[str, Any], pack: str) -> WaysDown:
    """Ask the kernel about one grant, on the day it begins, with the township's figures of 2025."""
    officers = {
        (row["township"], row["year"]): row["certified_officers"] for row in content("profiles")["profiles"]
    }
    holder = bodies()[power["holder"]]
    decision = keyed("mandates", "instruments")["provincial-decision-2024"]
    return ways_down(
        matter=Matter(
            name=power["name"],
            kind=PowerKind(power["kind"]),
            bases=bases_of(power, grant["valid_from"]),
            restricts_liberty=power.get("restricts_liberty", False),
            reserved_to_county_or_above=power.get("reserved_to_county_or_above", False),
            follows_penalty_power=power.get("follows_penalty_power", False),
        ),
        giver=Giver(name=holder["name"], is_county_department=holder["parent"] == "erdao-government"),
        receiver=Receiver(
            kind=ReceiverKind(receiver["kind"]),
            certified_officers=officers.get((receiver["key"], 2025)),
            is_administrative_organ=receiver["is_administrative_organ"],
        ),
        facts=Facts(
            provincial_decision=ProvincialDecision(
                published_on=decision["published_on"], lists_matter=power["key"] in decision["lists_matters"]
            ),
            dispatched_body_of_holder=receiver["parent"] == power["holder"],
            written_entrustment=grant["mode"] == "entrustment",
        ),
        pack=packs()[pack],
        on=grant["valid_from"],
    )


def granted() -> list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    return [
        (grant, keyed("powers", "powers")[power], bodies()[receiver])
        for grant in content("mandates")["grants"]
        for power in grant["powers"]
        for receiver in grant["receivers"]
    ]


class TestMandates:
    def test_rest_on_papers_marked_as_invented(self):
        papers = keyed("mandates", "instruments")
        for paper in papers.values():
            assert paper["demonstration"] is True and "演示" in paper["title"] and "演示" in paper["number"]
            assert paper["signed_on"] <= paper["published_on"] <= paper.get("filed_on", dt.date.max)
        numbers = [(paper["issuer"], paper["number"]) for paper in papers.values()]
        assert len(numbers) == len(set(numbers))
        for grant in content("mandates")["grants"]:
            paper = papers[grant["instrument"]]
            assert paper["published_on"] <= grant["recorded_on"] <= grant["valid_from"]

    def test_are_enough_in_many_modes_for_many_townships(self):
        assert len(granted()) >= 40
        assert len({grant["mode"] for grant, _, _ in granted()}) >= 5
        assert len({receiver["key"] for _, _, receiver in granted()}) >= 8
        once = Counter((power["key"], receiver["key"]) for _, power, receiver in granted())
        assert set(once.values()) == {1}

    def test_leave_the_five_items_of_the_first_list_to_the_user(self):
        assert [power["key"] for _, power, _ in granted() if "list_number" in power] == []

    def test_give_acts_that_the_power_has(self):
        for grant, power, _ in granted():
            assert set(grant.get("acts", power["acts"])) <= set(power["acts"]), power["key"]

    @pytest.mark.parametrize("pack", ["national", "000-erdao", "example"])
    def test_go_down_only_as_the_law_and_the_pack_let_them(self, pack):
        for grant, power, receiver in granted():
            way = ask(grant, power, receiver, pack).ways[Mode(grant["mode"])]
            assert way.outcome is not Outcome.FORBID, (power["key"], receiver["key"], way.reasons)

    def test_entrust_for_a_term(self):
        for grant, power, _ in granted():
            assert (grant.get("valid_to") is not None) == (grant["mode"] == "entrustment"), power["key"]

    def test_move_inside_a_department_only_to_its_own_branch(self):
        for grant, power, receiver in granted():
            if grant["mode"] == "internal_transfer":
                assert receiver["kind"] == "dispatched_body" and receiver["parent"] == power["holder"]

    def test_change_only_what_was_granted_and_only_by_a_published_paper(self):
        papers = keyed("mandates", "instruments")
        held = {(power["key"], receiver["key"]): grant for grant, power, receiver in granted()}
        kinds = set()
        for change in content("mandates")["changes"]:
            grant = held[(change["power"], change["receiver"])]
            assert grant["recorded_on"] < change["recorded_on"]
            assert papers[change["instrument"]]["published_on"] <= change["recorded_on"]
            assert change["from"] >= grant["valid_from"]
            kinds.add(change["kind"])
        assert kinds == {"corrected", "suspended", "withdrawn", "taken_over"}
