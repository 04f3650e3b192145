"""Codes of matters, of cases, and of what was handed down."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiangzhen.kernel.identifiers import (
    BasicCode,
    CharacterFault,
    CheckFault,
    IdentifierFault,
    LengthFault,
    PartFault,
    compose_devolution_code,
    load_identifier_tables,
    parse_basic_code,
    parse_case_number,
    parse_devolution_code,
    parse_handling_item_code,
    parse_implementation_code,
)
from qiangzhen.kernel.lawdata import BrokenLawFile
from qiangzhen.kernel.statutes import PowerKind

from .tables import LAW, TABLES

BODY = "12441500196720244T"
MODES = {
    "R": "return",
    "E": "entrustment",
    "A": "authorisation",
    "T": "internal_transfer",
    "F": "acting_for",
    "C": "conferral",
}


def copy_law(folder, pack_text):
    """Lay a copy of the national tables and one pack under ``folder``."""
    target = folder / "national" / "identifiers"
    target.mkdir(parents=True)
    for file in (LAW / "national" / "identifiers").iterdir():
        (target / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    pack = folder / "packs" / "variant"
    pack.mkdir(parents=True)
    (pack / "identifiers.yaml").write_text(pack_text, encoding="utf-8")
    return folder


VARIANT = """\
source: {document: variant}
certainty: unverified
level_table: province_first
kind_table: service_21
says: {zh: 本地方言。, en: A local variant.}
"""


class TestBasicCode:
    def test_names_catalogue_kind_and_field(self):
        read = parse_basic_code(code="220225012000", tables=TABLES)
        assert (read.catalogue.zh, read.power_kinds, read.field.zh) == ("吉林省", ("penalty",), "应急管理")

    def test_knows_the_national_catalogue(self):
        assert parse_basic_code(code="000117001000", tables=TABLES).catalogue.zh == "国家目录"

    def test_leads_from_a_sub_item_to_its_main_item(self):
        assert parse_basic_code(code="220117001002", tables=TABLES).main_item == "22011700100Y"
        main = parse_basic_code(code="22011700100Y", tables=TABLES)
        assert main.has_sub_items and main.main_item == main.code
        whole = parse_basic_code(code="220117001000", tables=TABLES)
        assert not whole.has_sub_items and whole.main_item == whole.code

    def test_reads_coercion_as_two_kinds_of_power(self):
        read = parse_basic_code(code="220325001000", tables=TABLES)
        assert read.power_kinds == ("coercive_measure", "coercive_execution")

    def test_leaves_an_unlisted_field_unnamed(self):
        assert parse_basic_code(code="220298001000", tables=TABLES).field is None

    @pytest.mark.parametrize(
        ("code", "fault", "position"),
        [
            ("990225012000", PartFault, 1),
            ("221125012000", PartFault, 3),
            ("22022501201Y", CharacterFault, 12),
            ("2202250120Y0", CharacterFault, 11),
            ("22022501200", LengthFault, None),
        ],
    )
    def test_refuses_what_breaks_a_rule_and_names_the_place(self, code, fault, position):
        with pytest.raises(fault) as caught:
            parse_basic_code(code=code, tables=TABLES)
        assert caught.value.position == position

    def test_has_a_power_kind_for_every_row_of_every_table(self):
        kinds = {kind for row in TABLES.kinds.values() for kind in row.kinds}
        assert kinds == {kind.value for kind in PowerKind}


class TestImplementationCode:
    def test_holds_body_level_and_matter(self):
        read = parse_implementation_code(code=BODY + "4220225012000", tables=TABLES)
        assert (read.body.code, read.level, read.matter.code) == (BODY, "county", "220225012000")

    def test_reads_the_public_sample_with_the_local_kind_table(self, tmp_path):
        tables = load_identifier_tables(law_dir=copy_law(tmp_path, VARIANT), pack="variant")
        read = parse_implementation_code(code=BODY + "3442199806003", tables=tables)
        assert (read.level, read.matter.power_kinds) == ("county", ("public_service",))
        with pytest.raises(PartFault):
            parse_implementation_code(code=BODY + "3442199806003", tables=TABLES)

    @pytest.mark.parametrize(
        ("code", "fault", "position"),
        [
            (BODY + "9220225012000", PartFault, 19),
            (BODY + "4992225012000", PartFault, 20),
            (BODY + "4222125012000", PartFault, 22),
            (BODY + "422022501201Y", CharacterFault, 31),
            ("124415001967202440" + "4220225012000", CheckFault, 18),
        ],
    )
    def test_counts_the_place_of_a_fault_from_its_own_beginning(self, code, fault, position):
        with pytest.raises(fault) as caught:
            parse_implementation_code(code=code, tables=TABLES)
        assert (caught.value.scheme, caught.value.position) == ("matter_implementation", position)


class TestHandlingItemAndCase:
    def test_adds_a_serial_from_one(self):
        assert parse_handling_item_code(code=BODY + "422022501200001", tables=TABLES).serial == 1
        with pytest.raises(PartFault):
            parse_handling_item_code(code=BODY + "422022501200000", tables=TABLES)

    def test_adds_a_day_and_a_serial(self):
        read = parse_case_number(code=BODY + "4220225012000" + "20220623" + "0068", tables=TABLES)
        assert (read.received_on, read.serial) == (dt.date(2022, 6, 23), 68)
        assert read.implementation.matter.code == "220225012000"

    def test_refuses_a_day_that_does_not_exist(self):
        with pytest.raises(PartFault) as caught:
            parse_case_number(code=BODY + "4220225012000" + "20220230" + "0068", tables=TABLES)
        assert caught.value.position == 32


class TestPack:
    @pytest.mark.parametrize(
        "pack", sorted(path.parent.name for path in LAW.glob("packs/*/identifiers.yaml"))
    )
    def test_names_tables_that_exist(self, pack):
        assert load_identifier_tables(law_dir=LAW, pack=pack).levels

    def test_is_refused_with_line_and_field_when_it_names_an_unknown_table(self, tmp_path):
        law = copy_law(tmp_path, VARIANT.replace("service_21", "service_99"))
        with pytest.raises(BrokenLawFile) as caught:
            load_identifier_tables(law_dir=law, pack="variant")
        (problem,) = caught.value.problems
        assert (problem.line, problem.field) == (4, "kind_table")
        assert "service_21" in problem.message

    def test_is_refused_when_there_is_none(self):
        with pytest.raises(BrokenLawFile):
            load_identifier_tables(law_dir=LAW, pack="atlantis")


class TestDevolutionCode:
    def test_knows_every_way_down(self):
        assert {letter: row.mode for letter, row in TABLES.modes.items()} == MODES

    @given(
        parent=st.builds("22{:02}25{:03}000".format, st.sampled_from((1, 2, 6, 10, 20)), st.integers(0, 999)),
        receiver=st.sampled_from(("220105001", "220105001201", BODY)),
        mode=st.sampled_from(sorted(MODES.values())),
        year=st.integers(1, 9999),
        serial=st.integers(1, 999),
    )
    def test_leads_back_to_parent_receiver_way_and_batch(self, parent, receiver, mode, year, serial):
        composed = compose_devolution_code(
            parent=parent, receiver=receiver, mode=mode, batch_year=year, batch_serial=serial, tables=TABLES
        )
        read = parse_devolution_code(code=composed.code, tables=TABLES)
        assert read == composed
        assert isinstance(read.parent, BasicCode)
        assert (read.parent.code, read.receiver.code, read.mode) == (parent, receiver, mode)
        assert (read.batch_year, read.batch_serial) == (year, serial)

    @given(position=st.integers(0, 33), other=st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-"))
    def test_is_refused_with_any_one_character_mistyped(self, position, other):
        code = "220225012000-220105001-C-2026003-3"
        typed = code[:position] + other + code[position + 1 :]
        if typed == code:
            assert parse_devolution_code(code=typed, tables=TABLES).mode == "conferral"
        else:
            with pytest.raises(IdentifierFault):
                parse_devolution_code(code=typed, tables=TABLES)

    @pytest.mark.parametrize(
        "change",
        [
            {"parent": "22022501200"},
            {"receiver": "220105"},
            {"receiver": "220105001000"},
            {"receiver": "22010500１"},
            {"receiver": "220105-01"},
            {"parent": "22022501200é"},
            {"mode": "gift"},
            {"batch_serial": 0},
            {"batch_serial": 1000},
            {"batch_year": 0},
            {"batch_year": 10000},
        ],
    )
    def test_is_not_composed_from_a_faulty_part(self, change):
        parts = {"parent": "220225012000", "receiver": "220105001", "mode": "conferral"}
        batch = {"batch_year": 2026, "batch_serial": 3}
        with pytest.raises(IdentifierFault):
            compose_devolution_code(**{**parts, **batch, **change}, tables=TABLES)

    @pytest.mark.parametrize(
        ("code", "fault", "position"),
        [
            ("220225012000-220105001-X-2026003-3", PartFault, 24),
            ("220225012000-220105-C-2026003-3", PartFault, 14),
            ("222125012000-220105001-C-2026003-3", PartFault, 3),
            ("220225012000-220105001-C-2026000-3", PartFault, 26),
            ("220225012000-220105001-C-2026003-3-4", LengthFault, None),
        ],
    )
    def test_names_the_place_of_a_fault(self, code, fault, position):
        with pytest.raises(fault) as caught:
            parse_devolution_code(code=code, tables=TABLES)
        assert caught.value.position == position
