"""Rules hold from a day on: the day before, the day itself."""

from __future__ import annotations

from typing import Any

import pytest

from tests.kernel.authority.handing_down.forms import codes, form, outcomes, rules_of


class TestConferralOfAPenalty:
    def test_is_closed_on_the_day_before_article_24(self, ask: Any) -> None:
        old = {"published_on": "2018-11-01", "lists_matter": True}
        answer = ask(form(on="2021-07-14", facts__provincial_decision=old))
        assert outcomes(answer)["conferral"] == "forbid"
        assert rules_of(answer["ways"]["conferral"]) == ["QZ-XF-066"]
        assert "before_conferral_was_law" in codes(answer)

    def test_is_open_from_the_day_of_article_24(self, ask: Any) -> None:
        old = {"published_on": "2018-11-01", "lists_matter": True}
        answer = ask(form(on="2021-07-15", facts__provincial_decision=old))
        assert outcomes(answer)["conferral"] == "permit"
        assert "decision_older_than_conferral" in codes(answer)

    @pytest.mark.parametrize(("on", "outcome"), [("2021-12-31", "forbid"), ("2022-01-01", "permit")])
    def test_waits_for_the_day_of_publication(self, ask: Any, on: str, outcome: str) -> None:
        assert outcomes(ask(form(on=on)))["conferral"] == outcome

    def test_is_closed_while_the_decision_is_unpublished(self, ask: Any) -> None:
        decision = {"published_on": None, "lists_matter": True}
        assert outcomes(ask(form(facts__provincial_decision=decision)))["conferral"] == "forbid"


class TestABasis:
    @pytest.mark.parametrize(("on", "outcome"), [("2025-12-31", "permit"), ("2026-01-01", "forbid")])
    def test_no_longer_holds_on_the_day_it_ends(self, ask: Any, on: str, outcome: str) -> None:
        assert outcomes(ask(form(on=on, basis__in_force_to="2026-01-01")))["conferral"] == outcome


class TestBeforeAnyLaw:
    def test_every_licence_is_closed(self, ask: Any) -> None:
        answer = ask(form(on="2004-06-30", matter__kind="licence"))
        assert outcomes(answer)["entrustment"] == "forbid"
        assert rules_of(answer["ways"]["entrustment"]) == ["QZ-XF-999"]


class TestThePenaltyLawBefore2021:
    def test_let_only_public_institutions_be_entrusted(self, ask: Any) -> None:
        assert outcomes(ask(form(on="2021-07-14")))["entrustment"] == "forbid"
        institution = form(on="2021-07-14", receiver__kind="public_institution")
        assert outcomes(ask(institution))["entrustment"] == "conditional"


class TestTheFirstAndLastDaysOfTheCalendar:
    @pytest.mark.parametrize(("on", "outcome"), [("0001-01-01", "forbid"), ("9999-12-31", "permit")])
    def test_are_answered(self, ask: Any, on: str, outcome: str) -> None:
        way = ask(form(on=on, pack="example"))["ways"]["conferral"]
        assert way["outcome"] == outcome
        assert on == "0001-01-01" or way["evaluation_due"]["on"] is None
