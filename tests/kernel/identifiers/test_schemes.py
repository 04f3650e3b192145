"""Schemes by name, their examples, and codes that are kept although they fail."""

import pytest

from qiangzhen.kernel import identifiers
from qiangzhen.kernel.identifiers import (
    IdentifierFault,
    LegacyRefused,
    SchemeFault,
    keep_legacy,
    list_possible_schemes,
    load_identifier_tables,
    parse_code,
)
from qiangzhen.kernel.lawdata import BrokenLawFile, read_law_file

from .tables import LAW, TABLES
from .test_matters import VARIANT, copy_law

BY_NUMBER = {scheme.number: scheme for scheme in TABLES.schemes.values()}
SIDE = {"type": "object", "required": ["question", "expect"], "additionalProperties": False,
        "properties": {"question": {"type": "object"}, "expect": {"type": "object"}}}  # fmt: skip
EXAMPLE = {"type": "object", "required": ["rule", "permits", "refuses"], "additionalProperties": False,
           "properties": {"rule": {"type": "string"}, "permits": SIDE, "refuses": SIDE}}  # fmt: skip


def example(number):
    return read_law_file(LAW / "examples" / f"{number}.yaml", EXAMPLE)


class TestExamples:
    def test_exist_for_every_scheme_and_for_nothing_else(self):
        assert {path.stem for path in (LAW / "examples").glob("QZ-BM-*.yaml")} == set(BY_NUMBER)

    @pytest.mark.parametrize("number", sorted(BY_NUMBER))
    def test_permit_what_they_say(self, number):
        given = example(number)
        assert given["rule"] == number
        question, expect = given["permits"]["question"], given["permits"]["expect"]
        scheme = BY_NUMBER[number].scheme
        if "reason" in question:
            value = keep_legacy(scheme=scheme, **question, tables=TABLES)
            assert type(value).__name__ == expect["kept"]
        else:
            value = parse_code(scheme=scheme, **question, tables=TABLES)
            assert type(value).__name__ == expect["accepted"]
        assert (value.scheme, value.code) == (scheme, question["code"])

    @pytest.mark.parametrize("number", sorted(BY_NUMBER))
    def test_refuse_what_they_say(self, number):
        refuses = example(number)["refuses"]
        with pytest.raises(IdentifierFault) as caught:
            parse_code(scheme=BY_NUMBER[number].scheme, **refuses["question"], tables=TABLES)
        fault = {"fault": type(caught.value).__name__, "position": caught.value.position}
        assert fault == refuses["expect"]


class TestParseCode:
    def test_refuses_an_unknown_scheme_by_name(self):
        with pytest.raises(SchemeFault) as caught:
            parse_code(scheme="atlantis", code="1", tables=TABLES)
        assert "gb_32100" in caught.value.text.zh

    def test_wants_the_length_of_the_named_division_scheme(self):
        with pytest.raises(identifiers.LengthFault):
            parse_code(scheme="gb_t_2260", code="220105001", tables=TABLES)


class TestListPossibleSchemes:
    def test_names_every_scheme_that_fits(self):
        assert list_possible_schemes(code="220225012000", tables=TABLES) == (
            "statistical_division",
            "matter_basic",
        )
        assert list_possible_schemes(code="62052400MZ-XK-0001", tables=TABLES) == ("gansu_local",)

    def test_is_empty_where_none_fits(self):
        assert list_possible_schemes(code="no code", tables=TABLES) == ()


class TestKeepLegacy:
    def test_keeps_code_fault_and_reason(self):
        kept = keep_legacy(scheme="gb_32100", code="11330824597209498X", reason="公示页所载", tables=TABLES)
        assert (kept.code, kept.fault_kind, kept.reason) == ("11330824597209498X", "CheckFault", "公示页所载")
        assert "第18位" in kept.fault.zh

    def test_keeps_blanks_and_full_width_as_found(self):
        kept = keep_legacy(scheme="gb_32100", code=" 1２", reason="as printed", tables=TABLES)
        assert kept.code == " 1２"

    def test_does_not_show_a_persons_number_by_itself(self):
        kept = keep_legacy(scheme="gb_11643", code="110105491231002", reason="old card", tables=TABLES)
        assert "110105491231002" not in repr(kept)

    @pytest.mark.parametrize("reason", ["", "  ", "\u3000"])
    def test_refuses_without_a_reason(self, reason):
        with pytest.raises(LegacyRefused) as caught:
            keep_legacy(scheme="gb_32100", code="11330824597209498X", reason=reason, tables=TABLES)
        assert "理由" in caught.value.text.zh

    def test_refuses_an_empty_code(self):
        with pytest.raises(LegacyRefused):
            keep_legacy(scheme="gb_32100", code=" ", reason="none was printed", tables=TABLES)

    def test_refuses_a_code_that_keeps_its_rule(self):
        with pytest.raises(LegacyRefused):
            keep_legacy(scheme="gb_32100", code="12441500196720244T", reason="why not", tables=TABLES)


class TestSchemeTable:
    @pytest.mark.parametrize(
        ("old", "new", "field"),
        [
            ("scheme: gb_t_10114", "scheme: gb_t_2260", "schemes[1].scheme"),
            ('shape: "[A-Z]{2}[0-9]{5}', 'shape: "([A-Z]{2}[0-9]{5}', "schemes[12].shape"),
        ],
    )
    def test_is_refused_with_line_and_field(self, tmp_path, old, new, field):
        law = copy_law(tmp_path, VARIANT)
        path = law / "national" / "identifiers" / "schemes.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(BrokenLawFile) as caught:
            load_identifier_tables(law_dir=law)
        assert field in {problem.field for problem in caught.value.problems}
        assert all(problem.line > 1 for problem in caught.value.problems)


class TestPackage:
    def test_shows_exactly_its_public_face(self):
        assert sorted(identifiers.__all__) == identifiers.__all__
        assert all(hasattr(identifiers, name) for name in identifiers.__all__)
