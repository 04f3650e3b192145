"""The fixed form: what is refused, and what the answer says."""

from __future__ import annotations

from typing import Any

import pytest

from qiangzhen.kernel.authority.handing_down import FormRefused, Packs, answer_form, question_schema
from tests.kernel.authority.handing_down.forms import form, outcomes


def faults(question: object, packs: Packs) -> dict[str, str]:
    with pytest.raises(FormRefused) as refused:
        answer_form(question, packs)
    return {fault.field: fault.problem for fault in refused.value.faults}


class TestAFormIsRefused:
    def test_naming_every_missing_field_at_once(self, packs: Packs) -> None:
        assert faults({"matter": {}, "receiver": {}}, packs) == {
            "pack": "missing",
            "on": "missing",
            "matter.name": "missing",
            "matter.kind": "missing",
            "matter.bases": "missing",
            "receiver.kind": "missing",
        }

    def test_naming_every_unknown_field(self, packs: Packs) -> None:
        question = form(
            colour="red", matter__weight=1, receiver__name="三道镇", facts__rumour=True, basis__year=1
        )
        assert faults(question, packs) == {
            "colour": "unknown",
            "matter.weight": "unknown",
            "matter.bases[0].year": "unknown",
            "receiver.name": "unknown",
            "facts.rumour": "unknown",
        }

    @pytest.mark.parametrize(
        ("path", "value", "field"),
        [
            ("pack", "nowhere", "pack"),
            ("on", "2026-02-30", "on"),
            ("on", "20260301", "on"),
            ("on", 20260301, "on"),
            ("on", None, "on"),
            ("lang", "fr", "lang"),
            ("matter__kind", "行政裁量", "matter.kind"),
            ("matter__kind", ["penalty"], "matter.kind"),
            ("matter__name", "  ", "matter.name"),
            ("matter__bases", {}, "matter.bases"),
            ("matter__restricts_liberty", "no", "matter.restricts_liberty"),
            ("basis__rank", "constitution", "matter.bases[0].rank"),
            ("basis__names_receiver", "county", "matter.bases[0].names_receiver"),
            ("basis__names_receiver", ["town", 1], "matter.bases[0].names_receiver"),
            ("basis__in_force_to", "yesterday", "matter.bases[0].in_force_to"),
            ("receiver__kind", "county", "receiver.kind"),
            ("receiver__certified_officers", -1, "receiver.certified_officers"),
            ("receiver__certified_officers", True, "receiver.certified_officers"),
            ("facts__provincial_decision", True, "facts.provincial_decision"),
            ("facts", [], "facts"),
            ("matter", None, "matter"),
        ],
    )
    def test_naming_the_field_that_holds_something_else(
        self, packs: Packs, path: str, value: object, field: str
    ) -> None:
        assert faults(form(**{path: value}), packs) == {field: "invalid"}

    def test_with_more_bases_than_any_power_has(self, packs: Packs) -> None:
        most = question_schema()["properties"]["matter"]["properties"]["bases"]["maxItems"]
        assert faults(form(matter__bases=[{}] * (most + 1)), packs) == {"matter.bases": "invalid"}
        assert answer_form(form(matter__bases=[{}] * most), packs)["unknown"]

    @pytest.mark.parametrize("question", [None, [], "{}", 3])
    def test_that_is_no_object(self, packs: Packs, question: object) -> None:
        assert faults(question, packs) == {"(form)": "invalid"}

    def test_in_sentences_of_both_languages(self, packs: Packs) -> None:
        with pytest.raises(FormRefused, match=r"matter\.kind：只能是：licence") as refused:
            answer_form(form(matter__kind="tax"), packs)
        assert "matter.kind has to be one of licence" in str(refused.value)


class TestAFieldLeftOut:
    def test_makes_a_permit_conditional_and_says_what_it_would_change(self, ask: Any) -> None:
        answer = ask(form(receiver__certified_officers=...))
        assert outcomes(answer)["conferral"] == "conditional"
        unknown = {u["field"]: u["would_change"] for u in answer["unknown"]}
        changes = {(c["mode"], c["if"], c["outcome"]) for c in unknown["receiver.certified_officers"]}
        assert {
            ("conferral", 1, "forbid"),
            ("conferral", 2, "permit"),
            ("entrustment", 2, "permit"),
        } <= changes

    def test_leaves_a_prohibition_alone(self, ask: Any) -> None:
        answer = ask(form(facts__provincial_decision=..., receiver__kind="park"))
        assert outcomes(answer)["conferral"] == "forbid"

    def test_that_no_rule_waits_for_is_not_listed(self, ask: Any) -> None:
        answer = ask(form(matter__follows_penalty_power=..., receiver__is_administrative_organ=...))
        assert answer["unknown"] == []
        assert outcomes(answer)["conferral"] == "permit"

    def test_that_only_closed_ways_wait_for_is_not_listed(self, ask: Any) -> None:
        answer = ask(
            form(pack="003-jilin", matter__restricts_liberty=True, facts__dispatched_body_of_holder=...)
        )
        assert set(outcomes(answer).values()) == {"forbid"}
        assert answer["unknown"] == []

    @pytest.mark.parametrize(
        "path",
        [
            "matter__holder",
            "matter__restricts_liberty",
            "matter__reserved_to_county_or_above",
            "basis__rank",
            "basis__names_receiver",
            "basis__in_force_to",
            "receiver__certified_officers",
            "facts__provincial_decision",
        ],
    )
    def test_never_permits_conferral(self, ask: Any, path: str) -> None:
        answer = ask(form(**{path: ...}))
        assert outcomes(answer)["conferral"] == "conditional"
        assert [u["field"] for u in answer["unknown"]] != []

    @pytest.mark.parametrize(
        ("kind", "rule", "published"),
        [
            ("penalty", "QZ-XF-073", "entrustment_letter_published_by_both"),
            ("inspection", "QZ-XF-102", "entrustment_letter_published"),
        ],
    )
    def test_written_entrustment_leaves_the_letter_to_be_written_and_published(
        self, ask: Any, kind: str, rule: str, published: str
    ) -> None:
        for written in (..., False):
            way = ask(form(matter__kind=kind, facts__written_entrustment=written))["ways"]["entrustment"]
            assert way["outcome"] == "conditional"
            assert [condition["rule"] for condition in way["conditions"]] == [rule]
            assert "entrustment_letter" in {paper["code"] for paper in way["papers"]}
            assert [item["code"] for item in way["publication"]] == [published]
        assert outcomes(ask(form(matter__kind=kind)))["entrustment"] == "permit"

    def test_allows_entrustment_keeps_every_entrustment_conditional_and_known_false_closes_some(
        self, ask: Any
    ) -> None:
        def entrustment(kind: str, **changes: Any) -> str:
            return outcomes(ask(form(matter__kind=kind, **changes)))["entrustment"]

        for kind in ("inspection", "confirmation", "payment", "reward", "levy", "other"):
            assert entrustment(kind, basis__allows_entrustment=...) == "conditional"
            closed = "forbid" if kind == "inspection" else "conditional"
            assert entrustment(kind, basis__allows_entrustment=False) == closed

    def test_allows_entrustment_of_one_basis_keeps_an_inspection_open_beside_others_that_do_not(
        self, ask: Any
    ) -> None:
        question = form(matter__kind="inspection", basis__allows_entrustment=False)
        silent = question["matter"]["bases"][0]
        for other, outcome in ((True, "permit"), (None, "conditional"), (False, "forbid")):
            question["matter"]["bases"] = [silent, silent | {"allows_entrustment": other}]
            assert outcomes(ask(question))["entrustment"] == outcome


class TestNullSaysSomething:
    def test_about_a_basis_that_names_nobody(self, ask: Any) -> None:
        assert outcomes(ask(form(basis__names_receiver=None)))["return"] == "forbid"

    def test_about_a_decision_that_does_not_exist(self, ask: Any) -> None:
        assert outcomes(ask(form(facts__provincial_decision=None)))["conferral"] == "forbid"


class TestTheHolder:
    @pytest.mark.parametrize(
        ("holder", "outcome"),
        [
            ("应急", "permit"),
            ("二道区应急管理局", "permit"),
            ("吉林省长春市二道区应急管理局", "permit"),
            ("市场监督管理局", "permit"),
            ("county_department", "permit"),
            ("county", "permit"),
            ("区政府应急管理局", "permit"),
            ("a county government department", "permit"),
            ("Erdao District Emergency Management Bureau", "permit"),
            ("长春市应急管理局", "conditional"),
            ("吉林省应急管理厅", "forbid"),
            ("二道区人民政府", "forbid"),
            ("provincial_department", "forbid"),
            ("国家税务总局", "forbid"),
        ],
    )
    def test_has_to_be_a_department_of_the_county(self, ask: Any, holder: str, outcome: str) -> None:
        assert outcomes(ask(form(matter__holder=holder)))["conferral"] == outcome


class TestTheAnswer:
    def test_gives_the_liability_of_law_and_of_document_002(self, ask: Any) -> None:
        ways = ask(form(pack="002-handover", matter__kind="confirmation"))["ways"]
        entrustment = ways["entrustment"]
        assert (entrustment["legal_liability"], entrustment["administrative_liability"]) == ("giver", "giver")
        local = {
            m: (w["local_liability"]["legal"], w["local_liability"]["administrative"])
            for m, w in ways.items()
        }
        assert local == {
            "return": ("receiver", "receiver"),
            "entrustment": ("giver", "receiver"),
            "authorisation": ("receiver", "receiver"),
            "internal_transfer": ("giver", "giver"),
            "acting_for": ("giver", "giver"),
            "conferral": ("receiver", "receiver"),
        }
        national = ask(form(matter__kind="confirmation"))["ways"]
        assert all(way["local_liability"] is None for way in national.values())

    def test_gives_term_filing_and_publication_of_an_entrustment(self, ask: Any) -> None:
        way = ask(form())["ways"]["entrustment"]
        assert (way["term"]["amount"], way["term"]["unit"], way["term"]["certainty"]) == (
            3,
            "years",
            "unverified",
        )
        assert way["filing"][0]["within"]["amount"] == 10
        assert [p["code"] for p in way["publication"]] == ["entrustment_letter_published_by_both"]
        assert way["review_organ"] == "county_government"

    def test_puts_no_local_practice_into_the_mouth_of_an_article(self, ask: Any) -> None:
        way = ask(form())["ways"]["entrustment"]
        for datum in (way["term"], way["filing"][0], way["filing"][0]["within"]):
            assert (datum["source"], datum["certainty"]) == ("出处未查明", "unverified")
        local = ask(form(pack="002-handover", matter__kind="confirmation"))["ways"]["entrustment"]
        assert (local["filing"][0]["source"], local["filing"][0]["certainty"]) == (
            "《区级权力下放交接工作方案》第5条",
            "verified",
        )

    @pytest.mark.parametrize(
        ("lang", "printed"),
        [
            ("zh", "《湖南省规范乡镇（街道）职责权限实施方案》第七部分"),
            ("en", "Hunan Province's plan on the duties and powers of townships and subdistricts, part 7"),
        ],
    )
    def test_cites_the_parts_of_a_document_as_a_reply_would(self, ask: Any, lang: str, printed: str) -> None:
        way = ask({**form(pack="001-hunan", matter__kind="other"), "lang": lang})["ways"]["entrustment"]
        assert printed in {step["source"] for step in way["reviewers"]}

    def test_gives_the_next_evaluation_and_the_cases_in_flight(self, ask: Any) -> None:
        assert ask(form())["ways"]["conferral"]["evaluation_due"]["on"] is None
        way = ask(form(pack="example", on="2024-02-29"))["ways"]["conferral"]
        assert way["evaluation_due"]["on"] == "2025-02-28"
        assert way["handover_rule"]["code"] == "giver_finishes_filed_cases"

    def test_names_the_article_and_what_is_open_instead(self, ask: Any) -> None:
        way = ask(form(matter__kind="coercive_measure"))["ways"]["entrustment"]
        assert way["reasons"][0]["source"] == "《中华人民共和国行政强制法》第十七条第一款"
        assert way["reasons"][0]["text"] == "行政强制措施权不得委托。"
        assert way["remedies"][-1] == "可以改用：转内部流程（附条件）、赋权交由行使。"

    def test_speaks_english_where_asked(self, packs: Packs) -> None:
        question = form(matter__kind="coercive_measure")
        by_argument = answer_form(question, packs, language="en")
        assert by_argument == answer_form({**question, "lang": "en"}, packs)
        reason = by_argument["ways"]["entrustment"]["reasons"][0]
        assert reason["source"] == "Administrative Coercion Law, art. 17, para. 1"
        assert reason["text"] == "The power to take coercive measures may not be entrusted."
