"""The eighteen conflicts between documents and law, each decided."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from qiangzhen.kernel.authority.handing_down import Packs
from qiangzhen.kernel.statutes import PowerKind
from tests.kernel.authority.handing_down.forms import codes, form, outcomes, rules_of


def test_c01_a_rule_of_choice_where_two_modes_cover_the_same_powers(ask: Any) -> None:
    answer = ask(form(pack="002-handover", matter__kind="confirmation"))
    choice = next(f for f in answer["findings"] if f["code"] == "mode_choice")
    assert choice["modes"] == ["entrustment", "authorisation"]
    assert "mode_choice" not in codes(ask(form(pack="002-handover", matter__kind="licence")))


@pytest.mark.parametrize("kind", ["licence", "penalty"])
def test_c02_a_document_may_be_stricter_than_the_law(ask: Any, kind: str) -> None:
    assert outcomes(ask(form(matter__kind=kind)))["entrustment"] == "permit"
    local = ask(form(pack="002-handover", matter__kind=kind))
    assert outcomes(local)["entrustment"] == "forbid"
    assert "QZ-XF-002-001" in rules_of(local["ways"]["entrustment"])
    assert "superior_law_conflict" not in codes(local)


@pytest.mark.parametrize("kind", ["inspection", "confirmation", "payment", "levy", "reward", "other"])
def test_c03_authorisation_by_a_county_paper_is_entrustment_in_law(ask: Any, kind: str) -> None:
    answer = ask(form(pack="002-handover", matter__kind=kind))
    way = answer["ways"]["authorisation"]
    assert way["outcome"] == "conditional"
    assert "treated_as_entrustment" in codes(answer)
    assert (way["in_name_of"], way["legal_liability"], way["defendant"]) == ("giver", "giver", "giver")
    assert way["local_liability"] == {
        "legal": "receiver",
        "administrative": "receiver",
        "source": "《区级权力下放交接工作方案》第8条",
    }


def test_c03_is_not_said_where_authorisation_is_forbidden_anyway(ask: Any) -> None:
    answer = ask(form(matter__kind="payment", receiver__kind="village_committee"))
    assert outcomes(answer)["authorisation"] == "forbid"
    assert "treated_as_entrustment" not in codes(answer)


def test_c04_the_seal_is_handed_over_only_with_authority_notice_and_register(ask: Any) -> None:
    way = ask(form(pack="002-handover", matter__kind="licence"))["ways"]["acting_for"]
    assert way["outcome"] == "conditional"
    assert [c["rule"] for c in way["conditions"]] == ["QZ-XF-141"]
    assert {"authority_for_steps", "seal_register"} <= {paper["code"] for paper in way["papers"]}
    assert [item["code"] for item in way["publication"]] == ["acting_steps_announced"]
    assert (way["seal_of"], way["in_name_of"]) == ("giver", "giver")


def test_c05_a_township_investigates_only_under_entrustment_or_beside_two_officers(ask: Any) -> None:
    way = ask(form(pack="002-handover"))["ways"]["acting_for"]
    assert way["outcome"] == "conditional"
    assert [c["rule"] for c in way["conditions"]] == ["QZ-XF-143"]


def test_c06_only_return_authorisation_and_conferral_are_exclusive(ask: Any, packs: Packs) -> None:
    ways = ask(form(pack="002-handover"))["ways"]
    assert {m for m, way in ways.items() if way["exclusive"]} == {"return", "authorisation", "conferral"}
    exclusivity = packs["002-handover"].exclusivity()
    assert exclusivity is not None
    assert {mode.value for mode in exclusivity.modes} == {"return", "authorisation", "conferral"}


def test_c06_clause_19_is_narrowed_for_the_open_ways_that_leave_the_power_with_the_giver(ask: Any) -> None:
    def narrowed(**changes: Any) -> list[str]:
        answer = ask(form(pack="002-handover", **changes))
        findings = [f for f in answer["findings"] if f["code"] == "exclusivity_narrowed"]
        for finding in findings:
            assert finding["rules"] == ["QZ-XF-002-016"]
            assert finding["sources"] == ["《区级权力下放交接工作方案》第19条"]
            assert "第19条" in finding["text"]
            assert "承接单位不作为" in finding["text"]
            assert not any(answer["ways"][mode]["exclusive"] for mode in finding["modes"])
        return [mode for finding in findings for mode in finding["modes"]]

    assert narrowed(matter__kind="confirmation") == ["entrustment", "internal_transfer", "acting_for"]
    assert narrowed(matter__kind="penalty") == ["internal_transfer", "acting_for"]
    assert narrowed(matter__kind="penalty", facts__dispatched_body_of_holder=False) == ["acting_for"]
    assert narrowed(matter__kind="adjudication") == []
    assert narrowed(matter__kind="public_service") == []
    assert "exclusivity_narrowed" not in codes(ask(form(matter__kind="confirmation")))


class TestC07CoerciveMeasures:
    def test_c07_are_never_entrusted_done_on_behalf_or_authorised(self, ask: Any) -> None:
        found = outcomes(ask(form(matter__kind="coercive_measure")))
        assert [found[m] for m in ("entrustment", "acting_for", "authorisation")] == ["forbid"] * 3

    def test_c07_follow_the_penalty_power(self, ask: Any) -> None:
        answer = ask(form(matter__kind="coercive_measure"))
        assert rules_of(answer["ways"]["conferral"]) == ["QZ-XF-043"]
        for change in (
            {"receiver__relatively_centralised_penalty_power": False},
            {"matter__follows_penalty_power": False},
            {"basis__rank": "departmental_rule"},
            {"receiver__kind": "public_institution"},
        ):
            assert outcomes(ask(form(matter__kind="coercive_measure", **change)))["conferral"] == "forbid"

    def test_c07_are_returned_where_a_law_names_the_receiver(self, ask: Any) -> None:
        answer = ask(form(matter__kind="coercive_measure", basis__names_receiver="town"))
        assert outcomes(answer)["return"] == "permit"

    def test_c07_freezing_goes_down_in_no_way_unless_a_law_names_the_receiver(self, ask: Any) -> None:
        freeze = {"matter__kind": "coercive_measure", "matter__name": "冻结存款、汇款"}
        assert set(outcomes(ask(form(**freeze))).values()) == {"forbid"}
        assert outcomes(ask(form(basis__names_receiver=True, **freeze)))["return"] == "permit"


def test_c08_dates_that_contradict_each_other_keep_both(packs: Packs) -> None:
    deadlines = {d.act.en: d for d in packs["002-handover"].deadlines}
    filing, running = deadlines["letters are filed"], deadlines["powers run"]
    assert (filing.stated, filing.resolved, filing.issue) == ("1月31日", None, "filed_before_signed")
    assert (running.stated, running.resolved) == ("1月31日", (2, 28))
    period = packs["002-handover"].filing_period()
    assert period is not None
    assert (period.amount, period.unit) == (10, "working_days")


def test_c09_one_document_keeps_penalties_others_confer_them(ask: Any) -> None:
    assert outcomes(ask(form(pack="002-handover")))["conferral"] == "forbid"
    for pack in ("000-erdao", "001-hunan", "003-jilin", "004-lianyungang", "example"):
        way = ask(form(pack=pack))["ways"]["conferral"]
        assert way["outcome"] == "permit"
        assert (way["in_name_of"], way["legal_liability"], way["defendant"]) == ("receiver",) * 3


@pytest.mark.parametrize("kind", [kind.value for kind in PowerKind])
def test_c09_a_document_of_five_modes_confers_nothing_a_public_service_neither(ask: Any, kind: str) -> None:
    way = ask(form(pack="002-handover", matter__kind=kind))["ways"]["conferral"]
    assert way["outcome"] == "forbid"
    assert "QZ-XF-002-008" in rules_of(way)


def test_c10_approval_goes_to_the_town_only_by_return_or_entrustment(ask: Any) -> None:
    answer = ask(form(pack="003-jilin", matter__kind="licence"))
    assert outcomes(answer)["entrustment"] == "permit"
    assert outcomes(answer)["conferral"] == "forbid"
    conflict = next(f for f in answer["findings"] if f["code"] == "superior_law_conflict")
    assert conflict["rules"] == ["QZ-XF-JL-002", "QZ-XF-096"]
    assert "上位法冲突" in conflict["text"]


def test_c11_who_approves_is_the_packs_own(ask: Any) -> None:
    def bodies(pack: str) -> list[str]:
        way = ask(form(pack=pack, matter__kind="confirmation"))["ways"]["entrustment"]
        return [reviewer["body"] for reviewer in way["reviewers"] if "body" in reviewer]

    assert bodies("national") == []
    assert bodies("001-hunan") == ["县级党委和政府"]
    assert bodies("003-jilin") == ["县（市、区）政府", "市（州）政府", "省委编办", "省政府"]
    assert bodies("004-lianyungang") == ["县区领导小组", "市编委办"]
    assert bodies("000-erdao")[0] == "区直相关部门"


def test_c12_what_is_kept_with_the_county_is_improved_there(ask: Any) -> None:
    answer = ask(form(pack="003-jilin", matter__reserved_to_county_or_above=True))
    assert set(outcomes(answer).values()) == {"forbid"}
    assert {"not_handed_down_process_improved", "process_redesigned_with_time_limit"} <= codes(answer)
    finding = next(f for f in answer["findings"] if f["code"] == "not_handed_down_process_improved")
    assert "不下放·流程优化" in finding["text"]


def test_c13_bodies_are_called_by_their_name_of_the_day(packs: Packs) -> None:
    pack = packs["002-handover"]
    assert pack.role_named("法制办", on=dt.date(2018, 12, 31)) == "法制办"
    assert pack.role_named("法制办", on=dt.date(2019, 1, 1)) == "司法局"
    assert pack.role_named("监察局", on=dt.date(2026, 1, 1)) == "监察委员会"
    assert pack.role_named("区财政局", on=dt.date(2026, 1, 1)) == "区财政局"


def test_c14_a_subdistrict_is_no_township(ask: Any) -> None:
    named = {"basis__names_receiver": ["township", "town"], "basis__title": "城乡规划法"}
    assert outcomes(ask(form(**named)))["return"] == "permit"
    answer = ask(form(receiver__kind="subdistrict", **named))
    assert outcomes(answer)["return"] == "forbid"
    assert "another_kind_named" in codes(answer)
    assert outcomes(ask(form(receiver__kind="subdistrict")))["conferral"] == "permit"
    licence = ask(form(receiver__kind="subdistrict", matter__kind="licence"))
    assert outcomes(licence)["entrustment"] == "permit"
    assert "subdistrict_as_organ" in codes(licence)


@pytest.mark.parametrize("kind", ["inspection", "confirmation", "payment", "levy", "reward", "other"])
@pytest.mark.parametrize("decision", [None, {"published_on": "2022-01-01", "lists_matter": True}])
def test_c15_a_park_is_entrusted_not_authorised_nor_given_powers(
    ask: Any, kind: str, decision: dict[str, Any] | None
) -> None:
    park = {"receiver__kind": "park", "facts__provincial_decision": decision}
    answer = ask(form(pack="002-handover", matter__kind=kind, **park))
    found = outcomes(answer)
    assert found["authorisation"] == found["conferral"] == "forbid"
    assert (found["entrustment"], found["internal_transfer"], found["acting_for"]) == (
        "permit",
        "permit",
        "conditional",
    )
    assert answer["ways"]["authorisation"]["remedies"] == ["可以改用：委托、转内部流程、代办代行（附条件）。"]
    assert "superior_law_conflict" in codes(answer)


def test_c15_a_park_is_given_no_powers_of_an_organ(ask: Any) -> None:
    assert outcomes(ask(form(receiver__kind="park")))["conferral"] == "forbid"
    no_organ = {"receiver__kind": "park", "receiver__is_administrative_organ": False}
    assert outcomes(ask(form(matter__kind="licence", **no_organ)))["entrustment"] == "forbid"


def test_c16_a_misprinted_kind_is_read_with_a_warning(ask: Any, packs: Packs) -> None:
    alias = packs["001-hunan"].kind_printed("行政裁量")
    assert alias is not None
    assert alias.kind is PowerKind.ADJUDICATION
    assert "核对" in alias.says.zh
    assert "kind_printed_otherwise" in codes(ask(form(pack="001-hunan", matter__kind="adjudication")))


def test_c17_an_unknown_issuer_and_a_replaced_basis_are_found(ask: Any) -> None:
    title = "《生产经营单位安全培训规定》（国家应急总局第3号）"
    assert "unknown_issuer" in codes(ask(form(basis__title=title)))
    title = "《工贸企业有限空间作业安全管理与监督暂行规定》"
    assert "basis_replaced" in codes(ask(form(basis__title=title, on="2024-01-01")))
    assert "basis_replaced" not in codes(ask(form(basis__title=title, on="2023-12-31")))
    repealed = ask(form(basis__in_force_to="2024-01-01"))
    assert {"basis_repealed", "basis_missing"} <= codes(repealed)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("《生产经营单位安全培训规定》（国家应急总局第3号）", "unknown_issuer"),
        ("《工贸企业有限空间作业安全管理与监督暂行规定》", "basis_replaced"),
    ],
)
def test_c17_the_finding_asks_for_correction_and_leaves_the_outcome(ask: Any, title: str, code: str) -> None:
    answer = ask(form(basis__title=title))
    assert outcomes(answer) == outcomes(ask(form()))
    finding = next(f for f in answer["findings"] if f["code"] == code)
    assert "使用前应先更正" in finding["text"]
    assert "不能启用" not in finding["text"]


def test_c18_taking_back_goes_through_the_procedure_of_adjusting(packs: Packs) -> None:
    for pack in packs.values():
        adjustment = pack.adjustment()
        assert adjustment is not None
        assert adjustment.steps == ("evaluation", "review", "approval", "publication")
    own = packs["002-handover"].adjustment()
    assert own is not None
    assert own.source.clause == "19"
    assert "P9" in {p.code for p in packs["002-handover"].prohibitions}
