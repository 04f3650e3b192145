"""Whether a power can rest on what is cited, by rules that are data; each rule has two examples."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from qiangzhen.kernel.lawdata import Certainty
from qiangzhen.kernel.statutes import (
    Finding,
    KindTable,
    PowerKind,
    Rank,
    Rule,
    Severity,
    StatuteRegister,
    check_bases,
    check_basis,
    load_rules,
    parse_citations,
    read_kind,
)

from .conftest import LAW
from .five_items import FIVE

RULES = [rule for rule in load_rules(LAW).rules if rule.number.startswith("QZ-YJ-")]


def findings_on(
    printed: str, register: StatuteRegister, *, on: dt.date, kind: PowerKind | None = None
) -> dict[str, Finding]:
    (citation,) = parse_citations(printed)
    return {finding.code: finding for finding in check_basis(citation, kind=kind, on=on, register=register)}


def answer(question: dict[str, Any], register: StatuteRegister, kinds: KindTable) -> dict[str, Any]:
    if "printed_kind" in question:
        kind, findings = read_kind(question["printed_kind"], kinds=kinds)
        return {"kind": kind.value if kind else None, "findings": [finding.code for finding in findings]}
    citations = [citation for printed in question["bases"] for citation in parse_citations(printed)]
    found = check_bases(
        citations,
        kind=PowerKind(question["kind"]) if question["kind"] else None,
        on=dt.date.fromisoformat(question["on"]),
        register=register,
    )
    return {"findings": [finding.code for finding in found]}


class TestExamples:
    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.number)
    @pytest.mark.parametrize("case", ["permits", "refuses"])
    def test_of_each_rule_come_out_as_written(
        self, rule: Rule, case: str, register: StatuteRegister, kinds: KindTable
    ) -> None:
        assert rule.example is not None, f"{rule.number} has no examples"
        example = getattr(rule.example, case)
        assert answer(example.question, register, kinds) == example.expect

    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.number)
    def test_of_each_rule_refuse_by_that_very_rule(
        self, rule: Rule, register: StatuteRegister, kinds: KindTable
    ) -> None:
        assert rule.example is not None
        code = register.rules.numbered(rule.number).code
        assert code in rule.example.refuses.expect["findings"]


class TestFiveItems:
    @pytest.mark.parametrize("row", FIVE, ids=lambda row: row[2])
    def test_name_an_issuer_that_never_existed(self, row: Any, register: StatuteRegister) -> None:
        found = findings_on(row[0], register, on=dt.date(2020, 10, 1), kind=PowerKind.PENALTY)
        finding = found["issuer_never_existed"]
        assert "国家安全生产监督管理总局" in finding.text.zh
        assert finding.rule == "QZ-YJ-005"
        assert {code for code, one in found.items() if one.severity is Severity.ERROR} == set()

    def test_lose_the_confined_space_order_and_name_its_successor(self, register: StatuteRegister) -> None:
        finding = findings_on(FIVE[4][0], register, on=dt.date(2024, 1, 1))["replaced"]
        assert finding.severity is Severity.ERROR
        assert finding.certainty is Certainty.UNVERIFIED
        assert "《工贸企业有限空间作业安全规定》（应急管理部令第13号）" in finding.text.zh
        assert "replaced" not in findings_on(FIVE[4][0], register, on=dt.date(2023, 12, 31))

    def test_lose_the_special_operations_order_in_june_2026(self, register: StatuteRegister) -> None:
        assert "replaced" in findings_on(FIVE[3][0], register, on=dt.date(2026, 6, 1))
        assert "replaced" not in findings_on(FIVE[3][0], register, on=dt.date(2026, 5, 31))


class TestCheckBasis:
    def test_is_silent_on_a_sound_basis(self, register: StatuteRegister) -> None:
        assert (
            findings_on(
                "《中华人民共和国行政处罚法》（2021年1月22日修订）第二十四条",
                register,
                on=dt.date(2025, 1, 1),
                kind=PowerKind.PENALTY,
            )
            == {}
        )

    def test_gives_each_finding_its_rule_and_article(self, register: StatuteRegister) -> None:
        finding = findings_on(
            "《省政府赋予经济发达镇部分县级行政管理权限指导目录》（吉政办发〔2018〕42号）",
            register,
            on=dt.date(2025, 1, 1),
            kind=PowerKind.PENALTY,
        )["wrong_rank"]
        assert (finding.rule, str(finding.source)) == ("QZ-YJ-020", "《中华人民共和国行政处罚法》第十六条")

    def test_does_not_judge_rank_without_a_kind(self, register: StatuteRegister) -> None:
        found = findings_on("《安全生产培训管理办法》", register, on=dt.date(2025, 1, 1))
        assert found == {}

    def test_accepts_the_order_of_the_president_for_a_law(self, register: StatuteRegister) -> None:
        assert findings_on("《安全生产法》（主席令第七十号）", register, on=dt.date(2025, 1, 1)) == {}

    @pytest.mark.parametrize("rank", Rank)
    @pytest.mark.parametrize("kind", PowerKind)
    def test_founds_execution_on_laws_only_and_measures_on_law_and_regulations_only(
        self, rank: Rank, kind: PowerKind, register: StatuteRegister
    ) -> None:
        wrong = any(
            kind in rule.kinds and rank in rule.ranks
            for rule in register.rules.coded("wrong_rank", on=dt.date(2025, 1, 1))
        )
        regulations = {Rank.LAW, Rank.ADMINISTRATIVE_REGULATION, Rank.LOCAL_REGULATION}
        founding = {
            PowerKind.COERCIVE_EXECUTION: {Rank.LAW},
            PowerKind.COERCIVE_MEASURE: regulations,
            PowerKind.LICENCE: regulations | {Rank.LOCAL_RULE},
            PowerKind.PENALTY: set(Rank) - {Rank.NORMATIVE_DOCUMENT},
        }
        assert wrong == (rank not in founding.get(kind, set(Rank)))


class TestCheckBases:
    def test_forgives_a_lower_basis_beside_one_that_founds_the_power(self, register: StatuteRegister) -> None:
        citations = parse_citations("《城乡规划法》第四十一条；《安全生产培训管理办法》")
        found = check_bases(citations, kind=PowerKind.LICENCE, on=dt.date(2025, 1, 1), register=register)
        assert [(finding.code, finding.severity) for finding in found] == [("wrong_rank", Severity.NOTE)]

    def test_does_not_call_a_power_unfounded_while_a_basis_is_unknown(
        self, register: StatuteRegister
    ) -> None:
        citations = parse_citations("《某某县犬只管理办法》")
        found = check_bases(citations, kind=PowerKind.PENALTY, on=dt.date(2025, 1, 1), register=register)
        assert [finding.code for finding in found] == ["unknown_statute"]

    def test_is_no_surer_than_the_register_is_of_the_repeal(self, register: StatuteRegister) -> None:
        citations = parse_citations(FIVE[4][0])
        found = check_bases(citations, kind=PowerKind.PENALTY, on=dt.date(2025, 1, 1), register=register)
        unfounded = next(finding for finding in found if finding.code == "no_founding_basis")
        assert unfounded.certainty is Certainty.UNVERIFIED

    def test_calls_a_power_without_any_basis_unfounded(self, register: StatuteRegister) -> None:
        found = check_bases((), kind=PowerKind.PENALTY, on=dt.date(2025, 1, 1), register=register)
        assert [finding.rule for finding in found] == ["QZ-YJ-032"]


class TestReadKind:
    @pytest.mark.parametrize(
        ("printed", "kind"),
        [
            ("行政许可", PowerKind.LICENCE),
            ("行政 处罚", PowerKind.PENALTY),
            ("行政處罰", PowerKind.PENALTY),
            ("行政强制措施", PowerKind.COERCIVE_MEASURE),
            ("行政强制执行", PowerKind.COERCIVE_EXECUTION),
            ("监督检查", PowerKind.INSPECTION),
            ("行政确认", PowerKind.CONFIRMATION),
            ("行政给付", PowerKind.PAYMENT),
            ("行政征收", PowerKind.LEVY),
            ("行政奖励", PowerKind.REWARD),
            ("行政裁决", PowerKind.ADJUDICATION),
            ("其他职权", PowerKind.OTHER),
            ("公共服务", PowerKind.PUBLIC_SERVICE),
        ],
    )
    def test_knows_the_laws_own_words(self, printed: str, kind: PowerKind, kinds: KindTable) -> None:
        assert read_kind(printed, kinds=kinds) == (kind, ())

    @pytest.mark.parametrize("printed", ["", "行政处罚、行政强制", "执法"])
    def test_guesses_at_no_other_word(self, printed: str, kinds: KindTable) -> None:
        kind, (finding,) = read_kind(printed, kinds=kinds)
        assert kind is None
        assert finding.code == "unknown_kind"
