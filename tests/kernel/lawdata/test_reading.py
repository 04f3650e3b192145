"""Law files are read strictly, and every fault names file, line and field."""

import pytest

from qiangzhen.kernel import lawdata
from qiangzhen.kernel.lawdata import BrokenLawFile, Certainty, locate_problem, read_law_file

SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["title", "in_force_from", "limits"],
    "properties": {
        "title": {"type": "string"},
        "in_force_from": {"type": "string", "format": "date"},
        "limits": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["days"],
                "properties": {"days": {"type": "integer"}, "article": {"type": "string"}},
            },
        },
    },
}
GOOD = """\
title: 某法
in_force_from: 2024-01-01
limits:
  - days: 20
    article: "42"
  - days: 10
"""


def write(folder, content):
    """Write a law file and return its path; bytes are written as they are."""
    path = folder / "law.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def problems_of(folder, content):
    """Return line and field of every problem of a file."""
    with pytest.raises(BrokenLawFile) as caught:
        read_law_file(write(folder, content), SCHEMA)
    assert all(problem.file.endswith("law.yaml") for problem in caught.value.problems)
    return [(problem.line, problem.field) for problem in caught.value.problems]


class TestReadLawFile:
    def test_returns_plain_content_with_dates_as_text(self, tmp_path):
        content = read_law_file(write(tmp_path, GOOD), SCHEMA)
        assert content == {
            "title": "某法",
            "in_force_from": "2024-01-01",
            "limits": [{"days": 20, "article": "42"}, {"days": 10}],
        }

    @pytest.mark.parametrize(
        ("old", "new", "line", "field"),
        [
            ("article:", "artical:", 5, "limits[0].artical"),
            ("days: 10", "days: ten", 6, "limits[1].days"),
            ("2024-01-01", "2024-02-30", 2, "in_force_from"),
            ("title: 某法", "title: 2024", 1, "title"),
            ("title: 某法\n", "", 1, "(file)"),
        ],
    )
    def test_names_line_and_field_of_what_breaks_the_schema(self, tmp_path, old, new, line, field):
        assert old in GOOD
        assert problems_of(tmp_path, GOOD.replace(old, new)) == [(line, field)]

    def test_lists_every_fault_in_the_order_of_the_file(self, tmp_path):
        broken = GOOD.replace("days: 20", "days: many").replace("days: 10", "dais: 10")
        assert problems_of(tmp_path, broken) == [
            (4, "limits[0].days"),
            (6, "limits[1]"),
            (6, "limits[1].dais"),
        ]

    def test_refuses_a_field_given_twice(self, tmp_path):
        assert problems_of(tmp_path, GOOD + "title: 另一法\n") == [(7, "title")]

    def test_refuses_content_that_refers_to_itself(self, tmp_path):
        looped = GOOD.replace("limits:", "limits: &all").replace("  - days: 10", "  - *all")
        assert (3, "limits[1]") in problems_of(tmp_path, looped)

    @pytest.mark.parametrize(
        ("content", "line", "says"),
        [
            ("", 1, "empty"),
            ("title: [a\nlimits: b\n", 2, "not YAML"),
            ("title: a\x00b\n", 1, "not YAML"),
            ("title: 某法\n".encode("gb18030"), 1, "not UTF-8"),
            (b"a: b\ntitle: " + "法".encode("gb18030"), 2, "not UTF-8"),
        ],
    )
    def test_refuses_what_is_no_yaml_text(self, tmp_path, content, line, says):
        with pytest.raises(BrokenLawFile) as caught:
            read_law_file(write(tmp_path, content), SCHEMA)
        (problem,) = caught.value.problems
        assert (problem.line, problem.field) == (line, "(file)")
        assert says in problem.message

    def test_refuses_a_file_that_is_not_there(self, tmp_path):
        with pytest.raises(BrokenLawFile) as caught:
            read_law_file(tmp_path / "none.yaml", SCHEMA)
        assert "no such file" in str(caught.value)

    def test_runs_no_code_that_a_file_asks_for(self, tmp_path):
        assert problems_of(tmp_path, GOOD.replace("某法", "!!python/object/apply:os.getcwd []"))

    def test_prints_a_problem_as_editors_expect_it(self, tmp_path):
        with pytest.raises(BrokenLawFile) as caught:
            read_law_file(write(tmp_path, GOOD.replace("days: 10", "days: ten")), SCHEMA)
        path = (tmp_path / "law.yaml").as_posix()
        assert str(caught.value) == f"{path}:6: limits[1].days: 'ten' is not of type 'integer'"


class TestLocateProblem:
    def test_gives_the_line_of_a_field(self, tmp_path):
        problem = locate_problem(write(tmp_path, GOOD), field=("limits", 1, "days"), message="too few")
        assert (problem.line, problem.field, problem.message) == (6, "limits[1].days", "too few")

    def test_gives_the_line_of_what_lies_around_a_missing_field(self, tmp_path):
        problem = locate_problem(write(tmp_path, GOOD), field=("limits", 1, "article"), message="missing")
        assert (problem.line, problem.field) == (6, "limits[1].article")


class TestPackage:
    def test_knows_three_degrees_of_certainty(self):
        assert [certainty.value for certainty in Certainty] == ["verified", "secondary", "unverified"]

    def test_shows_exactly_its_public_face(self):
        assert sorted(lawdata.__all__) == sorted(set(lawdata.__all__))
        assert all(hasattr(lawdata, name) for name in lawdata.__all__)
