"""The demonstration county holds together: real places, real powers on registered statutes, lawful mandates, invented people."""

import csv
import datetime as dt
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from qiangzhen.kernel.identifiers import load_identifier_tables, parse_basic_code, parse_division_code
from qiangzhen.kernel.statutes import PowerKind, Severity, check_bases, load_statutes, parse_citations

ROOT = Path(__file__).parents[2]
DEMONSTRATION = ROOT / "demonstration"
LAW = ROOT / "law"
DIVISIONS = LAW / "national" / "divisions" / "divisions-2025.csv"
ACTS = {
    "accept",
    "examine",
    "decide",
    "inspect",
    "investigate",
    "penalise",
    "measure",
    "execute",
    "confirm",
    "serve",
}
ROLES = {
    "reform_clerk",
    "legal_reviewer",
    "department_officer",
    "window_clerk",
    "enforcement_officer",
    "duty_officer",
    "grid_worker",
    "supervisor",
    "administrator",
}
LOCAL_RECEIVERS = {"town", "township", "subdistrict"}


@cache
def content(name: str) -> dict[str, Any]:
    loaded = yaml.safe_load((DEMONSTRATION / f"{name}.yaml").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


@cache
def keyed(name: str, listed: str) -> dict[str, dict[str, Any]]:
    rows = content(name)[listed]
    by_key = {row["key"]: row for row in rows}
    assert len(by_key) == len(rows), f"{name}.{listed}: a key is used twice"
    return by_key


def powers() -> list[dict[str, Any]]:
    return content("powers")["powers"]


def bodies() -> dict[str, dict[str, Any]]:
    return keyed("agencies", "bodies")


@cache
def tables() -> Any:
    return load_identifier_tables(law_dir=LAW)


@cache
def register() -> Any:
    return load_statutes(LAW)


@cache
def divisions() -> dict[str, str]:
    with DIVISIONS.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


class TestDivisions:
    def test_name_every_level_of_the_nation_once(self):
        with DIVISIONS.open(encoding="utf-8", newline="") as file:
            codes = [row["code"] for row in csv.DictReader(file)]
        assert codes == sorted(set(codes))
        assert Counter(map(len, codes)) == {6: 3211, 9: 38723}

    def test_have_a_parent_that_the_code_tells(self):
        known = divisions()
        for code in known:
            above = [code[:6]] if len(code) == 9 else [code[:4] + "00", code[:2] + "0000"]
            assert code.endswith("0000") or any(up in known and up != code for up in above), code


class TestPlaces:
    def test_are_the_townships_of_the_national_table(self):
        listed = {row["code"]: row["name"] for row in content("places")["townships"]}
        assert listed == {c: n for c, n in divisions().items() if len(c) == 9 and c.startswith("220105")}

    def test_have_sound_codes_of_the_stated_kind(self):
        for row in content("places")["townships"]:
            assert parse_division_code(code=row["code"], tables=tables()).township_kind == row["kind"], row[
                "name"
            ]
        for row in content("places")["villages"]:
            serial = int(row["code"][9:])
            assert row["kind"] == ("residents_committee" if serial < 200 else "village_committee"), row[
                "name"
            ]

    def test_have_villages_under_the_statistical_number_of_their_township(self):
        townships = keyed("places", "townships")
        codes = [row["code"] for row in content("places")["villages"]]
        assert len(codes) == len(set(codes)) >= 90
        for row in content("places")["villages"]:
            assert row["code"][:9] == townships[row["township"]]["statistical_code"], row["name"]
        assert {row["township"] for row in content("places")["villages"]} == set(townships)

    def test_name_a_source_with_a_date(self):
        sources = content("places")["sources"]
        rows = content("places")["townships"] + content("places")["villages"]
        assert {row["source"] for row in rows} <= set(sources)
        assert all(isinstance(source["as_of"], dt.date) for source in sources.values())


class TestBodies:
    def test_stand_in_known_places_under_known_parents(self):
        places = set(keyed("places", "townships")) | {row["code"] for row in content("places")["villages"]}
        for body in bodies().values():
            assert body["parent"] is None or body["parent"] in bodies(), body["key"]
            assert body["place"] in places | {"erdao"}, body["key"]

    def test_cover_every_kind_that_may_receive_and_every_township(self):
        kinds = Counter(body["kind"] for body in bodies().values())
        assert set(kinds) == {
            "county_government",
            "party_organ",
            "department",
            "town",
            "township",
            "subdistrict",
            "park",
            "dispatched_body",
            "public_institution",
            "village_committee",
        }
        governments = {
            body["place"]: body["kind"] for body in bodies().values() if body["kind"] in LOCAL_RECEIVERS
        }
        assert governments == {row["key"]: row["kind"] for row in content("places")["townships"]}

    def test_are_never_called_by_the_same_name_twice(self):
        names = Counter(
            name for body in bodies().values() for name in {body["name"], *body.get("aliases", [])}
        )
        assert [name for name, times in names.items() if times > 1] == []

    def test_carry_no_credit_code_that_could_be_taken_for_a_real_one(self):
        assert not re.search(
            r"\b[0-9A-Z]{18}\b", (DEMONSTRATION / "agencies.yaml").read_text(encoding="utf-8")
        )


class TestPeople:
    def test_are_all_marked_invented(self):
        for person in content("people")["people"]:
            assert person["invented"] is True, person["name"]
            for certificate in person.get("certificates", []):
                assert certificate["invented"] is True
                assert certificate["number"].startswith("示例"), person["name"]

    def test_hold_posts_in_known_bodies_and_units(self):
        villages = {row["code"] for row in content("places")["villages"]}
        for person in content("people")["people"]:
            for post in person["posts"]:
                body = bodies()[post["body"]]
                assert post.get("unit") is None or post["unit"] in body.get("units", []), person["name"]
                assert set(post["roles"]) <= ROLES
                assert post.get("jurisdiction") is None or post["jurisdiction"] in villages

    def test_fill_every_role_and_somebody_holds_two_posts(self):
        people = content("people")["people"]
        posts = [post for person in people for post in person["posts"]]
        assert {role for post in posts for role in post["roles"]} == ROLES
        assert any(len(person["posts"]) > 1 for person in people)
        departments = {post["body"] for post in posts if "department_officer" in post["roles"]}
        assert len(departments) >= 3
        signs = [person["sign_in"] for person in people]
        assert len(signs) == len(set(signs))

    def test_have_certificates_that_ran_out_and_certificates_that_hold(self):
        ends = [
            c["expires_on"] for person in content("people")["people"] for c in person.get("certificates", [])
        ]
        assert min(ends) < dt.date(2026, 1, 1) < dt.date(2028, 1, 1) < max(ends)


class TestProfiles:
    def test_give_every_township_three_years_marked_field_by_field(self):
        profiles = content("profiles")
        seen = Counter((row["township"], row["year"]) for row in profiles["profiles"])
        expected = {(key, year) for key in keyed("places", "townships") for year in (2023, 2024, 2025)}
        assert set(seen) == expected and set(seen.values()) == {1}
        assert all(field["invented"] is True for field in profiles["fields"].values())
        for row in profiles["profiles"]:
            assert set(row) - {"township", "year"} == set(profiles["fields"])


class TestPowers:
    def test_are_many_of_many_kinds_and_departments(self):
        assert len(powers()) >= 85
        assert {power["kind"] for power in powers()} == {kind.value for kind in PowerKind}
        assert len({power["holder"] for power in powers()}) >= 12

    def test_have_sound_codes_of_their_kind_used_once(self):
        codes = [power["code"] for power in powers()]
        assert len(codes) == len(set(codes)) == len(keyed("powers", "powers"))
        assert content("powers")["code_certainty"] == "unverified"
        for power in powers():
            code = parse_basic_code(code=power["code"], tables=tables())
            assert power["kind"] in code.power_kinds, power["key"]

    def test_are_held_by_bodies_that_lists_call_by_the_printed_department(self):
        for power in powers():
            holder = bodies()[power["holder"]]
            assert power["department"] in holder["aliases"], power["key"]

    def test_print_bases_that_read_back_as_stated(self):
        for power in powers():
            for basis in power["bases"]:
                citations = parse_citations(basis["printed"])
                assert len(citations) == 1, basis["printed"]
                assert citations[0].title == basis["statute"]
                assert [one.article for one in citations[0].articles] == basis["articles"], basis["printed"]

    def test_rest_on_registered_statutes_except_the_invented_document(self):
        titles = {basis["statute"] for power in powers() for basis in power["bases"]}
        unknown = {title for title in titles if not register().find_all(title)}
        assert unknown == {"二道区“门前三包”责任制管理办法"}

    def test_carry_just_the_faults_they_are_meant_to_carry(self):
        found = {}
        for power in powers():
            cited = tuple(one for basis in power["bases"] for one in parse_citations(basis["printed"]))
            findings = check_bases(
                cited, kind=PowerKind(power["kind"]), on=dt.date(2025, 6, 1), register=register()
            )
            for finding in findings:
                if finding.severity is not Severity.NOTE:
                    found.setdefault(power["key"], set()).add(finding.code)
        issuer = {"issuer_never_existed"}
        assert found == {
            "training-rules": issuer,
            "training-management": issuer,
            "safety-funding": issuer,
            "special-operations": issuer,
            "confined-space": issuer | {"replaced", "no_founding_basis"},
            "substandard-demolition": {"wrong_rank", "no_founding_basis"},
            "front-door-duty": {"unknown_statute"},
            "social-support-fee": {"repealed"},
        }

    def test_consist_of_known_acts_and_say_what_is_owed(self):
        for power in powers():
            assert set(power["acts"]) <= ACTS and power["acts"], power["key"]
            assert power["responsibilities"] and power["accountability"], power["key"]
            assert power["certainty"] in {"verified", "secondary", "unverified"}
            for basis in power["bases"]:
                assert set(basis.get("names_receiver", [])) <= LOCAL_RECEIVERS, power["key"]

    def test_promise_no_more_days_than_the_statute_gives(self):
        for power in powers():
            statutory, promised = power.get("statutory_limit"), power.get("promised_limit")
            if statutory and promised:
                assert statutory["unit"] == promised["unit"] and promised["days"] <= statutory["days"], power[
                    "key"
                ]

    def test_open_with_the_five_items_of_the_first_list(self):
        listed = {power["list_number"]: power for power in powers() if "list_number" in power}
        assert sorted(listed) == [1, 2, 3, 4, 5]
        printed = (DEMONSTRATION / "lists" / "first-list.txt").read_text(encoding="utf-8")
        for power in listed.values():
            assert power["name"] in printed and power["bases"][0]["printed"] in printed


class TestGuidingCatalogue:
    def test_names_known_powers_and_admits_that_nobody_checked_them(self):
        catalogue = content("guiding_catalogue")
        assert catalogue["contents_certainty"] == "unverified"
        assert set(catalogue["note"]) == {"zh", "en"}
        items = [item["power"] for item in catalogue["items"]]
        assert len(items) == len(set(items)) and set(items) <= set(keyed("powers", "powers"))
