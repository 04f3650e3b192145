"""Numbers of places, bodies and people, read strictly."""

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import numdb

from qiangzhen.kernel.identifiers import (
    BlankFault,
    CharacterFault,
    CheckFault,
    DivisionLevel,
    FullWidthFault,
    IdentifierFault,
    LengthFault,
    PartFault,
    RetiredFormFault,
    Sex,
    parse_citizen_number,
    parse_credit_code,
    parse_division_code,
    parse_mobile_number,
)

from .tables import LAW, TABLES

CREDIT_CODES = ("12441500196720244T", "11511301008778183N", "115113010833722043")
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def with_check_character(body):
    """Complete a credit code by the formula of GB 32100, written here a second time on purpose."""
    total = sum(ALPHABET.index(character) * 3**place for place, character in enumerate(body))
    return body + ALPHABET[(31 - total % 31) % 31]


def division(code):
    return parse_division_code(code=code, tables=TABLES)


class TestDivisionCode:
    @pytest.mark.parametrize(
        ("code", "level", "parent"),
        [
            ("220000", DivisionLevel.PROVINCE, None),
            ("220100", DivisionLevel.PREFECTURE, "220000"),
            ("220105", DivisionLevel.COUNTY, "220100"),
            ("220105001", DivisionLevel.TOWNSHIP, "220105"),
            ("220105001201", DivisionLevel.VILLAGE, "220105001"),
            ("220105001000", DivisionLevel.TOWNSHIP, "220105"),
            ("220105000000", DivisionLevel.COUNTY, "220100"),
            ("441900003", DivisionLevel.TOWNSHIP, "441900"),
        ],
    )
    def test_knows_its_level_and_its_parent(self, code, level, parent):
        read = division(code)
        assert (read.level, read.parent) == (level, parent)

    def test_lists_every_ancestor_nearest_first(self):
        assert division("220105001201").ancestors == ("220105001", "220105", "220100", "220000")
        assert division("441900003").ancestors == ("441900", "440000")
        assert division("220000").ancestors == ()

    @pytest.mark.parametrize(
        ("digits", "kind"),
        [
            ("001", "subdistrict"),
            ("099", "subdistrict"),
            ("100", "town"),
            ("199", "town"),
            ("200", "township"),
            ("399", "township"),
            ("400", "quasi_township"),
            ("599", "quasi_township"),
            ("999", "district_office"),
        ],
    )
    def test_tells_the_kind_of_township_by_its_range(self, digits, kind):
        assert division("220105" + digits).township_kind == kind

    @pytest.mark.parametrize(
        ("digits", "kind"),
        [
            ("001", "residents_committee"),
            ("199", "residents_committee"),
            ("200", "village_committee"),
            ("399", "village_committee"),
            ("499", "quasi_residents_committee"),
            ("599", "quasi_village_committee"),
        ],
    )
    def test_tells_the_kind_of_village_by_its_range(self, digits, kind):
        assert division("220105001" + digits).village_kind == kind

    @pytest.mark.parametrize(
        ("code", "fault", "position"),
        [
            ("990105", PartFault, 1),
            ("220001", PartFault, 3),
            ("220105000", PartFault, 7),
            ("220105600", PartFault, 7),
            ("220105000201", PartFault, 7),
            ("220105001600", PartFault, 10),
            ("22010A", CharacterFault, 6),
            ("2201", LengthFault, None),
            ("", LengthFault, None),
            ("220105 ", BlankFault, 7),
            ("\u3000220105", BlankFault, 1),
            ("2201\u200b05", BlankFault, 5),
            ("22010５", FullWidthFault, 6),
        ],
    )
    def test_refuses_what_breaks_a_rule_and_names_the_place(self, code, fault, position):
        with pytest.raises(fault) as caught:
            division(code)
        assert caught.value.position == position
        assert caught.value.text.zh and caught.value.text.en

    def test_has_the_provinces_of_the_public_register(self):
        register = numdb.get("cn/loc")
        known = {
            code for code in (f"{number:02}" for number in range(100)) if register.info(code + "0101")[0][1]
        }
        known |= {"71", "81", "82"}
        assert set(TABLES.provinces) == known

    def test_reads_every_division_of_the_published_table(self):
        rows = (
            (LAW / "national" / "divisions" / "divisions-2025.csv").read_text(encoding="utf-8").splitlines()
        )
        codes = [row.split(",")[0] for row in rows[1:]]
        assert len(codes) > 40_000
        levels = Counter(division(code).level for code in codes)
        assert levels[DivisionLevel.TOWNSHIP] > 38_000


class TestCreditCode:
    @pytest.mark.parametrize("code", CREDIT_CODES)
    def test_accepts_published_codes(self, code):
        read = parse_credit_code(code=code, tables=TABLES)
        assert read.code == code
        assert read.registry.en == "establishment of public bodies"

    def test_names_registry_kind_division_and_organisation_code(self):
        read = parse_credit_code(code=CREDIT_CODES[1], tables=TABLES)
        assert (read.registering_division, read.organisation_code) == ("511301", "008778183")
        assert read.body_kind.zh == "机关"

    def test_leaves_an_unlisted_registry_unnamed(self):
        read = parse_credit_code(code=with_check_character("L2441500196720244"), tables=TABLES)
        assert (read.registry, read.body_kind) == (None, None)

    @given(
        code=st.sampled_from(CREDIT_CODES),
        position=st.integers(0, 17),
        other=st.sampled_from(ALPHABET),
    )
    def test_refuses_every_single_mistyped_character(self, code, position, other):
        typed = code[:position] + other + code[position + 1 :]
        if typed == code:
            assert parse_credit_code(code=typed, tables=TABLES).code == code
        else:
            with pytest.raises((CheckFault, CharacterFault)):
                parse_credit_code(code=typed, tables=TABLES)

    def test_checks_the_organisation_code_inside(self):
        with pytest.raises(CheckFault) as caught:
            parse_credit_code(code=with_check_character("12441500196720245"), tables=TABLES)
        assert caught.value.position == 17

    @pytest.mark.parametrize(
        ("code", "fault", "position"),
        [
            ("11330824597209498X", CheckFault, 18),
            ("12441500196720244t", CharacterFault, 18),
            ("I2441500196720244T", CharacterFault, 1),
            ("1244150019672024", LengthFault, None),
            (" 12441500196720244T", BlankFault, 1),
            ("12441500196720244Ｔ", FullWidthFault, 18),
        ],
    )
    def test_refuses_what_breaks_a_rule_and_names_the_place(self, code, fault, position):
        with pytest.raises(fault) as caught:
            parse_credit_code(code=code, tables=TABLES)
        assert caught.value.position == position


class TestCitizenNumber:
    def test_knows_birth_date_and_sex(self):
        read = parse_citizen_number("11010519491231002X")
        assert (read.born_on, read.sex, read.division) == (dt.date(1949, 12, 31), Sex.FEMALE, "110105")

    def test_hides_the_birth_date(self):
        read = parse_citizen_number("11010519491231002X")
        assert read.masked == "110105********002X"
        assert read.printed == read.masked
        assert "1949" not in repr(read)

    def test_explains_why_fifteen_digits_are_refused(self):
        with pytest.raises(RetiredFormFault) as caught:
            parse_citizen_number("110105491231002")
        assert "十八位" in caught.value.text.zh

    @pytest.mark.parametrize(
        ("code", "fault", "position"),
        [
            ("110105194912310021", CheckFault, 18),
            ("11010519490231002X", PartFault, 7),
            ("11010519491231002x", CharacterFault, 18),
            ("1101051949123100XX", CharacterFault, 17),
            ("11010519491231002X ", BlankFault, 19),
            ("１1010519491231002X", FullWidthFault, 1),
            ("11010549123100", LengthFault, None),
        ],
    )
    def test_refuses_what_breaks_a_rule_without_repeating_the_number(self, code, fault, position):
        with pytest.raises(fault) as caught:
            parse_citizen_number(code)
        assert caught.value.position == position
        assert code.strip() not in str(caught.value) + caught.value.text.zh


class TestMobileNumber:
    def test_hides_its_middle(self):
        read = parse_mobile_number("13800001234")
        assert read.masked == "138****1234"
        assert "13800001234" not in repr(read)

    @pytest.mark.parametrize("code", ["12800001234", "1380000123", "+8613800001234", "138 0000 1234"])
    def test_refuses_other_forms(self, code):
        with pytest.raises(IdentifierFault):
            parse_mobile_number(code)
